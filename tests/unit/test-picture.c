/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The picture is the data: every drawing of every sample is written, read back as a stranger would, and
 * held against plan and estate.  Nothing may be missing, and nothing may be there that they do not have.
 */
#include <glib/gstdio.h>

#include "analyzer/graph.h"
#include "picture.h"
#include "planned-sample.h"
#include "render/book.h"
#include "render/views.h"

typedef struct {
	Planned sample;
	CtText *text;
	GPtrArray *pictures;
} Album;

static Album
album_new(Planned sample)
{
	Album self = { sample, NULL, NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) scenes = NULL;
	CtViewInput input = { .plan = self.sample.plan, .estate = self.sample.estate };

	self.text = ct_text_new(&error);
	g_assert_no_error(error);
	input.text = self.text;
	self.pictures = g_ptr_array_new_with_free_func(picture_free);
	scenes = ct_views_draw(&input, NULL);
	for (guint i = 0; i < scenes->len; i++)
		g_ptr_array_add(self.pictures, picture_new(scenes->pdata[i]));
	g_assert_cmpuint(self.pictures->len, >=, 5);
	return self;
}

static void
album_clear(Album *self)
{
	g_ptr_array_unref(self->pictures);
	ct_text_free(self->text);
	planned_clear(&self->sample);
}

/* NULL when there is none */
static const Picture *
find_picture(const Album *self, const char *name)
{
	for (guint i = 0; i < self->pictures->len; i++) {
		const Picture *found = self->pictures->pdata[i];

		if (strcmp(found->name, name) == 0)
			return found;
	}
	return NULL;
}

static const Picture *
picture(const Album *self, const char *name)
{
	const Picture *found = find_picture(self, name);

	if (found == NULL)
		g_error("no drawing %s", name);
	return found;
}

/* On some page of @view? */
static gboolean
is_drawn(const Album *self, const char *view, const char *id)
{
	for (guint i = 0; i < self->pictures->len; i++) {
		const Picture *page = self->pictures->pdata[i];

		if (strcmp(ct_views_of(page->name), view) == 0 && has_id(page, id))
			return TRUE;
	}
	return FALSE;
}

/* ---- Nothing invented ---- */

/* All that a drawing may name: what plan and estate have, by its public name. */
static GHashTable *
known_names(const Planned *sample)
{
	const CtPlan *plan = sample->plan;
	const CtEstate *estate = sample->estate;
	GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < plan->steps->len; i++)
		g_hash_table_add(known, g_strdup(ct_plan_step(plan, i)->id));
	for (guint i = 0; i < plan->waves->len; i++)
		g_hash_table_add(known, g_strdup(g_array_index(plan->waves, CtPlanWave, i).id));
	for (guint i = 0; i < plan->checkpoints->len; i++)
		g_hash_table_add(known,
				 g_strdup(g_array_index(plan->checkpoints, CtCheckpoint, i).id));
	for (guint i = 0; i < plan->fates->len; i++) {
		g_hash_table_add(known, g_strdup(g_array_index(plan->fates, CtFate, i).subject));
		g_hash_table_add(known, g_strdup_printf("fate-%u", i + 1));
	}
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		g_hash_table_add(known, ct_subject(pool->kind, pool->key));
		g_hash_table_add(known, ct_subject(pool->kind, pool->fqdn));
	}
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		g_hash_table_add(known, ct_subject(object->kind, object->key));
	}
	for (guint i = 0; i < estate->services->len; i++)
		g_hash_table_add(
			known, g_strconcat("services:",
					   g_array_index(estate->services, CtService, i).id, NULL));
	return known;
}

/* "port:in:2:legacy/Lisbon:pool:ocs01.contoso.com": ends in what the lines lead to. */
static gboolean
is_port_of_known(const char *id, GHashTable *known)
{
	for (const char *rest = strchr(id, ':'); rest != NULL; rest = strchr(rest + 1, ':'))
		if (g_hash_table_contains(known, rest + 1) ||
		    g_str_has_prefix(rest + 1, "objects:") ||
		    g_str_has_prefix(rest + 1, "legacy:") || g_str_has_prefix(rest + 1, "target:"))
			return TRUE;
	return FALSE;
}

/* Names that say what they stand for, with a part that is known. */
static gboolean
is_group_of_known(const char *id, const Album *album, GHashTable *known)
{
	static const char *const words[] = {
		"apps:",       "objects:",	     "site:",  "legacy:", "target:",
		"deployment:", "point-of-no-return", "outage", "steps:",  "waves:",
		"checkpoints:"
	};
	const CtPlan *plan = album->sample.plan;

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(id, words[i]))
			return TRUE;
	/* of the coupling matrix: units, and where they are */
	if (g_str_has_prefix(id, "pool ") || g_str_has_prefix(id, "site "))
		return TRUE;
	if (g_str_has_prefix(id, "port:"))
		return is_port_of_known(id, known);
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++)
			if (strcmp(g_array_index(wave->members, CtWaveMember, k).unit, id) == 0)
				return TRUE;
	}
	return FALSE;
}

static void
check_nothing_invented(const Album *album)
{
	g_autoptr(GHashTable) known = known_names(&album->sample);

	for (guint i = 0; i < album->pictures->len; i++) {
		const Picture *self = album->pictures->pdata[i];

		for (guint k = 0; k < self->ids->len; k++) {
			const char *id = self->ids->pdata[k];

			if (!g_hash_table_contains(known, id) &&
			    !is_group_of_known(id, album, known) &&
			    !g_str_has_prefix(id, self->name)) {
				g_test_message("%s: %s is neither in the plan nor in the exports",
					       self->name, id);
				g_test_fail();
			}
		}
		for (guint k = 0; k < self->links->len; k++) {
			if (g_hash_table_contains(known, self->links->pdata[k]))
				continue;
			g_test_message("%s: nothing is at #%s", self->name,
				       (const char *)self->links->pdata[k]);
			g_test_fail();
		}
	}
}

/* ---- Nothing missing ---- */

/* Steps and checkpoints have no boxes of their own in a sum, but are named by what stands for them. */
static void
check_timeline_sum(const Album *album)
{
	const CtPlan *plan = album->sample.plan;
	const Picture *self = picture(album, "timeline");

	for (guint i = 0; i < plan->steps->len; i++)
		g_assert_true(g_hash_table_contains(self->words, ct_plan_step(plan, i)->id));
	for (guint i = 0; i < plan->checkpoints->len; i++)
		g_assert_true(g_hash_table_contains(
			self->words, g_array_index(plan->checkpoints, CtCheckpoint, i).id));
	for (guint i = 0; i < plan->waves->len; i++)
		g_assert_true(has_id(self, g_array_index(plan->waves, CtPlanWave, i).id));
}

static void
check_timeline(const Album *album)
{
	const CtPlan *plan = album->sample.plan;
	const Picture *self = find_picture(album, "timeline-steps");
	guint expected = plan->steps->len + plan->waves->len + plan->checkpoints->len;
	guint found = 0;

	if (self != NULL)
		check_timeline_sum(album);
	else
		self = picture(album, "timeline");
	for (guint i = 0; i < plan->steps->len; i++)
		g_assert_true(has_id(self, ct_plan_step(plan, i)->id));
	for (guint i = 0; i < plan->waves->len; i++)
		g_assert_true(has_id(self, g_array_index(plan->waves, CtPlanWave, i).id));
	for (guint i = 0; i < plan->checkpoints->len; i++)
		g_assert_true(has_id(self, g_array_index(plan->checkpoints, CtCheckpoint, i).id));
	for (guint i = 0; i < self->ids->len; i++) {
		const char *id = self->ids->pdata[i];

		found += g_ascii_isdigit(id[1]) || g_str_has_prefix(id, "wave-");
	}
	g_assert_cmpuint(found, ==, expected);
	g_assert_true(has_id(self, "point-of-no-return") == (plan->point_of_no_return != NULL));
}

/* Every server of the ledger has its box on the map. */
static void
check_map(const Album *album)
{
	const CtPlan *plan = album->sample.plan;
	const Picture *self = picture(album, "estate-map");
	g_autofree char *told = NULL;
	guint users = 0;

	for (guint i = 0; i < plan->fates->len; i++) {
		const char *subject = g_array_index(plan->fates, CtFate, i).subject;
		CtObjectKind kind = ct_object_kind_from_prefix(
			subject, (gsize)(strchr(subject, ':') - subject));

		if (kind <= CT_OBJECT_SERVER && !has_id(self, subject)) {
			g_test_message("%s is not on the map", subject);
			g_test_fail();
		}
	}
	for (guint i = 0; i < plan->waves->len; i++)
		users += g_array_index(plan->waves, CtPlanWave, i).users;
	told = ct_text_counted(users, "user", "users");
	g_assert_nonnull(strstr(self->text->str, told));
}

/* The server that a node of the graph is, or runs on; NULL for objects and users. */
static const CtPool *
server_of(const CtEstate *estate, const CtNode *node)
{
	CtPoolId pool = { node->index };

	if (node->kind == CT_NODE_SERVICE)
		pool = g_array_index(estate->services, CtService, node->index).pool;
	else if (node->kind != CT_NODE_POOL)
		return NULL;
	return ct_estate_pool(estate, pool);
}

/* All pages of dependencies but those of services, whose boxes have no names of servers. */
static gboolean
is_of_servers(const Picture *self)
{
	return g_str_has_prefix(self->name, "dependencies") &&
	       !g_str_has_prefix(self->name, "dependencies-services");
}

/* Titles from server to server; a line that two pages have is one. */
static GHashTable *
drawn_links(const Album *album, GHashTable *servers)
{
	GHashTable *drawn = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint p = 0; p < album->pictures->len; p++) {
		const Picture *self = album->pictures->pdata[p];

		for (guint i = 0; is_of_servers(self) && i < self->titles->len; i++) {
			g_auto(GStrv) words = g_strsplit(self->titles->pdata[i], " ", -1);
			guint n = g_strv_length(words);

			if (n > 2 && g_hash_table_contains(servers, words[0]) &&
			    g_hash_table_contains(servers, words[n - 1]))
				g_hash_table_add(drawn, self->titles->pdata[i]);
		}
	}
	return drawn;
}

/* A line from server to server stands for a link of the graph, and every such link has its line. */
static void
check_dependencies(const Album *album)
{
	static const char *const verbs[] = { "needs", "names", "is homed on",
					     "is in a circle with" };
	const CtEstate *estate = album->sample.estate;
	g_autoptr(GError) error = NULL;
	g_autoptr(CtGraph) graph = ct_graph_new(estate, &error);
	g_autoptr(GHashTable) pairs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) servers = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) drawn = NULL;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		g_autofree char *id = ct_subject(pool->kind, pool->key);

		g_assert_true(is_drawn(album, "dependencies", id));
		g_hash_table_add(servers, (gpointer)pool->fqdn);
	}
	drawn = drawn_links(album, servers);
	for (guint i = 0; i < graph->links->len; i++) {
		const CtLink *link = &g_array_index(graph->links, CtLink, i);
		const CtPool *from = server_of(estate,
					       &g_array_index(graph->nodes, CtNode, link->from));
		const CtPool *to = server_of(estate,
					     &g_array_index(graph->nodes, CtNode, link->to));
		guint ways = 0;

		if (from == NULL || to == NULL || from == to)
			continue;
		for (guint v = 0; v < G_N_ELEMENTS(verbs); v++) {
			g_autofree char *title = g_strdup_printf("%s %s %s", from->fqdn, verbs[v],
								 to->fqdn);

			ways += g_hash_table_contains(drawn, title);
		}
		g_assert_cmpuint(ways, ==, 1);
		g_hash_table_add(pairs, g_strdup_printf("%s %s", from->fqdn, to->fqdn));
	}
	g_assert_cmpuint(g_hash_table_size(drawn), ==, g_hash_table_size(pairs));
}

/* Does a column stand for checkpoint @index: its own, or one that goes on to a later one? */
static gboolean
has_column(const Picture *self, const CtPlan *plan, guint index)
{
	if (has_id(self, g_array_index(plan->checkpoints, CtCheckpoint, index).id))
		return TRUE;
	for (guint i = index; i < plan->checkpoints->len; i++) {
		const char *id = g_array_index(plan->checkpoints, CtCheckpoint, i).id;
		g_autofree char *end = g_strdup_printf("to %s\n", id);
		g_autofree char *narrow = g_strdup_printf("\n\xe2\x80\x93%s\n", id);

		if (strstr(self->text->str, end) != NULL || strstr(self->text->str, narrow) != NULL)
			return TRUE;
		if (has_id(self, id))
			return FALSE;
	}
	return FALSE;
}

static void
check_strip(const Album *album)
{
	const CtPlan *plan = album->sample.plan;
	const CtEstate *estate = album->sample.estate;
	const Picture *self = picture(album, "strip");

	for (guint i = 0; i < plan->checkpoints->len; i++)
		g_assert_true(has_column(self, plan, i));
	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		g_autofree char *id = ct_subject(pool->kind, pool->key);

		if (pool->deployment == CT_DEPLOYMENT_LEGACY && ct_pool_homes_users(pool))
			g_assert_true(is_drawn(album, "strip", id));
	}
}

/* ---- The book ---- */

static void
assert_told(const char *text, const char *word)
{
	if (strstr(text, word) != NULL)
		return;
	g_test_message("the book does not have %s", word);
	g_test_fail();
}

static void
assert_plan_told(const CtPlan *plan, const char *text)
{
	for (guint i = 0; i < plan->steps->len; i++)
		assert_told(text, ct_plan_step(plan, i)->id);
	for (guint i = 0; i < plan->waves->len; i++)
		assert_told(text, g_array_index(plan->waves, CtPlanWave, i).id);
	for (guint i = 0; i < plan->checkpoints->len; i++)
		assert_told(text, g_array_index(plan->checkpoints, CtCheckpoint, i).id);
}

/* The text of the PDF, as another program reads it. */
static void
check_book(const Album *album)
{
	const CtPlan *plan = album->sample.plan;
	const CtEstate *estate = album->sample.estate;
	g_autofree char *program = g_find_program_in_path("pdftotext");
	g_autofree char *dir = g_dir_make_tmp("picture-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "plan.pdf", NULL);
	const char *const argv[] = { program, "-raw", path, "-", NULL };
	const CtViewInput input = { .text = album->text, .plan = plan, .estate = estate };
	g_autoptr(GPtrArray) scenes = ct_views_draw(&input, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) pdf = NULL;
	g_autofree char *text = NULL;

	if (program == NULL)
		return;
	pdf = ct_book_write(album->text, plan, estate, NULL, (const CtScene *const *)scenes->pdata,
			    scenes->len, CT_PAPER_A3, NULL, &error);
	g_assert_no_error(error);
	g_file_set_contents(path, g_bytes_get_data(pdf, NULL), (gssize)g_bytes_get_size(pdf),
			    &error);
	g_assert_no_error(error);
	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL,
		     NULL, &error);
	g_assert_no_error(error);
	g_assert_nonnull(text);
	assert_plan_told(plan, text);
	for (guint i = 0; i < estate->pools->len; i++)
		assert_told(text, g_array_index(estate->pools, CtPool, i).fqdn);
	g_unlink(path);
	g_rmdir(dir);
}

/* Drawn again with the places that it has, a drawing is the same to the last digit. */
static void
check_places_stay(const Album *album)
{
	g_autoptr(CtPlaces) places = ct_places_new();
	CtViewInput input = { .text = album->text,
			      .plan = album->sample.plan,
			      .estate = album->sample.estate };
	const CtSvgOptions options = { "", "", FALSE, FALSE };
	g_autoptr(GPtrArray) before = ct_views_draw(&input, NULL);
	g_autoptr(GPtrArray) after = NULL;

	for (guint i = 0; i < before->len; i++)
		ct_places_add_scene(places, before->pdata[i]);
	input.before = places;
	after = ct_views_draw(&input, NULL);
	g_assert_cmpuint(after->len, ==, before->len);
	for (guint i = 0; i < before->len; i++) {
		g_autofree char *old = ct_svg_write(before->pdata[i], &options);
		g_autofree char *again = ct_svg_write(after->pdata[i], &options);

		g_assert_cmpstr(old, ==, again);
	}
}

static void
check_sample(Planned sample)
{
	Album album = album_new(sample);

	check_nothing_invented(&album);
	check_timeline(&album);
	check_map(&album);
	check_dependencies(&album);
	check_strip(&album);
	check_book(&album);
	check_places_stay(&album);
	album_clear(&album);
}

static void
test_sample(gconstpointer name)
{
	/* the intent of northwind asks for what cannot be */
	check_sample(planned_sample(name, strcmp(name, "northwind") != 0));
}

/* CT_PICTURES names folders of exports, with colons between: what takes long is not always run. */
static void
test_folders(void)
{
	g_auto(GStrv) folders = g_strsplit(g_getenv("CT_PICTURES"), ":", -1);

	for (guint i = 0; folders[i] != NULL; i++) {
		Planned planned = planned_read_folder(folders[i], TRUE);

		g_test_message("%s", folders[i]);
		planned_make(&planned);
		check_sample(planned);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_data_func("/picture/contoso", "contoso", test_sample);
	g_test_add_data_func("/picture/fabrikam", "fabrikam", test_sample);
	g_test_add_data_func("/picture/northwind", "northwind", test_sample);
	g_test_add_data_func("/picture/adatum", "adatum", test_sample);
	if (g_getenv("CT_PICTURES") != NULL)
		g_test_add_func("/picture/folders", test_folders);
	return g_test_run();
}
