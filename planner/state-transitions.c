/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each step needs, and what it changes.
 *
 * A row of the table is one rule of the catalogue for one kind of first subject.  @needs are
 * flags that the subject itself must have, @needs_all are flags that everything of their class
 * must have: "every target pool is verified".  What flags cannot say is a function.  The effect
 * of a row is one flag of its subject, its inverse takes the flag away; only a wave moves users
 * instead.
 */
#include "planner/state-parts.h"

#include <string.h>

typedef void (*Check)(const CtState *state, guint32 index, GArray *faults);

struct CtTransition {
	const char *rule;
	CtObjectKind kind;
	CtFlag sets; /* CT_N_FLAGS: moves users */
	guint64 needs;
	guint64 needs_all;
	const char *empty; /* nullable: what it violates while users are left on the legacy side */
	gboolean reads_merge;
	Check check; /* nullable */
};

void
ct_fault_add(GArray *faults, const char *code, const char *rule, const char *format, ...)
{
	CtFault row = { .code = code, .rule = rule };
	va_list args;

	va_start(args, format);
	row.text = g_strdup_vprintf(format, args);
	va_end(args);
	g_array_append_val(faults, row);
}

void
ct_fault_lack(GArray *faults, const char *rule, CtNeed need, const CtState *state,
	      const char *format, ...)
{
	const CtConstraintRow *row = ct_transition_demand(&need, state, NULL);
	CtFault fault = { .code = need.code != NULL ? need.code : "precondition",
			  .rule = row != NULL ? row->id : rule,
			  .need = need };
	va_list args;

	va_start(args, format);
	fault.text = g_strdup_vprintf(format, args);
	va_end(args);
	g_array_append_val(faults, fault);
}

void
ct_fault_clear(CtFault *self)
{
	g_clear_pointer(&self->text, g_free);
}

/* ---- The table ---- */

#define ALL_PREPARED (CT_BIT(SCHEMA) | CT_BIT(FOREST) | CT_BIT(PREPARED))
#define ALL_READY                                                                   \
	(CT_BIT(UPDATED) | CT_BIT(BACKED_UP) | CT_BIT(FILTERED) | CT_BIT(CHECKED) | \
	 CT_BIT(ANALYZED))
#define ALL_ROUTED (CT_BIT(ROUTE_SWITCHED) | CT_BIT(ROUTE_MADE))
#define ALL_MOVED                                                                                \
	(CT_BIT(XMPP_READY) | CT_BIT(XMPP_MOVED) | CT_BIT(RGS_MOVED) | CT_BIT(NUMBER_MOVED) |    \
	 CT_BIT(UM_MOVED) | CT_BIT(EXCHANGE_TOLD) | CT_BIT(HOST_REMOVED) | CT_BIT(ROUTE_MOVED) | \
	 CT_BIT(CONTROLLED) | CT_BIT(APP_MOVED) | CT_BIT(IN_SERVICE) | ALL_ROUTED |              \
	 CT_BIT(DIRECTORY_MOVED))
#define ALL_RETIRED                                                               \
	(CT_BIT(POOL_RETIRED) | CT_BIT(DIRECTOR_RETIRED) | CT_BIT(EDGE_RETIRED) | \
	 CT_BIT(MEDIATION_RETIRED) | CT_BIT(XMPP_RETIRED) | CT_BIT(RECORDER_RETIRED))

#define ROW(rule, kind, flag, ...)                                  \
	{                                                           \
		rule, CT_OBJECT_##kind, CT_FLAG_##flag, __VA_ARGS__ \
	}

/* Rows of another pair come first, since they count before the part that they play. */
static const CtTransition table[] = {
#define CT_TRANSITION(rule, kind, flag, needs, needs_all) \
	ROW(rule, kind, flag, needs, needs_all, NULL, FALSE, NULL),
#include "planner/pair-lync2010/transitions.def"
#undef CT_TRANSITION
	ROW("OCS-P2-01", ANY, UPDATED, 0, 0, NULL, FALSE, NULL),
	ROW("OCS-P2-02", POOL, NAMED, 0, 0, NULL, FALSE, NULL),
	ROW("OCS-P2-03", FOREST, ANALYZED, 0, 0, NULL, FALSE, NULL),
	ROW("OCS-P2-04", POOL, BACKED_UP, 0, 0, NULL, FALSE, NULL),
	ROW("OCS-P2-05", POOL, FILTERED, 0, CT_BIT(UPDATED), NULL, FALSE, NULL),
	ROW("OCS-P2-06", POOL, CHECKED, 0, 0, NULL, FALSE, NULL),
	ROW("OCS-P3-01", SCHEMA, SCHEMA, 0, ALL_READY, NULL, FALSE, NULL),
	ROW("OCS-P3-01", FOREST, FOREST, 0, ALL_READY | CT_BIT(SCHEMA), NULL, FALSE, NULL),
	ROW("OCS-P3-01", DOMAIN, PREPARED, 0, ALL_READY | CT_BIT(FOREST), NULL, FALSE, NULL),
	ROW("OCS-P3-02", DEPLOYMENT, TOOLS, 0, 0, NULL, FALSE, NULL),
	ROW("OCS-P3-03", POOL, DEFINED, CT_BIT(NAMED), ALL_PREPARED | CT_BIT(TOOLS), NULL, FALSE,
	    NULL),
	ROW("OCS-P3-04", POOL, INSTALLED, CT_BIT(DEFINED), 0, NULL, FALSE, NULL),
	ROW("OCS-P3-05", POOL, VERIFIED, CT_BIT(INSTALLED), 0, NULL, FALSE, NULL),
	ROW("O-06", EDGE, CONVERTED, 0, ALL_READY, NULL, FALSE, NULL),
	ROW("OCS-P4-01", DEPLOYMENT, COMPATIBLE, 0, CT_BIT(TOOLS), NULL, FALSE, NULL),
	ROW("OCS-P4-02", BACK_COMPAT_SITE, MERGED, 0,
	    CT_BIT(VERIFIED) | CT_BIT(COMPATIBLE) | CT_BIT(CONVERTED), NULL, FALSE, NULL),
	ROW("OCS-P4-03", BACK_COMPAT_SITE, PUBLISHED, 0, CT_BIT(MERGED), NULL, FALSE, NULL),
	ROW("OCS-P4-04", DEPLOYMENT, IMPORTED, 0, CT_BIT(PUBLISHED) | CT_BIT(COMPATIBLE), NULL,
	    TRUE, NULL),
	ROW("OCS-P4-05", CONFERENCE_DIRECTORY, DIRECTORIES, 0,
	    CT_BIT(PUBLISHED) | CT_BIT(COMPATIBLE), NULL, TRUE, NULL),
	ROW("OCS-P4-06", BACK_COMPAT_SITE, COMPARED, 0,
	    CT_BIT(PUBLISHED) | CT_BIT(IMPORTED) | CT_BIT(DIRECTORIES), NULL, TRUE, NULL),
	ROW("OCS-P5-02", EDGE, AUTHORIZES, 0, CT_BIT(COMPARED), NULL, FALSE, NULL),
	ROW("OCS-P5-01", SITE, ROUTED, 0, CT_BIT(COMPARED) | CT_BIT(AUTHORIZES), NULL, TRUE, NULL),
	ROW("OCS-P5-03", DEPLOYMENT, SETTINGS, 0, CT_BIT(IMPORTED) | CT_BIT(COMPARED), NULL, FALSE,
	    NULL),
	ROW("OCS-P6-01", POOL, REPLICATED, CT_BIT(VERIFIED), 0, NULL, FALSE, NULL),
	{ "OCS-P6-02", CT_OBJECT_WAVE, CT_N_FLAGS, 0,
	  CT_BIT(COMPATIBLE) | CT_BIT(IMPORTED) | CT_BIT(SETTINGS) | CT_BIT(COMPARED) |
		  CT_BIT(AUTHORIZES) | CT_BIT(ROUTED),
	  NULL, TRUE, NULL },
	{ "OCS-P8-07", CT_OBJECT_WAVE, CT_N_FLAGS, 0,
	  CT_BIT(COMPATIBLE) | CT_BIT(IMPORTED) | CT_BIT(SETTINGS) | CT_BIT(COMPARED) |
		  CT_BIT(AUTHORIZES) | CT_BIT(ROUTED),
	  NULL, TRUE, NULL },
	ROW("OCS-P7-01", EDGE, EDGE_DEFINED, 0, CT_BIT(VERIFIED), NULL, FALSE, NULL),
	ROW("OCS-P7-02", EDGE, EDGE_INSTALLED, CT_BIT(EDGE_DEFINED), 0, NULL, FALSE, NULL),
	ROW("OCS-P8-01", SITE, CLEARED, CT_BIT(ROUTED), CT_BIT(EDGE_INSTALLED), NULL, FALSE, NULL),
	ROW("OCS-P8-02", EDGE, UNFEDERATED, 0, CT_BIT(CLEARED) | CT_BIT(COMPARED), NULL, TRUE,
	    NULL),
	ROW("OCS-P8-03", EDGE, CERTIFIED, 0, CT_BIT(CLEARED) | CT_BIT(UNFEDERATED), NULL, FALSE,
	    NULL),
	ROW("OCS-P8-04", FOREST, GLOBAL_ROUTE, 0, CT_BIT(UNFEDERATED) | CT_BIT(CERTIFIED), NULL,
	    FALSE, NULL),
	ROW("O-28", BACK_COMPAT_SITE, REMERGED, 0, CT_BIT(EDGE_RETIRED), NULL, FALSE, NULL),
	ROW("OCS-P8-05", EDGE, FEDERATED, CT_BIT(EDGE_INSTALLED),
	    CT_BIT(CLEARED) | CT_BIT(UNFEDERATED) | CT_BIT(GLOBAL_ROUTE) | CT_BIT(REMERGED), NULL,
	    FALSE, ct_state_check_federation),
	ROW("OCS-P8-06", EDGE, CUT_OVER, 0, CT_BIT(FEDERATED) | CT_BIT(EDGE_INSTALLED), NULL, FALSE,
	    ct_state_check_media_users),
	ROW("OCS-P5-04", XMPP, XMPP_READY, 0, CT_BIT(EDGE_INSTALLED), "O-16", FALSE,
	    ct_state_check_target_edge),
	ROW("OCS-P8-08", XMPP, XMPP_MOVED, CT_BIT(XMPP_READY),
	    CT_BIT(EDGE_INSTALLED) | CT_BIT(CUT_OVER), "O-16", FALSE, ct_state_check_target_edge),
	ROW("OCS-P9-01", RESPONSE_GROUP, RGS_MOVED, 0, CT_BIT(COMPARED) | CT_BIT(COMPATIBLE), NULL,
	    TRUE, ct_state_check_response_groups),
	ROW("OCS-P9-02", ACCESS_NUMBER, NUMBER_MOVED, 0, CT_BIT(COMPARED) | CT_BIT(IMPORTED), NULL,
	    TRUE, ct_state_check_dial_in),
	ROW("OCS-P9-04", POOL, RULES_COPIED, 0, 0, NULL, FALSE, ct_state_check_target_runs),
	ROW("OCS-P9-05", AUTHORIZED_HOST, HOST_REMOVED, 0, CT_BIT(IMPORTED), "OCS-P9-05", FALSE,
	    NULL),
	ROW("OCS-P9-05", STATIC_ROUTE, ROUTE_MOVED, 0, CT_BIT(IMPORTED) | CT_BIT(HOST_REMOVED),
	    "OCS-P9-05", FALSE, NULL),
	ROW("OCS-P9-05", REMOTE_CALL_CONTROL, CONTROLLED, 0,
	    CT_BIT(IMPORTED) | CT_BIT(HOST_REMOVED) | CT_BIT(ROUTE_MOVED) | CT_BIT(RULES_COPIED),
	    "OCS-P9-05", FALSE, NULL),
	ROW("OCS-P9-06", ANY, APP_MOVED, 0, CT_BIT(COMPARED), NULL, TRUE, NULL),
	ROW("OCS-P9-03", UM_CONTACT, UM_MOVED, 0, CT_BIT(COMPARED), NULL, TRUE, NULL),
	ROW("OCS-P9-03", EXCHANGE_UM, EXCHANGE_TOLD, 0, CT_BIT(COMPARED), NULL, FALSE,
	    ct_state_check_contacts),
	ROW("OCS-P9-07", MEDIATION, IN_SERVICE, 0, CT_BIT(VERIFIED), "O-21", FALSE,
	    ct_state_check_callers),
	ROW("OCS-P9-08", VOICE_ROUTE, ROUTE_SWITCHED, 0, CT_BIT(IN_SERVICE) | CT_BIT(IMPORTED),
	    NULL, FALSE, NULL),
	ROW("OCS-P9-08", MEDIATION, ROUTE_MADE, 0, CT_BIT(IN_SERVICE) | CT_BIT(IMPORTED), NULL,
	    FALSE, NULL),
	ROW("OCS-P9-09", POOL, CLIENTS, CT_BIT(VERIFIED), 0, NULL, FALSE, ct_state_check_clients),
	ROW("OCS-P10-02", SIP_DOMAIN, SRV_SWITCHED, 0, CT_BIT(VERIFIED), "O-26", FALSE, NULL),
	ROW("OCS-GC-01", GROUP_CHAT, CHAT_CLEANED, 0, 0, NULL, FALSE, NULL),
	ROW("O-29", PERSISTENT_CHAT, CHAT_READY, 0, CT_BIT(VERIFIED), NULL, FALSE, NULL),
	ROW("OCS-GC-02", GROUP_CHAT, CHAT_IMPORTED, CT_BIT(CHAT_CLEANED),
	    CT_BIT(VERIFIED) | CT_BIT(CHAT_READY) | CT_BIT(CUT_OVER) | ALL_MOVED, "O-29", FALSE,
	    NULL),
	ROW("OCS-GC-03", GROUP_CHAT, CHAT_MOVED, CT_BIT(CHAT_IMPORTED), 0, NULL, FALSE, NULL),
	ROW("OCS-P10-01", CONFERENCE_DIRECTORY, DIRECTORY_MOVED, 0,
	    CT_BIT(COMPARED) | CT_BIT(DIRECTORIES), NULL, TRUE, ct_state_check_directory),
	ROW("OCS-P9-10", ANY, RECORDER_RETIRED, 0, 0, "O-23", FALSE, NULL),
	ROW("OCS-P10-03", POOL, POOL_RETIRED, CT_BIT(DEVICES_MOVED) | CT_BIT(MANAGEMENT_MOVED),
	    CT_BIT(SRV_SWITCHED) | CT_BIT(IN_SERVICE) | ALL_ROUTED | CT_BIT(CHAT_MOVED) |
		    CT_BIT(EXCHANGE_TOLD) | CT_BIT(CUT_OVER),
	    "O-28", FALSE, ct_state_check_pool_empty),
	ROW("OCS-P10-03", DIRECTOR, DIRECTOR_RETIRED, 0, CT_BIT(SRV_SWITCHED) | CT_BIT(CUT_OVER),
	    "OCS-P10-03", FALSE, NULL),
	ROW("OCS-P10-03", EDGE, EDGE_RETIRED, 0, 0, "O-28", FALSE, ct_state_check_edge_idle),
	ROW("OCS-P10-03", MEDIATION, MEDIATION_RETIRED, 0, CT_BIT(IN_SERVICE) | ALL_ROUTED, "O-21",
	    FALSE, ct_state_check_calls_elsewhere),
	ROW("OCS-P10-03", XMPP, XMPP_RETIRED, CT_BIT(XMPP_MOVED), 0, "O-16", FALSE, NULL),
	ROW("OCS-P10-04", BACK_COMPAT_SITE, BACK_COMPAT_GONE, 0,
	    CT_BIT(PUBLISHED) | ALL_RETIRED | ALL_MOVED | CT_BIT(CHAT_MOVED) | CT_BIT(CLIENTS) |
		    CT_BIT(SRV_SWITCHED) | CT_BIT(CUT_OVER) | CT_BIT(FEDERATED),
	    "O-27", FALSE, NULL),
};

static const CtTransition *
find_row(const char *rule, CtObjectKind kind)
{
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		if (strcmp(table[i].rule, rule) == 0 &&
		    (table[i].kind == kind || table[i].kind == CT_OBJECT_ANY))
			return &table[i];
	}
	return NULL;
}

const CtTransition *
ct_transition_find(const char *rule, CtObjectKind kind)
{
	const CtTransition *own = find_row(rule, kind);

	return own != NULL ? own : find_row(ct_rule_part(rule), kind);
}

CtFlag
ct_transition_flag(const CtTransition *self)
{
	return self->sets;
}

/* An id may be a constraint's as well, which the pair names although it has no such step. */
static gboolean
has_step(const CtState *state, const char *part)
{
	const char *rule = ct_rule_named(state->pair, part);

	return rule != NULL && ct_step_row_find(rule) != NULL;
}

const CtTransition *
ct_transition_of(const CtState *state, CtFlag flag)
{
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].sets == flag && has_step(state, table[i].rule))
			return &table[i];
	return NULL;
}

const char *
ct_transition_rule(const CtTransition *self)
{
	return self->rule;
}

CtObjectKind
ct_transition_kind(const CtTransition *self)
{
	return self->kind;
}

gboolean
ct_transition_needs(const CtTransition *self, CtFlag flag, gboolean own)
{
	return flag < CT_N_FLAGS && ((own ? self->needs : self->needs_all) >> flag & 1) != 0;
}

gboolean
ct_transition_reads_merge(const CtTransition *self)
{
	return self->reads_merge;
}

const char *
ct_transition_empty_legacy(const CtTransition *self, const CtState *state)
{
	if (self->empty == NULL || ct_rule_named(state->pair, self->empty) == NULL)
		return NULL;
	return self->empty;
}

/* ---- What a step finds ---- */

static void
check_own(const CtTransition *self, const CtState *state, guint32 index, GArray *faults)
{
	CtCarrier carrier = ct_flag_row(self->sets)->carrier;

	if (carrier != CT_CARRIER_WHOLE && !ct_state_applies(state, self->sets, index)) {
		g_autofree char *name = ct_subjects_name(state->estate, carrier, index);

		ct_fault_add(faults, "subject", self->rule, "%s is not a thing that %s acts on",
			     name, self->rule);
		return;
	}
	if (ct_state_has(state, self->sets, index))
		ct_fault_add(faults, "coverage", self->rule,
			     "the same was done by an earlier step");
	for (guint flag = 0; flag < CT_N_FLAGS; flag++) {
		g_autofree char *name = NULL;

		if ((self->needs >> flag & 1) == 0 || ct_state_has(state, (CtFlag)flag, index) ||
		    (carrier != CT_CARRIER_WHOLE && !ct_state_applies(state, (CtFlag)flag, index)))
			continue;
		name = ct_subjects_name(state->estate, carrier, index);
		ct_fault_lack(faults, ct_flag_row((CtFlag)flag)->rule,
			      (CtNeed){ .step = self, .flag = (CtFlag)flag, .own = TRUE }, state,
			      "%s is not yet %s", name, ct_flag_row((CtFlag)flag)->text);
	}
}

static void
check_all(const CtTransition *self, const CtState *state, GArray *faults)
{
	for (guint flag = 0; flag < CT_N_FLAGS; flag++) {
		const CtFlagRow *row = ct_flag_row((CtFlag)flag);
		g_autofree char *name = NULL;

		if ((self->needs_all >> flag & 1) == 0 || ct_state_complete(state, (CtFlag)flag))
			continue;
		if (row->carrier == CT_CARRIER_WHOLE) {
			ct_fault_lack(faults, row->rule,
				      (CtNeed){ .step = self, .flag = (CtFlag)flag }, state, "%s",
				      row->text);
			continue;
		}
		name = ct_subjects_name(state->estate, row->carrier,
					ct_state_first_without(state, (CtFlag)flag));
		ct_fault_lack(faults, row->rule, (CtNeed){ .step = self, .flag = (CtFlag)flag },
			      state, "%s is not yet %s", name, row->text);
	}
}

static const char *
name_of_user(const CtState *state, guint32 user)
{
	return state->estate->users.sip[user];
}

/* Faults that many users of a wave have in common are told once. */
static void
check_moves(const CtState *state, const GArray *moves, GArray *faults)
{
	gboolean told[4] = { FALSE };

	for (guint i = 0; moves != NULL && i < moves->len; i++) {
		const CtMove *move = &g_array_index(moves, CtMove, i);
		const char *user = name_of_user(state, move->user);
		const char *target = ct_state_pool(state, move->target)->fqdn;

		if (state->home[move->user] != move->source && !told[0]) {
			told[0] = TRUE;
			ct_fault_add(faults, "user", "OCS-P6-02",
				     "%s is not homed on %s when the wave moves", user,
				     ct_state_pool(state, move->source)->fqdn);
		}
		if (!ct_state_has(state, CT_FLAG_VERIFIED, move->target) && !told[1]) {
			told[1] = TRUE;
			ct_fault_add(faults, "precondition", "O-04",
				     "%s, the target of %s, does not run yet", target, user);
		}
		if (!ct_state_has(state, CT_FLAG_REPLICATED, move->target) && !told[2]) {
			told[2] = TRUE;
			ct_fault_add(faults, "precondition", "O-09",
				     "user replication of %s, the target of %s, is not complete",
				     target, user);
		}
		if (ct_state_pool_gone(state, move->source) && !told[3]) {
			told[3] = TRUE;
			ct_fault_add(faults, "precondition", "O-24", "%s is gone with its user %s",
				     ct_state_pool(state, move->source)->fqdn, user);
		}
	}
}

/* Does another reading of the guide let the step come while users are left on the legacy side? */
static gboolean
may_come_early(const CtTransition *self, const CtState *state)
{
	static const struct {
		const char *rule;
		CtReading reading;
	} rows[] = {
		{ "OCS-P9-07", CT_READING_A3 },
		{ "OCS-P9-07", CT_READING_A5 },
		{ "OCS-P5-04", CT_READING_A9 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (strcmp(rows[i].rule, self->rule) == 0 &&
		    ct_readings_has(state->readings, rows[i].reading))
			return TRUE;
	return FALSE;
}

/* Users are left on the legacy side.  While they are on their way the step comes too early; once nobody is,
 * those who are left stay, no order of steps is at fault, and what they rely on is an invariant. */
static void
check_left(const CtTransition *self, const CtState *state, GArray *faults)
{
	static const struct {
		CtFlag sets;
		const char *invariant;
		gboolean voice; /* for users with Enterprise Voice */
	} rows[] = {
		{ CT_FLAG_XMPP_MOVED, "I-10", FALSE },
		{ CT_FLAG_IN_SERVICE, "I-05", TRUE },
		{ CT_FLAG_MEDIATION_RETIRED, "I-05", TRUE },
		{ CT_FLAG_RECORDER_RETIRED, "I-14", FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows) && !ct_state_is_awaiting(state); i++) {
		const char *rule = ct_rule_named(state->pair, rows[i].invariant);

		if (rows[i].sets != self->sets || rule == NULL ||
		    (rows[i].voice && state->legacy_voice_users == 0))
			continue;
		ct_fault_add(faults, "precondition", rule, "%u users stay on the legacy side",
			     state->legacy_users);
		return;
	}
	ct_fault_lack(faults, self->empty, (CtNeed){ .step = self, .flag = CT_N_FLAGS }, state,
		      "%u users are still on the legacy side", state->legacy_users);
}

void
ct_transition_check(const CtTransition *self, const CtState *state, guint32 index,
		    const GArray *moves, GArray *faults)
{
	if (self->sets == CT_N_FLAGS)
		check_moves(state, moves, faults);
	else
		check_own(self, state, index, faults);
	check_all(self, state, faults);
	if (ct_transition_empty_legacy(self, state) != NULL && state->legacy_users > 0 &&
	    !may_come_early(self, state))
		check_left(self, state, faults);
	if (self->reads_merge && ct_rule_named(state->pair, "I-13") != NULL &&
	    ct_state_merge_is_stale(state))
		ct_fault_add(
			faults, "invariant", "I-13",
			"a legacy server is gone, so that the merge which this step reads is stale");
	if (self->check != NULL)
		self->check(state, index, faults);
}

void
ct_transition_apply(const CtTransition *self, CtState *state, guint32 index, const GArray *moves)
{
	if (self->sets != CT_N_FLAGS) {
		ct_state_set(state, self->sets, index, TRUE);
		return;
	}
	for (guint i = 0; moves != NULL && i < moves->len; i++)
		ct_state_move(state, g_array_index(moves, CtMove, i).user,
			      g_array_index(moves, CtMove, i).target);
}

/* Undoing needs what was there before: the legacy side of whatever is given back. */
void
ct_transition_check_undo(const CtTransition *self, const CtState *state, guint32 index,
			 const GArray *moves, GArray *faults)
{
	for (guint i = 0; moves != NULL && i < moves->len; i++) {
		const CtMove *move = &g_array_index(moves, CtMove, i);

		if (!ct_state_pool_gone(state, move->source))
			continue;
		ct_fault_add(faults, "rollback", "R-06",
			     "%s cannot go back to %s, which is retired",
			     name_of_user(state, move->user),
			     ct_state_pool(state, move->source)->fqdn);
		return;
	}
	if (self->sets == CT_N_FLAGS)
		return;
	if (!ct_state_has(state, self->sets, index))
		ct_fault_add(faults, "rollback", self->rule, "there is nothing to undo");
	if (ct_flag_row(self->sets)->carrier == CT_CARRIER_SERVER &&
	    ct_state_pool_gone(state, index))
		ct_fault_lack(faults, self->rule,
			      (CtNeed){ .code = "rollback",
					.step = ct_transition_find(
						"OCS-P10-03", ct_state_pool(state, index)->kind),
					.flag = self->sets,
					.own = TRUE },
			      state, "%s is retired", ct_state_pool(state, index)->fqdn);
}

void
ct_transition_undo(const CtTransition *self, CtState *state, guint32 index, const GArray *moves)
{
	if (self->sets != CT_N_FLAGS) {
		ct_state_set(state, self->sets, index, FALSE);
		return;
	}
	for (guint i = moves != NULL ? moves->len : 0; i > 0; i--)
		ct_state_move(state, g_array_index(moves, CtMove, i - 1).user,
			      g_array_index(moves, CtMove, i - 1).source);
}
