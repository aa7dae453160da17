/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legacy side as WMI lists it. */
#include "table.h"

const char *
gen_rtc_dn(const GenEstate *estate, GenObject *object)
{
	return gen_object_format(object, "CN=RTC Service,CN=Services,CN=Configuration,%s",
				 estate->root);
}

const char *
gen_pool_dn(const GenEstate *estate, GenObject *object, const char *pool)
{
	return gen_object_format(object,
				 "CN=%s,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,%s",
				 pool, estate->root);
}

const char *
gen_home_dn(const GenEstate *estate, GenObject *object, const char *pool)
{
	return gen_object_format(object,
				 "CN=LC Services,CN=Microsoft,CN=%s,CN=Pools,CN=RTC Service,"
				 "CN=Services,CN=Configuration,%s",
				 pool, estate->root);
}

const char *
gen_object_dn(const GenEstate *estate, GenObject *object, const char *container, const char *name)
{
	g_autofree char *key = g_strconcat(container, "/", name, NULL);
	char guid[37];

	gen_guid(estate, key, guid);
	for (guint i = 0; guid[i] != '\0'; i++)
		guid[i] = g_ascii_toupper(guid[i]);
	return gen_object_format(object,
				 "CN={%s},CN=%s,CN=RTC Service,CN=Services,CN=Configuration,%s",
				 guid, container, estate->root);
}
