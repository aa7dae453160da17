/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the names of a question stand for.  People copy them from a plan, a log or the exports, so that
 * the kind of a subject and "sip:" may be left out, and letters may be of any case.
 */
#include <string.h>

#include "planner/order.h"
#include "planner/why-parts.h"

void
ct_why_name_clear(CtWhyName *self)
{
	g_clear_pointer(&self->steps, g_array_unref);
}

/* @text behind @prefix, or all of it. */
static const char *
behind(const char *text, const char *prefix)
{
	gsize length = strlen(prefix);

	return g_ascii_strncasecmp(text, prefix, length) == 0 ? text + length : text;
}

/* "pool:ocs01.contoso.com" is called so, and "ocs01.contoso.com". */
static gboolean
is_called(const char *subject, const char *folded)
{
	const char *colon = strchr(subject, ':');

	return strcmp(subject, folded) == 0 ||
	       (colon != NULL && colon[1] != '\0' &&
		(strcmp(colon + 1, folded) == 0 || strcmp(behind(colon + 1, "sip:"), folded) == 0));
}

static gboolean
find_step(const CtPlan *plan, const char *text, CtWhyName *out_name)
{
	for (guint i = 0; i < plan->steps->len; i++) {
		if (g_ascii_strcasecmp(ct_plan_step(plan, i)->id, text) != 0)
			continue;
		g_array_append_val(out_name->steps, i);
		return TRUE;
	}
	return FALSE;
}

static gboolean
find_rule(const CtPlan *plan, const char *text, CtWhyName *out_name)
{
	g_autoptr(GArray) steps = ct_order_wished_steps(plan, text);

	g_array_append_vals(out_name->steps, steps->data, steps->len);
	return steps->len > 0;
}

static void
add_moves(const CtPlan *plan, const char *wave, CtWhyName *out_name)
{
	for (guint i = 0; i < plan->steps->len; i++)
		if (g_strcmp0(ct_plan_step(plan, i)->wave, wave) == 0)
			g_array_append_val(out_name->steps, i);
}

static gboolean
find_wave(const CtPlan *plan, const char *text, CtWhyName *out_name)
{
	const char *id = behind(text, "wave:");

	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		if (g_ascii_strcasecmp(wave->id, id) != 0)
			continue;
		out_name->kind = CT_WHY_WAVE;
		out_name->wave = i;
		add_moves(plan, wave->id, out_name);
		return TRUE;
	}
	return FALSE;
}

static gboolean
find_user(const CtPlan *plan, const char *text, CtWhyName *out_name)
{
	const char *address = behind(behind(text, "user:"), "sip:");

	if (strchr(address, '@') == NULL)
		return FALSE;
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		for (guint k = 0; k < wave->members->len; k++) {
			const CtWaveMember *member = &g_array_index(wave->members, CtWaveMember, k);

			if (g_ascii_strcasecmp(behind(member->sip, "sip:"), address) != 0)
				continue;
			out_name->kind = CT_WHY_USER;
			out_name->wave = i;
			out_name->member = k;
			add_moves(plan, wave->id, out_name);
			return TRUE;
		}
	}
	return FALSE;
}

static gboolean
find_subject(const CtPlan *plan, const char *text, CtWhyName *out_name)
{
	g_autofree char *folded = g_utf8_casefold(text, -1);

	out_name->kind = CT_WHY_OBJECT;
	for (guint i = 0; i < plan->steps->len; i++) {
		const GPtrArray *subjects = ct_plan_step(plan, i)->subjects;

		for (guint k = 0; k < subjects->len; k++) {
			const char *subject = g_ptr_array_index(subjects, k);

			if (out_name->subject != NULL ? strcmp(subject, out_name->subject) != 0
						      : !is_called(subject, folded))
				continue;
			out_name->subject = subject;
			g_array_append_val(out_name->steps, i);
			break;
		}
	}
	for (guint i = 0; out_name->subject == NULL && i < plan->fates->len; i++) {
		const CtFate *fate = &g_array_index(plan->fates, CtFate, i);

		if (is_called(fate->subject, folded))
			out_name->subject = fate->subject;
	}
	return out_name->subject != NULL;
}

gboolean
ct_why_resolve(const CtWhy *self, const char *text, CtWhyName *out_name)
{
	g_autofree char *name = g_strstrip(g_strdup(text));

	*out_name = (CtWhyName){
		.kind = CT_WHY_STEPS,
		.steps = g_array_new(FALSE, FALSE, sizeof(guint)),
		.wave = CT_NONE,
		.member = CT_NONE,
	};
	if (*name != '\0' && g_utf8_validate(name, -1, NULL) &&
	    (find_step(self->plan, name, out_name) || find_wave(self->plan, name, out_name) ||
	     find_rule(self->plan, name, out_name) || find_user(self->plan, name, out_name) ||
	     find_subject(self->plan, name, out_name)))
		return TRUE;
	ct_why_name_clear(out_name);
	return FALSE;
}

gboolean
ct_why_knows(const CtWhy *self, const char *name)
{
	g_auto(CtWhyName) found = { 0 };

	return ct_why_resolve(self, name, &found);
}

gboolean
ct_why_needs_exports(const CtWhy *self, const char *name)
{
	g_auto(CtWhyName) found = { 0 };

	return ct_why_resolve(self, name, &found) && found.kind == CT_WHY_USER;
}

static void
add_name(GPtrArray *names, GHashTable *seen, const char *name)
{
	if (name != NULL && g_hash_table_add(seen, (gpointer)name))
		g_ptr_array_add(names, (gpointer)name);
}

GPtrArray *
ct_why_names(const CtWhy *self)
{
	const CtPlan *plan = self->plan;
	GPtrArray *names = g_ptr_array_new();
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < plan->steps->len; i++) {
		const CtPlanStep *step = ct_plan_step(plan, i);

		add_name(names, seen, step->rule);
		for (guint k = 0; k < step->subjects->len; k++) {
			const char *subject = g_ptr_array_index(step->subjects, k);
			const char *colon = strchr(subject, ':');

			add_name(names, seen, subject);
			add_name(names, seen, colon != NULL ? colon + 1 : NULL);
		}
	}
	for (guint i = 0; i < plan->steps->len; i++)
		add_name(names, seen, ct_plan_step(plan, i)->id);
	for (guint i = 0; i < plan->fates->len; i++)
		add_name(names, seen, g_array_index(plan->fates, CtFate, i).subject);
	for (guint i = 0; i < plan->waves->len; i++) {
		const CtPlanWave *wave = &g_array_index(plan->waves, CtPlanWave, i);

		add_name(names, seen, wave->id);
		for (guint k = 0; k < wave->members->len; k++) {
			const char *sip = g_array_index(wave->members, CtWaveMember, k).sip;

			add_name(names, seen, sip);
			add_name(names, seen, behind(sip, "sip:"));
		}
	}
	g_ptr_array_add(names, NULL);
	return names;
}
