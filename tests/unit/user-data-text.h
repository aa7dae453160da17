/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/unit/exports.h"

/* What user data left in the facts, as text: edges, people, notes and problems, each with its line. */
static inline char *
user_data_text(const CtFacts *facts)
{
	static const char *const kinds[CT_N_TIES] = { "contact", "conference", "delegate" };
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < facts->ties->len; i++) {
		const CtTie *tie = &g_array_index(facts->ties, CtTie, i);

		g_string_append_printf(text, "%s %s %s %u\n", kinds[tie->kind],
				       g_array_index(facts->people, const char *, tie->from),
				       g_array_index(facts->people, const char *, tie->to),
				       tie->line);
	}
	for (guint i = 0; i < facts->person_data->len; i++) {
		const CtPersonData *data = &g_array_index(facts->person_data, CtPersonData, i);

		g_string_append_printf(
			text,
			"%s %u contacts %u groups %u lists %u conferences %u delegates %s:%u\n",
			g_array_index(facts->people, const char *, data->person), data->contacts,
			data->groups, data->distribution_groups, data->conferences, data->delegates,
			data->origin.path, data->origin.line);
	}
	for (guint i = 0; i < facts->notes->len; i++) {
		const CtNote *note = &g_array_index(facts->notes, CtNote, i);

		g_string_append_printf(text, "%u: %s: %s\n", note->origin.line, note->what,
				       note->value);
	}
	for (guint i = 0; i < facts->problems->len; i++) {
		const CtProblem *problem = &g_array_index(facts->problems, CtProblem, i);

		g_string_append_printf(text, "problem at %u: %s\n", problem->origin.line,
				       problem->text);
	}
	return g_string_free(text, FALSE);
}
