/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who has a number that somebody else has too.
 *
 * Nearly every number has one owner, and of a million users none may cost memory that lasts.  So all
 * numbers are first marked in a small table of bits, by hash: what meets no other mark is alone and
 * is not looked at again.  The few others are sorted and compared as they are, so that a hash never
 * decides.  After that the numbers of users are given up.
 */
#include "analyzer/resolve.h"

#include <string.h>

/* Bits for each number: at 16, one in sixteen numbers meets another mark by chance. */
#define BITS_FOR_EACH 16
#define FEWEST_BITS   1024

/* In the order in which owners of one number are told. */
typedef enum {
	OWNER_OBJECT,
	OWNER_DEVICE,
	OWNER_LINE,
	OWNER_PRIVATE_LINE,
} OwnerKind;

typedef struct {
	CtNumber number;
	guint32 index; /* of the object, the record, the row of the user, the private line */
	OwnerKind kind;
} Claim;

typedef struct {
	CtResolve *resolve;
	GArray *claims;	  /* of Claim: of all things but the lines of users */
	guint8 *seen;	  /* bits: a number was met */
	guint8 *again;	  /* bits: another one was */
	guint shift;	  /* from a hash to a bit */
	GArray *suspects; /* of Claim */
} Numbers;

static void
claim(Numbers *self, OwnerKind kind, guint32 index, CtNumber number)
{
	Claim one = { number, index, kind };

	if (number != CT_NUMBER_NONE)
		g_array_append_val(self->claims, one);
}

static gboolean
is_device(const CtRecord *record)
{
	return record->kind == CT_RECORD_COMMON_AREA_PHONE ||
	       record->kind == CT_RECORD_ANALOG_DEVICE;
}

/* A newer export may say that there is none any more. */
static gboolean
has_private_line(const CtEstate *estate, const char *sip)
{
	CtUserId user = ct_estate_find_user(estate, sip);

	return (estate->users.flags[user.index] & CT_USER_PRIVATE_LINE) != 0;
}

static void
claim_things(Numbers *self)
{
	CtFacts *facts = self->resolve->facts;
	const GArray *objects = self->resolve->estate->objects;

	for (guint32 i = 0; i < objects->len; i++) {
		const CtObject *object = &g_array_index(objects, CtObject, i);

		claim(self, OWNER_OBJECT, i,
		      ct_facts_number(facts, ct_facts_get(facts, object->props, CT_KEY_LINE_URI)));
	}
	for (guint32 i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);

		if (is_device(record))
			claim(self, OWNER_DEVICE, i,
			      ct_facts_number(facts,
					      ct_facts_get(facts, record->props, CT_KEY_LINE_URI)));
	}
	for (guint32 i = 0; i < facts->users.private_lines->len; i++) {
		const CtPrivateLine *line = &g_array_index(facts->users.private_lines,
							   CtPrivateLine, i);

		if (has_private_line(self->resolve->estate, line->sip))
			claim(self, OWNER_PRIVATE_LINE, i, line->number);
	}
}

/* Multiplicative hashing: the high bits of the product depend on all bits of the number. */
static gsize
bit_of(const Numbers *self, CtNumber number)
{
	return (gsize)(number * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) >> self->shift);
}

static void
mark(Numbers *self, CtNumber number)
{
	gsize bit = bit_of(self, number);
	guint8 mask = (guint8)(1 << (bit & 7));

	if ((self->seen[bit >> 3] & mask) != 0)
		self->again[bit >> 3] |= mask;
	self->seen[bit >> 3] |= mask;
}

static void
suspect(Numbers *self, Claim one)
{
	gsize bit = bit_of(self, one.number);

	if ((self->again[bit >> 3] & 1 << (bit & 7)) != 0)
		g_array_append_val(self->suspects, one);
}

static void
find_suspects(Numbers *self)
{
	const GArray *lines = self->resolve->facts->users.number;
	gsize bits = FEWEST_BITS;

	self->shift = 64 - 10;
	for (; bits < (gsize)BITS_FOR_EACH * (lines->len + self->claims->len); bits *= 2)
		self->shift--;
	self->seen = g_malloc0(bits / 8);
	self->again = g_malloc0(bits / 8);
	for (guint i = 0; i < self->claims->len; i++)
		mark(self, g_array_index(self->claims, Claim, i).number);
	for (guint32 i = 0; i < lines->len; i++)
		if (g_array_index(lines, CtNumber, i) != CT_NUMBER_NONE)
			mark(self, g_array_index(lines, CtNumber, i));
	for (guint i = 0; i < self->claims->len; i++)
		suspect(self, g_array_index(self->claims, Claim, i));
	for (guint32 i = 0; i < lines->len; i++)
		if (g_array_index(lines, CtNumber, i) != CT_NUMBER_NONE)
			suspect(self, (Claim){ g_array_index(lines, CtNumber, i), i, OWNER_LINE });
	g_free(self->seen);
	g_free(self->again);
}

static gint
compare_numbers(gconstpointer a, gconstpointer b)
{
	const Claim *x = a;
	const Claim *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static const char *
address_of(const CtResolve *self, CtPropRange props, const char *fallback)
{
	const char *address = ct_resolve_first(
		self, props, (CtKey[]){ CT_KEY_SIP_ADDRESS, CT_KEY_PRIMARY_URI, CT_N_KEYS });

	return address != NULL ? address : fallback;
}

static CtNumberOwner
owner_object(const CtResolve *self, guint32 index)
{
	const CtObject *object = &g_array_index(self->estate->objects, CtObject, index);

	return (CtNumberOwner){ .origin = object->origin,
				.what = ct_object_kind_name(object->kind),
				.address = address_of(self, object->props, object->identity),
				.key = object->key,
				.kind = object->kind };
}

static CtNumberOwner
owner_device(const CtResolve *self, guint32 index)
{
	const CtRecord *record = &g_array_index(self->facts->records, CtRecord, index);

	return (CtNumberOwner){ .origin = record->origin,
				.what = record->kind == CT_RECORD_ANALOG_DEVICE
						? "analog device"
						: "common area phone",
				.address = address_of(self, record->props, "without an address") };
}

static CtNumberOwner
owner_user(const CtResolve *self, const char *sip, CtOrigin origin)
{
	CtUserId user = ct_estate_find_user(self->estate, sip);

	return (CtNumberOwner){ .origin = origin,
				.what = ct_object_kind_name(CT_OBJECT_USER),
				.address = self->estate->users.sip[user.index],
				.key = self->estate->users.key[user.index],
				.kind = CT_OBJECT_USER };
}

static CtNumberOwner
owner_of(const CtResolve *self, const Claim *one)
{
	const CtUserFacts *users = &self->facts->users;
	const CtPrivateLine *line;
	CtOrigin origin = { 0 };

	switch (one->kind) {
	case OWNER_OBJECT:
		return owner_object(self, one->index);
	case OWNER_DEVICE:
		return owner_device(self, one->index);
	case OWNER_LINE:
		origin.input = g_array_index(users->input, guint32, one->index);
		origin.line = g_array_index(users->line, guint32, one->index);
		return owner_user(self, g_array_index(users->sip, const char *, one->index),
				  origin);
	case OWNER_PRIVATE_LINE:
		line = &g_array_index(users->private_lines, CtPrivateLine, one->index);
		return owner_user(self, line->sip, line->origin);
	}
	g_return_val_if_reached((CtNumberOwner){ 0 });
}

typedef struct {
	CtNumberOwner owner;
	const Claim *claim;
} Candidate;

/* What several exports say of one thing comes together, whatever they call it. */
static gint
compare_addresses(gconstpointer a, gconstpointer b, gpointer data)
{
	const Candidate *x = a;
	const Candidate *y = b;
	int order = g_ascii_strcasecmp(x->owner.address, y->owner.address);

	if (order != 0)
		return order;
	if (x->claim->kind != y->claim->kind)
		return x->claim->kind < y->claim->kind ? -1 : 1;
	return ct_resolve_compare_origins(data, x->owner.origin, y->owner.origin);
}

/* Objects in their canonical order, then what has none, by address; no two have one address. */
static gint
compare_owners(gconstpointer a, gconstpointer b, gpointer data)
{
	const Candidate *x = a;
	const Candidate *y = b;

	if (x->claim->kind != y->claim->kind)
		return x->claim->kind < y->claim->kind ? -1 : 1;
	if (x->claim->kind == OWNER_OBJECT)
		return (x->claim->index > y->claim->index) - (x->claim->index < y->claim->index);
	return compare_addresses(a, b, data);
}

/* Keeps the owners of one number when there are several. */
static void
keep_owners(CtResolve *self, const Claim *claims, guint count)
{
	g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
	g_autofree char *text = ct_facts_number_to_string(self->facts, claims->number);
	const char *number = ct_strings_intern(self->facts->strings, text);
	guint kept = 0;

	for (guint i = 0; i < count; i++) {
		Candidate one = { owner_of(self, &claims[i]), &claims[i] };

		g_array_append_val(candidates, one);
	}
	g_array_sort_with_data(candidates, compare_addresses, self);
	for (guint i = 0; i < candidates->len; i++) {
		Candidate *all = (Candidate *)(gpointer)candidates->data;

		if (kept == 0 ||
		    g_ascii_strcasecmp(all[kept - 1].owner.address, all[i].owner.address) != 0)
			all[kept++] = all[i];
	}
	g_array_set_size(candidates, kept);
	g_array_sort_with_data(candidates, compare_owners, self);
	for (guint i = 0; kept > 1 && i < kept; i++) {
		CtNumberOwner owner = g_array_index(candidates, Candidate, i).owner;

		owner.number = number;
		g_array_append_val(self->estate->number_owners, owner);
	}
}

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(((const CtNumberOwner *)a)->number, ((const CtNumberOwner *)b)->number);
}

static void
compare_suspects(Numbers *self)
{
	const GArray *suspects = self->suspects;
	guint count;

	g_array_sort(self->suspects, compare_numbers);
	for (guint i = 0; i < suspects->len; i += count) {
		const Claim *first = &g_array_index(suspects, Claim, i);

		count = 1;
		while (i + count < suspects->len && first[count].number == first->number)
			count++;
		if (count > 1)
			keep_owners(self->resolve, first, count);
	}
	/* stable: owners stay in their order */
	g_array_sort(self->resolve->estate->number_owners, compare_texts);
}

void
ct_resolve_numbers(CtResolve *self)
{
	CtUserFacts *users = &self->facts->users;
	Numbers numbers = {
		.resolve = self,
		.claims = g_array_new(FALSE, FALSE, sizeof(Claim)),
		.suspects = g_array_new(FALSE, FALSE, sizeof(Claim)),
	};

	claim_things(&numbers);
	find_suspects(&numbers);
	compare_suspects(&numbers);
	g_array_unref(numbers.claims);
	g_array_unref(numbers.suspects);
	g_array_unref(users->number);
	users->number = g_array_new(FALSE, TRUE, sizeof(CtNumber));
}
