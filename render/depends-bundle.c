/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bundles: the Edge is needed by every pool of a deployment, and a line from each of them is a fan that
 * nobody can follow and that keeps sites apart over many sheets.
 *
 * What is the same in all these lines is said once at each end: in the container of those that need it, by
 * a port with the name of the one, and beside the one, by a port with the number of those that need it.
 * Each link keeps its own line, from the box to the port in its container, so that nothing is missing.
 */
#include <string.h>

#include "render/depends.h"
#include "render/texts.h"

/* As many lines to one box from elsewhere can be followed: fewer where many boxes stand between. */
#define MAX_FAN	      12
#define MAX_FAN_LARGE 4
#define LARGE	      60

typedef struct {
	const char *site; /* nullable: what has none */
	GHashTable *busy; /* ids of boxes with many lines to other sites */
} Around;

typedef struct {
	CtDepends *depends;
	const Around *around; /* nullable: the part is that around a site */
	guint n_boxes;	      /* ports come after them */
	guint n_links;	      /* those of ports come after them */
	gboolean *taken;      /* of each link: it is in a bundle */
	GPtrArray *container; /* of each box: a name that tells it from the others, owned */
	GHashTable *ports;    /* id -> index */
} Bundle;

/* The links of one kind that come to a box from elsewhere, or go out from it. */
typedef struct {
	guint hub;
	CtDependsKind kind;
	gboolean out;
	GArray *links; /* of guint */
} Fan;

static CtDependsBox *
box_at(Bundle *self, guint index)
{
	return &g_array_index(self->depends->boxes, CtDependsBox, index);
}

static CtDependsLink *
link_at(Bundle *self, guint index)
{
	return &g_array_index(self->depends->links, CtDependsLink, index);
}

static const char *
keep(Bundle *self, const char *text)
{
	return g_string_chunk_insert_const(self->depends->chunk, text);
}

static guint
far_end(Bundle *self, const Fan *fan, guint link)
{
	return fan->out ? link_at(self, link)->to : link_at(self, link)->from;
}

/* Is the line of a link one that a bundle may take, seen from @hub? */
static gboolean
comes_from_elsewhere(Bundle *self, guint hub, guint other)
{
	if (self->around == NULL)
		return !g_str_equal(self->container->pdata[hub], self->container->pdata[other]);
	/* a line between two that have many could else be in a sum at both ends, and nowhere drawn */
	return g_strcmp0(box_at(self, hub)->site, self->around->site) == 0 &&
	       g_strcmp0(box_at(self, other)->site, self->around->site) != 0 &&
	       !g_hash_table_contains(self->around->busy, box_at(self, other)->id);
}

/* ---- The port beside the one: who they all are ---- */

/* Boxes that stand for several things are boxes. */
static const char *
noun_of(const CtDependsBox *box)
{
	if (g_str_has_prefix(box->id, "services:"))
		return "services";
	return g_str_has_prefix(box->id, "objects:") || g_str_has_prefix(box->id, "legacy:") ||
			       g_str_has_prefix(box->id, "target:")
		       ? "boxes"
		       : "servers";
}

typedef struct {
	const char *name;
	guint count;
} Place;

static gint
compare_places(gconstpointer a, gconstpointer b)
{
	return strcmp(((const Place *)a)->name, ((const Place *)b)->name);
}

/* How many there are in each site, by name. */
static GArray *
count_places(Bundle *self, const Fan *fan, guint *out_homeless)
{
	GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));

	*out_homeless = 0;
	for (guint i = 0; i < fan->links->len; i++) {
		Place place = {
			box_at(self, far_end(self, fan, g_array_index(fan->links, guint, i)))->site,
			1
		};
		guint k = 0;

		if (place.name == NULL) {
			++*out_homeless;
			continue;
		}
		while (k < places->len &&
		       !g_str_equal(g_array_index(places, Place, k).name, place.name))
			k++;
		if (k < places->len)
			g_array_index(places, Place, k).count++;
		else
			g_array_append_val(places, place);
	}
	g_array_sort(places, compare_places);
	return places;
}

static const char *
tell_places(Bundle *self, const Fan *fan, guint *out_places)
{
	guint homeless;
	g_autoptr(GArray) places = count_places(self, fan, &homeless);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < places->len; i++) {
		const Place *place = &g_array_index(places, Place, i);

		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", place->name);
		if (fan->links->len > places->len)
			g_string_append_printf(text, " (%u)", place->count);
	}
	if (homeless > 0)
		g_string_append_printf(text, "%swithout a site (%u)", places->len > 0 ? ", " : "",
				       homeless);
	*out_places = places->len;
	return keep(self, text->str);
}

/* In the order of the ids; a service is named with its pool, since each pool has one. */
static const char *
tell_members(Bundle *self, const Fan *fan)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < fan->links->len; i++) {
		const CtDependsBox *box =
			box_at(self, far_end(self, fan, g_array_index(fan->links, guint, i)));
		const char *pool = box->pool != NULL ? strchr(box->pool, ':') : NULL;

		g_string_append_printf(text, "%s%s%s%s", i > 0 ? ", " : "", box->name,
				       pool != NULL ? " on " : "", pool != NULL ? pool + 1 : "");
	}
	return keep(self, text->str);
}

static const char *
tell_count(Bundle *self, const Fan *fan)
{
	const char *noun = NULL;
	g_autofree char *text = NULL;

	for (guint i = 0; i < fan->links->len; i++) {
		const char *own = noun_of(
			box_at(self, far_end(self, fan, g_array_index(fan->links, guint, i))));

		noun = noun == NULL || g_str_equal(noun, own) ? own : "boxes";
	}
	text = g_strdup_printf("%u %s", fan->links->len, noun);
	return keep(self, text);
}

static void
link_port(Bundle *self, const Fan *fan, guint port, const char *usage)
{
	CtDependsLink link = { .from = fan->out ? fan->hub : port,
			       .to = fan->out ? port : fan->hub,
			       .count = fan->links->len,
			       .kind = fan->kind,
			       .usage = usage };

	g_array_append_val(self->depends->links, link);
}

static void
add_many(Bundle *self, const Fan *fan)
{
	const CtDependsBox *hub = box_at(self, fan->hub);
	g_autofree char *id = g_strdup_printf("port:%s:%u:%s%s", fan->out ? "out" : "in", fan->kind,
					      self->around != NULL ? "sites:" : "", hub->id);
	guint n_places = 0;
	CtDependsBox box = { .id = keep(self, id),
			     .name = tell_count(self, fan),
			     .site = hub->site,
			     .kind = hub->kind,
			     .legacy = hub->legacy,
			     .port = CT_PORT_MANY };
	const char *places = tell_places(self, fan, &n_places);
	g_autofree char *detail = g_strdup_printf("%u %s: %s", n_places,
						  n_places == 1 ? "site" : "sites", places);

	box.detail = n_places > 0 ? keep(self, detail) : "without a site";
	link_port(self, fan, self->depends->boxes->len, tell_members(self, fan));
	g_array_append_val(self->depends->boxes, box);
}

/* ---- The ports beside the many ---- */

static guint
find_port(Bundle *self, const Fan *fan, guint member)
{
	const CtDependsBox *hub = box_at(self, fan->hub);
	const CtDependsBox *beside = box_at(self, member);
	g_autofree char *id = g_strdup_printf("port:%s:%u:%s:%s", fan->out ? "out" : "in",
					      fan->kind,
					      (const char *)self->container->pdata[member],
					      hub->id);
	g_autofree char *detail = NULL;
	CtDependsBox box;
	gpointer row;

	if (g_hash_table_lookup_extended(self->ports, id, NULL, &row))
		return GPOINTER_TO_UINT(row);
	/* each pool has a service of that name */
	detail = g_strdup_printf("%s%s%s%s%s%s", hub->pool != NULL ? "on " : "stands in ",
				 hub->pool != NULL ? ct_map_subject_identity(hub->pool) : "",
				 hub->pool != NULL ? ", " : "", hub->legacy ? "Legacy" : "Target",
				 hub->site != NULL ? ": " : "", hub->site != NULL ? hub->site : "");
	box = (CtDependsBox){ .id = keep(self, id),
			      .name = hub->name,
			      .detail = keep(self, detail),
			      .href = hub->href,
			      .site = beside->site,
			      .kind = hub->kind,
			      .legacy = beside->legacy,
			      .port = CT_PORT_ONE };
	g_array_append_val(self->depends->boxes, box);
	g_hash_table_insert(self->ports, (gpointer)box.id,
			    GUINT_TO_POINTER(self->depends->boxes->len - 1));
	return self->depends->boxes->len - 1;
}

static void
lead_to_ports(Bundle *self, const Fan *fan)
{
	for (guint i = 0; i < fan->links->len; i++) {
		guint index = g_array_index(fan->links, guint, i);
		guint port = find_port(self, fan, far_end(self, fan, index));
		CtDependsLink *link = link_at(self, index);

		if (fan->out)
			link->from = port;
		else
			link->to = port;
	}
}

/* ---- Finding fans ---- */

static void
bundle_fan(Bundle *self, const Fan *fan)
{
	add_many(self, fan);
	if (self->around == NULL)
		lead_to_ports(self, fan);
	for (guint i = 0; i < fan->links->len; i++)
		self->taken[g_array_index(fan->links, guint, i)] = TRUE;
}

static void
bundle_side(Bundle *self, gboolean out)
{
	guint n = self->n_boxes * CT_N_DEPENDS_KINDS;
	guint limit = self->around == NULL && self->n_boxes > LARGE ? MAX_FAN_LARGE : MAX_FAN;
	g_autoptr(GPtrArray) fans = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);

	for (guint i = 0; i < n; i++)
		g_ptr_array_add(fans, g_array_new(FALSE, FALSE, sizeof(guint)));
	for (guint i = 0; i < self->n_links; i++) {
		const CtDependsLink *link = link_at(self, i);
		guint hub = out ? link->from : link->to;
		guint other = out ? link->to : link->from;

		if (!self->taken[i] && comes_from_elsewhere(self, hub, other))
			g_array_append_val(
				(GArray *)fans->pdata[hub * CT_N_DEPENDS_KINDS + link->kind], i);
	}
	for (guint i = 0; i < n; i++) {
		Fan fan = { i / CT_N_DEPENDS_KINDS, i % CT_N_DEPENDS_KINDS, out, fans->pdata[i] };

		if (fan.links->len > limit)
			bundle_fan(self, &fan);
	}
}

/* Around a site: without the lines that are taken, and without what only they led to. */
static CtDepends *
leave_out(Bundle *self)
{
	GArray *links = g_array_new(FALSE, FALSE, sizeof(CtDependsLink));

	for (guint i = 0; i < self->depends->links->len; i++)
		if (i >= self->n_links || !self->taken[i])
			g_array_append_val(links, *link_at(self, i));
	g_array_unref(self->depends->links);
	self->depends->links = links;
	return ct_depends_around_site(self->depends, self->around->site);
}

static void
name_containers(Bundle *self)
{
	for (guint i = 0; i < self->n_boxes; i++) {
		const CtDependsBox *box = box_at(self, i);

		g_ptr_array_add(self->container,
				g_strdup_printf("%s/%s", box->legacy ? "legacy" : "target",
						box->site != NULL ? box->site : ""));
	}
}

/* Each line that leaves its container, or its side, ends at a port there, and begins at one in the other. */
static void
split_links(Bundle *self, gboolean by_site)
{
	for (guint i = 0; i < self->n_links; i++) {
		CtDependsLink old = *link_at(self, i);
		const CtDependsBox *from = box_at(self, old.from);
		const CtDependsBox *to = box_at(self, old.to);
		guint port;

		if (from->port == CT_PORT_MANY || to->port == CT_PORT_MANY ||
		    g_str_equal(self->container->pdata[old.from], self->container->pdata[old.to]) ||
		    (!by_site && from->legacy == to->legacy))
			continue;
		port = find_port(self, &(const Fan){ old.to, old.kind, FALSE, NULL }, old.from);
		link_at(self, i)->to = port;
		old.from = find_port(self, &(const Fan){ old.from, old.kind, TRUE, NULL }, old.to);
		g_array_append_val(self->depends->links, old);
	}
}

CtDepends *
ct_depends_split(const CtDepends *depends, gboolean by_site)
{
	g_autoptr(GPtrArray) container = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) ports = g_hash_table_new(g_str_hash, g_str_equal);
	CtDepends *part = ct_depends_copy(depends);
	Bundle self = { part, NULL, part->boxes->len, part->links->len, NULL, container, ports };

	name_containers(&self);
	for (guint i = 0; i < part->boxes->len; i++)
		if (ct_depends_box(part, i)->port == CT_PORT_ONE)
			g_hash_table_insert(ports, (gpointer)ct_depends_box(part, i)->id,
					    GUINT_TO_POINTER(i));
	split_links(&self, by_site);
	ct_depends_sort(part);
	return part;
}

CtDepends *
ct_depends_split_site(const CtDepends *depends, const char *site)
{
	g_autoptr(CtDepends) parts = ct_depends_split(depends, TRUE);
	g_autofree gboolean *keep_box = g_new0(gboolean, parts->boxes->len + 1);

	for (guint i = 0; i < parts->boxes->len; i++)
		keep_box[i] = g_strcmp0(ct_depends_box(parts, i)->site, site) == 0;
	return ct_depends_part(parts, keep_box);
}

static CtDepends *
bundle(CtDepends *depends, const Around *around)
{
	g_autofree gboolean *taken = g_new0(gboolean, depends->links->len + 1);
	g_autoptr(GPtrArray) container = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) ports = g_hash_table_new(g_str_hash, g_str_equal);
	Bundle self = { depends,   around, depends->boxes->len, depends->links->len, taken,
			container, ports };
	CtDepends *part;

	name_containers(&self);
	bundle_side(&self, FALSE);
	bundle_side(&self, TRUE);
	part = around != NULL ? leave_out(&self) : g_steal_pointer(&depends);
	ct_depends_sort(part);
	ct_depends_free(depends);
	return part;
}

CtDepends *
ct_depends_bundle(CtDepends *depends)
{
	return bundle(depends, NULL);
}

CtDepends *
ct_depends_bundle_around(const CtDepends *depends, const char *site)
{
	g_autofree guint *lines = g_new0(guint, depends->boxes->len + 1);
	g_autoptr(GHashTable) busy = g_hash_table_new(g_str_hash, g_str_equal);
	const Around around = { site, busy };

	for (guint i = 0; i < depends->links->len; i++) {
		const CtDependsLink *link = ct_depends_link(depends, i);

		if (g_strcmp0(ct_depends_box(depends, link->from)->site,
			      ct_depends_box(depends, link->to)->site) == 0)
			continue;
		lines[link->from]++;
		lines[link->to]++;
	}
	for (guint i = 0; i < depends->boxes->len; i++)
		if (lines[i] > MAX_FAN)
			g_hash_table_add(busy, (gpointer)ct_depends_box(depends, i)->id);
	return bundle(bundle(ct_depends_around_site(depends, site), &around), NULL);
}
