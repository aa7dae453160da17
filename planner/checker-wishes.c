/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The orders that the architect has wished for.  They are kept like hard constraints, so that a plan edited
 * by hand has to keep them too; what they say is read from the intent that the plan has recorded, not from
 * the reasons that it gives for its order.
 */
#include "planner/checker-parts.h"

#include <string.h>

#define KEY "pins.order"

/* Where the intent says so: "contoso.intent:7"; nullable. */
static const char *
origin_of(const CtChecker *self)
{
	for (guint i = 0; i < self->plan->intent->len; i++) {
		const CtPlanIntent *intent = &g_array_index(self->plan->intent, CtPlanIntent, i);

		if (g_strcmp0(intent->key, KEY) == 0)
			return intent->origin;
	}
	return NULL;
}

/* Is the step one of those that a side of a wish names: "OCS-P8-07", "OCS-P10-03@pool:ocs01.contoso.com"? */
static gboolean
is_named(const CtPlanStep *step, const char *side)
{
	g_auto(GStrv) parts = g_strsplit(side, "@", 2);
	g_autofree char *subject = NULL;

	if (step->rule == NULL || g_ascii_strcasecmp(step->rule, g_strstrip(parts[0])) != 0)
		return FALSE;
	if (parts[1] == NULL)
		return TRUE;
	subject = g_utf8_casefold(g_strstrip(parts[1]), -1);
	for (guint i = 0; i < step->subjects->len; i++)
		if (strcmp(g_ptr_array_index(step->subjects, i), subject) == 0)
			return TRUE;
	return FALSE;
}

/* Positions of the steps that a side names, in order. */
static GArray *
find_steps(const CtChecker *self, const char *side)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < self->plan->steps->len; i++)
		if (is_named(ct_checker_step(self, i), side))
			g_array_append_val(found, i);
	return found;
}

static void
report_broken(CtChecker *self, const char *wish, guint before, guint after)
{
	const char *origin = origin_of(self);

	ct_checker_report(self, "constraint", KEY, after, before,
			  "%s must come after %s: the intent wishes for \"%s\" (%s)",
			  ct_checker_step(self, after)->id, ct_checker_step(self, before)->id, wish,
			  origin != NULL ? origin : KEY);
}

/* Standing behind is not enough where steps have dates. */
static void
compare_times(CtChecker *self, const char *wish, guint before, guint after)
{
	if (self->clock == NULL || self->starts[after] >= ct_checker_settled(self, before))
		return;
	ct_checker_report(self, "calendar", KEY, after, before,
			  "%s begins %" G_GINT64_FORMAT
			  " minutes before %s is done and has settled, and the intent wishes for "
			  "\"%s\"",
			  ct_checker_step(self, after)->id,
			  ct_checker_settled(self, before) - self->starts[after],
			  ct_checker_step(self, before)->id, wish);
}

static void
check_wish(CtChecker *self, const char *wish)
{
	g_auto(GStrv) sides = g_strsplit(wish, "<", 2);
	g_autoptr(GArray) before = NULL;
	g_autoptr(GArray) after = NULL;

	if (g_strv_length(sides) != 2) {
		ct_checker_report(self, "constraint", KEY, CT_NONE, CT_NONE,
				  "the wish \"%s\" is not RULE < RULE", wish);
		return;
	}
	before = find_steps(self, sides[0]);
	after = find_steps(self, sides[1]);
	for (guint a = 0; a < after->len; a++) {
		guint late = g_array_index(after, guint, a);

		for (guint b = 0; b < before->len; b++) {
			guint early = g_array_index(before, guint, b);

			if (early == late)
				continue;
			if (early > late) {
				report_broken(self, wish, early, late);
				continue;
			}
			ct_bits_set(ct_checker_behind(self, late), early);
			ct_bits_set(ct_checker_waits(self, late), early);
			compare_times(self, wish, early, late);
		}
	}
}

void
ct_checker_wishes(CtChecker *self)
{
	const char *text = ct_checker_intent(self, KEY);
	g_auto(GStrv) wishes = g_strsplit(text != NULL ? text : "", ";", -1);

	for (guint i = 0; wishes[i] != NULL; i++)
		if (*g_strstrip(wishes[i]) != '\0')
			check_wish(self, wishes[i]);
}
