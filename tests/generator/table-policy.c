/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policies and telephony as the management shell lists them. */
#include <string.h>

#include "table.h"

#define POLICY "Microsoft.Rtc.Management.WritableConfig.Policy."

void
gen_shell_routes(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	static const char *const types[] = { POLICY "Voice.Route", "System.Object", NULL };
	GenRoute route;

	for (guint i = 0; gen_voice_route(estate, i, &route); i++) {
		gen_shell_begin(object, types, route.name);
		gen_object_text(object, "Identity", route.name);
		gen_object_int(object, "Priority", i);
		gen_object_text(object, "Description", "");
		gen_object_text(object, "NumberPattern", route.pattern);
		gen_object_list(object, "PstnUsages");
		gen_object_item(object, route.name);
		gen_object_list(object, "PstnGatewayList");
		gen_route_gateways(estate, &route, object, "MediationServer:", "");
		gen_object_text(object, "Name", route.name);
		gen_object_bool(object, "SuppressCallerId", FALSE);
		gen_object_text(object, "AlternateCallerId", NULL);
		emit(object, data);
	}
}

void
gen_shell_usages(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	static const char *const types[] = { POLICY "Voice.PSTNUsages", "System.Object", NULL };
	GenRoute route;

	gen_shell_begin(object, types, "Global");
	gen_object_text(object, "Identity", "Global");
	gen_object_list(object, "Usage");
	for (guint i = 0; gen_voice_route(estate, i, &route); i++)
		gen_object_item(object, route.name);
	emit(object, data);
}

static void
voice_policy_row(GenObject *object, const GenSite *site)
{
	static const char *const types[] = { POLICY "Voice.VoicePolicy", "System.Object", NULL };
	const char *name = site != NULL ? site->voice_policy : "Global";

	gen_shell_begin(object, types, name);
	gen_object_text(object, "Identity",
			site != NULL ? gen_object_format(object, "Tag:%s", name) : name);
	gen_object_list(object, "PstnUsages");
	if (site != NULL) {
		gen_object_item(object, site->usage);
		gen_object_item(object, "International");
	}
	gen_object_text(object, "Description", NULL);
	gen_object_bool(object, "AllowSimulRing", TRUE);
	gen_object_bool(object, "AllowCallForwarding", TRUE);
	gen_object_bool(object, "AllowPSTNReRouting", TRUE);
	gen_object_text(object, "Name", name);
	gen_object_bool(object, "EnableDelegation", TRUE);
	gen_object_bool(object, "EnableCallPark", FALSE);
}

void
gen_shell_voice_policies(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	voice_policy_row(object, NULL);
	emit(object, data);
	for (guint i = 0; i < estate->n_sites; i++) {
		if (estate->sites[i].mediation == NULL)
			continue;
		voice_policy_row(object, &estate->sites[i]);
		emit(object, data);
	}
}

void
gen_shell_dial_plans(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	static const char *const types[] = { POLICY "Voice.LocationProfile", "System.Object",
					     NULL };

	for (guint i = 0; i < estate->n_sites; i++) {
		const GenSite *site = &estate->sites[i];

		if (site->mediation == NULL)
			continue;
		gen_shell_begin(object, types, site->name);
		gen_object_text(object, "Identity",
				gen_object_format(object, "Tag:%s", site->name));
		gen_object_text(object, "Description",
				gen_object_format(object, "%s\r\nFour-digit extensions",
						  site->name));
		gen_object_text(object, "DialinConferencingRegion", site->name);
		gen_object_list(object, "NormalizationRules");
		gen_object_item(
			object,
			gen_object_format(object,
					  "Description=;Pattern=^(\\d{4})$;Translation=%s555$1;"
					  "Name=Extension;IsInternalExtension=False",
					  site->prefix));
		gen_object_text(object, "CountryCode", "");
		gen_object_text(object, "SimpleName",
				gen_object_format(object, "plan%u.%s", i + 1, estate->domain));
		emit(object, data);
	}
}

/* The policies that users are given, and the global one of each kind. */
void
gen_shell_policies(const GenEstate *estate G_GNUC_UNUSED, GenObject *object, GenEmit emit,
		   gpointer data)
{
	static const char *const meeting[] = { POLICY "Meeting.MeetingPolicy", "System.Object",
					       NULL };
	static const char *const presence[] = { POLICY "Presence.PresencePolicy", "System.Object",
						NULL };
	static const char *const archiving[] = { POLICY "Im.ImArchivingPolicy", "System.Object",
						 NULL };
	static const char *const external[] = { POLICY "ExternalAccess.ExternalAccessPolicy",
						"System.Object", NULL };
	static const char *const client[] = { POLICY "Client.ClientPolicy", "System.Object", NULL };
	static const struct {
		const char *const *types;
		const char *name;
	} rows[] = {
		{ meeting, "Global" },	       { meeting, "Standard Meetings" },
		{ meeting, "Large Meetings" }, { meeting, "No Anonymous" },
		{ presence, "Global" },	       { presence, "Many Subscribers" },
		{ archiving, "Global" },       { archiving, "Compliance" },
		{ external, "Global" },	       { external, "Remote and Federated" },
		{ client, "Global" },	       { client, "Kiosk & Lobby" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		gboolean global = strcmp(rows[i].name, "Global") == 0;

		gen_shell_begin(object, rows[i].types, rows[i].name);
		gen_object_text(object, "Identity",
				gen_object_format(object, "%s%s",
						  global ? "" : "Tag:", rows[i].name));
		gen_object_text(object, "Description", NULL);
		emit(object, data);
	}
}
