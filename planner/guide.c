/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the public documentation is that the tables rest on.  Rows name pages and no addresses,
 * because documentation moves as a whole: one change here follows it.  Three places are known: the
 * guide of Lync Server 2013, the reference of the commands, and, with their folder in front, the
 * pages of the products that came later, support articles among them.
 */
#include "planner/guide.h"

#include <string.h>

#define SITE	 "https://learn.microsoft.com/en-us/"
#define GUIDE	 SITE "previous-versions/office/lync-server-2013/"
#define COMMANDS SITE "powershell/module/skype/"
#define LATER	 "skypeforbusiness/"
#define LETTERS	 "abcdefghijklmnopqrstuvwxyz0123456789-_"

/* Pages behind rows of tables that have no column for them. */
static const struct {
	const char *id, *source;
} sources[] = {
#define CT_SOURCE(id, source) { id, source },
#include "planner/sources.def"
#undef CT_SOURCE
};

const char *
ct_guide_source(const char *id)
{
	for (gsize i = 0; i < G_N_ELEMENTS(sources); i++)
		if (strcmp(sources[i].id, id) == 0)
			return sources[i].source;
	return "";
}

/* "move-csuser", but not "migrate-mediation-server" */
static gboolean
is_command(const char *page)
{
	const char *noun = strstr(page, "-cs");

	return noun != NULL && strchr(page, '-') == noun && strchr(noun + 1, '-') == NULL;
}

/* Is @page made of such @letters only? */
static gboolean
is_page_name(const char *page, const char *letters)
{
	return *page != '\0' && page[strspn(page, letters)] == '\0';
}

char *
ct_guide_uri(const char *source)
{
	g_autofree char *page = g_strdup(source);

	if (g_str_has_prefix(source, "https://") || g_str_has_prefix(source, "http://"))
		return g_steal_pointer(&page);
	if (g_str_has_suffix(page, ".md"))
		page[strlen(page) - strlen(".md")] = '\0';
	if (g_str_has_prefix(page, LATER))
		return is_page_name(page, LETTERS "/") ? g_strconcat(SITE, page, NULL) : NULL;
	if (!is_page_name(page, LETTERS) || strchr(page, '-') == NULL)
		return NULL;
	return g_strconcat(is_command(page) ? COMMANDS : GUIDE, page, NULL);
}
