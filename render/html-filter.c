/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bar on top of the page: search, filters by site, pool, wave and status, and what else needs the
 * script, which shows it.  Steps carry the numbers of their pools and of their site, since their text
 * does not name all of them; every other row is asked by the script whether it names the pool.
 */
#include <string.h>

#include "render/html-report.h"

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
add_once(GPtrArray *list, GHashTable *seen, const char *text)
{
	if (text != NULL && g_hash_table_add(seen, (gpointer)text))
		g_ptr_array_add(list, (gpointer)text);
}

void
ct_report_find_filters(CtReport *self)
{
	g_autoptr(GHashTable) pools = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) sites = g_hash_table_new(g_str_hash, g_str_equal);

	self->pools = g_ptr_array_new();
	self->sites = g_ptr_array_new();
	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = ct_report_step(self, i);

		add_once(self->sites, sites, step->site);
		for (guint j = 0; j < step->pools->len; j++)
			add_once(self->pools, pools, g_ptr_array_index(step->pools, j));
	}
	g_ptr_array_sort(self->pools, compare_texts);
	g_ptr_array_sort(self->sites, compare_texts);
}

static guint
find_text(const GPtrArray *list, const char *text)
{
	guint low = 0;
	guint high = list->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		int order = strcmp(g_ptr_array_index(list, middle), text);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return CT_NONE;
}

char *
ct_report_pools(const CtReport *self, const GPtrArray *pools)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < pools->len; i++)
		g_string_append_printf(out, "%s%u", i > 0 ? " " : "",
				       find_text(self->pools, g_ptr_array_index(pools, i)));
	return g_string_free(out, out->len == 0);
}

char *
ct_report_site(const CtReport *self, const char *site)
{
	return site != NULL ? g_strdup_printf("%u", find_text(self->sites, site)) : NULL;
}

/* The pools that the steps at a site are about; "" for none. */
static char *
pools_at(const CtReport *self, const char *site)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) pools = g_ptr_array_new();
	char *numbers;

	for (guint i = 0; i < self->plan->steps->len; i++) {
		const CtPlanStep *step = ct_report_step(self, i);

		for (guint j = 0; g_strcmp0(step->site, site) == 0 && j < step->pools->len; j++)
			add_once(pools, seen, g_ptr_array_index(step->pools, j));
	}
	g_ptr_array_sort(pools, compare_texts);
	numbers = ct_report_pools(self, pools);
	return numbers != NULL ? numbers : g_strdup("");
}

static void
write_option(CtHtml *html, const char *value, const char *pools, const char *text)
{
	ct_html_element(html, "option", text, "value", value, "data-p", pools, NULL);
}

/* A choice of one needs no filter. */
static gboolean
open_filter(CtHtml *html, const char *id, const char *label, guint count)
{
	if (count < 2)
		return FALSE;
	ct_html_open(html, "label", NULL);
	ct_html_text(html, label);
	ct_html_text(html, " ");
	ct_html_open(html, "select", "id", id, NULL);
	write_option(html, "", NULL, "all");
	return TRUE;
}

static void
close_filter(CtHtml *html)
{
	ct_html_close(html);
	ct_html_close(html);
}

static void
write_filters(CtReport *self)
{
	CtHtml *html = self->html;
	const GArray *waves = self->plan->waves;

	if (open_filter(html, "site", "Site", self->sites->len)) {
		for (guint i = 0; i < self->sites->len; i++) {
			const char *site = g_ptr_array_index(self->sites, i);
			g_autofree char *value = g_strdup_printf("%u", i);
			g_autofree char *pools = pools_at(self, site);

			write_option(html, value, pools, site);
		}
		close_filter(html);
	}
	if (open_filter(html, "pool", "Pool", self->pools->len)) {
		for (guint i = 0; i < self->pools->len; i++) {
			g_autofree char *value = g_strdup_printf("%u", i);

			write_option(html, value, NULL, g_ptr_array_index(self->pools, i));
		}
		close_filter(html);
	}
	if (open_filter(html, "wave", "Wave", waves->len)) {
		for (guint i = 0; i < waves->len; i++) {
			const CtPlanWave *wave = &g_array_index(waves, CtPlanWave, i);

			write_option(html, wave->id, NULL, wave->id);
		}
		close_filter(html);
	}
}

static void
write_status(CtHtml *html)
{
	static const struct {
		const char *group; /* NULL: the same as before */
		const char *value;
		const char *text;
	} options[] = {
		{ "Review", "open", "not reviewed" },	 { NULL, "approve", "approved" },
		{ NULL, "question", "with a question" }, { NULL, "comment", "with a comment" },
		{ "Undo", "lossy", "undone with loss" }, { NULL, "never", "never undone" },
		{ "Tests", "untested", "to be tested" }, { NULL, "tested", "passed" },
	};

	ct_html_open(html, "label", NULL);
	ct_html_text(html, "Status ");
	ct_html_open(html, "select", "id", "status", NULL);
	write_option(html, "", NULL, "all");
	for (gsize i = 0; i < G_N_ELEMENTS(options); i++) {
		if (options[i].group != NULL)
			ct_html_open(html, "optgroup", "label", options[i].group, NULL);
		write_option(html, options[i].value, NULL, options[i].text);
		if (i + 1 == G_N_ELEMENTS(options) || options[i + 1].group != NULL)
			ct_html_close(html);
	}
	close_filter(html);
}

void
ct_report_write_bar(CtReport *self)
{
	CtHtml *html = self->html;

	ct_html_open(html, "header", "class", "bar", "id", "tools", "hidden", "hidden", NULL);
	ct_html_open(html, "div", "class", "tools", NULL);
	ct_html_open(html, "div", "class", "tools", "role", "search", "aria-label",
		     "Search and filters", NULL);
	ct_html_open(html, "label", NULL);
	ct_html_text(html, "Search ");
	ct_html_void(html, "input", "type", "search", "id", "search", "placeholder",
		     "step, pool, rule, file …", "autocomplete", "off", "spellcheck", "false",
		     "aria-describedby", "hits", NULL);
	ct_html_close(html);
	write_filters(self);
	write_status(html);
	ct_html_element(html, "button", "Show all", "type", "button", "id", "clear", "hidden",
			"hidden", NULL);
	ct_html_element(html, "output", NULL, "id", "hits", "for", "search", NULL);
	ct_html_close(html);
	ct_html_element(html, "button", "Open all", "type", "button", "id", "unfold", "class",
			"push", NULL);
	ct_html_element(html, "button", "Print checklists", "type", "button", "id", "print", NULL);
	ct_html_element(html, "button", "Theme: auto", "type", "button", "id", "theme", NULL);
	ct_html_element(html, "button", "Keys", "type", "button", "id", "keys", NULL);
	ct_html_close(html);
	ct_html_close(html);
}
