/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps about applications, contacts, routes and other objects that are no servers. */
#include "planner/binding.h"

#include <string.h>

static gboolean
any_object(const CtEstate *estate, CtObjectKind kind)
{
	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind == kind && object->deployment != CT_DEPLOYMENT_TARGET)
			return TRUE;
	}
	return FALSE;
}

static CtPlanStep *
add_object_step(CtBinder *binder, const CtObject *object)
{
	CtPlanStep *step = ct_bind_step(binder,
					ct_bind_subject(binder->draft, object->kind, object->key),
					object->name);

	ct_bind_touch_pair(binder, step, object->pool);
	ct_bind_cite(binder, step, object->origin, object->type);
	return step;
}

static void
bind_objects(CtBinder *binder, CtObjectKind kind)
{
	for (guint i = 0; i < binder->draft->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(binder->draft->estate->objects, CtObject,
							i);

		if (object->kind == kind && object->deployment != CT_DEPLOYMENT_TARGET)
			add_object_step(binder, object);
	}
}

void
ct_bind_all_directories(CtBinder *binder)
{
	CtPlanStep *step = NULL;

	for (guint i = 0; i < binder->draft->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(binder->draft->estate->objects, CtObject,
							i);

		if (object->kind != CT_OBJECT_CONFERENCE_DIRECTORY ||
		    object->deployment == CT_DEPLOYMENT_TARGET)
			continue;
		if (step == NULL)
			step = add_object_step(binder, object);
		else
			g_ptr_array_add(step->subjects,
					(gpointer)ct_bind_subject(binder->draft, object->kind,
								  object->key));
	}
}

void
ct_bind_rgs_pool(CtBinder *binder)
{
	for (guint i = 0; i < binder->draft->pairing->pairs->len; i++) {
		CtPoolId legacy = g_array_index(binder->draft->pairing->pairs, CtPair, i).legacy;
		CtPlanStep *step = NULL;

		for (guint k = 0; k < binder->draft->estate->objects->len; k++) {
			const CtObject *object = &g_array_index(binder->draft->estate->objects,
								CtObject, k);
			const char *subject;

			if (object->kind != CT_OBJECT_RESPONSE_GROUP ||
			    object->pool.index != legacy.index)
				continue;
			subject = ct_bind_subject(binder->draft, object->kind, object->key);
			if (step == NULL) {
				step = ct_bind_step(
					binder, subject,
					ct_estate_pool(binder->draft->estate, legacy)->fqdn);
				ct_bind_touch_pair(binder, step, legacy);
				ct_bind_cite(binder, step, object->origin, object->name);
			} else {
				g_ptr_array_add(step->subjects, (gpointer)subject);
			}
		}
	}
}

/* A contact for Exchange Unified Messaging and the target pool that takes it over. */
typedef struct {
	guint32 target; /* CT_NONE: none */
	guint32 object;
} UmContact;

static int
by_target(gconstpointer a, gconstpointer b)
{
	const UmContact *left = a;
	const UmContact *right = b;

	if (left->target != right->target)
		return left->target < right->target ? -1 : 1;
	return left->object < right->object ? -1 : left->object > right->object;
}

static GArray *
collect_um_contacts(const CtDraft *draft)
{
	GArray *contacts = g_array_new(FALSE, FALSE, sizeof(UmContact));

	for (guint32 i = 0; i < draft->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(draft->estate->objects, CtObject, i);
		UmContact contact = { CT_NONE, i };

		if (object->kind != CT_OBJECT_UM_CONTACT ||
		    object->deployment == CT_DEPLOYMENT_TARGET)
			continue;
		if (object->pool.index != CT_NONE)
			contact.target = ct_pairing_target(draft->pairing, object->pool).index;
		g_array_append_val(contacts, contact);
	}
	g_array_sort(contacts, by_target);
	return contacts;
}

static void
bind_exchange_script(CtBinder *binder, CtPoolId target, const CtObject *contact)
{
	const CtPool *pool = ct_estate_pool(binder->draft->estate, target);
	g_autofree char *name = g_strdup_printf(
		"run ExchUCUtil for %s and restart its Front End service", pool->fqdn);
	CtPlanStep *step = ct_bind_step(
		binder, ct_bind_subject(binder->draft, CT_OBJECT_EXCHANGE_UM, pool->key), name);

	ct_bind_touch_pool(binder, step, target);
	ct_bind_cite(binder, step, contact->origin, "a contact that it takes over");
}

/* The contacts of one target pool, then the Exchange script for it: voice mail is out of reach between
 * the two, so that another pool's contacts must not come in between. */
void
ct_bind_um_contact(CtBinder *binder)
{
	g_autoptr(GArray) contacts = collect_um_contacts(binder->draft);

	for (guint i = 0; i < contacts->len; i++) {
		const UmContact *contact = &g_array_index(contacts, UmContact, i);
		const CtObject *object = &g_array_index(binder->draft->estate->objects, CtObject,
							contact->object);
		gboolean last = i + 1 == contacts->len || contact[1].target != contact->target;

		add_object_step(binder, object);
		if (last && contact->target != CT_NONE)
			bind_exchange_script(binder, (CtPoolId){ contact->target }, object);
	}
}

static void
bind_hosts(CtBinder *binder, CtObjectKind kind, gboolean rcc)
{
	for (guint i = 0; i < binder->draft->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(binder->draft->estate->objects, CtObject,
							i);

		if (object->kind == kind && object->remote_call_control == rcc &&
		    object->deployment != CT_DEPLOYMENT_TARGET)
			add_object_step(binder, object);
	}
}

void
ct_bind_remote_call_control(CtBinder *binder)
{
	const CtEstate *estate = binder->draft->estate;
	CtPlanStep *step = NULL;

	bind_hosts(binder, CT_OBJECT_AUTHORIZED_HOST, TRUE);
	bind_hosts(binder, CT_OBJECT_STATIC_ROUTE, TRUE);
	for (guint32 i = 0; i < estate->users.count; i++) {
		CtPoolId pool = { estate->users.pool[i] };

		if ((estate->users.flags[i] & CT_USER_REMOTE_CALL_CONTROL) == 0 ||
		    binder->draft->groups->unit_of[i] == CT_NONE)
			continue;
		if (step == NULL) {
			CtOrigin origin = { estate->users.input[i], estate->users.line[i], NULL };

			step = ct_bind_step(binder,
					    ct_bind_subject(binder->draft,
							    CT_OBJECT_REMOTE_CALL_CONTROL, "users"),
					    "enable it for its users");
			ct_bind_cite(binder, step, origin, "the first of its users");
		}
		ct_bind_touch_pair(binder, step, pool);
	}
}

void
ct_bind_trusted_app(CtBinder *binder)
{
	bind_objects(binder, CT_OBJECT_TRUSTED_APP);
	bind_hosts(binder, CT_OBJECT_AUTHORIZED_HOST, FALSE);
	bind_hosts(binder, CT_OBJECT_STATIC_ROUTE, FALSE);
}

/* Without a Mediation Server of the target there is no gateway that a route could lead to. */
void
ct_bind_voice_route(CtBinder *binder)
{
	const CtEstate *estate = binder->draft->estate;

	if (!ct_bind_any_pool(estate, CT_DEPLOYMENT_LEGACY, CT_OBJECT_MEDIATION) ||
	    !ct_bind_any_role(estate, CT_DEPLOYMENT_TARGET, CT_ROLE_MEDIATION))
		return;
	if (any_object(estate, CT_OBJECT_VOICE_ROUTE))
		bind_objects(binder, CT_OBJECT_VOICE_ROUTE);
	else
		ct_bind_pools(binder, CT_DEPLOYMENT_LEGACY, CT_OBJECT_MEDIATION);
}

void
ct_bind_xmpp(CtBinder *binder)
{
	bind_objects(binder, CT_OBJECT_XMPP);
}

void
ct_bind_group_chat(CtBinder *binder)
{
	bind_objects(binder, CT_OBJECT_GROUP_CHAT);
}

void
ct_bind_persistent_chat(CtBinder *binder)
{
	if (any_object(binder->draft->estate, CT_OBJECT_GROUP_CHAT))
		ct_bind_pools(binder, CT_DEPLOYMENT_TARGET, CT_OBJECT_PERSISTENT_CHAT);
}

void
ct_bind_access_number(CtBinder *binder)
{
	bind_objects(binder, CT_OBJECT_ACCESS_NUMBER);
}

void
ct_bind_directory(CtBinder *binder)
{
	bind_objects(binder, CT_OBJECT_CONFERENCE_DIRECTORY);
}

void
ct_bind_recording(CtBinder *binder)
{
	bind_objects(binder, CT_OBJECT_ARCHIVING);
	bind_objects(binder, CT_OBJECT_MONITORING);
}

/* Both deployments serve the same SIP domains, so the side an export came from does not matter. */
void
ct_bind_sip_domain(CtBinder *binder)
{
	const char *last = NULL;

	for (guint i = 0; i < binder->draft->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(binder->draft->estate->objects, CtObject,
							i);

		if (object->kind != CT_OBJECT_SIP_DOMAIN || object->key == last)
			continue;
		add_object_step(binder, object);
		last = object->key;
	}
}

static CtPlanStep *
find_pool_step(const CtBinder *binder, const CtPool *pool)
{
	const char *subject = ct_draft_pool_subject(binder->draft, pool);

	for (guint i = 0; i < binder->draft->plan->steps->len; i++) {
		CtPlanStep *step = &g_array_index(binder->draft->plan->steps, CtPlanStep, i);

		if (step->rule == binder->row->id &&
		    strcmp(g_ptr_array_index(step->subjects, 0), subject) == 0)
			return step;
	}
	return NULL;
}

/* The guide has a step for this in the second pair only, where it belongs to the cutover; in the first
 * one a person looks the next hop over (A6). */
void
ct_bind_note_next_hops(CtBinder *binder)
{
	const CtEstate *estate = binder->draft->estate;

	if (ct_rule_pair(binder->row->id) != NULL)
		return;
	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *link = &g_array_index(estate->dependencies, CtDependency, i);
		const CtService *from = ct_estate_service(estate, link->from);
		const CtService *to = ct_estate_service(estate, link->to);
		const CtPool *edge = from != NULL ? ct_estate_pool(estate, from->pool) : NULL;
		const CtPool *hop = to != NULL ? ct_estate_pool(estate, to->pool) : NULL;
		CtPlanStep *step = NULL;

		if (edge != NULL && hop != NULL && to->role == CT_ROLE_REGISTRAR &&
		    ct_draft_is(edge, CT_DEPLOYMENT_TARGET, CT_OBJECT_EDGE))
			step = find_pool_step(binder, hop);
		if (step == NULL)
			continue;
		step->note =
			ct_plan_printf(binder->draft->plan,
				       "Edge %s has this as its next hop: give it a target pool "
				       "in Topology Builder and publish before (A6)",
				       edge->fqdn);
		ct_bind_cite(binder, step, link->origin, "the next hop of the Edge");
	}
}
