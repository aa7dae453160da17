/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text for each end of each row would be most of what a plan of many users takes; and most of these texts
 * are a letter and a number.
 */
#include "planner/plan-couplings.h"

#include <string.h>

#include "planner/digits.h"

#define IS_NAME (1u << 31) /* of an end: an index into the names follows */

typedef struct {
	guint32 a;
	guint32 b;
	guint32 kind; /* index into the names */
	guint32 weight : 31;
	guint32 hard : 1;
} Row;

struct CtPlanCouplings {
	GArray *rows;	   /* of Row */
	GPtrArray *names;  /* of const char * */
	GHashTable *index; /* name -> its place + 1 */
	guint32 kind; /* place of the last row's kind, which is most often that of the next, too */
	GStringChunk *chunk;
	guint owners;
};

CtPlanCouplings *
ct_plan_couplings_new(void)
{
	CtPlanCouplings *self = g_new0(CtPlanCouplings, 1);

	self->rows = g_array_new(FALSE, FALSE, sizeof(Row));
	self->names = g_ptr_array_new();
	self->index = g_hash_table_new(g_str_hash, g_str_equal);
	self->chunk = g_string_chunk_new(1024);
	self->owners = 1;
	return self;
}

CtPlanCouplings *
ct_plan_couplings_share(CtPlanCouplings *self)
{
	self->owners++;
	return self;
}

void
ct_plan_couplings_free(CtPlanCouplings *self)
{
	if (self == NULL || --self->owners > 0)
		return;
	g_array_unref(self->rows);
	g_ptr_array_unref(self->names);
	g_hash_table_unref(self->index);
	g_string_chunk_free(self->chunk);
	g_free(self);
}

guint32
ct_plan_couplings_number(const char *name)
{
	guint32 number = 0;
	guint digits = 0;

	if (*name++ != 'u')
		return G_MAXUINT32;
	for (; g_ascii_isdigit(name[digits]) && digits < 9; digits++)
		number = number * 10 + (guint32)(name[digits] - '0');
	/* only what is written in the same way again is a number */
	if (digits < CT_PLAN_UNIT_DIGITS || (digits > CT_PLAN_UNIT_DIGITS && *name == '0') ||
	    name[digits] != '\0')
		return G_MAXUINT32;
	return number;
}

static guint32
place_of(CtPlanCouplings *self, const char *name)
{
	guint found = GPOINTER_TO_UINT(g_hash_table_lookup(self->index, name));
	char *kept;

	if (found > 0)
		return found - 1;
	kept = g_string_chunk_insert(self->chunk, name);
	g_ptr_array_add(self->names, kept);
	g_hash_table_insert(self->index, kept, GUINT_TO_POINTER(self->names->len));
	return self->names->len - 1;
}

static guint32
end_of(CtPlanCouplings *self, const char *name)
{
	guint32 number = ct_plan_couplings_number(name);

	return number != G_MAXUINT32 ? number : IS_NAME | place_of(self, name);
}

static guint32
kind_of(CtPlanCouplings *self, const char *kind)
{
	if (self->rows->len == 0 || strcmp(g_ptr_array_index(self->names, self->kind), kind) != 0)
		self->kind = place_of(self, kind);
	return self->kind;
}

void
ct_plan_couplings_add(CtPlanCouplings *self, const char *unit_a, const char *unit_b,
		      const char *kind, guint weight, gboolean hard)
{
	Row row = { end_of(self, unit_a), end_of(self, unit_b), kind_of(self, kind),
		    weight & G_MAXINT32, hard != FALSE };

	g_array_append_val(self->rows, row);
}

void
ct_plan_couplings_add_units(CtPlanCouplings *self, guint32 a, guint32 b, const char *kind,
			    guint weight, gboolean hard)
{
	Row row = { a, b, kind_of(self, kind), weight & G_MAXINT32, hard != FALSE };

	g_array_append_val(self->rows, row);
}

guint
ct_plan_couplings_count(const CtPlanCouplings *self)
{
	return self->rows->len;
}

/* "u0012" */
static const char *
write_number(char *text, gsize room, guint32 number)
{
	char *at = text + room;

	*--at = '\0';
	at = ct_digits_before(at, number, CT_PLAN_UNIT_DIGITS);
	*--at = 'u';
	return at;
}

static const char *
name_of(const CtPlanCouplings *self, guint32 end, char *text, gsize room)
{
	if ((end & IS_NAME) == 0)
		return write_number(text, room, end);
	return g_ptr_array_index(self->names, end & ~IS_NAME);
}

const CtPlanCoupling *
ct_plan_couplings_get(const CtPlanCouplings *self, guint index, CtPlanCoupling *out_row)
{
	const Row *row = &g_array_index(self->rows, Row, index);

	out_row->unit_a = name_of(self, row->a, out_row->texts[0], sizeof out_row->texts[0]);
	out_row->unit_b = name_of(self, row->b, out_row->texts[1], sizeof out_row->texts[1]);
	out_row->kind = g_ptr_array_index(self->names, row->kind);
	out_row->weight = row->weight;
	out_row->hard = row->hard;
	return out_row;
}

gboolean
ct_plan_couplings_is_hard(const CtPlanCouplings *self, guint index)
{
	return g_array_index(self->rows, Row, index).hard;
}

const char *
ct_plan_couplings_kind(const CtPlanCouplings *self, guint index)
{
	return g_ptr_array_index(self->names, g_array_index(self->rows, Row, index).kind);
}

guint
ct_plan_couplings_weight(const CtPlanCouplings *self, guint index)
{
	return g_array_index(self->rows, Row, index).weight;
}

gboolean
ct_plan_couplings_numbers(const CtPlanCouplings *self, guint index, guint32 *out_a, guint32 *out_b)
{
	const Row *row = &g_array_index(self->rows, Row, index);

	if (((row->a | row->b) & IS_NAME) != 0)
		return FALSE;
	*out_a = row->a;
	*out_b = row->b;
	return TRUE;
}
