/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long steps take.  What has to settle behind a step is Active Directory, the user replicator or
 * old DNS records where the table below says so; behind all others it is the replication of the Central
 * Management store.
 */
#include "planner/duration.h"

#include <string.h>

typedef struct {
	const char *rules; /* separated by '|' */
	CtIntentKey key;
} SettleRow;

static const SettleRow settles[] = {
	{ "OCS-P3-01", CT_INTENT_SETTLE_DIRECTORY },
	{ "OCS-P6-01|OCS-P6-02|OCS-P8-07", CT_INTENT_SETTLE_USERS },
	{ "OCS-P2-02|OCS-P8-06|OCS-P8-08|OCS-P10-02", CT_INTENT_SETTLE_DNS },
};

/* "OCS-P3-04=240"; FALSE when it is no such thing. */
static gboolean
read_item(const char *item, char **out_rule, guint *out_minutes)
{
	g_auto(GStrv) sides = g_strsplit(item, "=", -1);
	guint64 minutes = 0;

	if (g_strv_length(sides) != 2 ||
	    !g_ascii_string_to_unsigned(g_strstrip(sides[1]), 10, 1, CT_MINUTES_AT_MOST, &minutes,
					NULL))
		return FALSE;
	*out_rule = g_strdup(g_strstrip(sides[0]));
	*out_minutes = (guint)minutes;
	return TRUE;
}

static gboolean
check_numbers(const CtIntent *intent, GError **error)
{
	static const CtIntentKey keys[] = { CT_INTENT_USER_MINUTES, CT_INTENT_SETTLE_DIRECTORY,
					    CT_INTENT_SETTLE_CMS, CT_INTENT_SETTLE_USERS,
					    CT_INTENT_SETTLE_DNS };

	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		guint minutes = ct_intent_number(intent, keys[i]);
		g_autofree char *where = NULL;

		if (minutes <= CT_MINUTES_AT_MOST)
			continue;
		where = ct_intent_where(intent, intent->lines[keys[i]]);
		g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
			    "%s: %s must be at most %d minutes, found %u", where,
			    ct_intent_key_name(keys[i]), CT_MINUTES_AT_MOST, minutes);
		return FALSE;
	}
	return TRUE;
}

static gboolean
check_steps(const CtIntent *intent, GError **error)
{
	const GPtrArray *items = intent->values[CT_INTENT_STEP_MINUTES];

	for (guint i = 0; i < items->len; i++) {
		const char *item = g_ptr_array_index((GPtrArray *)items, i);
		g_autofree char *where = ct_intent_where(intent,
							 intent->lines[CT_INTENT_STEP_MINUTES]);
		g_autofree char *rule = NULL;
		guint minutes = 0;

		if (!read_item(item, &rule, &minutes)) {
			g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
				    "%s: durations.minutes needs RULE=MINUTES, from 1 to %d "
				    "minutes, found \"%s\"",
				    where, CT_MINUTES_AT_MOST, item);
			return FALSE;
		}
		if (ct_step_row_find(rule) == NULL || ct_rule_moves_users(rule)) {
			g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED,
				    "%s: durations.minutes names \"%s\", which is no step%s", where,
				    rule,
				    ct_rule_moves_users(rule)
					    ? " with a time of its own: moves of users have "
					      "durations.minutes_per_100_users"
					    : "; \"cutover explain\" lists them");
			return FALSE;
		}
	}
	return TRUE;
}

gboolean
ct_duration_check(const CtIntent *intent, GError **error)
{
	return check_steps(intent, error) && check_numbers(intent, error);
}

guint
ct_duration_work(const CtIntent *intent, const CtStepRow *row)
{
	const GPtrArray *items = intent->values[CT_INTENT_STEP_MINUTES];
	guint found = row->minutes;

	for (guint i = 0; i < items->len; i++) {
		g_autofree char *rule = NULL;
		guint minutes = 0;

		if (read_item(g_ptr_array_index((GPtrArray *)items, i), &rule, &minutes) &&
		    strcmp(rule, row->id) == 0)
			found = minutes;
	}
	return found;
}

guint
ct_duration_settle(const CtIntent *intent, const CtStepRow *row)
{
	CtIntentKey key = CT_INTENT_SETTLE_CMS;

	if (row->settle_minutes == 0)
		return 0;
	for (gsize i = 0; i < G_N_ELEMENTS(settles); i++)
		if (ct_rule_plays(settles[i].rules, row->id))
			key = settles[i].key;
	return intent->lines[key] > 0 ? ct_intent_number(intent, key) : row->settle_minutes;
}
