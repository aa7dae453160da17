/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Limits are rows of one table, so that the option, the default, the error and the documentation of a
 * limit cannot drift apart.
 */
#include "analyzer/limit.h"

#include <string.h>

#include "analyzer/import.h"

static const CtLimitRow rows[] = {
#define CT_LIMIT(id, field, name, value, unit, what) { name, value, unit, what },
#include "analyzer/limit.def"
#undef CT_LIMIT
};

static guint64 *
value_at(CtLimits *self, CtLimitId id)
{
	switch (id) {
#define CT_LIMIT(id, field, name, value, unit, what) \
	case CT_LIMIT_##id:                          \
		return &self->field;
#include "analyzer/limit.def"
#undef CT_LIMIT
	case CT_N_LIMITS:
		break;
	}
	g_return_val_if_reached(NULL);
}

CtLimits
ct_limits_default(void)
{
	CtLimits self;

	for (guint i = 0; i < CT_N_LIMITS; i++)
		*value_at(&self, (CtLimitId)i) = rows[i].value;
	return self;
}

const CtLimitRow *
ct_limit_row(CtLimitId id)
{
	g_return_val_if_fail(id < CT_N_LIMITS, NULL);
	return &rows[id];
}

static gboolean
fail_name(const char *name, GError **error)
{
	g_autoptr(GString) known = g_string_new(NULL);

	for (guint i = 0; i < CT_N_LIMITS; i++)
		g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", rows[i].name);
	g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_LIMIT,
		    "there is no limit called \"%s\"; there are %s", name, known->str);
	return FALSE;
}

/* "200", "64K", "8M", "2G"; FALSE for anything else, zero and what overflows. */
static gboolean
parse_number(const char *text, guint64 *out_value)
{
	static const char suffixes[] = "KMG";
	char *end = NULL;
	guint64 value = g_ascii_isdigit(text[0]) ? g_ascii_strtoull(text, &end, 10) : 0;
	const char *suffix;

	if (value == 0 || value == G_MAXUINT64)
		return FALSE;
	suffix = *end != '\0' ? strchr(suffixes, g_ascii_toupper(*end)) : NULL;
	if (suffix != NULL) {
		guint shift = 10 * (guint)(suffix - suffixes + 1);

		if (value > G_MAXUINT64 >> shift)
			return FALSE;
		value <<= shift;
		end++;
	}
	*out_value = value;
	return *end == '\0';
}

gboolean
ct_limits_set(CtLimits *self, const char *text, GError **error)
{
	const char *equals = strchr(text, '=');
	g_autofree char *name = g_strndup(text,
					  equals != NULL ? (gsize)(equals - text) : strlen(text));

	for (guint i = 0; i < CT_N_LIMITS; i++) {
		if (g_ascii_strcasecmp(rows[i].name, name) != 0)
			continue;
		if (equals != NULL && parse_number(equals + 1, value_at(self, (CtLimitId)i)))
			return TRUE;
		g_set_error(error, CT_IMPORT_ERROR, CT_IMPORT_ERROR_LIMIT,
			    "%s needs a number of %s above 0, such as %s=%" G_GUINT64_FORMAT
			    "; K, M and G may follow; found \"%s\"",
			    rows[i].name, rows[i].unit, rows[i].name, rows[i].value,
			    equals != NULL ? equals + 1 : "");
		return FALSE;
	}
	return fail_name(name, error);
}

char *
ct_limit_phrase(const CtLimits *self, CtLimitId id)
{
	CtLimits copy = *self;

	return g_strdup_printf("the limit of %" G_GUINT64_FORMAT " %s (raise it with --limit %s=N)",
			       *value_at(&copy, id), rows[id].unit, rows[id].name);
}
