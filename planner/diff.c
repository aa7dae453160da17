/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two plans side by side.
 *
 * Every list of a plan is compared in the same way: its things have keys, those with equal keys are
 * matched, and what is left over was added or removed.  The second of two equal keys is another
 * thing than the first.  Where the order means something, the longest run of matched things that kept
 * their order stays where it is and only the others have moved.
 */
#include "planner/diff.h"

#include <string.h>

#include "planner/diff-parts.h"
#include "planner/step-match.h"

static const char *const section_names[CT_N_DIFF_SECTIONS] = {
	[CT_DIFF_INTENT] = "intent",   [CT_DIFF_PAIR] = "pair",
	[CT_DIFF_STEP] = "step",       [CT_DIFF_MEMBER] = "member",
	[CT_DIFF_WAVE] = "wave",       [CT_DIFF_CHECKPOINT] = "checkpoint",
	[CT_DIFF_FATE] = "fate",       [CT_DIFF_ASSUMPTION] = "assumption",
	[CT_DIFF_FINDING] = "finding", [CT_DIFF_FIGURE] = "figure",
};

static const char *const kind_names[CT_N_DIFF_KINDS] = {
	[CT_DIFF_ADDED] = "added",
	[CT_DIFF_REMOVED] = "removed",
	[CT_DIFF_MOVED] = "moved",
	[CT_DIFF_CHANGED] = "changed",
};

const char *
ct_diff_section_name(CtDiffSection section)
{
	return section_names[section];
}

const char *
ct_diff_kind_name(CtDiffKind kind)
{
	return kind_names[kind];
}

static void
change_free(gpointer data)
{
	CtDiffChange *self = data;

	g_array_unref(self->fields);
	g_array_unref(self->old_evidence);
	g_array_unref(self->new_evidence);
	g_array_unref(self->causes);
	g_free(self);
}

static void
lines_clear(gpointer data)
{
	CtDiffLines *self = data;

	g_ptr_array_unref(self->old_text);
	g_ptr_array_unref(self->new_text);
}

static const char *
keep(CtDiff *self, const char *text)
{
	return text != NULL ? g_string_chunk_insert_const(self->chunk, text) : NULL;
}

/* ---- Matching ---- */

/* For each item the row of the other list that is the same thing; CT_NONE. */
static guint *
match_items(const GPtrArray *old_items, const GPtrArray *new_items)
{
	const GPtrArray *const lists[] = { old_items, new_items };
	GPtrArray *keys[G_N_ELEMENTS(lists)];
	guint *old_of;

	for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
		keys[i] = g_ptr_array_new();
		for (guint k = 0; k < lists[i]->len; k++)
			g_ptr_array_add(keys[i], ((CtDiffItem *)lists[i]->pdata[k])->key);
	}
	old_of = ct_match_keys(keys[0], keys[1]);
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		g_ptr_array_unref(keys[i]);
	return old_of;
}

/* ---- Changes ---- */

static void
copy_evidence(CtDiff *self, GArray *to, const GArray *from)
{
	for (guint i = 0; from != NULL && i < from->len; i++) {
		CtEvidence row = g_array_index(from, CtEvidence, i);

		row.file = keep(self, row.file);
		row.text = keep(self, row.text);
		g_array_append_val(to, row);
	}
}

static CtDiffChange *
add_change(CtDiff *self, CtDiffSection section, CtDiffKind kind, const CtDiffItem *old_item,
	   const CtDiffItem *new_item)
{
	CtDiffChange *change = g_new0(CtDiffChange, 1);

	change->section = section;
	change->kind = kind;
	change->name = keep(self, new_item != NULL ? new_item->name : old_item->name);
	change->old_id = old_item != NULL ? keep(self, old_item->id) : NULL;
	change->new_id = new_item != NULL ? keep(self, new_item->id) : NULL;
	change->old_place = change->new_place = CT_NONE;
	change->fields = g_array_new(FALSE, FALSE, sizeof(CtDiffField));
	change->old_evidence = g_array_new(FALSE, FALSE, sizeof(CtEvidence));
	change->new_evidence = g_array_new(FALSE, FALSE, sizeof(CtEvidence));
	change->causes = g_array_new(FALSE, FALSE, sizeof(guint));
	if (old_item != NULL)
		copy_evidence(self, change->old_evidence, old_item->evidence);
	if (new_item != NULL)
		copy_evidence(self, change->new_evidence, new_item->evidence);
	g_ptr_array_add(self->changes, change);
	return change;
}

static void
add_field(CtDiff *self, GArray *fields, const char *label, const char *old_value,
	  const char *new_value)
{
	CtDiffField field = { keep(self, label), keep(self, old_value), keep(self, new_value) };

	g_array_append_val(fields, field);
}

static const GPtrArray *
values_of(const CtDiffItem *item, const char *label)
{
	for (guint i = 0; i < item->labels->len; i++)
		if (strcmp(g_ptr_array_index(item->labels, i), label) == 0)
			return g_ptr_array_index(item->values, i);
	return NULL;
}

/* How often @value is among the first @end of @values. */
static guint
count_value(const GPtrArray *values, guint end, const char *value)
{
	guint count = 0;

	for (guint i = 0; values != NULL && i < end; i++)
		count += strcmp(g_ptr_array_index(values, i), value) == 0;
	return count;
}

/* What of @some is not in @others, so often as there are more of it. */
static void
add_surplus(CtDiff *self, GArray *fields, const char *label, const GPtrArray *some,
	    const GPtrArray *others, gboolean gone)
{
	for (guint i = 0; some != NULL && i < some->len; i++) {
		const char *value = g_ptr_array_index(some, i);

		if (count_value(some, i, value) <
		    count_value(others, others != NULL ? others->len : 0, value))
			continue;
		add_field(self, fields, label, gone ? value : NULL, gone ? NULL : value);
	}
}

static gboolean
same_values(const GPtrArray *a, const GPtrArray *b)
{
	if (a == NULL || b == NULL || a->len != b->len)
		return FALSE;
	for (guint i = 0; i < a->len; i++)
		if (strcmp(g_ptr_array_index(a, i), g_ptr_array_index(b, i)) != 0)
			return FALSE;
	return TRUE;
}

static void
compare_values(CtDiff *self, GArray *fields, const char *label, const GPtrArray *old_values,
	       const GPtrArray *new_values)
{
	guint before = fields->len;

	if (same_values(old_values, new_values))
		return;
	if (old_values != NULL && new_values != NULL && old_values->len == 1 &&
	    new_values->len == 1) {
		add_field(self, fields, label, g_ptr_array_index(old_values, 0),
			  g_ptr_array_index(new_values, 0));
		return;
	}
	add_surplus(self, fields, label, old_values, new_values, TRUE);
	add_surplus(self, fields, label, new_values, old_values, FALSE);
	if (fields->len == before && old_values != NULL && new_values != NULL)
		add_field(self, fields, label, "the same in another order", "");
}

static void
compare_items(CtDiff *self, CtDiffSection section, const CtDiffItem *old_item,
	      const CtDiffItem *new_item, guint old_place, guint new_place)
{
	g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(CtDiffField));
	CtDiffChange *change;

	for (guint i = 0; i < new_item->labels->len; i++) {
		const char *label = g_ptr_array_index(new_item->labels, i);

		compare_values(self, fields, label, values_of(old_item, label),
			       g_ptr_array_index(new_item->values, i));
	}
	for (guint i = 0; i < old_item->labels->len; i++) {
		const char *label = g_ptr_array_index(old_item->labels, i);

		if (values_of(new_item, label) == NULL)
			compare_values(self, fields, label, g_ptr_array_index(old_item->values, i),
				       NULL);
	}
	if (fields->len == 0)
		return;
	change = add_change(self, section, CT_DIFF_CHANGED, old_item, new_item);
	change->old_place = old_place;
	change->new_place = new_place;
	g_array_append_vals(change->fields, fields->data, fields->len);
}

static void
compare_matched(CtDiff *self, CtDiffSection section, const GPtrArray *old_items,
		const GPtrArray *new_items, const guint *old_of)
{
	g_autofree gboolean *stays = ct_longest_run(old_of, new_items->len);

	for (guint i = 0; i < new_items->len; i++) {
		const CtDiffItem *new_item = g_ptr_array_index(new_items, i);
		const CtDiffItem *old_item;
		CtDiffChange *change;

		if (old_of[i] == CT_NONE) {
			change = add_change(self, section, CT_DIFF_ADDED, NULL, new_item);
			change->new_place = i;
			continue;
		}
		old_item = g_ptr_array_index(old_items, old_of[i]);
		if (ct_diff_is_ordered(section) && !stays[i]) {
			change = add_change(self, section, CT_DIFF_MOVED, old_item, new_item);
			change->old_place = old_of[i];
			change->new_place = i;
		} else if (section == CT_DIFF_STEP) {
			self->renumbered += g_strcmp0(old_item->id, new_item->id) != 0;
		}
		compare_items(self, section, old_item, new_item, old_of[i], i);
	}
}

static void
compare_section(CtDiff *self, CtDiffSection section, const GPtrArray *old_items,
		const GPtrArray *new_items)
{
	g_autofree guint *old_of = match_items(old_items, new_items);
	g_autofree gboolean *found = g_new0(gboolean, old_items->len + 1);

	for (guint i = 0; i < new_items->len; i++)
		if (old_of[i] != CT_NONE)
			found[old_of[i]] = TRUE;
	for (guint i = 0; i < old_items->len; i++) {
		if (!found[i])
			add_change(self, section, CT_DIFF_REMOVED, g_ptr_array_index(old_items, i),
				   NULL)
				->old_place = i;
	}
	compare_matched(self, section, old_items, new_items, old_of);
}

CtDiff *
ct_diff_new(const CtPlan *old_plan, const CtPlan *new_plan, const char *old_dir,
	    const char *new_dir)
{
	CtDiff *self = g_new0(CtDiff, 1);

	self->chunk = g_string_chunk_new(4096);
	self->inputs = g_array_new(FALSE, FALSE, sizeof(CtDiffInput));
	self->lines = g_array_new(FALSE, FALSE, sizeof(CtDiffLines));
	g_array_set_clear_func(self->lines, lines_clear);
	self->changes = g_ptr_array_new_with_free_func(change_free);
	for (guint i = 0; i < CT_N_DIFF_SECTIONS; i++) {
		CtDiffSection section = (CtDiffSection)i;
		g_autoptr(GPtrArray) old_items = ct_diff_items(old_plan, section, old_dir);
		g_autoptr(GPtrArray) new_items = ct_diff_items(new_plan, section, new_dir);

		compare_section(self, section, old_items, new_items);
	}
	ct_diff_find_causes(self, old_plan, new_plan);
	return self;
}

void
ct_diff_free(CtDiff *self)
{
	if (self == NULL)
		return;
	g_ptr_array_unref(self->changes);
	g_array_unref(self->lines);
	g_array_unref(self->inputs);
	g_string_chunk_free(self->chunk);
	g_free(self);
}

gboolean
ct_diff_is_empty(const CtDiff *self)
{
	return self->changes->len == 0;
}
