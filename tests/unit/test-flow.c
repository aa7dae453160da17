/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of text: what stays together, and columns as wide as names need. */
#include "render/flow.h"

#include <string.h>

#include "render/flow-breaks.h"

typedef struct {
	CtText *text;
	CtFlow *flow;
} Fixture;

static Fixture
fixture(void)
{
	g_autoptr(GError) error = NULL;
	Fixture self = { ct_text_new(&error), NULL };

	g_assert_no_error(error);
	self.flow = ct_flow_new(self.text);
	return self;
}

static void
fixture_clear(Fixture *self)
{
	ct_flow_free(self->flow);
	ct_text_free(self->text);
}

/* The page that a text is on; G_MAXUINT: on none. */
static guint
page_of(const CtFlow *flow, const char *text)
{
	for (guint i = 0; i < flow->pages->len; i++) {
		const CtScene *page = flow->pages->pdata[i];

		for (guint k = 0; k < page->items->len; k++)
			if (g_strcmp0(ct_scene_item(page, k)->text, text) == 0)
				return i;
	}
	return G_MAXUINT;
}

static guint
count_texts(const CtScene *page, const char *text)
{
	guint count = 0;

	for (guint k = 0; k < page->items->len; k++)
		count += g_strcmp0(ct_scene_item(page, k)->text, text) == 0;
	return count;
}

static const CtFlowColumn columns[] = {
	{ "Name", 0.2, CT_STYLE_STRONG },
	{ "Where", 0.5, CT_STYLE_BODY },
	{ "Why", 0.3, CT_STYLE_NOTE },
};

/* @count rows "N-1" to "N-count". */
static void
add_rows(CtFlow *flow, const char *name, guint count)
{
	ct_flow_table(flow, columns, G_N_ELEMENTS(columns));
	for (guint i = 1; i <= count; i++) {
		g_autofree char *id = g_strdup_printf("%s-%u", name, i);
		const char *const cells[] = { id, "here", "so" };

		ct_flow_row(flow, NULL, cells, NULL);
	}
}

/* Whatever stands above a section, its heading, its warning and the first two rows share a page, and so do
 * the last two rows. */
static void
test_together(void)
{
	for (guint above = 1; above < 60; above += 2) {
		Fixture self = fixture();

		ct_flow_heading(self.flow, 0, "chapter", "Chapter");
		add_rows(self.flow, "above", above);
		ct_flow_heading(self.flow, 1, "section", "Section");
		ct_flow_paragraph(self.flow, CT_STYLE_BODY, "A sentence.");
		ct_flow_notice(self.flow, "A warning.");
		add_rows(self.flow, "row", 30);
		ct_flow_finish(self.flow);

		guint page = page_of(self.flow, "Section");

		g_test_message("%u rows above", above);
		g_assert_cmpuint(page_of(self.flow, "A sentence."), ==, page);
		g_assert_cmpuint(page_of(self.flow, "A warning."), ==, page);
		g_assert_cmpuint(page_of(self.flow, "row-1"), ==, page);
		g_assert_cmpuint(page_of(self.flow, "row-2"), ==, page);
		g_assert_cmpuint(page_of(self.flow, "row-29"), ==, page_of(self.flow, "row-30"));
		fixture_clear(&self);
	}
}

/* Every page that a table goes on to has its heads. */
static void
test_heads(void)
{
	Fixture self = fixture();

	ct_flow_heading(self.flow, 0, "chapter", "Chapter");
	add_rows(self.flow, "row", 150);
	ct_flow_finish(self.flow);
	g_assert_cmpuint(self.flow->pages->len, >, 2);
	for (guint i = 0; i < self.flow->pages->len; i++)
		g_assert_cmpuint(count_texts(self.flow->pages->pdata[i], "Where"), ==, 1);
	g_assert_cmpuint(self.flow->outline->len, ==, 1);
	fixture_clear(&self);
}

/* A name that is too long for its column takes what others have over, in all tables of the chapter; but a
 * column that is there to be written in keeps its width. */
static void
test_widths(void)
{
	const char *name = "alongname.contoso.com";
	const char *const cells[] = { name, "here", "so" };
	const char *const blank[] = { name, NULL, NULL };
	Fixture self = fixture();

	ct_flow_heading(self.flow, 0, "one", "One");
	add_rows(self.flow, "row", 3);
	ct_flow_table(self.flow, columns, G_N_ELEMENTS(columns));
	ct_flow_row(self.flow, NULL, cells, NULL);
	ct_flow_finish(self.flow);
	ct_flow_heading(self.flow, 0, "two", "Two");
	ct_flow_table(self.flow, columns, G_N_ELEMENTS(columns));
	ct_flow_row(self.flow, NULL, blank, NULL);
	ct_flow_finish(self.flow);
	g_assert_cmpuint(page_of(self.flow, name), ==, 0);
	/* taken from the others, as far as they can spare some */
	g_assert_cmpuint(count_texts(self.flow->pages->pdata[1], name), ==, 1);
	g_assert_cmpuint(count_texts(self.flow->pages->pdata[1], "Where"), ==, 1);
	fixture_clear(&self);
}

/* No name is broken elsewhere than behind a dot or a hyphen while there is one. */
static void
test_joints(void)
{
	static const CtFlowColumn narrow[] = {
		{ "Name", 0.15, CT_STYLE_BODY },
		{ "What", 0.85, CT_STYLE_BODY },
	};
	g_autofree char *filler = g_strnfill(600, 'x');
	const char *const cells[] = { "ocspool-east.corp.fabrikam.example", filler };
	Fixture self = fixture();
	const CtScene *page;

	ct_flow_heading(self.flow, 0, "one", "One");
	ct_flow_table(self.flow, narrow, G_N_ELEMENTS(narrow));
	ct_flow_row(self.flow, NULL, cells, NULL);
	ct_flow_finish(self.flow);
	page = self.flow->pages->pdata[0];
	g_assert_cmpuint(page_of(self.flow, cells[0]), ==, G_MAXUINT);
	for (guint i = 0; i < page->items->len; i++) {
		const char *text = ct_scene_item(page, i)->text;

		if (text == NULL || strstr(cells[0], text) == NULL)
			continue;
		g_test_message("%s", text);
		g_assert_true(g_str_has_suffix(cells[0], text) ||
			      strchr(".-", text[strlen(text) - 1]) != NULL);
	}
	fixture_clear(&self);
}

/* A chapter with @above rows, and one with @count rows after it; the pages that both begin on. */
static void
set_two(guint above, guint count, guint *out_first, guint *out_second)
{
	Fixture self = fixture();

	ct_flow_heading(self.flow, 0, "one", "One");
	add_rows(self.flow, "above", above);
	ct_flow_heading(self.flow, 0, "two", "Two");
	add_rows(self.flow, "row", count);
	ct_flow_finish(self.flow);
	*out_first = page_of(self.flow, "One");
	*out_second = page_of(self.flow, "Two");
	g_assert_cmpuint(self.flow->outline->len, ==, 2);
	g_assert_cmpuint(g_array_index(self.flow->outline, CtFlowEntry, 1).page, ==, *out_second);
	fixture_clear(&self);
}

/* A chapter stands below another one when all of it has room there, or when only a short one is above it. */
static void
test_short_chapters(void)
{
	guint first;
	guint second;

	set_two(10, 5, &first, &second);
	g_assert_cmpuint(second, ==, first);
	set_two(10, 80, &first, &second);
	g_assert_cmpuint(second, ==, first);
	set_two(32, 20, &first, &second);
	g_assert_cmpuint(second, ==, first + 1);
	set_two(60, 80, &first, &second);
	g_assert_cmpuint(second, >, first);
}

static double
rise(const CtFlowPiece *pieces, guint first, guint last)
{
	double height = pieces[first].again;

	for (guint i = first; i < last; i++)
		height += pieces[i].height + (i > first ? pieces[i].before : 0);
	return height;
}

/* Pages hold what they have room for, in order, and nothing is left out; a piece that is higher than a
 * page has one of its own. */
static void
test_breaks(void)
{
	GRand *random = g_rand_new_with_seed(7);

	for (guint trial = 0; trial < 300; trial++) {
		CtFlowPiece pieces[40];
		g_autoptr(GArray) starts = NULL;

		for (guint i = 0; i < G_N_ELEMENTS(pieces); i++)
			pieces[i] = (CtFlowPiece){ g_rand_int_range(random, 0, 3) * 4,
						   g_rand_int_range(random, 5, 60),
						   g_rand_int_range(random, 0, 2) * 10,
						   (guint)g_rand_int_range(random, 0, 80),
						   g_rand_int_range(random, 0, 4) == 0 };
		pieces[20].height = 130;
		starts = ct_flow_breaks(pieces, G_N_ELEMENTS(pieces), 100);
		g_assert_cmpuint(g_array_index(starts, guint, 0), ==, 0);
		for (guint i = 0; i < starts->len; i++) {
			guint first = g_array_index(starts, guint, i);
			guint last = i + 1 < starts->len ? g_array_index(starts, guint, i + 1)
							 : G_N_ELEMENTS(pieces);

			g_assert_cmpuint(first, <, last);
			g_assert_true(rise(pieces, first, last) <= 100 || last == first + 1);
		}
	}
	g_rand_free(random);
}

/* A break that must not be made is not made as long as there is another way. */
static void
test_never(void)
{
	CtFlowPiece pieces[12];
	g_autoptr(GArray) starts = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(pieces); i++)
		pieces[i] = (CtFlowPiece){ 0, 30, 0, i % 2 == 1 ? CT_FLOW_NEVER : 0, FALSE };
	starts = ct_flow_breaks(pieces, G_N_ELEMENTS(pieces), 100);
	g_assert_cmpuint(starts->len, ==, 6);
	for (guint i = 0; i < starts->len; i++)
		g_assert_cmpuint(g_array_index(starts, guint, i) % 2, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/flow/together", test_together);
	g_test_add_func("/flow/heads", test_heads);
	g_test_add_func("/flow/widths", test_widths);
	g_test_add_func("/flow/joints", test_joints);
	g_test_add_func("/flow/short-chapters", test_short_chapters);
	g_test_add_func("/flow/breaks", test_breaks);
	g_test_add_func("/flow/never", test_never);
	return g_test_run();
}
