/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * W-23: meetings of those who are to move; W-28: numbers of conference directories.
 *
 * The number is part of every conference id that people dial, so it is unique in both deployments
 * together.  One directory may well appear in several exports: it is the same one as long as all of
 * them name the same owner.
 */
#include "analyzer/check.h"

/* The product's own limit, and one that four digits of a conference id can hold. */
#define MAX_DIRECTORY_NUMBER 9999

static void
check_number(const CtObject *directory, CtFindings *findings)
{
	if (g_ascii_string_to_unsigned(directory->key, 10, 0, MAX_DIRECTORY_NUMBER, NULL, NULL))
		return;
	ct_findings_add(findings, CT_RULE_CONFERENCE_DIRECTORY_ID_CONFLICT, directory->origin,
			ct_subject(CT_OBJECT_CONFERENCE_DIRECTORY, directory->key),
			"conference directory \"%s\" is not a number from 0 to %d",
			directory->identity, MAX_DIRECTORY_NUMBER);
}

static const char *
owner_of(const CtEstate *estate, const CtObject *directory)
{
	if (directory->pool.index != CT_NONE)
		return ct_estate_pool(estate, directory->pool)->fqdn;
	return directory->pool_text != NULL ? directory->pool_text : "an unnamed pool";
}

static gboolean
has_same_owner(const CtObject *a, const CtObject *b)
{
	if (a->pool.index != CT_NONE && b->pool.index != CT_NONE)
		return a->pool.index == b->pool.index;
	/* an export that does not say who owns it contradicts nobody */
	if (a->pool_text == NULL || b->pool_text == NULL)
		return TRUE;
	return g_ascii_strcasecmp(a->pool_text, b->pool_text) == 0;
}

/* How many users of a legacy pool organise conferences, by user data, and which is the first. */
typedef struct {
	guint32 first;
	guint users;
	guint conferences;
} Organisers;

static void
check_organisers(const CtEstate *estate, CtFindings *findings)
{
	g_autofree Organisers *of_pool = g_new0(Organisers, (gsize)estate->pools->len + 1);
	const CtUsers *users = &estate->users;

	if (users->conferences == NULL)
		return;
	for (guint32 i = 0; i < users->count; i++) {
		Organisers *organisers;

		if (users->conferences[i] == 0 || users->pool[i] == CT_NONE)
			continue;
		organisers = &of_pool[users->pool[i]];
		if (organisers->users++ == 0)
			organisers->first = i;
		organisers->conferences += users->conferences[i];
	}
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		const Organisers *organisers = &of_pool[i];
		CtOrigin origin = { 0 };

		if (pool->deployment != CT_DEPLOYMENT_LEGACY || organisers->users == 0)
			continue;
		origin = (CtOrigin){ users->input[organisers->first],
				     users->line[organisers->first], NULL };
		ct_findings_add(findings, CT_RULE_LEGACY_MEETING_AT_RISK, origin,
				ct_subject(pool->kind, pool->key),
				"%u user%s of %s organize%s %u conference%s, %s first",
				organisers->users, organisers->users == 1 ? "" : "s", pool->fqdn,
				organisers->users == 1 ? "s" : "", organisers->conferences,
				organisers->conferences == 1 ? "" : "s",
				users->sip[organisers->first]);
	}
}

static void
check_directories(const CtEstate *estate, CtFindings *findings)
{
	g_autoptr(GHashTable) first = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < estate->objects->len; i++) {
		CtObject *directory = &g_array_index(estate->objects, CtObject, i);
		g_autofree char *where = NULL;
		const CtObject *other;

		if (directory->kind != CT_OBJECT_CONFERENCE_DIRECTORY)
			continue;
		check_number(directory, findings);
		other = g_hash_table_lookup(first, directory->key);
		if (other == NULL) {
			g_hash_table_insert(first, (gpointer)directory->key, directory);
			continue;
		}
		if (has_same_owner(directory, other))
			continue;
		where = ct_estate_where(estate, other->origin);
		ct_findings_add(findings, CT_RULE_CONFERENCE_DIRECTORY_ID_CONFLICT,
				directory->origin,
				ct_subject(CT_OBJECT_CONFERENCE_DIRECTORY, directory->key),
				"conference directory %s of %s has the number of one of %s (%s)",
				directory->key, owner_of(estate, directory),
				owner_of(estate, other), where);
	}
}

void
ct_check_conferencing(const CtEstate *estate, CtFindings *findings)
{
	check_directories(estate, findings);
	check_organisers(estate, findings);
}
