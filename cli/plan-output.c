/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan in one screen, and a conflict in sentences.
 */
#include "cli/plan-output.h"

#include "cli/finding-output.h"

/* What fits on a screen; the rest stands in the plan. */
#define MAX_WAVES 20
#define MAX_POOLS 4

static char *
join_pools(const GPtrArray *pools)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < MIN(pools->len, MAX_POOLS); i++)
		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
				       (const char *)g_ptr_array_index(pools, i));
	if (pools->len > MAX_POOLS)
		g_string_append_printf(text, " and %u more", pools->len - MAX_POOLS);
	return g_string_free(text, FALSE);
}

static void
print_waves(CtReport *report, const CtPlan *plan)
{
	g_autoptr(CtTable) table = ct_table_new("llrl");

	if (plan->waves->len == 0)
		return;
	ct_table_add(table, "wave");
	ct_table_add(table, "kind");
	ct_table_add(table, "users");
	ct_table_add(table, "from");
	for (guint i = 0; i < MIN(plan->waves->len, MAX_WAVES); i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);
		g_autofree char *from = join_pools(wave->from);

		ct_table_add(table, "%s", wave->id);
		ct_table_add(table, "%s", wave->kind);
		ct_table_add(table, "%u", wave->users);
		ct_table_add(table, "%s", from);
	}
	ct_report_heading(report, "Waves");
	ct_report_table(report, table);
	if (plan->waves->len > MAX_WAVES)
		ct_report_line(report, "  ... and %u more, in plan.json and waves/",
			       plan->waves->len - MAX_WAVES);
}

static guint
count_users(const CtPlan *plan)
{
	guint users = 0;

	for (guint i = 0; i < plan->waves->len; i++)
		users += g_array_index(plan->waves, CtPlanWave, i).users;
	return users;
}

/* From the start of the first step to the end of the last one's settling. */
static guint64
duration_minutes(const CtPlan *plan)
{
	guint64 end = 0;

	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = &g_array_index(plan->steps, CtPlanStep, i);

		end = MAX(end, step->start_minute + step->minutes + step->settle_minutes);
	}
	return end;
}

static void
print_point_of_no_return(CtReport *report, const CtPlan *plan)
{
	guint index = ct_plan_find_step(plan, plan->point_of_no_return);
	const CtPlanStep *step;

	if (plan->point_of_no_return == NULL || index == CT_NONE) {
		ct_report_line(report, "  point of no return   none: every step can be undone");
		return;
	}
	step = &g_array_index(plan->steps, CtPlanStep, index);
	ct_report_line(report, "  point of no return   step %u (%s): %s", index + 1, step->id,
		       step->title);
}

static guint
count_questions(const CtPlan *plan)
{
	guint count = 0;

	for (guint i = 0; i < plan->assumptions->len; i++)
		count += g_strcmp0(g_array_index(plan->assumptions, CtAssumption, i).source,
				   "question") == 0;
	return count;
}

static void
print_files(CtReport *report, const char *dir)
{
	static const char *const files[] = { "report.html", "plan.pdf", "diagrams", "plan.json",
					     "plan.ics" };

	ct_report_heading(report, "Open these");
	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_build_filename(dir, files[i], NULL);

		if (g_file_test(path, G_FILE_TEST_EXISTS))
			ct_report_line(report, "  %s", path);
	}
}

void
ct_plan_print(CtReport *report, const CtPlan *plan, const char *dir)
{
	guint64 minutes = duration_minutes(plan);
	g_autofree char *findings = ct_findings_summary(plan->errors, plan->warnings, plan->infos);

	ct_report_heading(report, "A safe plan");
	ct_report_line(report, "  steps                %u", plan->steps->len);
	ct_report_line(report, "  checkpoints          %u", plan->checkpoints->len);
	print_point_of_no_return(report, plan);
	ct_report_line(report, "  users                %u in %u waves", count_users(plan),
		       plan->waves->len);
	ct_report_line(report,
		       "  cost of the waves    %" G_GUINT64_FORMAT
		       ", proved to be at least %" G_GUINT64_FORMAT " (gap %u %%)",
		       plan->cost, plan->lower_bound, ct_plan_gap(plan));
	ct_report_line(report,
		       "  duration             %" G_GUINT64_FORMAT " h %" G_GUINT64_FORMAT
		       " min, settling included",
		       minutes / 60, minutes % 60);
	ct_report_line(report, "  assumptions          %u, of which %u are questions to answer",
		       plan->assumptions->len, count_questions(plan));
	ct_report_line(report, "  findings             %s", findings);
	print_waves(report, plan);
	print_files(report, dir);
}

static void
print_conflict(CtReport *report, const CtConflict *conflict)
{
	for (guint i = 0; i < conflict->elements->len; i++) {
		const CtConflictElement *element = g_ptr_array_index(conflict->elements, i);

		if (element->where != NULL)
			ct_report_put(report, CT_STYLE_PLAIN, "%s: ", element->where);
		ct_report_put(report, CT_STYLE_ERROR, "%s", element->id);
		ct_report_line(report, ": %s", element->text);
	}
	if (conflict->ways_out->len > 0)
		ct_report_line(report, "Ways out:");
	for (guint i = 0; i < conflict->ways_out->len; i++) {
		const CtWayOut *way = g_ptr_array_index(conflict->ways_out, i);

		ct_report_line(report, "  - %s%s", way->text,
			       way->key != NULL && !way->tried ? " (not tried)" : "");
	}
}

static gboolean
has_same_ways_out(const CtConflict *a, const CtConflict *b)
{
	if (a->ways_out->len != b->ways_out->len || a->elements->len < 2)
		return FALSE;
	for (guint i = 0; i < a->ways_out->len; i++)
		if (g_strcmp0(((const CtWayOut *)g_ptr_array_index(a->ways_out, i))->text,
			      ((const CtWayOut *)g_ptr_array_index(b->ways_out, i))->text) != 0)
			return FALSE;
	return TRUE;
}

/* One wish can collide with the rule book in several ways, which are left by the same ways out. */
static void
print_another_way(CtReport *report, const CtConflict *conflict)
{
	g_autoptr(GString) text = g_string_new("With the same ways out, these cannot hold together "
					       "either:");

	for (guint i = 0; i < conflict->elements->len; i++) {
		const CtConflictElement *element = g_ptr_array_index(conflict->elements, i);

		g_string_append_printf(text, "%s %s", i > 0 ? "," : "", element->id);
		if (element->where != NULL)
			g_string_append_printf(text, " (%s)", element->where);
	}
	ct_report_end(report);
	ct_report_wrap(report, 0, text->str);
}

void
ct_conflicts_print(CtReport *report, const GPtrArray *conflicts)
{
	gboolean more = FALSE;

	for (guint i = 0; i < conflicts->len; i++) {
		const CtConflict *conflict = g_ptr_array_index(conflicts, i);
		gboolean told = FALSE;

		more = more || conflict->more;
		for (guint k = 0; k < i && !told; k++)
			told = has_same_ways_out(conflict, g_ptr_array_index(conflicts, k));
		if (told) {
			print_another_way(report, conflict);
			continue;
		}
		if (conflict->once != NULL)
			ct_report_heading(report,
					  conflict->elements->len == 1
						  ? "Once %s is given up, this stands in the way:"
						  : "Once %s is given up, these cannot hold "
						    "together either:",
					  conflict->once);
		else if (conflict->elements->len == 1)
			ct_report_heading(report, "No safe plan exists while this holds:");
		else
			ct_report_heading(report,
					  "No safe plan exists: these %u cannot hold together, "
					  "and without any one of them they could:",
					  conflict->elements->len);
		print_conflict(report, conflict);
	}
	if (more) {
		ct_report_end(report);
		ct_report_line(report, "There may be more conflicts than these.");
	}
}
