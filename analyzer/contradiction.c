/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of evidence, in one place for users and everything else:
 *   1. what says when it was changed comes before what does not, the later change first;
 *   2. then the newer export, by the last change of anything in it, one without any date last;
 *   3. then what knows more;
 *   4. then by path of the export and line.
 */
#include "analyzer/contradiction.h"

#include <string.h>

/* Findings for single things, of one pair of exports and one sort. */
#define MAX_SINGLE_FINDINGS 20

typedef enum {
	REASON_CHANGED,
	REASON_EXPORT,
	REASON_KNOWS_MORE,
	REASON_PLACE,
} Reason;

static CtTimestamp
newest_of(const CtResolve *resolve, const CtEvidence *evidence)
{
	guint32 input = evidence->origin.input;

	return input < resolve->facts->inputs->len ? ct_resolve_input_at(resolve, input)->newest
						   : 0;
}

static Reason
compare(const CtResolve *resolve, const CtEvidence *a, const CtEvidence *b, gint *out_order)
{
	CtTimestamp x = newest_of(resolve, a);
	CtTimestamp y = newest_of(resolve, b);

	if (a->changed != b->changed) {
		*out_order = a->changed > b->changed ? -1 : 1;
		return REASON_CHANGED;
	}
	if (x != y) {
		*out_order = x > y ? -1 : 1;
		return REASON_EXPORT;
	}
	if (a->known != b->known) {
		*out_order = a->known > b->known ? -1 : 1;
		return REASON_KNOWS_MORE;
	}
	*out_order = ct_resolve_compare_origins(resolve, a->origin, b->origin);
	return REASON_PLACE;
}

gint
ct_evidence_compare(const CtResolve *resolve, const CtEvidence *a, const CtEvidence *b)
{
	gint order;

	compare(resolve, a, b, &order);
	return order;
}

gint
ct_evidence_compare_dates(const CtResolve *resolve, const CtEvidence *a, const CtEvidence *b)
{
	gint order;

	return compare(resolve, a, b, &order) <= REASON_EXPORT ? order : 0;
}

gboolean
ct_evidence_is_newer(const CtResolve *resolve, const CtEvidence *a, const CtEvidence *b)
{
	gint order;
	Reason reason = compare(resolve, a, b, &order);

	if (order > 0)
		return FALSE;
	return (reason == REASON_CHANGED && b->changed != 0) ||
	       (reason == REASON_EXPORT && newest_of(resolve, b) != 0);
}

static char *
date_text(CtTimestamp date)
{
	return date != 0 ? ct_timestamp_to_string(date) : g_strdup("unknown");
}

char *
ct_evidence_reason(const CtResolve *resolve, const CtEvidence *kept, const CtEvidence *other)
{
	g_autofree char *newer = NULL;
	g_autofree char *older = NULL;
	gint order;

	switch (compare(resolve, kept, other, &order)) {
	case REASON_CHANGED:
		newer = date_text(kept->changed);
		older = date_text(other->changed);
		return g_strdup_printf("it was changed %s there, %s here", newer, older);
	case REASON_EXPORT:
		newer = date_text(newest_of(resolve, kept));
		older = date_text(newest_of(resolve, other));
		return g_strdup_printf("the last change in that file is %s, in this one %s", newer,
				       older);
	case REASON_KNOWS_MORE:
		return g_strdup("no dates tell which is newer, and that one knows more");
	case REASON_PLACE:
		return g_strdup("no dates tell which is newer, and that one comes first");
	}
	g_return_val_if_reached(NULL);
}

void
ct_difference_clear(CtDifference *self)
{
	g_clear_pointer(&self->kept, g_free);
	g_clear_pointer(&self->passed_over, g_free);
}

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The values of a property in one text, in an order of their own. */
static char *
values_of(const CtResolve *resolve, CtPropRange range, CtKey key)
{
	g_autoptr(GPtrArray) values = g_ptr_array_new();

	for (guint i = range.first; i < range.first + range.count; i++) {
		const CtProp *prop = &g_array_index(resolve->facts->props, CtProp, i);

		if (prop->key == key && prop->value != NULL && *prop->value != '\0')
			g_ptr_array_add(values, (gpointer)prop->value);
	}
	if (values->len == 0)
		return NULL;
	g_ptr_array_sort(values, compare_texts);
	g_ptr_array_add(values, NULL);
	return g_strjoinv(", ", (char **)values->pdata);
}

gboolean
ct_difference_find(const CtResolve *resolve, CtPropRange kept, CtPropRange other,
		   CtDifference *out_difference)
{
	gboolean seen[CT_N_KEYS] = { FALSE };

	for (guint i = 0; i < kept.count; i++) {
		CtKey key = g_array_index(resolve->facts->props, CtProp, kept.first + i).key;
		g_autofree char *value = NULL;
		g_autofree char *passed_over = NULL;

		if (key == CT_KEY_OTHER || key == CT_KEY_CHANGED || seen[key])
			continue;
		seen[key] = TRUE;
		value = values_of(resolve, kept, key);
		passed_over = values_of(resolve, other, key);
		if (value == NULL || passed_over == NULL ||
		    g_ascii_strcasecmp(value, passed_over) == 0)
			continue;
		*out_difference = (CtDifference){ ct_key_to_string(key), g_steal_pointer(&value),
						  g_steal_pointer(&passed_over) };
		return TRUE;
	}
	return FALSE;
}

void
ct_difference_report(const CtResolve *resolve, const CtDifference *self, const CtEvidence *kept,
		     const CtEvidence *other, CtObjectKind kind, const char *identity)
{
	g_autofree char *where = ct_estate_where(resolve->estate, kept->origin);
	g_autofree char *why = ct_evidence_reason(resolve, kept, other);

	ct_findings_add(resolve->findings, CT_RULE_EXPORTS_DISAGREE, other->origin,
			ct_subject(kind, identity),
			"%s of %s %s is %s here, but %s in %s; the plan keeps that, since %s",
			self->what, ct_object_kind_name(kind), identity, self->passed_over,
			self->kept, where, why);
}

static guint
contradiction_hash(gconstpointer data)
{
	const CtContradiction *self = data;

	return (self->kept * 31 + self->other) * 31 + self->what;
}

static gboolean
contradiction_equal(gconstpointer a, gconstpointer b)
{
	const CtContradiction *x = a;
	const CtContradiction *y = b;

	return x->kept == y->kept && x->other == y->other && x->what == y->what;
}

CtContradictions *
ct_contradictions_new(void)
{
	CtContradictions *self = g_new0(CtContradictions, 1);

	self->set = g_hash_table_new_full(contradiction_hash, contradiction_equal, g_free, NULL);
	self->order = g_ptr_array_new();
	return self;
}

void
ct_contradictions_free(CtContradictions *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->set);
	g_ptr_array_unref(self->order);
	g_free(self);
}

gboolean
ct_contradictions_add(CtContradictions *self, CtOrigin kept, CtOrigin other, guint32 what)
{
	CtContradiction probe = { kept.input, other.input, what, 0, 0 };
	CtContradiction *found = g_hash_table_lookup(self->set, &probe);

	if (found == NULL) {
		found = g_memdup2(&probe, sizeof(probe));
		g_hash_table_add(self->set, found);
		g_ptr_array_add(self->order, found);
	}
	found->count++;
	if (found->count == MAX_SINGLE_FINDINGS + 1)
		found->line = other.line;
	return found->count <= MAX_SINGLE_FINDINGS;
}

guint32
ct_contradiction_rest(const CtContradiction *self)
{
	return self->count - MIN(self->count, MAX_SINGLE_FINDINGS);
}
