/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is there of the evidence for a full plan.
 *
 * Most rows show as records of one kind, from one side; those are a table.  The few others, and what
 * makes a row unnecessary, are functions.  An export of nothing cannot be told from no export, hence
 * the optional rows: of those a deployment may have none.
 */
#include "analyzer/evidence.h"

#include <string.h>

static const CtEvidenceRow rows[] = {
#define CT_EVIDENCE(id, name, need, side, what, why, file, command) \
	{ name, CT_NEED_##need, CT_SIDE_##side, what, why, file, command },
#include "analyzer/evidence.def"
#undef CT_EVIDENCE
};

typedef CtEvidenceState (*Look)(const CtEstate *estate);
typedef gboolean (*Holds)(const CtEstate *estate);

/* Which records show a row. */
typedef enum {
	FROM_ANY,
	FROM_LEGACY, /* a class of the legacy product */
	FROM_TARGET, /* anything else */
} From;

typedef struct {
	CtRecordKind kind; /* CT_RECORD_OTHER without a type: no kind shows it, see @look */
	From from;
	const char *types[2]; /* part of the record's type, any case; NULL: any type */
	Look look;	      /* nullable: asked when no record shows it */
	Holds is_needed;      /* nullable: always */
} Sign;

static guint32
first_of(const CtEstate *estate, guint32 a, guint32 b)
{
	const GArray *inputs = estate->facts->inputs;

	if (a >= inputs->len || b >= inputs->len)
		return a < inputs->len ? a : b;
	return strcmp(g_array_index(inputs, CtInput, a).path,
		      g_array_index(inputs, CtInput, b).path) <= 0
		       ? a
		       : b;
}

static CtEvidenceState
present_in(guint32 input)
{
	return (CtEvidenceState){ input == CT_NONE ? CT_STATUS_MISSING : CT_STATUS_PRESENT, input,
				  NULL };
}

static CtEvidenceState
partly_in(guint32 input, const char *detail)
{
	return (CtEvidenceState){ CT_STATUS_PARTLY, input, detail };
}

static CtEvidenceState
look_for_pools(const CtEstate *estate)
{
	guint32 merged = CT_NONE;
	guint32 exported = CT_NONE;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment != CT_DEPLOYMENT_LEGACY)
			continue;
		merged = first_of(estate, merged, pool->origin.input);
		if (pool->in_legacy_export && ct_pool_has_role(pool, CT_ROLE_REGISTRAR))
			exported = first_of(estate, exported, pool->origin.input);
	}
	if (exported == CT_NONE && merged != CT_NONE)
		return partly_in(merged, "only what a merge has brought");
	return present_in(exported);
}

/* The first file with a user of the deployment. */
static guint32
input_of_users(const CtEstate *estate, CtDeployment deployment)
{
	const CtUsers *users = &estate->users;
	guint32 found = CT_NONE;

	for (guint32 i = 0; i < users->count; i++) {
		if (users->input[i] != found && users->pool[i] != CT_NONE &&
		    ct_estate_pool(estate, (CtPoolId){ users->pool[i] })->deployment == deployment)
			found = first_of(estate, found, users->input[i]);
	}
	return found;
}

/* A pool that homes nobody although others do was most likely left out of the export. */
static CtEvidenceState
look_for_legacy_users(const CtEstate *estate)
{
	guint32 found = input_of_users(estate, CT_DEPLOYMENT_LEGACY);

	for (guint i = 0; found != CT_NONE && i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY && ct_pool_homes_users(pool) &&
		    pool->users == 0)
			return partly_in(found, "some legacy pools have no user in the exports");
	}
	return present_in(found);
}

static CtEvidenceState
look_for_moved_users(const CtEstate *estate)
{
	return present_in(input_of_users(estate, CT_DEPLOYMENT_TARGET));
}

static CtEvidenceState
look_for_topology(const CtEstate *estate)
{
	guint32 found = CT_NONE;
	guint32 draft = CT_NONE;

	for (guint i = 0; i < estate->facts->clusters->len; i++) {
		guint32 input =
			g_array_index(estate->facts->clusters, CtClusterFact, i).origin.input;

		if (g_array_index(estate->facts->inputs, CtInput, input).kind == CT_INPUT_BUILDER)
			draft = first_of(estate, draft, input);
		else
			found = first_of(estate, found, input);
	}
	if (found == CT_NONE && draft != CT_NONE)
		return partly_in(draft, "only a draft of Topology Builder");
	return present_in(found);
}

/* Settings documents of whatever file. */
static CtEvidenceState
look_for_configuration(const CtEstate *estate)
{
	guint32 found = CT_NONE;

	for (guint32 i = 0; i < estate->facts->inputs->len; i++) {
		if (g_array_index(estate->facts->inputs, CtInput, i).kind == CT_INPUT_SETTINGS)
			found = first_of(estate, found, i);
	}
	return present_in(found);
}

static CtEvidenceState
look_for_user_data(const CtEstate *estate, CtInputKind kind)
{
	guint32 found = CT_NONE;

	for (guint32 i = 0; i < estate->facts->inputs->len; i++) {
		if (g_array_index(estate->facts->inputs, CtInput, i).kind == kind)
			found = first_of(estate, found, i);
	}
	return present_in(found);
}

static CtEvidenceState
look_for_legacy_user_data(const CtEstate *estate)
{
	return look_for_user_data(estate, CT_INPUT_DATABASE_EXPORT);
}

static CtEvidenceState
look_for_target_user_data(const CtEstate *estate)
{
	return look_for_user_data(estate, CT_INPUT_USER_DATA);
}

/* User data lists delegates as well. */
static CtEvidenceState
look_for_delegates(const CtEstate *estate)
{
	guint32 found = CT_NONE;

	for (guint i = 0; i < estate->ties->len; i++) {
		const CtUserTie *tie = &g_array_index(estate->ties, CtUserTie, i);

		if (tie->kind == CT_TIE_DELEGATE && tie->input != found)
			found = first_of(estate, found, tie->input);
	}
	return present_in(found);
}

static gboolean
any_legacy(const CtEstate *estate, gboolean (*holds)(const CtPool *pool))
{
	gboolean any_exported = FALSE;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment != CT_DEPLOYMENT_LEGACY)
			continue;
		if (holds(pool))
			return TRUE;
		any_exported |= pool->in_legacy_export;
	}
	/* what no export shows may well be there */
	return !any_exported;
}

static gboolean
has_response_group(const CtPool *pool)
{
	return pool->has_response_group;
}

static gboolean
has_dial_in(const CtPool *pool)
{
	return pool->has_dial_in;
}

static gboolean
is_edge(const CtPool *pool)
{
	return pool->kind == CT_OBJECT_EDGE;
}

static gboolean
needs_response_groups(const CtEstate *estate)
{
	return any_legacy(estate, has_response_group);
}

static gboolean
needs_dial_in(const CtEstate *estate)
{
	return any_legacy(estate, has_dial_in);
}

/* Only an Edge that is known has internal servers to be listed. */
static gboolean
needs_internal_servers(const CtEstate *estate)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY && is_edge(pool))
			return TRUE;
	}
	return FALSE;
}

/* clang-format off */
static const Sign signs[] = {
	[CT_EVIDENCE_LEGACY_POOLS] = { .look = look_for_pools },
	[CT_EVIDENCE_LEGACY_SERVICES] = { .kind = CT_RECORD_TRUSTED_SERVICE, .from = FROM_LEGACY },
	[CT_EVIDENCE_LEGACY_DOMAINS] = { .kind = CT_RECORD_SIP_DOMAIN, .from = FROM_LEGACY },
	[CT_EVIDENCE_LEGACY_VOICE_ROUTES] = { .kind = CT_RECORD_VOICE_ROUTE, .from = FROM_LEGACY },
	[CT_EVIDENCE_LEGACY_PSTN_USAGES] = { .kind = CT_RECORD_PSTN_USAGE, .from = FROM_LEGACY },
	[CT_EVIDENCE_LEGACY_VOICE_POLICIES] = { .kind = CT_RECORD_POLICY, .from = FROM_LEGACY },
	[CT_EVIDENCE_LEGACY_LOCATION_PROFILES] = { .kind = CT_RECORD_DIAL_PLAN, .from = FROM_LEGACY },
	[CT_EVIDENCE_LEGACY_CONTACTS] = { .kind = CT_RECORD_APPLICATION_ENDPOINT, .from = FROM_LEGACY },
	[CT_EVIDENCE_STATIC_ROUTES] = { .kind = CT_RECORD_STATIC_ROUTE },
	[CT_EVIDENCE_AUTHORIZED_HOSTS] = { .kind = CT_RECORD_AUTHORIZED_HOST },
	[CT_EVIDENCE_LEGACY_USER_DATA] = { .look = look_for_legacy_user_data },
	[CT_EVIDENCE_EDGE_INPUT] = { .kind = CT_RECORD_EDGE },
	[CT_EVIDENCE_EDGE_INTERNAL_SERVERS] = { .kind = CT_RECORD_EDGE_INTERNAL_SERVER,
						.is_needed = needs_internal_servers },
	[CT_EVIDENCE_TARGET_TOPOLOGY] = { .look = look_for_topology },
	[CT_EVIDENCE_TARGET_CONFIGURATION] = { .look = look_for_configuration },
	[CT_EVIDENCE_SIP_DOMAINS] = { .kind = CT_RECORD_SIP_DOMAIN, .from = FROM_TARGET },
	[CT_EVIDENCE_LEGACY_USERS] = { .look = look_for_legacy_users },
	[CT_EVIDENCE_MOVED_USERS] = { .look = look_for_moved_users },
	[CT_EVIDENCE_TARGET_USER_DATA] = { .look = look_for_target_user_data },
	[CT_EVIDENCE_CONFERENCE_DIRECTORIES] = { .kind = CT_RECORD_CONFERENCE_DIRECTORY,
						 .is_needed = needs_dial_in },
	[CT_EVIDENCE_ACCESS_NUMBERS] = { .kind = CT_RECORD_ACCESS_NUMBER,
					 .is_needed = needs_dial_in },
	[CT_EVIDENCE_UM_CONTACTS] = { .kind = CT_RECORD_UM_CONTACT },
	[CT_EVIDENCE_TRUSTED_POOLS] = { .kind = CT_RECORD_TRUSTED_APPLICATION_POOL },
	[CT_EVIDENCE_TRUSTED_APPLICATIONS] = { .kind = CT_RECORD_TRUSTED_APPLICATION },
	[CT_EVIDENCE_ENDPOINTS] = { .kind = CT_RECORD_APPLICATION_ENDPOINT, .from = FROM_TARGET },
	[CT_EVIDENCE_RGS_WORKFLOWS] = { .kind = CT_RECORD_RGS_WORKFLOW,
					.is_needed = needs_response_groups },
	[CT_EVIDENCE_RGS_QUEUES] = { .kind = CT_RECORD_RGS_QUEUE,
				     .is_needed = needs_response_groups },
	[CT_EVIDENCE_RGS_AGENT_GROUPS] = { .kind = CT_RECORD_RGS_AGENT_GROUP,
					   .is_needed = needs_response_groups },
	[CT_EVIDENCE_VOICE_ROUTES] = { .kind = CT_RECORD_VOICE_ROUTE, .from = FROM_TARGET },
	[CT_EVIDENCE_PSTN_USAGES] = { .kind = CT_RECORD_PSTN_USAGE, .from = FROM_TARGET },
	[CT_EVIDENCE_VOICE_POLICIES] = { .kind = CT_RECORD_POLICY, .from = FROM_TARGET,
					 .types = { "VoicePolicy" } },
	[CT_EVIDENCE_DIAL_PLANS] = { .kind = CT_RECORD_DIAL_PLAN, .from = FROM_TARGET },
	[CT_EVIDENCE_CONFERENCING_POLICIES] = { .kind = CT_RECORD_POLICY, .from = FROM_TARGET,
						.types = { "MeetingPolicy", "ConferencingPolicy" } },
	[CT_EVIDENCE_EXTERNAL_POLICIES] = { .kind = CT_RECORD_POLICY, .from = FROM_TARGET,
					    .types = { "ExternalAccess" } },
	[CT_EVIDENCE_ARCHIVING_POLICIES] = { .kind = CT_RECORD_POLICY, .from = FROM_TARGET,
					     .types = { "ImArchiving", "ArchivingPolicy" } },
	[CT_EVIDENCE_PRESENCE_POLICIES] = { .kind = CT_RECORD_POLICY, .from = FROM_TARGET,
					    .types = { "PresencePolicy" } },
	[CT_EVIDENCE_ADDRESS_BOOK] = { .kind = CT_RECORD_OTHER, .types = { "AddressBook" } },
	[CT_EVIDENCE_XMPP_PARTNERS] = { .kind = CT_RECORD_XMPP_PARTNER },
	[CT_EVIDENCE_ROUTING] = { .kind = CT_RECORD_OTHER, .types = { "RoutingConfiguration" } },
	[CT_EVIDENCE_DELEGATES] = { .kind = CT_RECORD_DELEGATION, .look = look_for_delegates },
};
/* clang-format on */

G_STATIC_ASSERT(G_N_ELEMENTS(signs) == CT_N_EVIDENCE);

static gboolean
has_type(const Sign *sign, const char *type)
{
	g_autofree char *folded = NULL;

	if (sign->types[0] == NULL)
		return TRUE;
	folded = g_ascii_strdown(type != NULL ? type : "", -1);
	for (guint i = 0; i < G_N_ELEMENTS(sign->types) && sign->types[i] != NULL; i++) {
		g_autofree char *part = g_ascii_strdown(sign->types[i], -1);

		if (strstr(folded, part) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* A class of WMI or of the directory, unless the user says that it is the target's. */
static gboolean
is_legacy(const CtEstate *estate, const CtRecord *record)
{
	const CtInput *input = &g_array_index(estate->facts->inputs, CtInput, record->origin.input);

	if (input->forced)
		return input->deployment == CT_DEPLOYMENT_LEGACY;
	return record->type != NULL && (strstr(record->type, "MSFT_SIP") != NULL ||
					strstr(record->type, "msRTCSIP") != NULL);
}

static guint32
input_of_records(const CtEstate *estate, const Sign *sign)
{
	const GArray *records = estate->facts->records;
	guint32 found = CT_NONE;

	if (sign->kind == CT_RECORD_OTHER && sign->types[0] == NULL)
		return CT_NONE;
	for (guint i = 0; i < records->len; i++) {
		const CtRecord *record = &g_array_index(records, CtRecord, i);

		if (record->kind != sign->kind || record->origin.input == found ||
		    !has_type(sign, record->type))
			continue;
		if (sign->from == FROM_ANY ||
		    (sign->from == FROM_LEGACY) == is_legacy(estate, record))
			found = first_of(estate, found, record->origin.input);
	}
	return found;
}

CtEvidenceState
ct_evidence_state(const CtEstate *estate, CtEvidenceId id)
{
	const Sign *sign = &signs[id];
	CtEvidenceState state = present_in(input_of_records(estate, sign));

	if (state.status == CT_STATUS_MISSING && sign->look != NULL)
		state = sign->look(estate);
	if (state.status == CT_STATUS_MISSING && sign->is_needed != NULL &&
	    !sign->is_needed(estate))
		state.status = CT_STATUS_NOT_NEEDED;
	return state;
}

const CtEvidenceRow *
ct_evidence_row(CtEvidenceId id)
{
	g_return_val_if_fail(id < CT_N_EVIDENCE, NULL);
	return &rows[id];
}

const char *
ct_need_to_string(CtNeed need)
{
	switch (need) {
	case CT_NEED_REQUIRED:
		return "required";
	case CT_NEED_EXPECTED:
		return "expected";
	case CT_NEED_OPTIONAL:
		return "optional";
	}
	g_return_val_if_reached(NULL);
}

const char *
ct_side_to_string(CtSide side)
{
	switch (side) {
	case CT_SIDE_LEGACY:
		return "legacy";
	case CT_SIDE_TARGET:
		return "target";
	case CT_SIDE_BY_HAND:
		return "by hand";
	}
	g_return_val_if_reached(NULL);
}

const char *
ct_evidence_status_to_string(CtEvidenceStatus status)
{
	switch (status) {
	case CT_STATUS_MISSING:
		return "missing";
	case CT_STATUS_PARTLY:
		return "partly";
	case CT_STATUS_PRESENT:
		return "present";
	case CT_STATUS_NOT_NEEDED:
		return "not needed";
	}
	g_return_val_if_reached(NULL);
}

static const CtCertainty certainties[CT_N_INPUT_KINDS] = {
	[CT_INPUT_UNKNOWN] = CT_CERTAINTY_NONE,
	[CT_INPUT_TOPOLOGY] = CT_CERTAINTY_SEEN,
	[CT_INPUT_BUILDER] = CT_CERTAINTY_SEEN,
	[CT_INPUT_EDGE_INPUT] = CT_CERTAINTY_DOCUMENTED,
	[CT_INPUT_CLIXML] = CT_CERTAINTY_SEEN,
	[CT_INPUT_SETTINGS] = CT_CERTAINTY_SEEN,
	[CT_INPUT_REPORT] = CT_CERTAINTY_SEEN,
	[CT_INPUT_INTENT] = CT_CERTAINTY_DOCUMENTED,
	[CT_INPUT_ARCHIVE] = CT_CERTAINTY_DOCUMENTED,
	[CT_INPUT_USER_DATA] = CT_CERTAINTY_INFERRED,
	[CT_INPUT_DATABASE_EXPORT] = CT_CERTAINTY_INFERRED,
	[CT_INPUT_WMI] = CT_CERTAINTY_INFERRED,
	[CT_INPUT_LDIF] = CT_CERTAINTY_DOCUMENTED,
	[CT_INPUT_CSV] = CT_CERTAINTY_DOCUMENTED,
};

CtCertainty
ct_input_kind_certainty(CtInputKind kind)
{
	g_return_val_if_fail(kind < CT_N_INPUT_KINDS, CT_CERTAINTY_NONE);
	return certainties[kind];
}

static const struct {
	const char *name;
	const char *words;
} certainty_texts[CT_N_CERTAINTIES] = {
	[CT_CERTAINTY_NONE] = { "-", "not read" },
	[CT_CERTAINTY_SEEN] = { "seen", "real files of this kind were seen" },
	[CT_CERTAINTY_DOCUMENTED] = { "documented",
				      "its layout is documented, or known from tools that read it" },
	[CT_CERTAINTY_INFERRED] = { "inferred",
				    "its layout is not public; it was read by what it looks like" },
};

const char *
ct_certainty_to_string(CtCertainty certainty)
{
	g_return_val_if_fail(certainty < CT_N_CERTAINTIES, NULL);
	return certainty_texts[certainty].name;
}

const char *
ct_certainty_in_words(CtCertainty certainty)
{
	g_return_val_if_fail(certainty < CT_N_CERTAINTIES, NULL);
	return certainty_texts[certainty].words;
}
