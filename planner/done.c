/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What exports show of a step that is done.
 *
 * Which fact shows which step stands in done.def; the functions that it names look for one kind of fact
 * each.  An export that is missing shows nothing: something is only taken for gone when the file that
 * listed it has been made again, or when the topology would have it.
 */
#include <string.h>

#include "planner/done-parts.h"
#include "planner/rulebook.h"

typedef void (*Sight)(const CtLook *look);

/* Private to this file: the words of done.def. */
#define SIGHT_NOTHING	      NULL
#define SIGHT_MEMBERS	      NULL
#define SIGHT_PUBLISHED	      ct_done_see_published
#define SIGHT_CONSOLIDATED    ct_done_see_consolidated
#define SIGHT_MERGED	      ct_done_see_merged
#define SIGHT_MERGE_PUBLISHED ct_done_see_merge_published
#define SIGHT_IMPORTED	      ct_done_see_imported
#define SIGHT_DIRECTORIES     ct_done_see_directories
#define SIGHT_AUTHORIZED      ct_done_see_authorized
#define SIGHT_ROUTED	      ct_done_see_routed
#define SIGHT_CLEARED	      ct_done_see_cleared
#define SIGHT_UNFEDERATED     ct_done_see_unfederated
#define SIGHT_FEDERATED	      ct_done_see_federated
#define SIGHT_REMERGED	      ct_done_see_remerged
#define SIGHT_XMPP_POLICY     ct_done_see_xmpp_policy
#define SIGHT_XMPP_PARTNERS   ct_done_see_xmpp_partners
#define SIGHT_RESPONSE_GROUPS ct_done_see_response_groups
#define SIGHT_MOVED	      ct_done_see_moved
#define SIGHT_GONE	      ct_done_see_gone
#define SIGHT_ROUTE_GONE      ct_done_see_route_gone
#define SIGHT_APPLICATION     ct_done_see_application
#define SIGHT_VOICE_ROUTES    ct_done_see_voice_routes
#define SIGHT_DEFINED	      ct_done_see_defined
#define SIGHT_MANAGEMENT      ct_done_see_management
#define SIGHT_RETIRED	      ct_done_see_retired
#define SIGHT_MERGE_GONE      ct_done_see_merge_gone

static const struct {
	const char *rule;
	CtObjectKind kind;
	Sight sight;	     /* nullable */
	const char *command; /* "" */
} rows[] = {
#define CT_DONE(rule, kind, sight, command) { rule, CT_OBJECT_##kind, SIGHT_##sight, command },
#include "planner/done.def"
#undef CT_DONE
};

void
ct_seen_clear(CtSeen *self)
{
	g_clear_pointer(&self->text, g_free);
}

void
ct_look_say(const CtLook *self, CtSight sight, const CtOrigin *origin, const char *format, ...)
{
	va_list args;

	ct_seen_clear(self->seen);
	self->seen->sight = sight;
	self->seen->placed = origin != NULL;
	if (origin != NULL)
		self->seen->origin = *origin;
	va_start(args, format);
	self->seen->text = g_strdup_vprintf(format, args);
	va_end(args);
}

gboolean
ct_done_is_published(const CtDone *self, CtOrigin origin)
{
	const GArray *inputs = self->estate->facts->inputs;

	return g_array_index(inputs, CtInput, origin.input).kind == CT_INPUT_TOPOLOGY;
}

gboolean
ct_look_is_exported_again(const CtLook *self)
{
	for (guint i = 0; i < self->step->evidence->len; i++) {
		const char *file = g_array_index(self->step->evidence, CtEvidence, i).file;
		g_autofree char *name = file != NULL ? g_path_get_basename(file) : NULL;

		if (name != NULL && g_hash_table_contains(self->done->files, name))
			return TRUE;
	}
	return FALSE;
}

const char *
ct_look_subject(const CtLook *self)
{
	return g_ptr_array_index(self->step->subjects, 0);
}

CtDone *
ct_done_new(const CtPlan *plan, const CtEstate *estate, const CtSubjects *subjects)
{
	CtDone *self = g_new0(CtDone, 1);

	self->plan = plan;
	self->estate = estate;
	self->subjects = subjects;
	self->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < estate->facts->inputs->len; i++) {
		const CtInput *input = &g_array_index(estate->facts->inputs, CtInput, i);

		g_hash_table_add(self->files, g_path_get_basename(input->path));
		if (input->kind != CT_INPUT_TOPOLOGY || self->topology)
			continue;
		self->topology = TRUE;
		self->document = (CtOrigin){ i, 1, NULL };
	}
	for (guint i = 0; i < plan->inputs->len; i++) {
		const CtPlanInput *input = &g_array_index(plan->inputs, CtPlanInput, i);
		g_autofree char *name = g_path_get_basename(input->path);

		if (strcmp(input->deployment, ct_deployment_to_string(CT_DEPLOYMENT_LEGACY)) == 0)
			self->legacy = self->legacy || g_hash_table_contains(self->files, name);
	}
	return self;
}

void
ct_done_free(CtDone *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->files);
	g_free(self);
}

/* Does a report that names servers name the one that the step is about? */
static gboolean
names_subject(const CtLook *look, const CtRecord *report)
{
	const CtFacts *facts = look->done->estate->facts;
	gboolean any = FALSE;

	for (guint i = report->props.first; i < report->props.first + report->props.count; i++) {
		const CtProp *prop = &g_array_index(facts->props, CtProp, i);

		if (prop->key != CT_KEY_FQDN || look->pool == NULL)
			continue;
		any = TRUE;
		if (g_ascii_strcasecmp(prop->value, look->pool->key) == 0)
			return TRUE;
	}
	return !any;
}

/* A report says what ran; it is asked when nothing shows what came of it. */
static void
look_for_report(const CtLook *look, const char *command)
{
	const CtFacts *facts = look->done->estate->facts;

	for (guint i = 0; *command != '\0' && i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);
		const char *name;

		if (record->kind != CT_RECORD_REPORT ||
		    !ct_facts_get_bool(facts, record->props, CT_KEY_SUCCEEDED))
			continue;
		name = ct_facts_get(facts, record->props, CT_KEY_NAME);
		if (name == NULL || g_ascii_strcasecmp(name, command) != 0 ||
		    !names_subject(look, record))
			continue;
		ct_look_say(look, CT_SIGHT_DONE, &record->origin, "a report says that %s ran",
			    command);
		return;
	}
}

static gboolean
is_row_of(guint row, const char *rule, CtObjectKind kind)
{
	return rows[row].kind == kind && strcmp(rows[row].rule, rule) == 0;
}

static guint
find_row(const char *rule, CtObjectKind kind)
{
	const char *part = ct_rule_part(rule);

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		if (is_row_of(i, rule, kind))
			return i;
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		if (is_row_of(i, part, kind))
			return i;
	return CT_NONE;
}

void
ct_done_look(const CtDone *self, guint step, CtSeen *out_seen)
{
	CtLook look = { .done = self, .step = ct_plan_step(self->plan, step), .seen = out_seen };
	guint row;

	*out_seen = (CtSeen){ 0 };
	if (look.step->rule == NULL || look.step->subjects->len == 0)
		return;
	look.ref = ct_subjects_find(self->subjects, ct_look_subject(&look));
	if (look.ref.carrier == CT_CARRIER_SERVER && look.ref.index != CT_NONE)
		look.pool = &g_array_index(self->estate->pools, CtPool, look.ref.index);
	if (look.ref.carrier == CT_CARRIER_OBJECT && look.ref.index != CT_NONE)
		look.object = &g_array_index(self->estate->objects, CtObject, look.ref.index);
	row = find_row(look.step->rule, look.ref.kind);
	if (row == CT_NONE)
		return;
	if (rows[row].sight != NULL)
		rows[row].sight(&look);
	if (out_seen->sight == CT_SIGHT_NONE || out_seen->sight == CT_SIGHT_BLANK)
		look_for_report(&look, rows[row].command);
}
