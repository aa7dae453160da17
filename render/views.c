/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of drawings, in the order in which a reviewer meets them: first what goes where, then
 * when, then what can go wrong.
 */
#include "render/views.h"

#include <string.h>

#include "render/view-capacity.h"
#include "render/view-changes.h"
#include "render/view-coupling.h"
#include "render/view-dependencies.h"
#include "render/view-failure.h"
#include "render/view-flow.h"
#include "render/view-map.h"
#include "render/view-rollback.h"
#include "render/view-strip.h"
#include "render/view-timeline.h"

static const CtView views[] = {
	{ "changes", "What changed", "This plan and an earlier one", ct_view_changes },
	{ "estate-map", "Estate map", "Where every legacy object goes", ct_view_map },
	{ "dependencies", "Dependencies", "What needs what", ct_view_dependencies },
	{ "timeline", "Plan timeline", "Waves, checkpoints and every step on one axis of time",
	  ct_view_timelines },
	{ "strip", "Strip of states", "What stands where at every checkpoint", ct_view_strip },
	{ "user-flow", "User flow",
	  "Legacy pools, waves and target pools, and who moves between them", ct_view_flow },
	{ "capacity", "Capacity", "How target pools fill up over the waves, and what they carry",
	  ct_view_capacity },
	{ "coupling-matrix", "Coupling matrix",
	  "Which units belong together, and what the waves cut", ct_view_coupling },
	{ "rollback-map", "Rollback map",
	  "The way back to every checkpoint, and what is lost by it", ct_view_rollback },
	{ "failure-matrix", "Failure matrix",
	  "If a step fails: what waits, what goes on, and the way back", ct_view_failure },
};

guint
ct_views_count(void)
{
	return G_N_ELEMENTS(views);
}

const CtView *
ct_views_at(guint index)
{
	g_assert(index < G_N_ELEMENTS(views));
	return &views[index];
}

const CtView *
ct_views_find(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(views); i++)
		if (g_str_equal(views[i].name, name))
			return &views[i];
	return NULL;
}

const char *
ct_views_of(const char *id)
{
	for (guint i = 0; i < G_N_ELEMENTS(views); i++) {
		gsize length = strlen(views[i].name);

		if (strncmp(id, views[i].name, length) == 0 &&
		    (id[length] == '\0' || id[length] == '-'))
			return views[i].name;
	}
	return NULL;
}

static gboolean
has_page(const GPtrArray *scenes, const char *id)
{
	for (guint i = 0; i < scenes->len; i++)
		if (g_str_equal(((const CtScene *)scenes->pdata[i])->id, id))
			return TRUE;
	return FALSE;
}

/* "Bath & Wells" -> "bath-wells": for the name of a file, on any machine. */
static char *
file_word(const char *text)
{
	g_autofree char *ascii = g_str_to_ascii(text, "C");
	GString *word = g_string_new(NULL);

	for (const char *p = ascii; *p != '\0'; p++) {
		if (g_ascii_isalnum(*p) || *p == '.')
			g_string_append_c(word, g_ascii_tolower(*p));
		else if (word->len > 0 && word->str[word->len - 1] != '-')
			g_string_append_c(word, '-');
	}
	while (word->len > 0 && word->str[word->len - 1] == '-')
		g_string_truncate(word, word->len - 1);
	return g_string_free(word, FALSE);
}

char *
ct_views_page_id(const GPtrArray *scenes, const char *view, const char *part)
{
	g_autofree char *word = file_word(part);
	g_autofree char *id = NULL;
	char *other;

	id = g_strdup_printf("%s-%s", view, word);
	if (!has_page(scenes, id))
		return g_steal_pointer(&id);
	for (guint i = 2;; i++) {
		other = g_strdup_printf("%s-%u", id, i);
		if (!has_page(scenes, other))
			return other;
		g_free(other);
	}
}

GPtrArray *
ct_views_draw(const CtViewInput *input, const char *const *names)
{
	GPtrArray *scenes = g_ptr_array_new_with_free_func((GDestroyNotify)ct_scene_free);

	for (guint i = 0; i < G_N_ELEMENTS(views); i++)
		if (names == NULL || g_strv_contains(names, views[i].name))
			views[i].draw(input, scenes);
	return scenes;
}
