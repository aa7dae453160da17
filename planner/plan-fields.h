/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * What plan.json looks like, as tables: which key stands for which member of which struct.  Writing
 * (plan-json.c) and reading (plan-read.c) walk the same rows, so that neither can forget a key.
 */

#define CT_PLAN_FORMAT_MAJOR 1
#define CT_PLAN_FORMAT_MINOR 1

typedef enum {
	CT_FIELD_TEXT,		/* const char *, never NULL */
	CT_FIELD_TEXT_OR_NULL,	/* const char *, null in JSON is NULL */
	CT_FIELD_TEXT_OR_EMPTY, /* const char *, null in JSON is "" */
	CT_FIELD_COUNT,		/* guint */
	CT_FIELD_COUNT_OR_NULL, /* guint, null in JSON is G_MAXUINT */
	CT_FIELD_LARGE,		/* guint64 */
	CT_FIELD_FLAG,		/* gboolean */
	CT_FIELD_CHOICE,	/* an enum or gboolean, by its position in @choices */
	CT_FIELD_TEXTS,		/* GPtrArray of const char * */
	CT_FIELD_RECORDS,	/* GArray of @record */
	CT_FIELD_GROUP,		/* an object in JSON whose members stand in the same struct */
} CtFieldType;

typedef struct CtRecordFormat CtRecordFormat;

typedef struct {
	const char *key;
	CtFieldType type;
	gsize offset;
	gboolean optional;	      /* a reader does without; it is always written */
	const char *const *choices;   /* CT_FIELD_CHOICE, NULL-terminated */
	const CtRecordFormat *record; /* CT_FIELD_RECORDS, CT_FIELD_GROUP */
} CtField;

struct CtRecordFormat {
	const CtField *fields; /* in the order in which they are written */
	guint n_fields;
	gsize size;
	gpointer (*add)(CtPlan *plan); /* nullable: appends to the plan, inner arrays made */
};

/* The whole document but for its first key, "format_version". */
const CtRecordFormat *ct_plan_format(void);
