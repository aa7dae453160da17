/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a scenario expects of the steps of a plan: that they are there, in which order, and which
 * constraint put them in it.  Reads the JSON and nothing of the program, so that a test of an order
 * does not rely on what made the order.
 */
#include "tests/plan-steps.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef struct {
	JsonArray *steps;
	const char *constraint; /* nullable */
	GArray *left;		/* positions */
	GArray *right;
} Order;

static gboolean
has_subject(JsonObject *step, const char *subject)
{
	JsonArray *subjects = json_object_get_array_member(step, "subjects");

	for (guint i = 0; i < json_array_get_length(subjects); i++)
		if (g_pattern_match_simple(subject, json_array_get_string_element(subjects, i)))
			return TRUE;
	return FALSE;
}

/* Positions of the steps of "RULE|RULE" or "RULE|RULE@SUBJECT". */
static GArray *
find_steps(JsonArray *steps, const char *wanted)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));
	g_auto(GStrv) parts = g_strsplit(wanted, "@", 2);
	g_auto(GStrv) rules = g_strsplit(parts[0], "|", -1);

	for (guint i = 0; i < json_array_get_length(steps); i++) {
		JsonObject *step = json_array_get_object_element(steps, i);

		if (g_strv_contains((const char *const *)rules,
				    json_object_get_string_member(step, "rule")) &&
		    (parts[1] == NULL || has_subject(step, parts[1])))
			g_array_append_val(found, i);
	}
	return found;
}

/* Does a step of the right say that it waits for one of the left because of the constraint? */
static gboolean
waits(const Order *self)
{
	for (guint r = 0; r < self->right->len; r++) {
		JsonObject *step = json_array_get_object_element(
			self->steps, g_array_index(self->right, guint, r));
		JsonArray *after = json_object_get_array_member(step, "after");

		for (guint i = 0; i < json_array_get_length(after); i++) {
			JsonObject *edge = json_array_get_object_element(after, i);
			const char *id = json_object_get_string_member(edge, "step");

			if (strcmp(json_object_get_string_member(edge, "constraint"),
				   self->constraint) != 0)
				continue;
			for (guint l = 0; l < self->left->len; l++)
				if (strcmp(json_object_get_string_member(
						   json_array_get_object_element(
							   self->steps,
							   g_array_index(self->left, guint, l)),
						   "id"),
					   id) == 0)
					return TRUE;
		}
	}
	return FALSE;
}

static gboolean
precedes(const Order *self)
{
	for (guint l = 0; l < self->left->len; l++)
		for (guint r = 0; r < self->right->len; r++)
			if (g_array_index(self->left, guint, l) >=
			    g_array_index(self->right, guint, r))
				return FALSE;
	return self->left->len > 0 && self->right->len > 0;
}

/* "[CONSTRAINT] STEP < STEP"; @negated: the constraint does not demand it. */
static char *
expect_order(JsonArray *steps, char **words, gboolean negated)
{
	guint count = g_strv_length(words);
	guint sign = count == 4 ? 2 : 1;
	g_autoptr(GArray) left = NULL;
	g_autoptr(GArray) right = NULL;
	Order order = { steps, count == 4 ? words[0] : NULL, NULL, NULL };

	if ((count != 3 && count != 4) || strcmp(words[sign], "<") != 0 || (negated && count != 4))
		return g_strdup("expected [CONSTRAINT] STEP < STEP");
	order.left = left = find_steps(steps, words[sign - 1]);
	order.right = right = find_steps(steps, words[sign + 1]);
	if (negated)
		return waits(&order) ? g_strdup_printf("%s demands it", words[0]) : NULL;
	if (!precedes(&order))
		return g_strdup_printf("%u steps do not all come before %u", left->len, right->len);
	if (order.constraint != NULL && !waits(&order))
		return g_strdup_printf("%s does not demand it", words[0]);
	return NULL;
}

static char *
expect_line(JsonArray *steps, const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	g_autoptr(GArray) found = NULL;

	if (strcmp(words[0], "!") == 0)
		return expect_order(steps, words + 1, TRUE);
	if (strcmp(words[0], "+") != 0 && strcmp(words[0], "-") != 0)
		return expect_order(steps, words, FALSE);
	if (g_strv_length(words) != 2)
		return g_strdup("expected + STEP or - STEP");
	found = find_steps(steps, words[1]);
	if ((found->len > 0) == (words[0][0] == '+'))
		return NULL;
	return g_strdup_printf("there are %u such steps", found->len);
}

char *
ct_plan_steps_expect(const char *path, const char *line)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *fault = NULL;
	JsonObject *plan;

	if (!json_parser_load_from_file(parser, path, &error))
		return g_strdup(error->message);
	plan = json_node_get_object(json_parser_get_root(parser));
	fault = expect_line(json_object_get_array_member(plan, "steps"), line);
	return fault != NULL ? g_strdup_printf("\"%s\": %s", line, fault) : NULL;
}
