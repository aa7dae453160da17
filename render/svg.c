/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Our own SVG writer over libxml2's xmlTextWriter.
 *
 * cairo could write SVG too, but it turns text into outlines, which nobody can search, select or
 * have read aloud, and knows neither titles nor ids.  Classes come from the style table, so that a
 * reader who embeds a drawing can restyle it; numbers have two decimals at most, written without
 * the locale.
 *
 * The writer works on memory: its calls can only fail for lack of it, which GLib treats as fatal
 * everywhere else, hence the one check at the end.
 */
#include "render/svg.h"

#include <libxml/xmlwriter.h>
#include <string.h>

#include "render/characters.h"
#include "render/decimal.h"
#include "render/ground.h"

typedef struct {
	xmlTextWriterPtr xml;
	const CtScene *scene;
	const CtSvgOptions *options;
	GArray *links; /* of gboolean, one for each open group: is it inside an <a> of its own? */
	const CtColour *grounds; /* nullable: what texts stand on, by item, in a themed drawing */
} Writer;

#define X(text) ((const xmlChar *)(text))

static void
start(Writer *self, const char *name)
{
	xmlTextWriterStartElement(self->xml, X(name));
}

static void
end(Writer *self)
{
	xmlTextWriterEndElement(self->xml);
}

static void
attribute(Writer *self, const char *name, const char *value)
{
	g_autofree char *safe = ct_characters_clean(value);

	xmlTextWriterWriteAttribute(self->xml, X(name), X(safe));
}

static void attribute_printf(Writer *self, const char *name, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

static void
attribute_printf(Writer *self, const char *name, const char *format, ...)
{
	va_list args;
	g_autofree char *value = NULL;

	va_start(args, format);
	value = g_strdup_vprintf(format, args);
	va_end(args);
	attribute(self, name, value);
}

static void
content(Writer *self, const char *text)
{
	g_autofree char *safe = ct_characters_clean(text);

	xmlTextWriterWriteString(self->xml, X(safe));
}

static void
element(Writer *self, const char *name, const char *id, const char *text)
{
	start(self, name);
	if (id != NULL)
		attribute(self, "id", id);
	content(self, text);
	end(self);
}

/* At most two decimals and no trailing zeros: "12", "3.5". */
static void
append_number(GString *out, double value)
{
	gsize start = out->len;
	gsize end;

	ct_decimal_append(out, value);
	end = out->len;
	while (out->str[end - 1] == '0')
		end--;
	if (out->str[end - 1] == '.')
		end--;
	g_string_truncate(out, end);
	if (g_str_equal(out->str + start, "-0"))
		g_string_erase(out, (gssize)start, 1);
}

static void
number(Writer *self, const char *name, double value)
{
	g_autoptr(GString) text = g_string_new(NULL);

	append_number(text, value);
	attribute(self, name, text->str);
}

static void
append_point(GString *out, const char *command, CtPoint point)
{
	g_string_append(out, command);
	append_number(out, point.x);
	g_string_append_c(out, ' ');
	append_number(out, point.y);
}

/* HTML wants ids of drawings to be names of XML: letters, digits and few signs. */
static gboolean
is_name_character(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '.' || c == ':' || (guchar)c >= 0x80;
}

/* Ids of XML cannot hold every identity of an export; these mappings are one to one.  A drawing of its
 * own keeps ids as the plan has them as far as it can. */
static char *
escape_id(const char *prefix, const char *id)
{
	gboolean is_in_page = *prefix != '\0';
	GString *out = g_string_new(prefix);

	for (const char *p = id; *p != '\0'; p++) {
		if (is_in_page && !is_name_character(*p))
			g_string_append_printf(out, "_%02x", (guint)(guchar)*p);
		else if (*p == ' ' || *p == '%' || *p == '"' || *p == '\t' || *p == '\n')
			g_string_append_printf(out, "%%%02X", (guint)(guchar)*p);
		else
			g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

static void
append_css_colour(GString *css, const char *property, CtColour colour, gboolean themed)
{
	g_autofree char *variable = NULL;

	if (colour == CT_COLOUR_NONE) {
		g_string_append_printf(css, "%s:none;", property);
	} else if (themed) {
		variable = ct_colour_variable(colour);
		g_string_append_printf(css, "%s:var(%s);", property, variable);
	} else {
		g_string_append_printf(css, "%s:#%06x;", property,
				       ct_colour(colour, CT_MEDIUM_SCREEN));
	}
}

/* Two rules for a style: of its shapes, and of its text. */
static void
append_css(GString *css, const CtStyle *style, gboolean themed)
{
	double dash[2];

	g_string_append_printf(css, ".ct-%s{", style->css);
	append_css_colour(css, "fill", style->fill, themed);
	append_css_colour(css, "stroke", style->stroke, themed);
	if (style->stroke != CT_COLOUR_NONE) {
		g_string_append(css, "stroke-width:");
		append_number(css, style->width_pt);
		g_string_append_c(css, ';');
	}
	if (style->stroke != CT_COLOUR_NONE &&
	    ct_dash_lengths(style->dash, style->width_pt, dash) > 0) {
		g_string_append(css, "stroke-dasharray:");
		append_number(css, dash[0]);
		g_string_append_c(css, ' ');
		append_number(css, dash[1]);
		g_string_append_c(css, ';');
	}
	g_string_append_printf(css, "}\n.ct-%s-text{", style->css);
	append_css_colour(css, "fill", style->ink, themed);
	g_string_append_printf(css, "font-family:%s;font-size:", ct_face_families(style->face));
	append_number(css, style->size_pt);
	g_string_append_printf(css, "px;%s}\n",
			       style->face == CT_FACE_BOLD ? "font-weight:bold;" : "");
}

/* An attribute of style: a colour, and what else. */
static void
style_colour(Writer *self, const char *property, CtColour colour, const char *more)
{
	g_autoptr(GString) css = g_string_new(NULL);

	append_css_colour(css, property, colour, self->options->themed);
	g_string_append(css, more);
	attribute(self, "style", css->str);
}

static void
write_pattern(Writer *self, const char *name, const char *path)
{
	start(self, "pattern");
	attribute_printf(self, "id", "%s%s", self->options->id_prefix, name);
	attribute(self, "patternUnits", "userSpaceOnUse");
	number(self, "width", CT_HATCH_PT);
	number(self, "height", CT_HATCH_PT);
	start(self, "path");
	attribute(self, "d", path);
	attribute(self, "fill", "none");
	style_colour(self, "stroke", CT_COLOUR_MUTED, "");
	attribute(self, "stroke-width", "0.8");
	end(self);
	end(self);
}

static void
write_head(Writer *self)
{
	g_autoptr(GString) css = g_string_new("\n");
	gboolean used[CT_N_STYLES] = { FALSE };

	for (guint i = 0; i < self->scene->items->len; i++)
		used[ct_scene_item(self->scene, i)->style] = TRUE;
	for (guint i = 0; i < CT_N_STYLES; i++) {
		if (used[i])
			append_css(css, ct_style((CtStyleId)i), self->options->themed);
	}
	/* texts are as wide as they were measured, at any zoom and whoever draws them */
	g_string_append(css, "text{text-rendering:geometricPrecision;"
			     "font-variant-ligatures:none;}\n");
	g_string_append(css, "a:focus,a:hover{text-decoration:underline;}\n");
	element(self, "style", NULL, css->str);
	start(self, "defs");
	write_pattern(self, "pattern-hatch", "M-1 1L1 -1M0 4L4 0M3 5L5 3");
	write_pattern(self, "pattern-dots", "M1.6 2h0.8");
	end(self);
}

static void
write_class(Writer *self, const char *suffix, CtStyleId style)
{
	attribute_printf(self, "class", "ct-%s%s", ct_style(style)->css, suffix);
}

static void
write_rect(Writer *self, const CtItem *item, const char *pattern)
{
	const CtStyle *style = ct_style(item->style);

	start(self, "rect");
	if (pattern != NULL)
		attribute_printf(self, "fill", "url(#%s%s)", self->options->id_prefix, pattern);
	else
		write_class(self, "", item->style);
	number(self, "x", item->rect.x);
	number(self, "y", item->rect.y);
	number(self, "width", item->rect.w);
	number(self, "height", item->rect.h);
	if (style->radius_pt > 0)
		number(self, "rx", style->radius_pt);
	end(self);
}

static void
write_box(Writer *self, const CtItem *item)
{
	write_rect(self, item, NULL);
	switch (ct_style(item->style)->pattern) {
	case CT_PATTERN_PLAIN:
		break;
	case CT_PATTERN_HATCH:
		write_rect(self, item, "pattern-hatch");
		break;
	case CT_PATTERN_DOTS:
		write_rect(self, item, "pattern-dots");
		break;
	}
}

static void
write_path(Writer *self, CtStyleId style, const char *d, gboolean solid)
{
	start(self, "path");
	write_class(self, "", style);
	if (solid)
		style_colour(self, "fill", ct_style(style)->stroke,
			     "stroke-dasharray:none;stroke-width:0");
	attribute(self, "d", d);
	end(self);
}

static void
write_diamond(Writer *self, const CtItem *item)
{
	g_autoptr(GString) d = g_string_new(NULL);
	const CtRect *r = &item->rect;

	append_point(d, "M", (CtPoint){ r->x + r->w / 2, r->y });
	append_point(d, "L", (CtPoint){ r->x + r->w, r->y + r->h / 2 });
	append_point(d, "L", (CtPoint){ r->x + r->w / 2, r->y + r->h });
	append_point(d, "L", (CtPoint){ r->x, r->y + r->h / 2 });
	g_string_append_c(d, 'Z');
	write_path(self, item->style, d->str, FALSE);
}

/* The sign at the end of a line: arrow head, cross or bar. */
static void
write_tip(Writer *self, const CtItem *item)
{
	const CtPoint *points = ct_scene_points(self->scene, item);
	CtPoint tip = points[item->n_points - 1];
	guint looks = ct_style(item->style)->looks;
	g_autoptr(GString) d = g_string_new(NULL);
	double arm = CT_CROSS_PT;

	if (looks & CT_LOOK_ARROW) {
		CtPoint corners[3];

		ct_scene_arrow(self->scene, item, corners);
		append_point(d, "M", corners[0]);
		append_point(d, "L", corners[1]);
		append_point(d, "L", corners[2]);
		g_string_append_c(d, 'Z');
		write_path(self, item->style, d->str, TRUE);
		return;
	}
	if (looks & CT_LOOK_CROSS) {
		append_point(d, "M", (CtPoint){ tip.x - arm, tip.y - arm });
		append_point(d, "L", (CtPoint){ tip.x + arm, tip.y + arm });
		append_point(d, "M", (CtPoint){ tip.x - arm, tip.y + arm });
		append_point(d, "L", (CtPoint){ tip.x + arm, tip.y - arm });
	} else if (looks & CT_LOOK_STOP) {
		append_point(d, "M", (CtPoint){ tip.x, tip.y - arm });
		append_point(d, "L", (CtPoint){ tip.x, tip.y + arm });
	} else {
		return;
	}
	start(self, "path");
	write_class(self, "", item->style);
	attribute(self, "style", "stroke-dasharray:none");
	attribute(self, "d", d->str);
	end(self);
}

static void
write_line(Writer *self, const CtItem *item)
{
	const CtPoint *points = ct_scene_points(self->scene, item);
	g_autoptr(GString) d = g_string_new(NULL);

	append_point(d, "M", points[0]);
	for (guint i = 1; i < item->n_points; i++) {
		gboolean control = item->kind == CT_ITEM_CURVE;

		append_point(d, !control ? "L" : i % 3 == 1 ? "C" : " ", points[i]);
	}
	start(self, "path");
	write_class(self, "", item->style);
	attribute(self, "style", "fill:none");
	attribute(self, "d", d->str);
	end(self);
	write_tip(self, item);
}

static void
write_band(Writer *self, const CtItem *item)
{
	static const char *const commands[] = { "M", "C", " ", " ", "L", "C", " ", " " };
	const CtPoint *points = ct_scene_points(self->scene, item);
	g_autoptr(GString) d = g_string_new(NULL);

	for (guint i = 0; i < item->n_points; i++)
		append_point(d, commands[i], points[i]);
	g_string_append_c(d, 'Z');
	write_path(self, item->style, d->str, FALSE);
}

static void
write_text(Writer *self, guint index)
{
	const CtItem *item = ct_scene_item(self->scene, index);
	gboolean dark = self->grounds != NULL &&
			ct_ground_wants_dark_ink(self->grounds[index], ct_style(item->style)->ink);

	start(self, "text");
	write_class(self, dark ? "-text on" : "-text", item->style);
	number(self, "x", item->rect.x);
	number(self, "y", item->baseline);
	if (item->meaning.title != NULL)
		element(self, "title", NULL, item->meaning.title);
	content(self, item->text);
	end(self);
}

/* A link within a link is none.  The inner one says more: it leads to one of several things. */
static gboolean
holds_link(const Writer *self, guint index)
{
	guint depth = 1;

	for (guint i = index + 1; depth > 0 && i < self->scene->items->len; i++) {
		const CtItem *item = ct_scene_item(self->scene, i);

		if (item->kind == CT_ITEM_GROUP_BEGIN && item->meaning.href != NULL)
			return TRUE;
		depth += item->kind == CT_ITEM_GROUP_BEGIN;
		depth -= item->kind == CT_ITEM_GROUP_END;
	}
	return FALSE;
}

static void
write_group(Writer *self, guint index)
{
	const CtMeaning *meaning = &ct_scene_item(self->scene, index)->meaning;
	gboolean link = meaning->href != NULL && !holds_link(self, index);

	g_array_append_val(self->links, link);
	if (link) {
		start(self, "a");
		attribute_printf(self, "href", "%s%s", self->options->link_base, meaning->href);
	}
	start(self, "g");
	if (meaning->id != NULL) {
		g_autofree char *id = escape_id(self->options->id_prefix, meaning->id);

		attribute(self, "id", id);
	}
	if (meaning->title != NULL)
		element(self, "title", NULL, meaning->title);
	if (meaning->desc != NULL)
		element(self, "desc", NULL, meaning->desc);
}

static void
write_group_end(Writer *self)
{
	gboolean link = g_array_index(self->links, gboolean, self->links->len - 1);

	g_array_set_size(self->links, self->links->len - 1);
	end(self);
	if (link)
		end(self);
}

static void
write_item(Writer *self, guint index)
{
	const CtItem *item = ct_scene_item(self->scene, index);

	switch (item->kind) {
	case CT_ITEM_GROUP_BEGIN:
		write_group(self, index);
		break;
	case CT_ITEM_GROUP_END:
		write_group_end(self);
		break;
	case CT_ITEM_BOX:
		write_box(self, item);
		break;
	case CT_ITEM_DIAMOND:
		write_diamond(self, item);
		break;
	case CT_ITEM_LINE:
	case CT_ITEM_CURVE:
		write_line(self, item);
		break;
	case CT_ITEM_BAND:
		write_band(self, item);
		break;
	case CT_ITEM_TEXT:
		write_text(self, index);
		break;
	case CT_N_ITEM_KINDS:
		g_assert_not_reached();
	}
}

static void
write_root(Writer *self)
{
	const CtScene *scene = self->scene;
	const char *prefix = self->options->id_prefix;
	g_autofree char *id = g_strconcat(prefix, scene->id, NULL);
	g_autofree char *title = g_strconcat(id, "-title", NULL);
	g_autofree char *desc = g_strconcat(id, "-desc", NULL);
	g_autoptr(GString) box = g_string_new("0 0 ");

	append_number(box, scene->width);
	g_string_append_c(box, ' ');
	append_number(box, scene->height);
	start(self, "svg");
	attribute(self, "xmlns", "http://www.w3.org/2000/svg");
	attribute(self, "id", id);
	attribute(self, "viewBox", box->str);
	number(self, "width", scene->width);
	number(self, "height", scene->height);
	/* a page leaves its links to the keyboard; an image has none */
	attribute(self, "role", *self->options->id_prefix != '\0' ? "group" : "img");
	attribute_printf(self, "aria-labelledby", "%s %s", title, desc);
	element(self, "title", title, scene->title);
	element(self, "desc", desc, scene->desc);
	write_head(self);
}

char *
ct_svg_write(const CtScene *scene, const CtSvgOptions *options)
{
	xmlBufferPtr buffer = xmlBufferCreate();
	g_autofree CtColour *grounds = options->themed ? ct_grounds_new(scene) : NULL;
	Writer self = { xmlNewTextWriterMemory(buffer, 0), scene, options, NULL, grounds };
	char *document;

	g_assert(self.xml != NULL && scene->open_groups == 0);
	self.links = g_array_new(FALSE, FALSE, sizeof(gboolean));
	xmlTextWriterSetIndent(self.xml, 1);
	xmlTextWriterSetIndentString(self.xml, X(" "));
	if (options->declaration)
		xmlTextWriterStartDocument(self.xml, NULL, "UTF-8", NULL);
	write_root(&self);
	for (guint i = 0; i < scene->items->len; i++)
		write_item(&self, i);
	end(&self);
	xmlTextWriterEndDocument(self.xml);
	xmlTextWriterFlush(self.xml);
	document = g_strdup((const char *)xmlBufferContent(buffer));
	xmlFreeTextWriter(self.xml);
	xmlBufferFree(buffer);
	g_array_unref(self.links);
	return document;
}

static void
append_palette(GString *css, const char *selector, CtMedium medium)
{
	g_string_append_printf(css, "%s{", selector);
	for (guint i = CT_COLOUR_NONE + 1; i < CT_N_COLOURS; i++) {
		g_autofree char *variable = ct_colour_variable((CtColour)i);

		g_string_append_printf(css, "%s:#%06x;", variable, ct_colour((CtColour)i, medium));
	}
	g_string_append(css, "}\n");
	if (medium == CT_MEDIUM_DARK)
		g_string_append_printf(css, "%s text.on{fill:var(--ct-dark_ink)}\n", selector);
}

char *
ct_svg_theme(void)
{
	GString *css = g_string_new(NULL);

	append_palette(css, ".drawing", CT_MEDIUM_SCREEN);
	g_string_append(css, "@media screen and (prefers-color-scheme:dark){\n");
	append_palette(css, ":root:not([data-theme=light]) .drawing", CT_MEDIUM_DARK);
	g_string_append(css, "}\n@media screen{\n");
	append_palette(css, ":root[data-theme=dark] .drawing", CT_MEDIUM_DARK);
	g_string_append(css, "}\n");
	return g_string_free(css, FALSE);
}
