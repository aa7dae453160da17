/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The items of field experience as data, and small questions that more than one of their checks has.
 */
#include "analyzer/field.h"

#include <string.h>

static const CtFieldItem items[] = {
#define CT_FIELD(number, sentence, where) { number, sentence, where },
#include "analyzer/field.def"
#undef CT_FIELD
};

const CtFieldItem *
ct_field_items(guint *out_count)
{
	*out_count = G_N_ELEMENTS(items);
	return items;
}

const char *
ct_field_prop(const CtEstate *estate, CtPropRange props, const char *name)
{
	for (guint i = 0; i < props.count; i++) {
		const CtProp *prop = &g_array_index(estate->facts->props, CtProp, props.first + i);

		if (prop->key == CT_KEY_OTHER && prop->name != NULL &&
		    g_ascii_strcasecmp(prop->name, name) == 0)
			return prop->value;
	}
	return NULL;
}

char *
ct_field_host(const char *text)
{
	const char *colon = strrchr(text, ':');
	g_autofree char *bare = NULL;

	/* behind the last colon is a host, or the port of one */
	if (colon != NULL && strspn(colon + 1, "0123456789") != strlen(colon + 1)) {
		text = colon + 1;
	} else if (colon != NULL) {
		g_autofree char *without_port = g_strndup(text, (gsize)(colon - text));

		return ct_field_host(without_port);
	}
	bare = g_strndup(text, strcspn(text, "/;"));
	return g_utf8_casefold(bare, -1);
}

CtPoolId
ct_field_target_of(const CtEstate *estate, CtProduct product)
{
	for (guint32 i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		if (pool->deployment == CT_DEPLOYMENT_TARGET && pool->product == product &&
		    ct_pool_homes_users(pool))
			return (CtPoolId){ i };
	}
	return (CtPoolId){ CT_NONE };
}
