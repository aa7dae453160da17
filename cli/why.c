/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cutover why: questions about a plan folder.
 *
 * Most are answered from plan.json alone.  The exports are read when they say more (who is bound to
 * whom) or when the plan has to be made again (--without); they are looked for where the plan found
 * them.
 */
#include "cli/why.h"

#include <string.h>

#include "cli/reading.h"
#include "cli/session.h"
#include "cli/suggest.h"
#include "cli/why-output.h"
#include "planner/plan-json.h"

typedef struct {
	CtSession *session;
	CtPlan *plan;
	CtReading *reading; /* nullable */
	gboolean changed;   /* the exports are not those that the plan was made from */
} Question;

static void
question_clear(Question *self)
{
	g_clear_pointer(&self->plan, ct_plan_free);
	g_clear_pointer(&self->reading, ct_reading_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Question, question_clear)

/* The exports that the plan was made from, by digest. */
static gboolean
is_changed(const CtPlan *plan, const CtFacts *facts)
{
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < plan->inputs->len; i++)
		g_hash_table_add(known,
				 (gpointer)g_array_index(plan->inputs, CtPlanInput, i).sha256);
	for (guint i = 0; i < facts->inputs->len; i++) {
		const char *digest = g_array_index(facts->inputs, CtInput, i).sha256;

		if (digest != NULL && !g_hash_table_contains(known, digest))
			return TRUE;
	}
	return facts->inputs->len != plan->inputs->len;
}

static gboolean
read_exports(Question *self, GError **error)
{
	const CtOptions *options = self->session->options;
	g_autoptr(GPtrArray) files = g_ptr_array_new();

	for (guint i = 0; i < self->plan->inputs->len; i++)
		g_ptr_array_add(files,
				(gpointer)g_array_index(self->plan->inputs, CtPlanInput, i).path);
	g_ptr_array_add(files, NULL);
	self->reading = ct_reading_new(options,
				       options->exports != NULL
					       ? (const char *const *)options->exports
					       : (const char *const *)files->pdata,
				       error);
	if (self->reading == NULL)
		return FALSE;
	self->changed = is_changed(self->plan, self->reading->estate->facts);
	return TRUE;
}

/* A name that is unknown, with the one that was probably meant. */
static CtExit
refuse(CtSession *session, const CtWhy *why, const char *name)
{
	g_autoptr(GPtrArray) names = ct_why_names(why);
	g_autoptr(GError) error = NULL;
	const char *near = ct_suggest(name, (const char *const *)names->pdata);

	g_set_error(&error, CT_USAGE_ERROR, 0,
		    "why: the plan has no step, wave, user or object called %s; %s%s%s", name,
		    near != NULL ? "did you mean "
				 : "ask for a step (s001), a rule, a subject or a wave",
		    near != NULL ? near : "", near != NULL ? "?" : "");
	return ct_session_fail(session, error);
}

static CtWhyAnswer *
find_answer(const Question *self, const char *const *names, GError **error)
{
	const CtReading *reading = self->reading;
	char **drops = self->session->options->without;
	g_autoptr(CtWhy) why = NULL;

	if (drops != NULL)
		return ct_why_without(self->plan, reading->estate, reading->intent,
				      reading->findings, (const char *const *)drops, names[0],
				      names[0] != NULL ? names[1] : NULL, error);
	why = ct_why_new(self->plan, reading != NULL ? reading->estate : NULL,
			 reading != NULL ? reading->intent : NULL);
	return ct_why_ask(why, names[0], names[1], error);
}

static CtExit
answer(const Question *self, const char *const *names)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(CtWhyAnswer) found = find_answer(self, names, &error);

	if (found == NULL)
		return ct_session_fail(self->session, error);
	if (self->changed)
		ct_session_talk(self->session,
				"the exports are not those that the plan was made from");
	if (ct_session_has_format(self->session, "json")) {
		g_autoptr(JsonNode) root = ct_why_to_json(found, names);

		ct_session_print_json(self->session, root);
	} else {
		ct_why_print(self->session->report, found);
	}
	return CT_EXIT_OK;
}

/* Are the exports at hand, as far as they are needed? */
static gboolean
prepare(Question *self, gboolean needed, GError **error)
{
	const CtOptions *options = self->session->options;
	g_autoptr(GError) local = NULL;

	if ((!needed && options->exports == NULL && options->without == NULL) ||
	    read_exports(self, &local))
		return TRUE;
	if (options->exports != NULL || options->without != NULL) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	ct_session_talk(self->session,
			"answered without the exports (%s); --exports says where they are now",
			local->message);
	return TRUE;
}

static CtExit
run(CtSession *session)
{
	const CtOptions *options = session->options;
	const char *const *names = (const char *const *)options->args + 1;
	g_auto(Question) self = { .session = session };
	g_autoptr(CtWhy) why = NULL;
	g_autoptr(GError) error = NULL;
	gboolean needed = FALSE;

	if (names[0] == NULL && options->without == NULL) {
		g_set_error(&error, CT_USAGE_ERROR, 0,
			    "why: something is missing: cutover why DIR A [B], or --without");
		return ct_session_fail(session, error);
	}
	self.plan = ct_plan_load(options->args[0], &error);
	if (self.plan == NULL || !ct_plan_check_references(self.plan, options->args[0], &error))
		return ct_session_fail(session, error);
	why = ct_why_new(self.plan, NULL, NULL);
	for (guint i = 0; names[i] != NULL; i++) {
		if (!ct_why_knows(why, names[i]))
			return refuse(session, why, names[i]);
		needed = needed || ct_why_needs_exports(why, names[i]);
	}
	if (!prepare(&self, needed, &error))
		return ct_session_fail(session, error);
	return answer(&self, names);
}

static const char *const formats[] = { "text", "json", NULL };

const CtVerb ct_verb_why = {
	.name = "why",
	.usage = "DIR [A [B]]",
	.summary = "why this step is here; why A before B; why not earlier",
	.description =
		"Answers questions about the plan in DIR.  A and B are steps (s012), rules (OCS-P6-02,\n"
		"OCS-P6-02@wave:wave-01), subjects (pool:ocs01.contoso.com), waves (wave-02) or users\n"
		"(sip:amy@contoso.com).",
	.takes = CT_TAKES_INPUTS | CT_TAKES_INTENT | CT_TAKES_FORMAT | CT_TAKES_EXPORTS,
	.formats = formats,
	.min_args = 1,
	.max_args = 3,
	.run = run,
};
