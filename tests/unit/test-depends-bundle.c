/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bundles of dependencies: whatever the graph is, each of its links has its line, to the box itself or to
 * the one port that has its name, and no line is there that is no link.
 */
#include <string.h>

#include "analyzer/estate.h"
#include "render/depends.h"

#define N_SITES 7

static CtDepends *
depends_new(void)
{
	CtDepends *self = g_new0(CtDepends, 1);

	self->chunk = g_string_chunk_new(1024);
	self->boxes = g_array_new(FALSE, TRUE, sizeof(CtDependsBox));
	self->links = g_array_new(FALSE, TRUE, sizeof(CtDependsLink));
	return self;
}

static void
add_box(CtDepends *self, guint index, const char *site)
{
	char name[32];
	CtDependsBox box = { .site = site, .legacy = TRUE };

	g_snprintf(name, sizeof(name), "pool:p%03u", index);
	box.id = g_string_chunk_insert(self->chunk, name);
	box.name = box.id + strlen("pool:");
	g_array_append_val(self->boxes, box);
}

/* Pools in seven sites and in none; each box has at most one link with another one. */
static CtDepends *
random_depends(GRand *rand, guint n, guint n_links)
{
	static const char *const sites[N_SITES] = { "a", "b", "c", "d 2", "e", "f", NULL };
	CtDepends *self = depends_new();
	g_autofree gboolean *linked = g_new0(gboolean, (gsize)n * n);

	for (guint i = 0; i < n; i++)
		add_box(self, i, sites[g_rand_int_range(rand, 0, N_SITES)]);
	for (guint i = 0; i < n_links; i++) {
		/* few of them are linked with many */
		guint hub = (guint)g_rand_int_range(rand, 0, 3);
		guint other = (guint)g_rand_int_range(rand, 0, (gint32)n);
		gboolean out = g_rand_boolean(rand);
		CtDependsLink link = {
			.from = out ? hub : other,
			.to = out ? other : hub,
			.count = 1,
			.kind = (CtDependsKind)g_rand_int_range(rand, 0, CT_N_DEPENDS_KINDS)
		};

		if (hub == other || linked[link.from * n + link.to])
			continue;
		linked[link.from * n + link.to] = TRUE;
		g_array_append_val(self->links, link);
	}
	ct_depends_sort(self);
	return self;
}

/* "p001 1 p002", as a reader sees a line: ports that stand for one box have its name. */
static char *
tell_link(const CtDepends *self, guint index)
{
	const CtDependsLink *link = ct_depends_link(self, index);

	return g_strdup_printf("%s %u %s", ct_depends_box(self, link->from)->name, link->kind,
			       ct_depends_box(self, link->to)->name);
}

static const CtDependsBox *
end_at(const CtDepends *self, guint link, CtDependsPort port)
{
	const CtDependsBox *from = ct_depends_box(self, ct_depends_link(self, link)->from);
	const CtDependsBox *to = ct_depends_box(self, ct_depends_link(self, link)->to);

	if (from->port == port)
		return from;
	return to->port == port ? to : NULL;
}

/* Lines that are no sum, as a set; none may be there twice. */
static GHashTable *
tell_links(const CtDepends *self)
{
	GHashTable *told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < self->links->len; i++)
		if (end_at(self, i, CT_PORT_MANY) == NULL)
			g_assert_true(g_hash_table_add(told, tell_link(self, i)));
	return told;
}

static void
assert_same(GHashTable *a, GHashTable *b)
{
	GHashTableIter iter;
	gpointer key;

	g_assert_cmpuint(g_hash_table_size(a), ==, g_hash_table_size(b));
	g_hash_table_iter_init(&iter, a);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		g_assert_true(g_hash_table_contains(b, key));
}

/* A sum names as many as it counts, and each of those has the link. */
static guint
check_sum(const CtDepends *self, guint index, GHashTable *links)
{
	const CtDependsLink *link = ct_depends_link(self, index);
	const CtDependsBox *sum = end_at(self, index, CT_PORT_MANY);
	gboolean in = ct_depends_box(self, link->from) == sum;
	const CtDependsBox *hub = ct_depends_box(self, in ? link->to : link->from);
	g_auto(GStrv) names = g_strsplit(link->usage, ", ", -1);
	g_autofree char *head = g_strdup_printf("%u ", g_strv_length(names));

	g_assert_cmpuint(link->count, ==, g_strv_length(names));
	g_assert_true(g_str_has_prefix(sum->name, head));
	g_assert_cmpstr(sum->site, ==, hub->site);
	for (guint i = 0; names[i] != NULL; i++) {
		g_autofree char *told = g_strdup_printf("%s %u %s", in ? names[i] : hub->name,
							link->kind, in ? hub->name : names[i]);

		g_assert_true(g_hash_table_contains(links, told));
	}
	return link->count;
}

static void
test_whole(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(20260301);
	guint sums = 0;

	for (guint round = 0; round < 60; round++) {
		guint n = round % 2 == 0 ? 40 : 90;
		g_autoptr(CtDepends) plain = random_depends(rand, n, n * 2);
		g_autoptr(CtDepends) bundled = ct_depends_bundle(
			ct_depends_radius(plain, 0, plain->boxes->len));
		g_autoptr(CtDepends) reached = ct_depends_radius(plain, 0, plain->boxes->len);
		g_autoptr(GHashTable) before = tell_links(reached);
		g_autoptr(GHashTable) after = tell_links(bundled);

		assert_same(before, after);
		for (guint i = 0; i < bundled->links->len; i++) {
			const CtDependsBox *port = end_at(bundled, i, CT_PORT_ONE);

			if (end_at(bundled, i, CT_PORT_MANY) != NULL)
				sums += check_sum(bundled, i, before) > 0;
			else if (port != NULL) /* the line does not leave its container */
				g_assert_cmpstr(
					ct_depends_box(bundled, ct_depends_link(bundled, i)->from)
						->site,
					==,
					ct_depends_box(bundled, ct_depends_link(bundled, i)->to)
						->site);
		}
	}
	g_assert_cmpuint(sums, >, 60);
}

/* Around a site, a link has its line there, or at its other end, or in both places; what has no line is
 * in a sum. */
static void
test_sites(void)
{
	static const char *const sites[N_SITES] = { "a", "b", "c", "d 2", "e", "f", NULL };
	g_autoptr(GRand) rand = g_rand_new_with_seed(20260302);

	for (guint round = 0; round < 30; round++) {
		g_autoptr(CtDepends) plain = random_depends(rand, 200, 800);
		g_autoptr(GHashTable) all = tell_links(plain);
		g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
								   NULL);
		guint sums = 0;

		for (guint s = 0; s < N_SITES; s++) {
			g_autoptr(CtDepends) part = ct_depends_bundle_around(plain, sites[s]);

			for (guint i = 0; i < part->links->len; i++) {
				if (end_at(part, i, CT_PORT_MANY) != NULL)
					sums += check_sum(part, i, all);
				else
					g_hash_table_add(seen, tell_link(part, i));
			}
		}
		assert_same(all, seen);
		g_assert_cmpuint(sums, >, 0);
	}
}

/* Where lines end at containers, or at their side, each is there from both ends, and none leaves. */
static void
test_split(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(20260303);
	guint ports = 0;

	for (guint round = 0; round < 40; round++) {
		gboolean by_site = round % 2 == 0;
		g_autoptr(CtDepends) plain = random_depends(rand, 40, 80);
		g_autoptr(CtDepends) parts = NULL;
		g_autoptr(GHashTable) before = tell_links(plain);
		g_autoptr(GHashTable) ways = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
								   NULL);

		for (guint i = 0; i < plain->boxes->len; i += 3)
			g_array_index(plain->boxes, CtDependsBox, i).legacy = FALSE;
		parts = ct_depends_split(plain, by_site);
		for (guint i = 0; i < parts->links->len; i++) {
			const CtDependsLink *link = ct_depends_link(parts, i);
			const CtDependsBox *from = ct_depends_box(parts, link->from);
			const CtDependsBox *to = ct_depends_box(parts, link->to);
			char *told = tell_link(parts, i);

			g_assert_true(g_hash_table_contains(before, told));
			g_assert_cmpuint(from->legacy, ==, to->legacy);
			if (by_site)
				g_assert_cmpstr(from->site, ==, to->site);
			ports += from->port != CT_PORT_NONE || to->port != CT_PORT_NONE;
			/* one that ends at a port is told from its other end as well */
			g_hash_table_add(ways,
					 g_strdup_printf("%s|%u|%u", told, from->port, to->port));
			if (from->port == CT_PORT_NONE && to->port == CT_PORT_NONE)
				g_hash_table_remove(before, told);
			g_free(told);
		}
		g_assert_cmpuint(g_hash_table_size(ways), ==, parts->links->len);
		/* what is left is there twice: once from each end */
		g_assert_cmpuint(parts->links->len, ==,
				 plain->links->len + g_hash_table_size(before));
	}
	g_assert_cmpuint(ports, >, 1000);
}

/* And of a site alone nothing else is left, and no line of it is missing. */
static void
test_split_site(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(20260304);
	g_autoptr(CtDepends) plain = random_depends(rand, 60, 150);
	g_autoptr(CtDepends) part = ct_depends_split_site(plain, "b");
	g_autoptr(GHashTable) told = tell_links(part);
	guint expected = 0;

	for (guint i = 0; i < part->boxes->len; i++)
		g_assert_cmpstr(ct_depends_box(part, i)->site, ==, "b");
	for (guint i = 0; i < plain->links->len; i++) {
		const CtDependsLink *link = ct_depends_link(plain, i);
		g_autofree char *line = tell_link(plain, i);

		if (g_strcmp0(ct_depends_box(plain, link->from)->site, "b") != 0 &&
		    g_strcmp0(ct_depends_box(plain, link->to)->site, "b") != 0)
			continue;
		expected++;
		g_assert_true(g_hash_table_contains(told, line));
	}
	g_assert_cmpuint(g_hash_table_size(told), ==, expected);
	g_assert_cmpuint(expected, >, 5);
}

/* What few have is drawn as it is. */
static void
test_few(void)
{
	g_autoptr(CtDepends) bundled = NULL;
	CtDepends *plain = depends_new();

	for (guint i = 0; i < 13; i++)
		add_box(plain, i, i == 0 ? "a" : "b");
	for (guint i = 1; i < 13; i++) {
		CtDependsLink link = { .from = i, .count = 1, .kind = CT_DEPENDS_NEEDS };

		g_array_append_val(plain->links, link);
	}
	ct_depends_sort(plain);
	bundled = ct_depends_bundle(plain);
	g_assert_cmpuint(bundled->boxes->len, ==, 13);
	g_assert_cmpuint(bundled->links->len, ==, 12);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/depends-bundle/whole", test_whole);
	g_test_add_func("/depends-bundle/sites", test_sites);
	g_test_add_func("/depends-bundle/split", test_split);
	g_test_add_func("/depends-bundle/split-site", test_split_site);
	g_test_add_func("/depends-bundle/few", test_few);
	return g_test_run();
}
