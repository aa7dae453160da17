/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables made of steps.def and constraints.def, and the few questions asked of them.  Nothing
 * here orders or replays anything, so that planner and checker may both use it and still be two
 * opinions.
 */
#include "planner/rulebook.h"

#include <string.h>

static const CtStepRow steps[] = {
#define CT_STEP(id, phase, bind, title, tool, minutes, settle, reversible, rollback, tests, \
		source)                                                                     \
	{                                                                                   \
		id,	  phase,   CT_BIND_##bind, title,                                   \
		tool,	  minutes, settle,	   CT_REVERSIBLE_##reversible,              \
		rollback, tests,   source                                                   \
	},
#include "planner/steps.def"
#undef CT_STEP
};

static const CtConstraintRow constraints[] = {
#define CT_OBJECT_KIND(kind) CT_OBJECT_##kind
#define CT_CONSTRAINT(id, strength, before, before_kind, after, after_kind, scope, condition,      \
		      reason, source)                                                              \
	CT_ROW(id, "", strength, before, before_kind, after, after_kind, scope, condition, reason, \
	       source)
#define CT_CONSEQUENCE(id, follows, before, before_kind, after, after_kind, scope, condition, \
		       reason, source)                                                        \
	CT_ROW(id, follows, HARD, before, before_kind, after, after_kind, scope, condition,   \
	       reason, source)
#define CT_ROW(id, follows, strength, before, before_kind, after, after_kind, scope, condition, \
	       reason, source)                                                                  \
	{ id,                                                                                   \
	  CT_STRENGTH_##strength,                                                               \
	  before,                                                                               \
	  CT_OBJECT_KIND(before_kind),                                                          \
	  after,                                                                                \
	  CT_OBJECT_KIND(after_kind),                                                           \
	  CT_SCOPE_##scope,                                                                     \
	  CT_CONDITION_##condition,                                                             \
	  reason,                                                                               \
	  source,                                                                               \
	  follows },
#include "planner/constraints.def"
#undef CT_CONSTRAINT
#undef CT_CONSEQUENCE
#undef CT_ROW
#undef CT_OBJECT_KIND
};

static const struct {
	const char *part;
	const char *id;
} names[] = {
#define CT_NAME(part, id) { part, id },
#include "planner/names.def"
#undef CT_NAME
};

const CtStepRow *
ct_step_rows(guint *out_count)
{
	*out_count = G_N_ELEMENTS(steps);
	return steps;
}

const CtStepRow *
ct_step_row_find(const char *id)
{
	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
		if (g_ascii_strcasecmp(steps[i].id, id) == 0)
			return &steps[i];
	return NULL;
}

const CtConstraintRow *
ct_constraint_rows(guint *out_count)
{
	*out_count = G_N_ELEMENTS(constraints);
	return constraints;
}

const CtConstraintRow *
ct_constraint_row_find(const char *id)
{
	for (gsize i = 0; i < G_N_ELEMENTS(constraints); i++)
		if (g_ascii_strcasecmp(constraints[i].id, id) == 0)
			return &constraints[i];
	return NULL;
}

gboolean
ct_rule_list_has(const char *list, const char *rule)
{
	gsize length = strlen(rule);

	for (const char *at = list; *at != '\0';) {
		const char *end = at + strcspn(at, "|");

		if ((gsize)(end - at) == length && memcmp(at, rule, length) == 0)
			return TRUE;
		at = *end == '|' ? end + 1 : end;
	}
	return FALSE;
}

const CtVersionPair *
ct_rulebook_pair(const CtEstate *estate)
{
	const CtVersionPair *pair = ct_version_pair_of(estate);

	return pair != NULL && pair->prefix[0] != '\0' ? pair : NULL;
}

const CtVersionPair *
ct_rule_pair(const char *rule)
{
	guint count;
	const CtVersionPair *pairs = ct_version_pair_rows(&count);

	for (guint i = 0; i < count; i++)
		if (pairs[i].prefix[0] != '\0' && g_str_has_prefix(rule, pairs[i].prefix))
			return &pairs[i];
	return NULL;
}

const char *
ct_rule_part(const char *rule)
{
	if (ct_rule_pair(rule) == NULL)
		return rule;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i].id, rule) == 0)
			return names[i].part;
	return rule;
}

const char *
ct_rule_named(const CtVersionPair *pair, const char *part)
{
	if (ct_rule_pair(part) == pair)
		return part;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i].part, part) == 0 && ct_rule_pair(names[i].id) == pair)
			return names[i].id;
	return NULL;
}

const char *
ct_rule_told(const CtVersionPair *pair, const char *part)
{
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i].part, part) == 0 && ct_rule_pair(names[i].id) == pair &&
		    ct_constraint_row_find(names[i].id) != NULL)
			return names[i].id;
	return ct_rule_named(pair, part);
}

gboolean
ct_rule_plays(const char *parts, const char *rule)
{
	return ct_rule_list_has(parts, ct_rule_part(rule));
}

gboolean
ct_rule_moves_users(const char *rule)
{
	return ct_rule_plays("OCS-P6-02|OCS-P8-07", rule);
}

gboolean
ct_edge_shares_fqdn(const CtEstate *estate, const CtPool *edge)
{
	const char *access = ct_facts_get(estate->facts, edge->props, CT_KEY_EXTERNAL_ACCESS_FQDN);
	const char *web = ct_facts_get(estate->facts, edge->props,
				       CT_KEY_EXTERNAL_WEB_CONFERENCING_FQDN);
	const char *av = ct_facts_get(estate->facts, edge->props, CT_KEY_EXTERNAL_AV_FQDN);
	const char *folded = ct_strings_fold(estate->strings, access);

	return folded != NULL && folded == ct_strings_fold(estate->strings, web) &&
	       folded == ct_strings_fold(estate->strings, av);
}

/* Where an export describes this Edge: its own input file before the merged topology, since that is
 * where a person would change it. */
static CtOrigin
edge_origin(const CtEstate *estate, const CtPool *edge)
{
	for (guint i = 0; i < estate->facts->records->len; i++) {
		const CtRecord *record = &g_array_index(estate->facts->records, CtRecord, i);
		const char *fqdn = ct_facts_get(estate->facts, record->props, CT_KEY_FQDN);

		if (record->kind == CT_RECORD_EDGE &&
		    ct_strings_fold(estate->strings, fqdn) == edge->key)
			return record->origin;
	}
	return edge->origin;
}

gboolean
ct_condition_binds(CtCondition condition, gboolean shared_name)
{
	switch (condition) {
	case CT_CONDITION_ALWAYS:
	case CT_CONDITION_CALLS_OF_ALL:
	case CT_CONDITION_CALLS_OF_POOL:
	case CT_CONDITION_XMPP_POLICY_LATE:
	case CT_CONDITION_XMPP_POLICY_EARLY:
	case CT_CONDITION_WHOLE_EDGE_STOPS:
		return TRUE;
	case CT_CONDITION_SHARED_EDGE_FQDN:
		return shared_name;
	case CT_CONDITION_SEPARATE_EDGE_FQDN:
		return !shared_name;
	case CT_CONDITION_NEVER:
		return FALSE;
	}
	g_assert_not_reached();
}

gboolean
ct_condition_holds(const CtEstate *estate, CtCondition condition, CtOrigin *out_origin)
{
	gboolean shared = FALSE;
	CtOrigin origin = { 0 };

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->kind != CT_OBJECT_EDGE || pool->deployment != CT_DEPLOYMENT_LEGACY ||
		    shared)
			continue;
		shared = ct_edge_shares_fqdn(estate, pool);
		origin = edge_origin(estate, pool);
	}
	if (out_origin != NULL)
		*out_origin = origin;
	return ct_condition_binds(condition, shared);
}

const char *
ct_reversible_to_string(CtReversible reversible)
{
	switch (reversible) {
	case CT_REVERSIBLE_YES:
		return "yes";
	case CT_REVERSIBLE_LOSSY:
		return "lossy";
	case CT_REVERSIBLE_NO:
		return "no";
	}
	g_assert_not_reached();
}
