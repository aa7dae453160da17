/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telephony of the legacy side as WMI lists it: routes, usages, policies, location profiles, contacts. */
#include "table.h"

gboolean
gen_voice_route(const GenEstate *estate, guint index, GenRoute *out_route)
{
	guint found = 0;

	*out_route =
		(GenRoute){ .name = "International", .pattern = "^\\+\\d+$", .site = GEN_NO_POOL };
	for (guint i = 0; i < estate->n_sites; i++) {
		const GenSite *site = &estate->sites[i];

		if (site->mediation == NULL || found++ != index)
			continue;
		out_route->name = site->usage;
		out_route->site = i;
		g_snprintf(out_route->own_pattern, sizeof(out_route->own_pattern), "^\\%s\\d+$",
			   site->prefix);
		out_route->pattern = out_route->own_pattern;
		return TRUE;
	}
	return found > 0 && index == found;
}

void
gen_route_gateways(const GenEstate *estate, const GenRoute *route, GenObject *object,
		   const char *before, const char *behind)
{
	for (guint i = 0; i < estate->n_sites; i++) {
		const char *fqdn = estate->sites[i].mediation;

		if (fqdn != NULL && (route->site == i || route->site == GEN_NO_POOL))
			gen_object_item(object,
					gen_object_format(object, "%s%s%s", before, fqdn, behind));
	}
}

void
gen_wmi_routes(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	GenRoute route;

	for (guint i = 0; gen_voice_route(estate, i, &route); i++) {
		gen_wmi_begin(estate, object, "MSFT_SIPPhoneRouteData", route.name);
		gen_object_text(object, "Description", "");
		gen_object_list(object, "GatewayList");
		gen_route_gateways(estate, &route, object, "", ":5061");
		gen_object_text(object, "Name", route.name);
		gen_object_text(object, "PhoneRouteDN",
				gen_object_dn(estate, object, "Phone Routes", route.name));
		gen_object_list(object, "PhoneRouteUsages");
		gen_object_item(object,
				gen_object_dn(estate, object, "Phone Route Usages", route.name));
		gen_object_text(object, "TargetPhoneNumber", route.pattern);
		emit(object, data);
	}
}

void
gen_wmi_usages(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	GenRoute route;

	for (guint i = 0; gen_voice_route(estate, i, &route); i++) {
		gen_wmi_begin(estate, object, "MSFT_SIPPhoneRouteUsageData", route.name);
		gen_object_bool(object, "DefaultUsage", FALSE);
		gen_object_text(object, "Description", "");
		gen_object_list(object, "PhoneRoutes");
		gen_object_item(object, gen_object_dn(estate, object, "Phone Routes", route.name));
		gen_object_text(object, "PhoneRouteUsageDN",
				gen_object_dn(estate, object, "Phone Route Usages", route.name));
		gen_object_text(object, "UsageAttribute", route.name);
		emit(object, data);
	}
}

void
gen_wmi_policies(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_sites; i++) {
		const GenSite *site = &estate->sites[i];

		if (site->mediation == NULL)
			continue;
		gen_wmi_begin(estate, object, "MSFT_SIPGlobalUCPolicyData", site->voice_policy);
		gen_object_bool(object, "AllowSimultaneousRinging", TRUE);
		gen_object_text(object, "Name", site->voice_policy);
		gen_object_list(object, "PhoneRouteUsages");
		gen_object_item(object,
				gen_object_dn(estate, object, "Phone Route Usages", site->usage));
		gen_object_item(object, gen_object_dn(estate, object, "Phone Route Usages",
						      "International"));
		gen_object_text(object, "PolicyDN",
				gen_object_dn(estate, object, "Policies", site->voice_policy));
		emit(object, data);
	}
}

/* Policies of meetings and presence; classes of their kind were never published, so their names
 * follow that of the one for telephony. */
static void
plain_policy_row(const GenEstate *estate, GenObject *object, const char *class_name,
		 const char *name)
{
	gen_wmi_begin(estate, object, class_name, name);
	gen_object_text(object, "Name", name);
	gen_object_text(object, "PolicyDN", gen_object_dn(estate, object, "Policies", name));
}

void
gen_wmi_plain_policies(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	static const struct {
		const char *class_name;
		const char *name;
	} rows[] = {
		{ "MSFT_SIPGlobalMeetingPolicyData", "Standard Meetings" },
		{ "MSFT_SIPGlobalMeetingPolicyData", "Large Meetings" },
		{ "MSFT_SIPGlobalMeetingPolicyData", "No Anonymous" },
		{ "MSFT_SIPGlobalPresencePolicyData", "Many Subscribers" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		plain_policy_row(estate, object, rows[i].class_name, rows[i].name);
		emit(object, data);
	}
}

void
gen_wmi_profiles(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_sites; i++) {
		const GenSite *site = &estate->sites[i];

		if (site->mediation == NULL)
			continue;
		gen_wmi_begin(estate, object, "MSFT_SIPLocationProfileData", site->name);
		gen_object_text(object, "Description",
				gen_object_format(object, "%s\r\nFour-digit extensions",
						  site->name));
		gen_object_text(object, "LocationProfileDN",
				gen_object_dn(estate, object, "Location Profiles", site->name));
		gen_object_text(object, "Name", site->name);
		emit(object, data);
	}
}

const char *
gen_number_uri(const GenEstate *estate, GenObject *object, const GenPool *pool, guint index)
{
	return index == 0
		       ? gen_object_format(object, "sip:dialin-%s@%s", pool->name, estate->domain)
		       : gen_object_format(object, "sip:dialin%u-%s@%s", index + 1, pool->name,
					   estate->domain);
}

const char *
gen_number_line(const GenEstate *estate, GenObject *object, const GenPool *pool, guint index)
{
	return gen_object_format(object, "9%06u",
				 (guint)(pool - estate->pools) + index * estate->n_pools);
}

/* @number: GEN_NO_POOL: the contact of response groups */
static void
contact_row(const GenEstate *estate, GenObject *object, const GenPool *pool, guint number)
{
	const gboolean attendant = number != GEN_NO_POOL;
	g_autofree char *watcher = g_strdup_printf("sip:RGSPresenceWatcher-%s@%s", pool->name,
						   estate->domain);
	g_autofree char *uri = g_strdup(attendant ? gen_number_uri(estate, object, pool, number)
						  : watcher);

	gen_wmi_begin(estate, object, "MSFT_SIPApplicationContactSetting", uri);
	gen_object_text(object, "ApplicationContactDN",
			gen_object_dn(estate, object, "Application Contacts", uri));
	gen_object_text(object, "ApplicationType",
			attendant ? "Conferencing Attendant" : "Response Group");
	gen_object_text(object, "DisplayName",
			attendant ? gen_object_format(object, "%s: conférences", pool->name)
				  : "RGSPresenceWatcher");
	gen_object_text(object, "HomeServerDN", gen_home_dn(estate, object, pool->name));
	gen_object_text(object, "LineURI",
			attendant ? gen_object_format(object, "tel:%s%s",
						      estate->sites[pool->site].prefix,
						      gen_number_line(estate, object, pool, number))
				  : NULL);
	gen_object_text(object, "PrimaryURI", uri);
}

void
gen_wmi_contacts(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_pools; i++) {
		const GenPool *pool = &estate->pools[i];

		for (guint j = 0; j < pool->numbers; j++) {
			contact_row(estate, object, pool, j);
			emit(object, data);
		}
		if (pool->response_groups) {
			contact_row(estate, object, pool, GEN_NO_POOL);
			emit(object, data);
		}
	}
}

void
gen_wmi_mappings(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_sites; i++) {
		const GenSite *site = &estate->sites[i];

		if (site->mediation == NULL)
			continue;
		gen_wmi_begin(estate, object, "MSFT_SIPLocationContactsMapping", site->name);
		gen_object_list(object, "ApplicationContacts");
		for (guint j = i; j < estate->n_pools; j += estate->n_sites) {
			const GenPool *pool = &estate->pools[j];

			for (guint k = 0; k < pool->numbers; k++)
				gen_object_item(object, gen_object_dn(estate, object,
								      "Application Contacts",
								      gen_number_uri(estate, object,
										     pool, k)));
		}
		gen_object_text(object, "LocationProfile",
				gen_object_dn(estate, object, "Location Profiles", site->name));
		gen_object_text(object, "MappingDN",
				gen_object_dn(estate, object, "Location Contact Mappings",
					      site->name));
		emit(object, data);
	}
}
