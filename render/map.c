/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The map as data: what a box, a target and a site are, how many of them there are, and the same map
 * in fewer boxes.  How a map is read from a plan is told in map-ledger.c.
 */
#include "render/map.h"

#include <string.h>

#include "render/text.h"

static const char *const fates[CT_N_FATES] = {
	[CT_FATE_MOVES] = "moves",     [CT_FATE_MERGED] = "merged",
	[CT_FATE_REBUILT] = "rebuilt", [CT_FATE_RETIRED] = "retired",
	[CT_FATE_STAYS] = "stays",     [CT_FATE_UNMATCHED] = "unmatched",
};

static const struct {
	CtObjectKind kind;
	const char *letter;
} letters[] = {
	{ CT_OBJECT_POOL, "P" },
	{ CT_OBJECT_DIRECTOR, "D" },
	{ CT_OBJECT_EDGE, "E" },
	{ CT_OBJECT_MEDIATION, "M" },
	{ CT_OBJECT_GATEWAY, "G" },
	{ CT_OBJECT_PERSISTENT_CHAT, "C" },
	{ CT_OBJECT_TRUSTED_APP_POOL, "A" },
	{ CT_OBJECT_TRUSTED_APP, "A" },
	{ CT_OBJECT_XMPP, "X" },
	{ CT_OBJECT_GROUP_CHAT, "C" },
	{ CT_OBJECT_ARCHIVING, "R" },
	{ CT_OBJECT_MONITORING, "Q" },
};

const char *
ct_map_letter(CtObjectKind kind)
{
	for (guint i = 0; i < G_N_ELEMENTS(letters); i++) {
		if (letters[i].kind == kind)
			return letters[i].letter;
	}
	return "S";
}

CtFateKind
ct_fate_from_string(const char *fate)
{
	for (guint i = 0; i < CT_N_FATES; i++) {
		if (g_strcmp0(fate, fates[i]) == 0)
			return (CtFateKind)i;
	}
	return CT_FATE_UNMATCHED;
}

const char *
ct_fate_to_string(CtFateKind fate)
{
	g_assert(fate < CT_N_FATES);
	return fates[fate];
}

CtObjectKind
ct_map_subject_kind(const char *subject)
{
	const char *colon = strchr(subject, ':');

	if (colon == NULL)
		return CT_N_OBJECT_KINDS;
	return ct_object_kind_from_prefix(subject, (gsize)(colon - subject));
}

const char *
ct_map_subject_identity(const char *subject)
{
	return ct_map_subject_kind(subject) < CT_N_OBJECT_KINDS ? strchr(subject, ':') + 1
								: subject;
}

const CtMapBox *
ct_map_box(const CtMap *self, guint index)
{
	return &g_array_index(self->boxes, CtMapBox, index);
}

const CtMapTarget *
ct_map_target(const CtMap *self, guint index)
{
	return &g_array_index(self->targets, CtMapTarget, index);
}

const CtMapSite *
ct_map_site(const CtMap *self, guint index)
{
	return &g_array_index(self->sites, CtMapSite, index);
}

static void
clear_target(gpointer item)
{
	g_array_unref(((CtMapTarget *)item)->sources);
	g_ptr_array_unref(((CtMapTarget *)item)->extras);
}

static void
clear_site(gpointer item)
{
	g_array_unref(((CtMapSite *)item)->targets);
	g_ptr_array_unref(((CtMapSite *)item)->also);
}

CtMap *
ct_map_empty(void)
{
	CtMap *self = g_new0(CtMap, 1);

	self->chunk = g_string_chunk_new(4096);
	self->boxes = g_array_new(FALSE, TRUE, sizeof(CtMapBox));
	self->targets = g_array_new(FALSE, TRUE, sizeof(CtMapTarget));
	g_array_set_clear_func(self->targets, clear_target);
	self->sites = g_array_new(FALSE, TRUE, sizeof(CtMapSite));
	g_array_set_clear_func(self->sites, clear_site);
	self->rest = g_array_new(FALSE, FALSE, sizeof(guint));
	return self;
}

void
ct_map_free(CtMap *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->boxes);
	g_array_unref(self->targets);
	g_array_unref(self->sites);
	g_array_unref(self->rest);
	g_string_chunk_free(self->chunk);
	g_free(self);
}

const char *
ct_map_keep(CtMap *self, const char *text)
{
	return g_string_chunk_insert_const(self->chunk, text);
}

/* Keeps @text and frees it. */
const char *
ct_map_take(CtMap *self, char *text)
{
	const char *kept = ct_map_keep(self, text);

	g_free(text);
	return kept;
}

static guint
add_site(CtMap *self, const char *id, const char *name)
{
	CtMapSite site = { .id = ct_map_keep(self, id), .name = ct_map_keep(self, name) };

	site.targets = g_array_new(FALSE, FALSE, sizeof(guint));
	site.also = g_ptr_array_new();
	g_array_append_val(self->sites, site);
	return self->sites->len - 1;
}

/* The site of that name, made when there is none. */
guint
ct_map_find_site(CtMap *self, const char *id, const char *name)
{
	for (guint i = 0; i < self->sites->len; i++) {
		if (g_str_equal(ct_map_site(self, i)->name, name))
			return i;
	}
	return add_site(self, id, name);
}

guint
ct_map_add_target(CtMap *self, CtMapTarget target)
{
	target.sources = g_array_new(FALSE, FALSE, sizeof(guint));
	target.extras = g_ptr_array_new();
	g_array_append_val(self->targets, target);
	return self->targets->len - 1;
}

guint
ct_map_size(const CtMap *self)
{
	return self->boxes->len + self->targets->len;
}

static const struct {
	CtObjectKind kind;
	const char *one;
	const char *many;
} kind_nouns[] = {
	{ CT_OBJECT_POOL, "pool", "pools" },
	{ CT_OBJECT_DIRECTOR, "Director", "Directors" },
	{ CT_OBJECT_EDGE, "Edge", "Edges" },
	{ CT_OBJECT_MEDIATION, "Mediation server", "Mediation servers" },
	{ CT_OBJECT_GATEWAY, "gateway", "gateways" },
	{ CT_OBJECT_SERVER, "server", "servers" },
	{ CT_N_OBJECT_KINDS, "group of applications", "groups of applications" },
};

static char *
tell_members(CtObjectKind kind, guint members)
{
	for (guint i = 0; i < G_N_ELEMENTS(kind_nouns); i++) {
		if (kind_nouns[i].kind == kind)
			return ct_text_counted(members, kind_nouns[i].one, kind_nouns[i].many);
	}
	return ct_text_counted(members, "other server", "other servers");
}

/* The box in @list that already gathers such boxes; CT_NONE when there is none. */
static guint
find_gathering(const CtMap *self, const GArray *list, const CtMapBox *box)
{
	for (guint i = 0; i < list->len; i++) {
		guint index = g_array_index(list, guint, i);
		const CtMapBox *other = ct_map_box(self, index);

		if (other->kind == box->kind && other->fate == box->fate)
			return index;
	}
	return CT_NONE;
}

/* Adds @box to the box in @list that gathers its like; @members counts them by index. */
static void
gather(CtMap *self, GArray *list, GArray *members, const CtMapBox *box, guint target)
{
	guint index = find_gathering(self, list, box);
	CtMapBox *sum;

	if (index == CT_NONE) {
		CtMapBox fresh = { .kind = box->kind, .fate = box->fate, .target = target };

		index = self->boxes->len;
		fresh.id = ct_map_take(self, g_strdup_printf("all:%u", index + 1));
		fresh.apps_fate = CT_FATE_MOVES;
		g_array_append_val(self->boxes, fresh);
		g_array_append_val(list, index);
		g_array_set_size(members, self->boxes->len);
	}
	sum = &g_array_index(self->boxes, CtMapBox, index);
	sum->users += box->users;
	sum->direct += box->direct;
	sum->n_apps += box->n_apps;
	sum->detail = sum->detail == NULL ? ct_map_keep(self, box->name) : sum->detail;
	g_array_index(members, guint, index)++;
}

/* Now that the numbers are known: names and lines. */
static void
name_gatherings(CtMap *self, const GArray *members)
{
	for (guint i = 0; i < self->boxes->len; i++) {
		CtMapBox *box = &g_array_index(self->boxes, CtMapBox, i);
		guint count = g_array_index(members, guint, i);

		const char *first = box->detail;

		box->name = ct_map_take(self, tell_members(box->kind, count));
		if (count == 1) {
			box->detail = box->name;
			box->name = first;
		} else {
			box->detail = ct_map_take(self, g_strdup_printf("%s and %u more", first,
									count - 1));
		}
		if (box->n_apps > 0)
			box->apps = ct_map_take(self,
						ct_text_counted(box->n_apps, "object", "objects"));
	}
}

CtMap *
ct_map_summarize(const CtMap *self)
{
	CtMap *sum = ct_map_empty();
	g_autoptr(GArray) members = g_array_new(FALSE, TRUE, sizeof(guint));

	sum->users = self->users;
	for (guint i = 0; i < self->sites->len; i++) {
		const CtMapSite *site = ct_map_site(self, i);
		guint here = ct_map_find_site(sum, site->id, site->name);
		guint index;
		guint users = 0;

		if (site->targets->len == 0)
			continue;
		index = ct_map_add_target(
			sum,
			(CtMapTarget){ .kind = CT_OBJECT_POOL,
				       .id = ct_map_take(sum, g_strdup_printf("targets:%u", i + 1)),
				       .site = here });
		g_array_append_val(ct_map_site(sum, here)->targets, index);
		for (guint t = 0; t < site->targets->len; t++) {
			const CtMapTarget *target = ct_map_target(self, g_array_index(site->targets,
										      guint, t));

			users += target->users;
			for (guint b = 0; b < target->sources->len; b++)
				gather(sum, ct_map_target(sum, index)->sources, members,
				       ct_map_box(self, g_array_index(target->sources, guint, b)),
				       index);
		}
		const CtMapTarget *first = ct_map_target(self,
							 g_array_index(site->targets, guint, 0));
		CtMapTarget *whole = &g_array_index(sum->targets, CtMapTarget, index);

		whole->users = users;
		whole->name = ct_map_keep(sum, first->name);
		whole->detail = ct_map_keep(sum, first->detail);
		if (site->targets->len > 1) {
			whole->detail = whole->name;
			whole->name = ct_map_take(sum,
						  g_strdup_printf("%u target pools and servers",
								  site->targets->len));
		}
	}
	for (guint i = 0; i < self->rest->len; i++)
		gather(sum, sum->rest, members,
		       ct_map_box(self, g_array_index(self->rest, guint, i)), CT_NONE);
	name_gatherings(sum, members);
	return sum;
}
