/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What does not go together with a legacy deployment: W-38 (address book without normalization), W-40
 * (domains that the product does not accept), W-41 (Proxy servers), W-42 (features that a mixed
 * deployment must leave off), W-47 (kinds of object that the legacy product does not know).
 *
 * Settings are looked up by the name that the product gives them, in whatever export has them.
 */
#include "analyzer/check.h"

#include <string.h>

/* The first pool of the legacy product that homes users, NULL when there is none. */
static const CtPool *
find_legacy_pool(const CtEstate *estate)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->product == CT_PRODUCT_OCS2007R2 && ct_pool_homes_users(pool))
			return pool;
	}
	return NULL;
}

static const char *
identity_of(const CtFacts *facts, const CtRecord *record)
{
	static const CtKey keys[] = { CT_KEY_IDENTITY, CT_KEY_DISPLAY_NAME, CT_KEY_NAME,
				      CT_KEY_FQDN, CT_KEY_SIP_ADDRESS };

	for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
		const char *text = ct_facts_get(facts, record->props, keys[i]);

		if (text != NULL)
			return text;
	}
	return "without a name";
}

static gboolean
says(const CtFacts *facts, const CtRecord *record, const char *name, const char *value)
{
	const char *found = ct_facts_get_named(facts, record->props, name);

	return found != NULL && g_ascii_strcasecmp(found, value) == 0;
}

static void
check_settings(const CtEstate *estate, const CtRecord *record, const CtPool *legacy,
	       CtFindings *findings)
{
	const CtFacts *facts = estate->facts;

	if (says(facts, record, "UseNormalizationRules", "false"))
		ct_findings_add(findings, CT_RULE_ABS_RULE_WHITESPACE, record->origin, NULL,
				"the address book configuration \"%s\" leaves numbers as the "
				"directory has them (UseNormalizationRules is off), while %s still "
				"exists",
				identity_of(facts, record), legacy->fqdn);
	if (says(facts, record, "EnableLocationBasedRouting", "true"))
		ct_findings_add_as(findings, CT_RULE_MIXED_MODE_FEATURE, CT_SEVERITY_ERROR,
				   record->origin, NULL,
				   "location-based routing is on in \"%s\", while %s still exists",
				   identity_of(facts, record), legacy->fqdn);
}

/* One finding for all, at the first of them: there may be thousands. */
static void
check_private_lines(const CtEstate *estate, const CtPool *legacy, CtFindings *findings)
{
	const CtUsers *users = &estate->users;
	CtOrigin origin = { 0 };
	guint32 first = CT_NONE;
	guint count = 0;

	for (guint32 i = 0; i < users->count; i++) {
		if ((users->flags[i] & CT_USER_PRIVATE_LINE) == 0)
			continue;
		if (count++ == 0)
			first = i;
	}
	if (count == 0)
		return;
	origin = (CtOrigin){ users->input[first], users->line[first], NULL };
	ct_findings_add(findings, CT_RULE_MIXED_MODE_FEATURE, origin,
			ct_subject(CT_OBJECT_USER, users->key[first]),
			"%u user%s ha%s a private line, %s first, while %s still exists", count,
			count == 1 ? "" : "s", count == 1 ? "s" : "ve", users->sip[first],
			legacy->fqdn);
}

/* A name without a dot is that of a domain with a single label. */
static void
check_domains(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < estate->ad_domains->len; i++) {
		const char *domain = g_ptr_array_index(estate->ad_domains, i);

		if (*domain != '\0' && strchr(domain, '.') == NULL)
			ct_findings_add(
				findings, CT_RULE_AD_NOT_READY,
				g_array_index(estate->ad_domain_origins, CtOrigin, i),
				ct_subject(CT_OBJECT_DOMAIN, domain),
				"the name of Active Directory domain \"%s\" has a single label",
				domain);
	}
}

static void
check_proxy(const CtFacts *facts, const CtRecord *record, CtFindings *findings)
{
	static const char *const types[] = { "MSFT_SIPForwardingProxySetting",
					     "msRTCSIP-TrustedProxy" };
	const char *fqdn = ct_facts_get(facts, record->props, CT_KEY_FQDN);

	for (guint i = 0; fqdn != NULL && i < G_N_ELEMENTS(types); i++)
		if (record->type != NULL && g_ascii_strcasecmp(record->type, types[i]) == 0)
			ct_findings_add(findings, CT_RULE_LEGACY_PROXY_ROLE, record->origin,
					ct_subject(CT_OBJECT_SERVER, fqdn),
					"%s is a Proxy server of the legacy deployment", fqdn);
}

/* The pool of a directory entry of the legacy form: "CN=LC Services,CN=Microsoft,CN=ocs01,CN=Pools,..."
 * has a name where the target's has "1:1". */
static gboolean
is_legacy_entry(const char *dn)
{
	return dn != NULL && strstr(dn, ",CN=Pools,") != NULL && strchr(dn, ':') == NULL;
}

/* Where such an object says that it lives, if that is a pool of the legacy product; else NULL. */
static const char *
legacy_home(const CtEstate *estate, const CtRecord *record)
{
	const char *home = ct_facts_get(estate->facts, record->props, CT_KEY_POOL);
	const char *server = ct_facts_get(estate->facts, record->props, CT_KEY_HOME_SERVER);
	const char *colon = home != NULL ? strchr(home, ':') : NULL;
	const CtPool *pool;

	if (home == NULL)
		return is_legacy_entry(server) ? server : NULL;
	pool = ct_estate_pool(estate,
			      ct_estate_find_pool(estate, colon != NULL ? colon + 1 : home));
	return pool != NULL && pool->product == CT_PRODUCT_OCS2007R2 ? pool->fqdn : NULL;
}

static void
check_foreign(const CtEstate *estate, const CtRecord *record, CtFindings *findings)
{
	static const char *const names[CT_N_RECORD_KINDS] = {
		[CT_RECORD_COMMON_AREA_PHONE] = "common area phone",
		[CT_RECORD_ANALOG_DEVICE] = "analog device",
		[CT_RECORD_CALL_PARK_ORBIT] = "call park orbit",
	};
	const char *home = names[record->kind] != NULL ? legacy_home(estate, record) : NULL;

	if (home != NULL)
		ct_findings_add(findings, CT_RULE_OBJECT_KIND_FOREIGN, record->origin, NULL,
				"%s %s is said to be homed on %s, whose product has none",
				names[record->kind], identity_of(estate->facts, record), home);
}

/* A registrar at a branch is a survivable branch appliance. */
static void
check_branches(const CtEstate *estate, CtFindings *findings)
{
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		const CtSite *site = ct_estate_site(estate, pool->site);

		if (pool->product == CT_PRODUCT_OCS2007R2 && site != NULL && site->kind != NULL &&
		    strcmp(site->kind, "RemoteSite") == 0 &&
		    ct_pool_has_role(pool, CT_ROLE_REGISTRAR))
			ct_findings_add(findings, CT_RULE_OBJECT_KIND_FOREIGN, pool->origin,
					ct_subject(pool->kind, pool->key),
					"%s is said to be a branch appliance of %s, which has none",
					pool->fqdn, ct_product_name(pool->product));
	}
}

void
ct_check_coexistence(const CtEstate *estate, CtFindings *findings)
{
	const CtPool *legacy = find_legacy_pool(estate);
	const CtFacts *facts = estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);

		if (legacy != NULL)
			check_settings(estate, record, legacy, findings);
		check_proxy(facts, record, findings);
		check_foreign(estate, record, findings);
	}
	if (legacy != NULL)
		check_private_lines(estate, legacy, findings);
	check_domains(estate, findings);
	check_branches(estate, findings);
}
