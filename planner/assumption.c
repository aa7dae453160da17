/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The assumption ledger: every default that the plan used, every reading it took where the public
 * guide contradicts itself, and every question that exports cannot answer.
 */
#include "planner/draft.h"

#include <string.h>

typedef struct {
	CtIntentKey key;
	const char *text;
	const char *effect;
} DefaultRow;

static const DefaultRow defaults[] = {
	{ CT_INTENT_WAVE_SIZE,
	  "A production wave holds at most so many users (K-15: not documented)",
	  "Another size changes the number of waves and their members" },
	{ CT_INTENT_PILOT_SIZE, "The pilot holds at most so many users",
	  "Another size changes who is in the pilot" },
	{ CT_INTENT_USER_MINUTES, "Moving 100 users takes so many minutes (K-15: not documented)",
	  "Durations change, the order does not" },
	{ CT_INTENT_WEIGHT_DELEGATE, "Weight of a wave between a user and a delegate",
	  "The printed cost changes" },
	{ CT_INTENT_WEIGHT_RESPONSE_GROUP, "Weight of a wave between two agents of a group",
	  "The printed cost changes" },
	{ CT_INTENT_HARD_COUPLINGS, "These kinds of coupling keep users in one wave",
	  "Other users would be allowed to move apart" },
};

typedef struct {
	const char *id;
	const char *issue;
	const char *reading;
} ReadingRow;

static const ReadingRow readings[] = {
#define CT_CONTRADICTION(id, issue, reading, key, source) { id, issue, reading },
#include "planner/contradictions.def"
#undef CT_CONTRADICTION
};

/* A contradiction matters when a step of one of these rules is in the plan; "" always. */
typedef struct {
	const char *id;
	const char *rules;
	const char *effect;
} RelevanceRow;

static const RelevanceRow relevances[] = {
	{ "A1", "OCS-P8-07|OCS-P6-02", "Losses would be smaller; the order would not change" },
	{ "A2", "OCS-P4-05", "The import of directories could be left out" },
	{ "A3", "OCS-P9-07", "The Mediation Server could be put in service earlier" },
	{ "A5", "OCS-P9-07|OCS-P9-10|OCS-P8-08",
	  "Steps that wait for all users could wait for one pool only" },
	{ "A6", "OCS-P7-01", "Another next hop; the order would not change" },
	{ "A7", "OCS-P8-06", "More services of the legacy Edge would stop at the cutover" },
	{ "A9", "OCS-P5-04", "The XMPP policy could be created before the users move" },
	{ "A10", "OCS-GC-02", "Group Chat could move earlier" },
	{ "A11", "OCS-P9-01", "Response groups could be rebuilt after the pool is gone" },
	{ "A14", "OCS-P9-08", "Fewer routes would have to be made" },
	{ "A18", "OCS-GC-02", "Another way to bring Group Chat content over would be needed" },
	{ "A19", "OCS-P2-03", "The analyzer run could be left out" },
};

typedef struct {
	const char *id;
	const char *rules; /* asked when one of these is in the plan */
	const char *text;
	const char *effect;
} QuestionRow;

static const QuestionRow questions[] = {
	{ "I-12", "OCS-P6-02|OCS-P8-07",
	  "Confirm that every pool is administered with the tools of its own version, on separate "
	  "computers",
	  "Users moved with the wrong tool are damaged" },
	{ "W-20", "OCS-P2-05",
	  "Confirm that the client version filter of each legacy pool blocks Lync 2013 clients; exports do "
	  "not show it",
	  "Lync 2013 clients would sign in to legacy pools" },
	{ "W-40", "OCS-P3-01",
	  "Confirm forest and domain functional level, global catalogs and schema version",
	  "The preparation fails" },
	{ "W-43", "OCS-P10-02", "List the SRV records of every SIP domain; exports do not show DNS",
	  "Sign-in fails after the legacy pool is gone" },
	{ "W-32", "OCS-P9-07",
	  "Confirm that each new gateway is certified for Lync and not one that the legacy side uses",
	  "Upgrading a gateway in place cannot be undone (R-16)" },
	{ "O-30", "OCS-P9-09",
	  "Confirm that IPv6, enhanced privacy mode and roles new in Lync Server 2013 wait until the end",
	  "Features fail while both deployments run" },
	{ "O-31", "OCS-P3-01",
	  "If global settings are to leave the System container, confirm that they already have",
	  "It cannot be done later" },
	{ "I-22", "OCS-P8-06",
	  "If mobile devices use push notifications, plan the change of partner to hosting provider at the "
	  "cutover",
	  "Push notifications stop" },
};

static gboolean
is_planned(const CtPlan *plan, const char *rules)
{
	for (guint i = 0; i < plan->steps->len; i++)
		if (ct_rule_list_has(rules, g_array_index(plan->steps, CtPlanStep, i).rule))
			return TRUE;
	return FALSE;
}

static void
assume_defaults(CtDraft *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(defaults); i++) {
		const GPtrArray *values = self->intent->values[defaults[i].key];

		if (self->intent->lines[defaults[i].key] == 0)
			ct_plan_assume(self->plan, ct_intent_key_name(defaults[i].key), "default",
				       values->len > 0 ? g_ptr_array_index(values, 0) : "",
				       defaults[i].text, defaults[i].effect);
	}
	ct_plan_assume(
		self->plan, "durations", "default", "",
		"Every step takes the minutes and settling time of the step table; a rollback step "
		"takes as long as the step it undoes",
		"Durations change, the order does not");
}

static void
assume_pairs(CtDraft *self)
{
	for (guint i = 0; i < self->pairing->pairs->len; i++) {
		const CtPair *pair = &g_array_index(self->pairing->pairs, CtPair, i);
		const CtPool *legacy = ct_estate_pool(self->estate, pair->legacy);
		g_autofree char *id = g_strdup_printf("pairing.%s", legacy->fqdn);
		g_autofree char *text = NULL;

		if (pair->is_explicit || pair->target.index == CT_NONE)
			continue;
		text = g_strdup_printf("%s is taken over by %s: %s", legacy->fqdn,
				       ct_estate_pool(self->estate, pair->target)->fqdn,
				       pair->evidence);
		ct_plan_assume(self->plan, id, "default",
			       ct_estate_pool(self->estate, pair->target)->fqdn, text,
			       "Another target changes the waves and what moves where");
	}
}

static void
assume_readings(CtDraft *self)
{
	for (gsize i = 0; i < G_N_ELEMENTS(relevances); i++) {
		if (!is_planned(self->plan, relevances[i].rules))
			continue;
		for (gsize k = 0; k < G_N_ELEMENTS(readings); k++)
			if (strcmp(readings[k].id, relevances[i].id) == 0)
				ct_plan_assume(self->plan, readings[k].id, "contradiction",
					       readings[k].reading, readings[k].issue,
					       relevances[i].effect);
	}
}

/* Errors in the data that a person must mend before the step that meets them. */
static void
assume_mended(CtDraft *self)
{
	for (guint i = 0; i < self->findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(self->findings->items, i);
		const CtRule *rule = ct_rule(finding->rule);
		g_autofree char *where = NULL;

		if (finding->severity != CT_SEVERITY_ERROR)
			continue;
		where = ct_estate_where(self->estate, finding->origin);
		ct_plan_assume(self->plan, rule->code, "finding", where, finding->message,
			       "The step that meets it fails; mend it first and plan again");
	}
}

void
ct_draft_list_assumptions(CtDraft *self)
{
	assume_defaults(self);
	assume_pairs(self);
	assume_readings(self);
	if (self->estate->ad_domains->len == 0)
		ct_plan_assume(
			self->plan, "O-02", "question", "",
			"No export names an Active Directory domain: prepare every domain that "
			"holds servers or users, after the forest",
			"Installation or sign-in fails in a domain that was forgotten");
	for (gsize i = 0; i < G_N_ELEMENTS(questions); i++)
		if (is_planned(self->plan, questions[i].rules))
			ct_plan_assume(self->plan, questions[i].id, "question", "",
				       questions[i].text, questions[i].effect);
	assume_mended(self);
}
