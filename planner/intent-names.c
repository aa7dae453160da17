/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the intent names has to be there.  A name that nothing answers to would change nothing, and
 * nobody would notice: the user who was to stay would move, the pool that was to be paired would be
 * paired by default.
 */
#include "planner/intent-names.h"

#include <string.h>

#include "planner/order.h"

static const CtIntentKey user_keys[] = { CT_INTENT_STAY, CT_INTENT_TEST_USERS,
					 CT_INTENT_PILOT_USERS };

static gboolean fail(const CtIntent *intent, guint line, GError **error, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

static gboolean
fail(const CtIntent *intent, guint line, GError **error, const char *format, ...)
{
	g_autofree char *where = ct_intent_where(intent, line);
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, CT_INTENT_ERROR, CT_INTENT_ERROR_MALFORMED, "%s: %s", where, text);
	return FALSE;
}

/* The left sides of [pairing] and [sites]. */
static gboolean
check_pools(const CtIntent *intent, const char *group, const GArray *entries,
	    const CtEstate *estate, GError **error)
{
	for (guint i = 0; i < entries->len; i++) {
		const CtIntentEntry *entry = &g_array_index(entries, CtIntentEntry, i);
		const CtPool *pool = ct_estate_pool(estate,
						    ct_estate_find_pool(estate, entry->name));

		if (pool == NULL || pool->deployment != CT_DEPLOYMENT_LEGACY)
			return fail(intent, entry->line, error,
				    "[%s] names %s, which is no legacy pool of these exports; "
				    "\"cutover inspect\" lists them",
				    group, entry->name);
	}
	return TRUE;
}

static gboolean
check_users(const CtIntent *intent, CtIntentKey key, const CtEstate *estate, GError **error)
{
	const GPtrArray *names = intent->values[key];

	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index((GPtrArray *)names, i);

		if (ct_estate_find_user(estate, name).index == CT_NONE)
			return fail(intent, intent->lines[key], error,
				    "%s names %s, whom no export knows", ct_intent_key_name(key),
				    name);
	}
	return TRUE;
}

gboolean
ct_intent_check_names(const CtIntent *self, const CtEstate *estate, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(user_keys); i++)
		if (!check_users(self, user_keys[i], estate, error))
			return FALSE;
	return check_pools(self, "pairing", self->pairing, estate, error) &&
	       check_pools(self, "sites", self->sites, estate, error);
}

gboolean
ct_draft_check_wishes(const CtDraft *self, GError **error)
{
	/* When something is left out, a wish about a step that went with it demands nothing */
	for (guint i = 0; self->disabled == NULL && i < self->intent->orders->len; i++) {
		const CtIntentOrder *order = &g_array_index(self->intent->orders, CtIntentOrder, i);
		const char *const sides[] = { order->before, order->after };

		for (gsize k = 0; k < G_N_ELEMENTS(sides); k++) {
			g_autoptr(GArray) steps = ct_order_wished_steps(self->plan, sides[k]);

			if (steps->len == 0)
				return fail(self->intent, order->line, error,
					    "[pins] order names %s, and this plan has no such step",
					    sides[k]);
		}
	}
	return TRUE;
}
