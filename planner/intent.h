/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"

/*
 * CtIntent: the architect's say, a GKeyFile whose first group is [cutover].  Every key has a default
 * (intent-keys.def), so a plan needs no intent file.  Unknown groups and keys are errors with a
 * suggestion; each value remembers the line that set it.
 */

#define CT_INTENT_ERROR (ct_intent_error_quark())
GQuark ct_intent_error_quark(void);

typedef enum {
	CT_INTENT_ERROR_MISSING,
	CT_INTENT_ERROR_MALFORMED, /* not a key file, unknown key, value out of range */
} CtIntentError;

typedef enum {
#define CT_INTENT_KEY(id, group, key, kind, value, text) CT_INTENT_##id,
#include "planner/intent-keys.def"
#undef CT_INTENT_KEY
	CT_N_INTENT_KEYS,
} CtIntentKey;

/* "before < after" of [pins] order: every step that @before names precedes all that @after names. */
typedef struct {
	const char *before; /* rule id, or rule id "@" subject */
	const char *after;
	guint line;
} CtIntentOrder;

typedef struct {
	const char *name;  /* left side of an entry: a legacy pool */
	const char *value; /* right side: target pool or site */
	guint line;
} CtIntentEntry;

typedef struct CtIntent {
	GStringChunk *chunk;
	char *path; /* nullable: no file, all defaults */
	GPtrArray *
		values[CT_N_INTENT_KEYS]; /* of const char *: one for a plain key, any for a list */
	guint lines[CT_N_INTENT_KEYS];	  /* 0: the default is in force */
	GArray *orders;			  /* of CtIntentOrder */
	GArray *pairing;		  /* of CtIntentEntry: [pairing] legacy = target */
	GArray *sites;			  /* of CtIntentEntry: [sites] legacy pool = site name */
	const struct CtPlan *from; /* nullable, borrowed: an earlier plan whose waves go on */
	guint from_done; /* so many steps of it are done, the first ones (planner/go-on.h) */
} CtIntent;

/* All defaults. */
CtIntent *ct_intent_new(void);
void ct_intent_free(CtIntent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtIntent, ct_intent_free)

/* Errors: CT_INTENT_ERROR, the message begins with "path:line: ". */
CtIntent *ct_intent_load(const char *path, GError **error);

guint ct_intent_number(const CtIntent *self, CtIntentKey key);
gboolean ct_intent_bool(const CtIntent *self, CtIntentKey key);
/* Does the list of @key hold @name, in any case, with or without "sip:"? */
gboolean ct_intent_list_has(const CtIntent *self, CtIntentKey key, const char *name);
/* Which users the list of @key names, by user; NULL when it names none.  Newly allocated. */
gboolean *ct_intent_find_users(const CtIntent *self, CtIntentKey key, const CtEstate *estate);
/* Sets @key to @text, whose items ';' separates where it is a list, as line @line of the intent file does. */
void ct_intent_set(CtIntent *self, CtIntentKey key, const char *text, guint line);
/* What is in force without an intent file. */
const char *ct_intent_default(CtIntentKey key);
/* "group.key" */
const char *ct_intent_key_name(CtIntentKey key);
/* "file:line" of what set @line, "default" for 0; newly allocated. */
char *ct_intent_where(const CtIntent *self, guint line);
/* The entry for @name in any case; nullable result. */
const CtIntentEntry *ct_intent_find_entry(const GArray *entries, const char *name);

/* Writes every key with value and origin into the plan. */
void ct_intent_record(const CtIntent *self, CtPlan *plan);
