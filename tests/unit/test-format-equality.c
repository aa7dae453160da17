/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same estate, exported in different formats, is the same estate.
 *
 * The generator writes one estate twice: once in the formats that say most, once with one of them
 * replaced by another; both are imported and resolved, and what came of them is compared as text
 * without where it was said.  What a format cannot express is masked on both sides, and each row that
 * masks something says why.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "analyzer/check.h"
#include "estate-text.h"
#include "exports.h"
#include "tests/generator/format.h"

#define TOPOLOGY "topology-merged,"
#define LEGACY	 "legacy-clixml,"
#define TARGET	 "target-clixml,"
#define PEOPLE	 "people-clixml,edge-input,intent,"
#define USERS	 "users-clixml"

/* What is left out of the comparison. */
typedef enum {
	MASK_NOTHING = 0,
	MASK_OTHER_POLICIES = 1 << 0, /* all but voice, conferencing, presence and dial plan */
	MASK_PRESENCE = 1 << 1,
	MASK_DIAL_PLAN = 1 << 2,
	MASK_FINDINGS = 1 << 3,
} Mask;

typedef struct {
	const char *path;
	const char *expected; /* formats */
	const char *formats;
	const char *beside; /* nullable: further formats, always in UTF-8 */
	guint mask;	    /* of Mask */
	const char *reason; /* for the mask */
	GenEncoding encoding;
	gboolean crlf;
	gboolean zip;
} Row;

static void
remove_folder(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		g_unlink(path);
	}
	g_rmdir(folder);
}

/* Lines end in " @" and the place that said it. */
static char *
without_places(const char *text)
{
	GString *out = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		char *place = g_strrstr(lines[i], " @");

		if (place != NULL)
			*place = '\0';
		g_string_append_printf(out, "%s\n", lines[i]);
	}
	return g_string_free(out, FALSE);
}

static guint
masked_slots(guint mask)
{
	guint slots = 0;

	if (mask & MASK_OTHER_POLICIES)
		slots |= ~(1u << CT_POLICY_VOICE | 1u << CT_POLICY_CONFERENCING |
			   1u << CT_POLICY_PRESENCE | 1u << CT_POLICY_DIAL_PLAN);
	if (mask & MASK_PRESENCE)
		slots |= 1u << CT_POLICY_PRESENCE;
	if (mask & MASK_DIAL_PLAN)
		slots |= 1u << CT_POLICY_DIAL_PLAN;
	return slots;
}

static void
print_people(GString *out, const CtEstate *estate, guint mask)
{
	const CtUsers *users = &estate->users;
	guint hidden = masked_slots(mask);

	for (guint32 i = 0; i < users->count; i++) {
		const CtProfile *profile = &g_array_index(estate->facts->profiles, CtProfile,
							  users->profile[i]);

		g_string_append_printf(out, "user %s %s %s %u %x", users->sip[i], users->key[i],
				       users->name[i], users->pool[i], users->flags[i]);
		for (guint slot = 0; slot < CT_N_POLICIES; slot++)
			g_string_append_printf(out, " [%s]",
					       hidden >> slot & 1 ? "masked"
					       : profile->policy[slot] != NULL
						       ? profile->policy[slot]
						       : "-");
		g_string_append_c(out, '\n');
	}
	for (guint i = 0; i < estate->couplings->len; i++) {
		const CtCoupling *coupling = &g_array_index(estate->couplings, CtCoupling, i);

		g_string_append_printf(out, "coupling %u %u %d\n", coupling->a.index,
				       coupling->b.index, coupling->kind);
	}
	for (guint i = 0; i < estate->ties->len; i++) {
		const CtUserTie *tie = &g_array_index(estate->ties, CtUserTie, i);

		g_string_append_printf(out, "tie %u %u %u\n", tie->from.index, tie->to.index,
				       tie->kind);
	}
	g_string_append_printf(out, "user data %u %u %u %u %u %u\n", estate->user_data.people,
			       estate->user_data.contacts, estate->user_data.groups,
			       estate->user_data.distribution_groups, estate->user_data.conferences,
			       estate->user_data.delegates);
}

/* Without the type that the export gave and the text that named the pool: they are of the format. */
static void
print_things(GString *out, const CtEstate *estate)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		g_string_append_printf(out, "object %d %s %s %s %d %u %d\n", object->kind,
				       object->identity, object->key, object->name,
				       object->deployment, object->pool.index,
				       object->remote_call_control);
	}
	for (guint i = 0; i < estate->edge_servers->len; i++) {
		const CtEdgeInternalServer *server = &g_array_index(estate->edge_servers,
								    CtEdgeInternalServer, i);

		g_string_append_printf(out, "internal %u %s\n", server->edge.index, server->server);
	}
}

static gint
compare_lines(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In an order of their own: findings are sorted by place. */
static void
print_findings(GString *out, const CtFindings *findings)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < findings->items->len; i++) {
		const CtFinding *finding = g_ptr_array_index(findings->items, i);

		g_ptr_array_add(lines, g_strdup_printf("finding %d %s", finding->rule,
						       finding->subject ? finding->subject : "-"));
	}
	g_ptr_array_sort(lines, compare_lines);
	for (guint i = 0; i < lines->len; i++)
		g_string_append_printf(out, "%s\n", (const char *)lines->pdata[i]);
}

static char *
canonical_text(const CtEstate *estate, CtFindings *findings, guint mask)
{
	g_autoptr(GString) out = g_string_new(NULL);

	print_pools(out, estate);
	print_services(out, estate);

	g_autofree char *servers = without_places(out->str);

	g_string_assign(out, servers);
	print_things(out, estate);
	print_people(out, estate, mask);
	if (!(mask & MASK_FINDINGS))
		print_findings(out, findings);
	return g_strdup(out->str);
}

/* The estate that comes of the generator's files in the given formats. */
static char *
read_estate(const GenEstate *made, const char *formats, const Row *row)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = g_dir_make_tmp("cutover-test-XXXXXX", &error);
	const GenWriting writing = { row->encoding, row->crlf, folder, row->zip };
	const GenWriting beside = { GEN_ENCODING_UTF8, FALSE, folder, FALSE };
	g_autoptr(CtFindings) findings = ct_findings_new();
	g_autoptr(CtFacts) facts = NULL;
	g_autoptr(CtEstate) estate = NULL;

	g_assert_no_error(error);
	gen_write(made, formats, &writing, &error);
	g_assert_no_error(error);
	if (row->beside != NULL)
		gen_write(made, row->beside, &beside, &error);
	g_assert_no_error(error);
	facts = export_read(folder, NULL, &error);
	g_assert_no_error(error);
	remove_folder(folder);
	estate = ct_estate_new(g_steal_pointer(&facts), findings);
	ct_check_run(estate, findings);
	return canonical_text(estate, findings, row->mask);
}

/* The first line that differs, for the message. */
static char *
first_difference(const char *a, const char *b)
{
	g_auto(GStrv) left = g_strsplit(a, "\n", -1);
	g_auto(GStrv) right = g_strsplit(b, "\n", -1);
	guint i = 0;

	while (left[i] != NULL && right[i] != NULL && strcmp(left[i], right[i]) == 0)
		i++;
	return g_strdup_printf("- %s\n+ %s", left[i] ? left[i] : "(end)",
			       right[i] ? right[i] : "(end)");
}

static void
compare(gconstpointer data)
{
	static const char *const names[] = { "mixed", "full", "voice", "odd-names", "plain" };
	const Row *row = data;

	for (guint seed = 1; seed <= 10; seed++) {
		const GenRequest request = { seed,
					     1 + seed * 11 % 60,
					     1 + seed % 3,
					     1 + seed % 4,
					     100,
					     seed % 3 == 0 ? 60 : 0,
					     names[seed % G_N_ELEMENTS(names)] };
		g_autoptr(GenEstate) made = gen_estate_new(&request);
		const Row plain = { .mask = row->mask };
		g_autofree char *expected = read_estate(made, row->expected, &plain);
		g_autofree char *found = read_estate(made, row->formats, row);

		if (strcmp(expected, found) != 0) {
			g_autofree char *difference = first_difference(expected, found);

			g_test_message("%s, seed %u:\n%s", row->formats, seed, difference);
			g_test_fail();
			return;
		}
	}
}

#define ALL	 TOPOLOGY LEGACY TARGET PEOPLE USERS
#define NO_USERS TOPOLOGY LEGACY TARGET PEOPLE
#define UNMASKED MASK_NOTHING, NULL
#define AS_IS	 GEN_ENCODING_UTF8, FALSE, FALSE

/* clang-format off */
static const Row rows[] = {
	/* users */
	{ "/users/clixml-local", ALL, NO_USERS "users-clixml-local", NULL, UNMASKED, AS_IS },
	{ "/users/clixml-selected", ALL, NO_USERS "users-clixml-selected", NULL, UNMASKED, AS_IS },
	{ "/users/clixml-full", ALL, NO_USERS "users-clixml-full", NULL, UNMASKED, AS_IS },
	{ "/users/csv", ALL, NO_USERS "users-csv", NULL, UNMASKED, AS_IS },
	{ "/users/csv-untyped", ALL, NO_USERS "users-csv-untyped", NULL, UNMASKED, AS_IS },
#define WMI_USERS MASK_OTHER_POLICIES | MASK_PRESENCE | MASK_DIAL_PLAN, \
	"the class of WMI knows a policy of telephony and one of meetings only"
	{ "/users/wmi-clixml", ALL, NO_USERS "users-wmi-clixml", NULL, WMI_USERS, AS_IS },
	{ "/users/cim", ALL, NO_USERS "users-cim", NULL, WMI_USERS, AS_IS },
	{ "/users/rawxml", ALL, NO_USERS "users-rawxml", NULL, WMI_USERS, AS_IS },
	{ "/users/lcscmd", ALL, NO_USERS "users-lcscmd", NULL, WMI_USERS, AS_IS },
#define DIRECTORY_USERS MASK_OTHER_POLICIES, \
	"the directory links policies of meetings, telephony and presence, and dial plans"
	{ "/users/ldif", ALL, NO_USERS "users-ldif", NULL, DIRECTORY_USERS, AS_IS },
	{ "/users/csvde", ALL, NO_USERS "users-csvde", NULL, DIRECTORY_USERS, AS_IS },
#define ANSI_USERS MASK_OTHER_POLICIES | MASK_FINDINGS, \
	"as above, and a finding says that the encoding is a guess"
	{ "/users/ldif/windows-1252", ALL, "users-ldif", NO_USERS, ANSI_USERS, GEN_ENCODING_WINDOWS_1252, TRUE, FALSE },
	/* legacy objects */
	{ "/legacy/one-file", ALL, TOPOLOGY "legacy-clixml-one," TARGET PEOPLE USERS, NULL, UNMASKED, AS_IS },
	{ "/legacy/cim", ALL, TOPOLOGY "legacy-cim," TARGET PEOPLE USERS, NULL, UNMASKED, AS_IS },
	{ "/legacy/rawxml", ALL, TOPOLOGY "legacy-rawxml," TARGET PEOPLE USERS, NULL, UNMASKED, AS_IS },
	{ "/legacy/lcscmd", ALL, TOPOLOGY "legacy-lcscmd," TARGET PEOPLE USERS, NULL, UNMASKED, AS_IS },
	{ "/legacy/ldif", TOPOLOGY "legacy-clixml-core," TARGET PEOPLE USERS, TOPOLOGY "legacy-ldif," TARGET PEOPLE USERS, NULL, UNMASKED, AS_IS },
	/* target objects */
	{ "/target/one-file", ALL, TOPOLOGY LEGACY "target-clixml-one," PEOPLE USERS, NULL, UNMASKED, AS_IS },
	{ "/target/remote", ALL, TOPOLOGY LEGACY "target-clixml-remote," PEOPLE USERS, NULL, UNMASKED, AS_IS },
	{ "/target/selected", ALL, TOPOLOGY LEGACY "target-clixml-selected," PEOPLE USERS, NULL, UNMASKED, AS_IS },
	/* the topology */
	{ "/topology/anchored", ALL, "topology-anchored," LEGACY TARGET PEOPLE USERS, NULL, UNMASKED, AS_IS },
	{ "/topology/builder", "topology," LEGACY TARGET PEOPLE USERS, "builder," LEGACY TARGET PEOPLE USERS, NULL, UNMASKED, AS_IS },
	{ "/topology/settings", ALL, "settings," LEGACY TARGET PEOPLE USERS, NULL, UNMASKED, AS_IS },
	{ "/topology/package", ALL, "configuration-zip," LEGACY TARGET PEOPLE USERS, NULL, UNMASKED, AS_IS },
	/* user data */
	{ "/user-data/package", ALL ",user-data", ALL ",user-data-zip", NULL, UNMASKED, AS_IS },
	{ "/user-data/database-export", ALL ",user-data", ALL ",database-export", NULL, UNMASKED, AS_IS },
	/* the same facts once more in another format add nothing */
	{ "/twice/csv", ALL, ALL ",users-csv", NULL, UNMASKED, AS_IS },
	{ "/twice/wmi", ALL, ALL ",users-wmi-clixml", NULL, UNMASKED, AS_IS },
	{ "/twice/ldif", ALL, ALL ",users-ldif", NULL, UNMASKED, AS_IS },
	{ "/twice/cim", ALL, ALL ",users-cim", NULL, UNMASKED, AS_IS },
	{ "/twice/csvde", ALL, ALL ",users-csvde", NULL, UNMASKED, AS_IS },
	{ "/twice/legacy", ALL, ALL ",legacy-cim,legacy-rawxml,legacy-lcscmd", NULL, UNMASKED, AS_IS },
	{ "/twice/topology", ALL, ALL ",topology-anchored", NULL, UNMASKED, AS_IS },
	{ "/twice/settings", ALL, ALL ",settings,configuration-zip", NULL, UNMASKED, AS_IS },
	{ "/twice/target", ALL, ALL ",target-clixml-selected", NULL, UNMASKED, AS_IS },
	/* encodings, and everything in one archive */
	{ "/encoding/utf-8-bom", ALL, ALL, NULL, UNMASKED, GEN_ENCODING_UTF8_BOM, TRUE, FALSE },
	{ "/encoding/utf-16le", ALL, ALL, NULL, UNMASKED, GEN_ENCODING_UTF16LE, TRUE, FALSE },
	{ "/encoding/utf-16be", ALL, ALL, NULL, UNMASKED, GEN_ENCODING_UTF16BE, FALSE, FALSE },
	{ "/archive", ALL, ALL, NULL, UNMASKED, GEN_ENCODING_UTF16LE, TRUE, TRUE },
};
/* clang-format on */

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = g_strconcat("/format-equality", rows[i].path, NULL);

		g_test_add_data_func(path, &rows[i], compare);
	}
	return g_test_run();
}
