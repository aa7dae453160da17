/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pilot: a smallest set of users who between them have every combination that must be tried before
 * production, beside those whom the intent names.  Users move as units, so that a pilot user brings
 * along whoever is bound to them: what is counted is users, what is chosen is units (a set cover,
 * cover.c).  When the level that the intent asks for needs more users than a pilot may have, the
 * strongest level below that fits is covered, what is left of the pilot is filled with the units that
 * try most of the rest, and the plan lists what nobody tries.
 */
#include "planner/pilot.h"

#include <string.h>

#include "planner/cover.h"
#include "planner/wave-keep.h"
#include "planner/wave.h"

static const char *const level_names[CT_N_PILOT_LEVELS] = {
	[CT_PILOT_EACH] = "each",	  [CT_PILOT_SITES] = "sites", [CT_PILOT_POOLS] = "pools",
	[CT_PILOT_PROFILES] = "profiles", [CT_PILOT_PAIRS] = "pairs", [CT_PILOT_ALL] = "all",
};

/* What nothing is covered of. */
#define NO_LEVEL "none"

/* A unit says what it is there for in so many combinations; the plan has all of them. */
#define MAX_REASONS 3

/* Estates with more units are large. */
#define MANY_UNITS 20000

static CtPilotLevel
read_level(const CtIntent *intent)
{
	const char *name = g_ptr_array_index(intent->values[CT_INTENT_PILOT_COVER], 0);

	for (guint level = 0; level < CT_N_PILOT_LEVELS; level++)
		if (strcmp(level_names[level], name) == 0)
			return level;
	/* the intent was checked when it was read */
	g_assert_not_reached();
}

typedef struct {
	const CtEstate *estate;
	const CtGroups *groups;
	const guint32 *wave_of;
	const char **chosen; /* by unit: why it is in the pilot; NULL */
	CtPilotClasses *classes;
	GArray *columns; /* of guint32: units that may be chosen; of equal ones the first */
	guint limit;	 /* users of a pilot */
	guint users;	 /* in it */
} Choice;

static const CtUnit *
unit_at(const Choice *self, guint32 unit)
{
	return &g_array_index(self->groups->units, CtUnit, unit);
}

static void
choose(Choice *self, guint32 unit, const char *why)
{
	if (self->chosen[unit] != NULL)
		return;
	self->chosen[unit] = why;
	self->users += unit_at(self, unit)->count;
}

static void
choose_named(Choice *self, const CtIntent *intent)
{
	g_autofree gboolean *named = ct_intent_find_users(intent, CT_INTENT_PILOT_USERS,
							  self->estate);

	for (guint32 i = 0; named != NULL && i < self->estate->users.count; i++) {
		guint32 unit = self->groups->unit_of[i];

		if (unit != CT_NONE && self->wave_of[unit] == CT_NONE && named[i])
			choose(self, unit, "pilot user (intent)");
	}
}

/* ---- Columns ---- */

/* Classes of the users of @unit, each once, ascending. */
static void
collect_classes(const Choice *self, guint32 unit, GArray *out_classes)
{
	const CtUnit *row = unit_at(self, unit);

	g_array_set_size(out_classes, 0);
	for (guint i = 0; i < row->count; i++) {
		guint32 user = g_array_index(self->groups->members, CtUserId, row->first + i).index;
		guint32 held = self->classes->class_of[user];
		guint at = 0;

		if (held == CT_NONE)
			continue;
		while (at < out_classes->len && g_array_index(out_classes, guint32, at) < held)
			at++;
		if (at == out_classes->len || g_array_index(out_classes, guint32, at) != held)
			g_array_insert_val(out_classes, at, held);
	}
}

static guint32
first_user(const Choice *self, guint32 unit)
{
	return g_array_index(self->groups->members, CtUserId, unit_at(self, unit)->first).index;
}

/* A number that depends on the address of the first user alone (FNV-1a): of pilots of the same size the
 * one with the least sum of them is taken. */
static guint
rank_of(const Choice *self, guint32 unit)
{
	guint32 hash = 2166136261u;

	for (const char *c = self->estate->users.key[first_user(self, unit)]; *c != '\0'; c++)
		hash = (hash ^ (guint8)*c) * 16777619u;
	return (hash ^ hash >> 16) % CT_COVER_RANKS;
}

/* By class: is there a unit that is one user of it? */
static gboolean *
find_singles(const Choice *self)
{
	gboolean *single = g_new0(gboolean, self->classes->classes->len + 1);

	for (guint32 i = 0; i < self->groups->units->len; i++) {
		const CtUnit *unit = unit_at(self, i);
		guint32 held;

		if (unit->count > 1 || self->wave_of[i] != CT_NONE || self->chosen[i] != NULL)
			continue;
		held = self->classes->class_of[first_user(self, i)];
		if (held != CT_NONE)
			single[held] = TRUE;
	}
	return single;
}

/* A unit of several users for whom there are single users as well: those try the same, for no more. */
static gboolean
is_replaceable(const gboolean *single, const GArray *classes)
{
	for (guint i = 0; i < classes->len; i++)
		if (!single[g_array_index(classes, guint32, i)])
			return FALSE;
	return TRUE;
}

/* Columns while they are listed. */
typedef struct {
	guint *single;	  /* by class: 1 + the column that is one user of it */
	GHashTable *many; /* classes and users as GBytes -> 1 + the column */
	GArray *ranks;	  /* of guint, by column */
} Listing;

/* Of units that cost and have the same the one with the least rank counts, then the first. */
static void
take_column(Choice *self, Listing *listing, guint column, guint32 unit)
{
	guint rank = rank_of(self, unit);

	if (column == self->columns->len) {
		g_array_append_val(self->columns, unit);
		g_array_append_val(listing->ranks, rank);
	} else if (rank < g_array_index(listing->ranks, guint, column)) {
		g_array_index(self->columns, guint32, column) = unit;
		g_array_index(listing->ranks, guint, column) = rank;
	}
}

/* @classes: of the unit; used up */
static void
add_column(Choice *self, Listing *listing, GArray *classes, guint32 unit)
{
	guint users = unit_at(self, unit)->count;
	guint next = self->columns->len + 1;
	guint number;

	if (users == 1) {
		guint *held = &listing->single[g_array_index(classes, guint32, 0)];

		number = *held = *held > 0 ? *held : next;
	} else {
		g_autoptr(GBytes) key = NULL;

		g_array_append_val(classes, users);
		key = g_bytes_new(classes->data, classes->len * sizeof(guint32));
		number = GPOINTER_TO_UINT(g_hash_table_lookup(listing->many, key));
		if (number == 0) {
			number = next;
			g_hash_table_insert(listing->many, g_steal_pointer(&key),
					    GUINT_TO_POINTER(number));
		}
	}
	take_column(self, listing, number - 1, unit);
}

/* Units that may be chosen, each kind once.  @single: nullable; units that these replace are left
 * out. */
static void
list_columns(Choice *self, const gboolean *single)
{
	g_autoptr(GArray) classes = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) ranks = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree guint *held = g_new0(guint, self->classes->classes->len + 1);
	g_autoptr(GHashTable) many = g_hash_table_new_full(g_bytes_hash, g_bytes_equal,
							   (GDestroyNotify)g_bytes_unref, NULL);
	Listing listing = { held, many, ranks };
	guint last = self->groups->units->len - 1;

	g_array_set_size(self->columns, 0);
	for (guint32 i = 0; i < self->groups->units->len; i++) {
		/* addresses are all over memory, and each is ranked */
		__builtin_prefetch(
			self->estate->users.key[first_user(self, MIN(i + CT_ESTATE_AHEAD, last))]);
		if (self->wave_of[i] != CT_NONE || self->chosen[i] != NULL)
			continue;
		collect_classes(self, i, classes);
		if (classes->len == 0 || (single != NULL && unit_at(self, i)->count > 1 &&
					  is_replaceable(single, classes)))
			continue;
		add_column(self, &listing, classes, i);
	}
}

/* In a large estate pairs of delegates come in more kinds than are worth looking at. */
static void
find_columns(Choice *self)
{
	g_autofree gboolean *single = NULL;

	if (self->groups->units->len > MANY_UNITS)
		single = find_singles(self);
	list_columns(self, single);
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	guint32 left = *(const guint32 *)a;
	guint32 right = *(const guint32 *)b;

	return left < right ? -1 : left > right;
}

/* Rows of @unit, ascending, each once. */
static void
collect_rows(const Choice *self, const CtPilotRows *rows, guint32 unit, GArray *classes,
	     GArray *out_rows)
{
	guint kept = 0;

	collect_classes(self, unit, classes);
	g_array_set_size(out_rows, 0);
	for (guint i = 0; i < classes->len; i++) {
		guint count;
		const guint32 *list = ct_pilot_rows_of(rows, g_array_index(classes, guint32, i),
						       &count);

		g_array_append_vals(out_rows, list, count);
	}
	g_array_sort(out_rows, by_number);
	for (guint i = 0; i < out_rows->len; i++) {
		guint32 row = g_array_index(out_rows, guint32, i);

		if (kept == 0 || g_array_index(out_rows, guint32, kept - 1) != row)
			g_array_index(out_rows, guint32, kept++) = row;
	}
	g_array_set_size(out_rows, kept);
}

/* By row: how many chosen units have it. */
static guint *
count_chosen(const Choice *self, const CtPilotRows *rows)
{
	guint *count = g_new0(guint, rows->rows->len + 1);
	g_autoptr(GArray) classes = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint32 i = 0; i < self->groups->units->len; i++) {
		if (self->chosen[i] == NULL)
			continue;
		collect_rows(self, rows, i, classes, list);
		for (guint k = 0; k < list->len; k++)
			count[g_array_index(list, guint32, k)]++;
	}
	return count;
}

/* The set cover that is left when chosen units have what they have: rows numbered anew. */
static CtCover *
make_cover(const Choice *self, const CtPilotRows *rows)
{
	g_autofree guint *had = count_chosen(self, rows);
	g_autofree guint32 *number = g_new(guint32, rows->rows->len + 1);
	g_autoptr(GArray) classes = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(guint32));
	CtCover *cover;
	guint n_rows = 0;

	for (guint i = 0; i < rows->rows->len; i++)
		number[i] = had[i] > 0 ? CT_NONE : n_rows++;
	cover = ct_cover_new(n_rows);
	for (guint i = 0; i < self->columns->len; i++) {
		guint32 unit = g_array_index(self->columns, guint32, i);
		guint kept = 0;

		collect_rows(self, rows, unit, classes, list);
		for (guint k = 0; k < list->len; k++) {
			guint32 row = number[g_array_index(list, guint32, k)];

			if (row != CT_NONE)
				g_array_index(list, guint32, kept++) = row;
		}
		ct_cover_add(cover, (const guint32 *)(const void *)list->data, kept,
			     unit_at(self, unit)->count, rank_of(self, unit));
	}
	return cover;
}

/* ---- Choosing ---- */

/* Where no site is known, what is tried at each of them is what is tried on each pool. */
static gboolean
knows_sites(const Choice *self)
{
	for (guint i = 0; i < self->estate->pools->len; i++)
		if (self->classes->site[i] != CT_NONE)
			return TRUE;
	return FALSE;
}

/* Takes the covering of the strongest level from @level down that fits; CT_N_PILOT_LEVELS: none does. */
static CtPilotLevel
choose_level(Choice *self, CtPilotLevel level, CtPlan *plan)
{
	const CtPilotLevel asked = level;

	for (;; level--) {
		g_autoptr(CtPilotRows) rows = ct_pilot_rows_new(self->classes, level);
		g_autoptr(CtCover) cover = make_cover(self, rows);
		g_autoptr(CtCoverResult) result = NULL;

		/* to see that a weaker level does not fit is mostly cheaper than to solve it */
		if (level == asked || self->users + ct_cover_bound(cover) <= self->limit)
			result = ct_cover_solve(cover);
		if (level == asked) {
			plan->pilot_needed = self->users + (guint)result->cost;
			plan->pilot_lower_bound = self->users + (guint)result->lower_bound;
		}
		if (result != NULL && self->users + result->cost <= self->limit) {
			for (guint i = 0; i < self->columns->len; i++)
				if (result->chosen[i])
					choose(self, g_array_index(self->columns, guint32, i), "");
			return level;
		}
		if (level == CT_PILOT_EACH)
			return CT_N_PILOT_LEVELS;
		if (level == CT_PILOT_POOLS && !knows_sites(self))
			level--;
	}
}

/* By column: rows that no column taken has. */
static guint *
count_news(const CtCover *cover)
{
	guint *news = g_new0(guint, cover->n_columns + 1);

	for (guint i = 0; i < cover->n_columns; i++)
		ct_cover_rows(cover, i, &news[i]);
	return news;
}

static guint
best_fitting(const CtCover *cover, const guint *news, guint room)
{
	guint best = CT_NONE;

	for (guint i = 0; i < cover->n_columns; i++) {
		guint cost = ct_cover_cost(cover, i);

		if (news[i] > 0 && cost <= room &&
		    (best == CT_NONE ||
		     (guint64)news[i] * ct_cover_cost(cover, best) > (guint64)news[best] * cost))
			best = i;
	}
	return best;
}

/* What room is left goes to whoever tries most that is still to be tried, for each user; then to the
 * first. */
static void
fill_up(Choice *self, const CtPilotRows *rows)
{
	g_autoptr(CtCover) cover = make_cover(self, rows);
	g_autofree guint *news = count_news(cover);
	g_autofree gboolean *tried = g_new0(gboolean, cover->n_rows + 1);

	ct_cover_index(cover);
	while (self->users < self->limit) {
		guint best = best_fitting(cover, news, self->limit - self->users);
		const guint32 *list;
		guint count;

		if (best == CT_NONE)
			return;
		choose(self, g_array_index(self->columns, guint32, best), "");
		list = ct_cover_rows(cover, best, &count);
		for (guint k = 0; k < count; k++) {
			guint n_columns;
			const guint32 *columns = ct_cover_columns(cover, list[k], &n_columns);

			for (guint c = 0; !tried[list[k]] && c < n_columns; c++)
				news[columns[c]]--;
			tried[list[k]] = TRUE;
		}
	}
}

/* ---- What the plan says of it ---- */

static int
by_words(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtPlanCombination *all = data;
	const CtPlanCombination *left = &all[*(const guint32 *)a];
	const CtPlanCombination *right = &all[*(const guint32 *)b];
	int order = g_strcmp0(left->with, right->with);

	if (order == 0)
		order = strcmp(left->kind, right->kind);
	return order != 0 ? order : strcmp(left->value, right->value);
}

/* By row: its combination in the plan, by what it is tried with, its kind and its words. */
static guint *
add_combinations(const Choice *self, const CtPilotRows *rows, CtPlan *plan)
{
	guint n = rows->rows->len;
	g_autofree CtPlanCombination *all = g_new0(CtPlanCombination, n + 1);
	g_autofree guint32 *order = g_new(guint32, n + 1);
	guint *place = g_new(guint, n + 1);

	for (guint32 i = 0; i < n; i++) {
		all[i] = ct_pilot_describe(self->classes, &g_array_index(rows->rows, CtPilotRow, i),
					   plan);
		order[i] = i;
	}
	g_qsort_with_data(order, (gint)n, sizeof *order, by_words, all);
	for (guint i = 0; i < n; i++) {
		CtPlanCombination *row = ct_plan_add_combination(plan);

		row->kind = all[order[i]].kind;
		row->with = all[order[i]].with;
		row->value = all[order[i]].value;
		row->users = all[order[i]].users;
		place[order[i]] = i;
	}
	return place;
}

/* Who of the pilot has what. */
static void
name_users(const Choice *self, const CtPilotRows *rows, const guint *place, CtPlan *plan)
{
	for (guint32 i = 0; i < self->estate->users.count; i++) {
		guint32 unit = self->groups->unit_of[i];
		guint32 held = self->classes->class_of[i];
		const guint32 *list;
		const char *sip;
		guint count;

		if (unit == CT_NONE || self->chosen[unit] == NULL || held == CT_NONE)
			continue;
		sip = ct_plan_text(plan, self->estate->users.sip[i]);
		list = ct_pilot_rows_of(rows, held, &count);
		for (guint k = 0; k < count; k++)
			g_ptr_array_add(g_array_index(plan->combinations, CtPlanCombination,
						      place[list[k]])
						.pilot,
					(gpointer)sip);
	}
}

/* What @unit is there for: what it alone has in the pilot, else whatever it has. */
static const char *
reason_of(const guint *had, const GArray *list, const guint *place, CtPlan *plan)
{
	g_autoptr(GString) text = g_string_new("covers");
	gboolean alone = FALSE;
	guint told = 0, more = 0;

	for (guint k = 0; k < list->len; k++)
		alone = alone || had[g_array_index(list, guint32, k)] == 1;
	for (guint k = 0; k < list->len; k++) {
		guint32 row = g_array_index(list, guint32, k);
		g_autofree char *words = NULL;

		if (alone && had[row] > 1)
			continue;
		if (told == MAX_REASONS) {
			more++;
			continue;
		}
		words = ct_plan_combination_text(
			&g_array_index(plan->combinations, CtPlanCombination, place[row]));
		g_string_append_printf(text, "%s %s", told++ > 0 ? ";" : "", words);
	}
	if (more > 0)
		g_string_append_printf(text, "; and %u more", more);
	return ct_plan_text(plan, text->str);
}

static void
give_reasons(Choice *self, const CtPilotRows *rows, const guint *place, CtPlan *plan)
{
	g_autofree guint *had = count_chosen(self, rows);
	g_autoptr(GArray) classes = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint32 i = 0; i < self->groups->units->len; i++) {
		if (self->chosen[i] == NULL || *self->chosen[i] != '\0')
			continue;
		collect_rows(self, rows, i, classes, list);
		self->chosen[i] = reason_of(had, list, place, plan);
	}
}

static void
assume_untried(const Choice *self, CtPlan *plan)
{
	g_autofree char *value = g_strdup_printf("%u", self->limit);
	g_autofree char *text = NULL;
	g_autofree char *effect = NULL;
	guint untried = ct_plan_count_untried(plan);

	if (untried == 0)
		return;
	text = g_strdup_printf("A pilot of %u users leaves %u of %u combinations untried",
			       self->users, untried, plan->combinations->len);
	effect = g_strdup_printf("With waves.pilot_size = %u every combination would be tried "
				 "before production",
				 plan->pilot_needed);
	ct_plan_assume(plan, "waves.pilot_size", "default", value, text, effect);
}

/* The pilot of an earlier plan, as far as it has not moved, and nobody else. */
static void
choose_kept(Choice *self, const CtPlan *from, const guint32 *rows)
{
	for (guint32 i = 0; i < self->groups->units->len; i++)
		if (self->wave_of[i] == CT_NONE && ct_wave_keep_is(from, rows[i], CT_WAVE_PILOT))
			choose(self, i, "pilot user");
	self->limit = self->users;
}

void
ct_pilot_choose(const CtEstate *estate, const CtIntent *intent, const CtGroups *groups,
		const guint32 *wave_of, const guint32 *earlier, CtPlan *plan, const char **chosen)
{
	const CtPilotLevel asked = read_level(intent);
	g_autoptr(CtPilotClasses) classes = ct_pilot_classes_new(estate, intent, groups, wave_of);
	g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(CtPilotRows) rows = ct_pilot_rows_new(classes, asked);
	g_autofree guint *place = NULL;
	Choice self = { .estate = estate,
			.groups = groups,
			.wave_of = wave_of,
			.chosen = chosen,
			.classes = classes,
			.columns = columns,
			.limit = ct_intent_number(intent, CT_INTENT_PILOT_SIZE) };
	CtPilotLevel covered;

	if (intent->from != NULL)
		choose_kept(&self, intent->from, earlier);
	else
		choose_named(&self, intent);
	find_columns(&self);
	covered = choose_level(&self, asked, plan);
	if (covered != asked)
		fill_up(&self, rows);
	plan->pilot_cover = level_names[asked];
	plan->pilot_covered = covered < CT_N_PILOT_LEVELS ? level_names[covered] : NO_LEVEL;
	plan->pilot_users = self.users;
	place = add_combinations(&self, rows, plan);
	name_users(&self, rows, place, plan);
	give_reasons(&self, rows, place, plan);
	if (intent->from == NULL)
		assume_untried(&self, plan);
}
