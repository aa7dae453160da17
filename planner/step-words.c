/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of the step table in words, while it is not bound to an object yet: who gets such a step, and
 * what stands for "{}" in its title.
 */
#include "planner/step-words.h"

/* What a step of a binding is for: in its title, and in a sentence. */
static const struct {
	const char *noun;
	const char *each;
} bindings[CT_N_BINDINGS] = {
	[CT_BIND_LEGACY_SERVER] = { "a legacy server",
				    "each legacy pool, Director, Edge and Mediation Server" },
	[CT_BIND_LEGACY_POOL] = { "a legacy pool", "each legacy pool that homes users" },
	[CT_BIND_LEGACY_DEPLOYMENT] = { "the legacy deployment", "the legacy deployment" },
	[CT_BIND_LEGACY_EDGE] = { "a legacy Edge", "each legacy Edge" },
	[CT_BIND_EXPANDED_EDGE] = { "an expanded Edge",
				    "each legacy Edge whose roles stand on several servers" },
	[CT_BIND_TARGET_POOL] = { "a target pool", "each target pool" },
	[CT_BIND_TARGET_DEPLOYMENT] = { "the target deployment", "the target deployment" },
	[CT_BIND_TARGET_EDGE] = { "a target Edge", "each target Edge" },
	[CT_BIND_FEDERATING_EDGE] = { "a target Edge", "the one target Edge that is to federate" },
	[CT_BIND_TARGET_SITE_EDGE] = { "a target site",
				       "each target site, if there is a legacy Edge" },
	[CT_BIND_TARGET_MEDIATION] = { "a target pool",
				       "each target Mediation Server, if there is a legacy one" },
	[CT_BIND_CUTOVER] = { "the target Edge", "the deployment, if both sides have an Edge" },
	[CT_BIND_FOREST] = { "the forest", "the forest" },
	[CT_BIND_FEDERATED_FOREST] = { "the forest", "the forest, if both sides have an Edge" },
	[CT_BIND_ACTIVE_DIRECTORY] = { "schema, forest and domains",
				       "the schema, the forest and each domain" },
	[CT_BIND_BACK_COMPAT_SITE] = { "BackCompatSite", "BackCompatSite" },
	[CT_BIND_MERGE_AGAIN] = { "BackCompatSite",
				  "the deployment, if the legacy Edge has one external name" },
	[CT_BIND_ALL_DIRECTORIES] = { "all conference directories",
				      "the deployment, if there are legacy conference directories" },
	[CT_BIND_EARLY_WAVE] = { "a test or pilot wave",
				 "each wave of test accounts or pilot users" },
	[CT_BIND_PRODUCTION_WAVE] = { "a production wave", "each other wave" },
	[CT_BIND_POOL_PAIR] = { "a legacy pool",
				"each legacy pool that homes users, with its target pool" },
	[CT_BIND_RGS_POOL] = { "a legacy pool", "each legacy pool with response groups" },
	[CT_BIND_ACCESS_NUMBER] = { "of a legacy pool", "each dial-in access number" },
	[CT_BIND_UM_CONTACT] = { "contacts, then the Exchange script",
				 "each UM contact, and for the Exchange script once for each target pool" },
	[CT_BIND_REMOTE_CALL_CONTROL] = { "hosts, routes and users",
					  "each authorized host, static route and the users of remote call control" },
	[CT_BIND_TRUSTED_APP] = { "a trusted application",
				  "each trusted application, and each authorized host or static route of another kind" },
	[CT_BIND_VOICE_ROUTE] = { "a legacy voice route", "each legacy voice route" },
	[CT_BIND_XMPP] = { "the XMPP gateway", "each XMPP gateway" },
	[CT_BIND_GROUP_CHAT] = { "Group Chat", "each Group Chat server" },
	[CT_BIND_PERSISTENT_CHAT] = { "Persistent Chat",
				      "each Persistent Chat pool, if there is Group Chat" },
	[CT_BIND_RECORDING] = { "Archiving or Monitoring server",
				"each legacy Archiving or Monitoring server" },
	[CT_BIND_DIRECTORY] = { "of a legacy pool", "each legacy conference directory" },
	[CT_BIND_SIP_DOMAIN] = { "a SIP domain", "each SIP domain" },
	[CT_BIND_MANAGEMENT] = { "a legacy pool",
				 "the legacy pool that holds the Central Management store" },
	[CT_BIND_RETIRED_SERVER] = { "a legacy server",
				     "each legacy pool, Director, Edge, Mediation Server and XMPP gateway" },
};

/* Where the title has named the kind of its object, the name of a kind would be one too many. */
static const char *const named[][2] = {
	{ "site {}", "a target site" },
	{ "Edge {}", "Edge" },
	{ "pool {}", "pool" },
	{ "number {}", "number" },
	{ "conference directory {}", "a conference directory" },
};

char *
ct_step_words_title(const CtStepRow *row)
{
	g_autoptr(GString) title = g_string_new(row->title);

	g_assert(bindings[row->bind].noun != NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(named); i++)
		g_string_replace(title, named[i][0], named[i][1], 0);
	g_string_replace(title, "{}", bindings[row->bind].noun, 0);
	return g_string_free(g_steal_pointer(&title), FALSE);
}

const char *
ct_step_words_each(const CtStepRow *row)
{
	return bindings[row->bind].each;
}
