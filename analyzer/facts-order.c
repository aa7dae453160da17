/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inputs in the order of their names.  The members of an archive come in the order in which somebody
 * packed them, and an archive can be read in no other; nothing that is printed may tell.
 */
#include <string.h>

#include "analyzer/facts.h"

static gint
compare_inputs(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtFacts *facts = data;
	guint32 x = *(const guint32 *)a;
	guint32 y = *(const guint32 *)b;
	int order = strcmp(g_array_index(facts->inputs, CtInput, x).path,
			   g_array_index(facts->inputs, CtInput, y).path);

	return order != 0 ? order : (x > y) - (x < y);
}

/* Which input comes where: the numbers of the inputs from @first on, by name. */
static guint32 *
places_by_name(const CtFacts *self, guint32 first)
{
	guint32 count = self->inputs->len - first;
	guint32 *places = g_new(guint32, count);

	for (guint32 i = 0; i < count; i++)
		places[i] = first + i;
	g_qsort_with_data(places, (gint)count, sizeof(*places), compare_inputs, (gpointer)self);
	return places;
}

/* Puts the new number of each input in place of the old one; @offset is where it stands in the structs
 * of the array. */
static void
renumber(GArray *array, gsize offset, const guint32 *numbers)
{
	guint size = g_array_get_element_size(array);

	for (guint i = 0; i < array->len; i++) {
		char *at = array->data + (gsize)i * size + offset;
		guint32 input;

		memcpy(&input, at, sizeof(input));
		memcpy(at, &numbers[input], sizeof(input));
	}
}

static void
renumber_all(CtFacts *self, const guint32 *numbers)
{
	GArray *const with_origin[] = { self->sites,	       self->clusters,
					self->machines,	       self->sqls,
					self->services,	       self->dependencies,
					self->records,	       self->user_dns,
					self->notes,	       self->problems,
					self->person_data,     self->users.private_lines,
					self->users.line_hosts };

	G_STATIC_ASSERT(G_STRUCT_OFFSET(CtOrigin, input) == 0);
	for (gsize i = 0; i < G_N_ELEMENTS(with_origin); i++)
		renumber(with_origin[i], 0, numbers);
	renumber(self->users.input, 0, numbers);
	renumber(self->ties, G_STRUCT_OFFSET(CtTie, input), numbers);
}

/* A remark about an earlier input comes before one about a later; the sort is stable. */
static gint
compare_remarks(gconstpointer a, gconstpointer b)
{
	const CtOrigin *x = a;
	const CtOrigin *y = b;

	return (x->input > y->input) - (x->input < y->input);
}

void
ct_facts_sort_inputs(CtFacts *self, guint32 first)
{
	guint32 count = self->inputs->len - first;
	g_autofree guint32 *places = places_by_name(self, first);
	g_autofree guint32 *numbers = g_new(guint32, self->inputs->len);
	g_autofree CtInput *inputs = g_new(CtInput, count);

	for (guint32 i = 0; i < first; i++)
		numbers[i] = i;
	for (guint32 i = 0; i < count; i++) {
		numbers[places[i]] = first + i;
		inputs[i] = g_array_index(self->inputs, CtInput, places[i]);
	}
	if (count == 0)
		return;
	memcpy(&g_array_index(self->inputs, CtInput, first), inputs, count * sizeof(CtInput));
	renumber_all(self, numbers);
	g_array_sort(self->notes, compare_remarks);
	g_array_sort(self->problems, compare_remarks);
}
