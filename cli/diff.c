/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover diff: what changed from one plan folder to another, and which lines of the inputs did it.
 */
#include "cli/diff.h"

#include <string.h>

#include "cli/json-output.h"
#include "cli/session.h"
#include "planner/diff.h"
#include "planner/plan-json.h"

#define FORMAT_VERSION "1.0"

/* What fits on a screen; --format json has all. */
#define MAX_FIELDS 6
#define MAX_LINES  4
#define MAX_NAMES  8

static const char *const headings[CT_N_DIFF_SECTIONS] = {
	[CT_DIFF_INTENT] = "Intent",	[CT_DIFF_PAIR] = "Pairs of pools",
	[CT_DIFF_STEP] = "Steps",	[CT_DIFF_MEMBER] = "Users",
	[CT_DIFF_WAVE] = "Waves",	[CT_DIFF_CHECKPOINT] = "Checkpoints, ways back and losses",
	[CT_DIFF_FATE] = "Fates",	[CT_DIFF_ASSUMPTION] = "Assumptions",
	[CT_DIFF_FINDING] = "Findings", [CT_DIFF_FIGURE] = "The plan as a whole",
};

static const char signs[CT_N_DIFF_KINDS] = {
	[CT_DIFF_ADDED] = '+',
	[CT_DIFF_REMOVED] = '-',
	[CT_DIFF_MOVED] = '>',
	[CT_DIFF_CHANGED] = '~',
};

static const CtStyle styles[CT_N_DIFF_KINDS] = {
	[CT_DIFF_ADDED] = CT_STYLE_GOOD,
	[CT_DIFF_REMOVED] = CT_STYLE_ERROR,
	[CT_DIFF_MOVED] = CT_STYLE_INFO,
	[CT_DIFF_CHANGED] = CT_STYLE_WARNING,
};

static const CtDiffChange *
change_at(const CtDiff *diff, guint index)
{
	return g_ptr_array_index(diff->changes, index);
}

/* ---- For people ---- */

/* "exports/users.xml:12", "exports/users.xml:12-15"; the new side, or the old one of what is gone. */
static char *
where(const CtDiff *diff, const CtDiffLines *lines)
{
	const CtDiffInput *input = &g_array_index(diff->inputs, CtDiffInput, lines->input);
	gboolean gone = input->new_path == NULL || (lines->new_count == 0 && lines->old_count > 0);
	const char *path = gone ? input->old_path : input->new_path;
	guint first = gone ? lines->old_first : lines->new_first;
	guint count = gone ? lines->old_count : lines->new_count;

	if (lines->old_first == 0)
		return g_strdup(path);
	if (count <= 1)
		return g_strdup_printf("%s:%u", path, first);
	return g_strdup_printf("%s:%u-%u", path, first, first + count - 1);
}

static void
print_text(CtReport *report, char sign, const GPtrArray *text)
{
	for (guint i = 0; i < MIN(text->len, MAX_LINES); i++) {
		const char *line = g_ptr_array_index(text, i);

		while (*line == ' ' || *line == '\t')
			line++;
		ct_report_line(report, "    %c %s", sign, line);
	}
	if (text->len > MAX_LINES)
		ct_report_line(report, "    %c ... and %u lines more", sign, text->len - MAX_LINES);
}

static void
print_inputs(CtReport *report, const CtDiff *diff)
{
	if (diff->inputs->len == 0)
		return;
	ct_report_heading(report, "Inputs");
	for (guint i = 0; i < diff->inputs->len; i++) {
		const CtDiffInput *input = &g_array_index(diff->inputs, CtDiffInput, i);

		if (input->old_path == NULL)
			ct_report_line(report, "  + %s", input->new_path);
		else if (input->new_path == NULL)
			ct_report_line(report, "  - %s", input->old_path);
		else if (!input->known)
			ct_report_line(
				report,
				"  ~ %s: its lines cannot be compared, for both versions are "
				"not where the plans found them",
				input->new_path);
	}
	for (guint i = 0; i < diff->lines->len; i++) {
		const CtDiffLines *lines = &g_array_index(diff->lines, CtDiffLines, i);
		g_autofree char *place = where(diff, lines);

		if (lines->old_first == 0)
			continue;
		ct_report_line(report, "  ~ %s%s", place,
			       lines->matters ? "" : ": makes no difference to what is read");
		print_text(report, '-', lines->old_text);
		print_text(report, '+', lines->new_text);
	}
}

static void
print_causes(CtReport *report, const CtDiff *diff, const CtDiffChange *change)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < MIN(change->causes->len, MAX_LINES); i++) {
		guint row = g_array_index(change->causes, guint, i);
		g_autofree char *place = where(diff, &g_array_index(diff->lines, CtDiffLines, row));

		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", place);
	}
	if (change->causes->len > MAX_LINES)
		g_string_append_printf(text, " and %u more", change->causes->len - MAX_LINES);
	if (text->len > 0)
		ct_report_line(report, "      because of %s", text->str);
}

static void
print_fields(CtReport *report, const CtDiffChange *change)
{
	for (guint i = 0; i < MIN(change->fields->len, MAX_FIELDS); i++) {
		const CtDiffField *field = &g_array_index(change->fields, CtDiffField, i);

		if (field->old != NULL && field->new != NULL)
			ct_report_line(report, "      %s: %s -> %s", field->label, field->old,
				       field->new);
		else
			ct_report_line(report, "      %s: %c %s", field->label,
				       field->new != NULL ? '+' : '-',
				       field->new != NULL ? field->new : field->old);
	}
	if (change->fields->len > MAX_FIELDS)
		ct_report_line(report, "      ... and %u more", change->fields->len - MAX_FIELDS);
}

static void
print_change(CtReport *report, const CtDiff *diff, const CtDiffChange *change)
{
	ct_report_put(report, styles[change->kind], "  %c ", signs[change->kind]);
	ct_report_put(report, CT_STYLE_PLAIN, "%s", change->name);
	if (change->section == CT_DIFF_STEP && change->old_id != NULL && change->new_id != NULL)
		ct_report_put(report, CT_STYLE_FAINT, " (%s -> %s)", change->old_id,
			      change->new_id);
	else if (change->old_id != NULL || change->new_id != NULL)
		ct_report_put(report, CT_STYLE_FAINT, " (%s)",
			      change->new_id != NULL ? change->new_id : change->old_id);
	ct_report_end(report);
	print_fields(report, change);
	print_causes(report, diff, change);
}

/* Is @change the next one of a row of things that moved together? */
static gboolean
moves_along(const CtDiffChange *before, const CtDiffChange *change)
{
	return before->kind == CT_DIFF_MOVED && change->kind == CT_DIFF_MOVED &&
	       before->section == change->section && before->old_place + 1 == change->old_place &&
	       before->new_place + 1 == change->new_place;
}

/* How many changes from @from on are one: things that moved together. */
static guint
block_length(const CtDiff *diff, guint from)
{
	guint length = 1;

	while (from + length < diff->changes->len &&
	       moves_along(change_at(diff, from + length - 1), change_at(diff, from + length)))
		length++;
	return length;
}

static void
print_section(CtReport *report, const CtDiff *diff, CtDiffSection section)
{
	gboolean begun = FALSE;

	for (guint i = 0; i < diff->changes->len; i++) {
		const CtDiffChange *change = change_at(diff, i);
		guint block = block_length(diff, i);

		if (change->section != section || section == CT_DIFF_MEMBER)
			continue;
		if (!begun)
			ct_report_heading(report, "%s", headings[section]);
		begun = TRUE;
		print_change(report, diff, change);
		if (block > 1) {
			ct_report_line(report, "      and the %u steps behind it, up to %s",
				       block - 1, change_at(diff, i + block - 1)->name);
			i += block - 1;
		}
	}
}

/* ---- Users, who come in numbers ---- */

static const char *
field_of(const CtDiffChange *change, const char *label, gboolean new)
{
	for (guint i = 0; i < change->fields->len; i++) {
		const CtDiffField *field = &g_array_index(change->fields, CtDiffField, i);

		if (strcmp(field->label, label) == 0)
			return new ? field->new : field->old;
	}
	return NULL;
}

/* What happened to a user, in words that others share; newly allocated. */
static char *
what_of(const CtDiffChange *change)
{
	const char *wave = field_of(change, "wave", FALSE);
	const char *target = field_of(change, "to", FALSE);
	const char *source = field_of(change, "from", FALSE);

	if (change->kind == CT_DIFF_ADDED)
		return g_strdup("join");
	if (change->kind == CT_DIFF_REMOVED)
		return g_strdup("leave");
	if (wave != NULL)
		return g_strdup_printf("go from %s to %s", wave, field_of(change, "wave", TRUE));
	if (source != NULL)
		return g_strdup_printf("are on %s instead of %s", field_of(change, "from", TRUE),
				       source);
	if (target != NULL)
		return g_strdup_printf("move to %s instead of %s", field_of(change, "to", TRUE),
				       target);
	return g_strdup("have another name or reason");
}

static void
print_members(CtReport *report, const CtDiff *diff)
{
	g_autoptr(GHashTable) groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							     (GDestroyNotify)g_ptr_array_unref);
	g_autoptr(GPtrArray) order = g_ptr_array_new();

	for (guint i = 0; i < diff->changes->len; i++) {
		const CtDiffChange *change = change_at(diff, i);
		char *what;

		if (change->section != CT_DIFF_MEMBER)
			continue;
		what = what_of(change);
		if (!g_hash_table_contains(groups, what)) {
			g_ptr_array_add(order, what);
			g_hash_table_insert(groups, what, g_ptr_array_new());
		} else {
			char *known = NULL;

			g_hash_table_lookup_extended(groups, what, (gpointer *)&known, NULL);
			g_free(what);
			what = known;
		}
		g_ptr_array_add(g_hash_table_lookup(groups, what), (gpointer)change);
	}
	for (guint i = 0; i < order->len; i++) {
		const GPtrArray *group = g_hash_table_lookup(groups, g_ptr_array_index(order, i));

		if (i == 0)
			ct_report_heading(report, "%s", headings[CT_DIFF_MEMBER]);
		ct_report_line(report, "  %u user%s %s", group->len, group->len == 1 ? "" : "s",
			       (const char *)g_ptr_array_index(order, i));
		for (guint k = 0; k < MIN(group->len, MAX_NAMES); k++) {
			ct_report_line(report, "    %s",
				       ((const CtDiffChange *)g_ptr_array_index(group, k))->name);
			print_causes(report, diff, g_ptr_array_index(group, k));
		}
		if (group->len > MAX_NAMES)
			ct_report_line(report, "    ... and %u more", group->len - MAX_NAMES);
	}
}

static void
print_diff(CtReport *report, const CtDiff *diff)
{
	if (ct_diff_is_empty(diff)) {
		ct_report_line(report, diff->inputs->len > 0
					       ? "The plans say the same; inputs differ."
					       : "The plans say the same.");
	}
	print_inputs(report, diff);
	for (guint i = 0; i < CT_N_DIFF_SECTIONS; i++) {
		print_section(report, diff, (CtDiffSection)i);
		if (i == CT_DIFF_STEP && diff->renumbered > 0)
			ct_report_line(report,
				       "  %u steps that stay in their order have another id",
				       diff->renumbered);
		if (i == CT_DIFF_MEMBER)
			print_members(report, diff);
	}
	if (!ct_diff_is_empty(diff) && diff->lines->len > 0)
		ct_report_wrap(report, 0,
			       "\nA change that names no line follows from the others: taking back "
			       "the lines above that make a difference gives the old plan back.");
}

/* ---- For programs ---- */

static void
add_texts(JsonBuilder *builder, const char *key, const GPtrArray *texts)
{
	json_builder_set_member_name(builder, key);
	json_builder_begin_array(builder);
	for (guint i = 0; i < texts->len; i++)
		json_builder_add_string_value(builder, g_ptr_array_index(texts, i));
	json_builder_end_array(builder);
}

static void
add_inputs(JsonBuilder *builder, const CtDiff *diff)
{
	json_builder_set_member_name(builder, "inputs");
	json_builder_begin_array(builder);
	for (guint i = 0; i < diff->inputs->len; i++) {
		const CtDiffInput *input = &g_array_index(diff->inputs, CtDiffInput, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "old_path", input->old_path);
		ct_json_add_text(builder, "new_path", input->new_path);
		ct_json_add_text(builder, "old_sha256", input->old_sha256);
		ct_json_add_text(builder, "new_sha256", input->new_sha256);
		json_builder_set_member_name(builder, "compared");
		json_builder_add_boolean_value(builder, input->known);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

static void
add_lines(JsonBuilder *builder, const CtDiff *diff)
{
	json_builder_set_member_name(builder, "lines");
	json_builder_begin_array(builder);
	for (guint i = 0; i < diff->lines->len; i++) {
		const CtDiffLines *lines = &g_array_index(diff->lines, CtDiffLines, i);

		json_builder_begin_object(builder);
		ct_json_add_number(builder, "input", lines->input);
		ct_json_add_number(builder, "old_first", lines->old_first);
		ct_json_add_number(builder, "old_count", lines->old_count);
		ct_json_add_number(builder, "new_first", lines->new_first);
		ct_json_add_number(builder, "new_count", lines->new_count);
		add_texts(builder, "old", lines->old_text);
		add_texts(builder, "new", lines->new_text);
		json_builder_set_member_name(builder, "matters");
		json_builder_add_boolean_value(builder, lines->matters);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

static void
add_evidence(JsonBuilder *builder, const char *key, const GArray *evidence)
{
	json_builder_set_member_name(builder, key);
	json_builder_begin_array(builder);
	for (guint i = 0; i < evidence->len; i++) {
		const CtEvidence *row = &g_array_index(evidence, CtEvidence, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "file", row->file);
		ct_json_add_number(builder, "line", row->line);
		ct_json_add_text(builder, "text", row->text);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
}

/* @place: from 0; CT_NONE */
static void
add_place(JsonBuilder *builder, const char *key, guint place)
{
	json_builder_set_member_name(builder, key);
	if (place == CT_NONE)
		json_builder_add_null_value(builder);
	else
		json_builder_add_int_value(builder, place + 1);
}

static void
add_change(JsonBuilder *builder, const CtDiffChange *change)
{
	json_builder_begin_object(builder);
	ct_json_add_text(builder, "what", ct_diff_section_name(change->section));
	ct_json_add_text(builder, "change", ct_diff_kind_name(change->kind));
	ct_json_add_text(builder, "name", change->name);
	ct_json_add_text(builder, "old_id", change->old_id);
	ct_json_add_text(builder, "new_id", change->new_id);
	add_place(builder, "old_place", change->old_place);
	add_place(builder, "new_place", change->new_place);
	json_builder_set_member_name(builder, "fields");
	json_builder_begin_array(builder);
	for (guint i = 0; i < change->fields->len; i++) {
		const CtDiffField *field = &g_array_index(change->fields, CtDiffField, i);

		json_builder_begin_object(builder);
		ct_json_add_text(builder, "key", field->label);
		ct_json_add_text(builder, "old", field->old);
		ct_json_add_text(builder, "new", field->new);
		json_builder_end_object(builder);
	}
	json_builder_end_array(builder);
	add_evidence(builder, "old_evidence", change->old_evidence);
	add_evidence(builder, "new_evidence", change->new_evidence);
	json_builder_set_member_name(builder, "lines");
	json_builder_begin_array(builder);
	for (guint i = 0; i < change->causes->len; i++)
		json_builder_add_int_value(builder, g_array_index(change->causes, guint, i));
	json_builder_end_array(builder);
	json_builder_end_object(builder);
}

static JsonNode *
to_json(const CtDiff *diff)
{
	g_autoptr(JsonBuilder) builder = json_builder_new();

	json_builder_begin_object(builder);
	ct_json_add_text(builder, "format_version", FORMAT_VERSION);
	json_builder_set_member_name(builder, "same");
	json_builder_add_boolean_value(builder, ct_diff_is_empty(diff));
	ct_json_add_number(builder, "renumbered", diff->renumbered);
	add_inputs(builder, diff);
	add_lines(builder, diff);
	json_builder_set_member_name(builder, "changes");
	json_builder_begin_array(builder);
	for (guint i = 0; i < diff->changes->len; i++)
		add_change(builder, change_at(diff, i));
	json_builder_end_array(builder);
	json_builder_end_object(builder);
	return json_builder_get_root(builder);
}

static CtExit
run(CtSession *session)
{
	char **args = session->options->args;
	g_autoptr(GError) error = NULL;
	g_autoptr(CtPlan) old_plan = ct_plan_load(args[0], &error);
	g_autoptr(CtPlan) new_plan = old_plan != NULL ? ct_plan_load(args[1], &error) : NULL;
	g_autoptr(CtDiff) diff = NULL;

	if (new_plan == NULL)
		return ct_session_fail(session, error);
	diff = ct_diff_new(old_plan, new_plan, args[0], args[1]);
	if (ct_session_has_format(session, "json")) {
		g_autoptr(JsonNode) root = to_json(diff);

		ct_session_print_json(session, root);
	} else {
		print_diff(session->report, diff);
	}
	return session->options->fail && !ct_diff_is_empty(diff) ? CT_EXIT_FINDINGS : CT_EXIT_OK;
}

static const char *const formats[] = { "text", "json", NULL };

const CtVerb ct_verb_diff = {
	.name = "diff",
	.usage = "OLD NEW",
	.summary = "what changed between two plans, and which input lines did it",
	.description =
		"Compares the plan folders OLD and NEW: steps, users, waves, checkpoints, losses,\n"
		"findings, and the lines of the exports behind each change.",
	.takes = CT_TAKES_FORMAT | CT_TAKES_FAIL,
	.formats = formats,
	.min_args = 2,
	.max_args = 2,
	.run = run,
};
