/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts of the condensed graph: around a site, around a box.
 */
#include <string.h>

#include "render/depends.h"

const CtDependsBox *
ct_depends_box(const CtDepends *self, guint index)
{
	return &g_array_index(self->boxes, CtDependsBox, index);
}

const CtDependsLink *
ct_depends_link(const CtDepends *self, guint index)
{
	return &g_array_index(self->links, CtDependsLink, index);
}

guint
ct_depends_find(const CtDepends *self, const char *name)
{
	for (guint i = 0; i < self->boxes->len; i++) {
		const CtDependsBox *box = ct_depends_box(self, i);

		if (g_ascii_strcasecmp(box->id, name) == 0 ||
		    g_ascii_strcasecmp(box->name, name) == 0)
			return i;
	}
	return CT_NONE;
}

CtDepends *
ct_depends_part(const CtDepends *self, const gboolean *keep)
{
	CtDepends *part = g_new0(CtDepends, 1);
	g_autofree guint *place = g_new0(guint, self->boxes->len + 1);

	part->chunk = g_string_chunk_new(1024);
	part->boxes = g_array_new(FALSE, TRUE, sizeof(CtDependsBox));
	part->links = g_array_new(FALSE, TRUE, sizeof(CtDependsLink));
	for (guint i = 0; i < self->boxes->len; i++) {
		CtDependsBox box = *ct_depends_box(self, i);
		const char **texts[] = { &box.id,   &box.name, &box.detail, &box.fate,
					 &box.href, &box.site, &box.pool,   &box.homes };

		if (!keep[i])
			continue;
		for (guint k = 0; k < G_N_ELEMENTS(texts); k++)
			if (*texts[k] != NULL)
				*texts[k] = g_string_chunk_insert_const(part->chunk, *texts[k]);
		place[i] = part->boxes->len;
		g_array_append_val(part->boxes, box);
	}
	for (guint i = 0; i < self->links->len; i++) {
		CtDependsLink link = *ct_depends_link(self, i);

		if (!keep[link.from] || !keep[link.to])
			continue;
		link.from = place[link.from];
		link.to = place[link.to];
		if (link.usage != NULL)
			link.usage = g_string_chunk_insert_const(part->chunk, link.usage);
		g_array_append_val(part->links, link);
	}
	return part;
}

CtDepends *
ct_depends_copy(const CtDepends *self)
{
	g_autofree gboolean *keep = g_new(gboolean, self->boxes->len + 1);

	for (guint i = 0; i < self->boxes->len; i++)
		keep[i] = TRUE;
	return ct_depends_part(self, keep);
}

CtDepends *
ct_depends_services(const CtDepends *self)
{
	g_autofree gboolean *keep = g_new0(gboolean, self->boxes->len + 1);

	for (guint i = 0; i < self->boxes->len; i++)
		keep[i] = g_str_has_prefix(ct_depends_box(self, i)->id, "services:");
	return ct_depends_part(self, keep);
}

CtDepends *
ct_depends_side(const CtDepends *self, gboolean legacy)
{
	g_autofree gboolean *keep = g_new0(gboolean, self->boxes->len + 1);

	for (guint i = 0; i < self->boxes->len; i++)
		keep[i] = ct_depends_box(self, i)->legacy == legacy;
	for (guint i = 0; i < self->links->len; i++) {
		const CtDependsLink *link = ct_depends_link(self, i);

		if (ct_depends_box(self, link->from)->legacy == legacy)
			keep[link->to] = TRUE;
	}
	return ct_depends_part(self, keep);
}

CtDepends *
ct_depends_around_site(const CtDepends *self, const char *site)
{
	g_autofree gboolean *keep = g_new0(gboolean, self->boxes->len + 1);

	for (guint i = 0; i < self->boxes->len; i++)
		keep[i] = g_strcmp0(ct_depends_box(self, i)->site, site) == 0;
	for (guint i = 0; i < self->links->len; i++) {
		const CtDependsLink *link = ct_depends_link(self, i);
		gboolean from = g_strcmp0(ct_depends_box(self, link->from)->site, site) == 0;
		gboolean to = g_strcmp0(ct_depends_box(self, link->to)->site, site) == 0;

		keep[link->from] = keep[link->from] || to;
		keep[link->to] = keep[link->to] || from;
	}
	return ct_depends_part(self, keep);
}

/* Marks what is reached from the boxes in @seen along the links, @forward or against them. */
static void
spread(const CtDepends *self, gboolean *seen, guint hops, gboolean forward)
{
	g_autofree gboolean *next = g_new0(gboolean, self->boxes->len + 1);

	for (guint h = 0; h < hops; h++) {
		memcpy(next, seen, self->boxes->len * sizeof(gboolean));
		for (guint i = 0; i < self->links->len; i++) {
			const CtDependsLink *link = ct_depends_link(self, i);

			if (seen[forward ? link->from : link->to])
				next[forward ? link->to : link->from] = TRUE;
		}
		memcpy(seen, next, self->boxes->len * sizeof(gboolean));
	}
}

CtDepends *
ct_depends_radius(const CtDepends *self, guint box, guint hops)
{
	g_autofree gboolean *out = g_new0(gboolean, self->boxes->len + 1);
	g_autofree gboolean *in = g_new0(gboolean, self->boxes->len + 1);

	out[box] = in[box] = TRUE;
	spread(self, out, hops, TRUE);
	spread(self, in, hops, FALSE);
	for (guint i = 0; i < self->boxes->len; i++)
		out[i] = out[i] || in[i];
	return ct_depends_part(self, out);
}
