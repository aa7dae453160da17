/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words for the boxes of the map: short enough for a box, and only what a reviewer asks for.
 */
#include "render/map-words.h"

#include <string.h>

#include "render/text.h"

static const char *
edition_name(CtEdition edition)
{
	switch (edition) {
	case CT_EDITION_STANDARD:
		return "Standard Edition";
	case CT_EDITION_ENTERPRISE:
		return "Enterprise Edition";
	case CT_EDITION_UNKNOWN:
		return NULL;
	}
	g_assert_not_reached();
}

/* The roles that a reviewer asks for; Registrar and the like are what a pool is anyway. */
static const struct {
	CtRole role;
	const char *name;
} told_roles[] = {
	{ CT_ROLE_CENTRAL_MGMT, "Central Management" },
	{ CT_ROLE_CONF_SERVICES, "Conferencing" },
	{ CT_ROLE_MEDIATION, "Mediation" },
	{ CT_ROLE_ARCHIVING, "Archiving" },
	{ CT_ROLE_MONITORING, "Monitoring" },
};

const char *
ct_map_describe_pool(CtMap *self, const CtPool *pool)
{
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
	const char *edition = edition_name(pool->edition);

	if (edition != NULL && pool->kind == CT_OBJECT_POOL)
		g_ptr_array_add(parts, g_strdup(edition));
	else
		g_ptr_array_add(parts, g_strdup(ct_object_kind_name(pool->kind)));
	if (pool->machines > 1)
		g_ptr_array_add(parts, ct_text_counted(pool->machines, "server", "servers"));
	for (guint i = 0; i < G_N_ELEMENTS(told_roles); i++) {
		if (ct_pool_has_role(pool, told_roles[i].role) && pool->kind == CT_OBJECT_POOL)
			g_ptr_array_add(parts, g_strdup(told_roles[i].name));
	}
	if (pool->has_response_group)
		g_ptr_array_add(parts, g_strdup("Response Group"));
	if (pool->has_dial_in)
		g_ptr_array_add(parts, g_strdup("Dial-in"));
	((char *)parts->pdata[0])[0] = g_ascii_toupper(((char *)parts->pdata[0])[0]);
	g_ptr_array_add(parts, NULL);
	return ct_map_take(self, g_strjoinv(", ", (char **)parts->pdata));
}

/* The catalogue's names, where they are too long for a box. */
static const char *
short_name(CtObjectKind kind)
{
	if (kind == CT_OBJECT_ACCESS_NUMBER)
		return "access number";
	return kind == CT_OBJECT_UM_CONTACT ? "UM contact" : ct_object_kind_name(kind);
}

static char *
plural(const char *noun)
{
	if (g_str_has_suffix(noun, "y") && !g_str_has_suffix(noun, "ay"))
		return g_strdup_printf("%.*sies", (int)strlen(noun) - 1, noun);
	return g_strconcat(noun, "s", NULL);
}

char *
ct_map_tell_counts(const guint counts[CT_N_OBJECT_KINDS], guint *out_total)
{
	g_autoptr(GString) out = g_string_new(NULL);
	guint total = 0;

	for (guint i = 0; i < CT_N_OBJECT_KINDS; i++) {
		const char *noun = short_name((CtObjectKind)i);
		g_autofree char *nouns = plural(noun);
		g_autofree char *part = ct_text_counted(counts[i], noun, nouns);

		if (counts[i] == 0)
			continue;
		g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : "", part);
		total += counts[i];
	}
	*out_total = total;
	return g_string_free(g_steal_pointer(&out), FALSE);
}
