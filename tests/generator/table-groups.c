/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What couples people: response groups with their agents, managers with their delegates. */
#include "table.h"

#define RGS "Microsoft.Rtc.Rgs.Management.WritableSettings."

/* Identity of an object of the response group application of a pool. */
static const char *
group_id(const GenEstate *estate, GenObject *object, guint pool, const char *kind, guint group)
{
	g_autofree char *name = g_strdup_printf("%s/%u/%u", kind, pool, group);
	char guid[37];

	gen_guid(estate, name, guid);
	return gen_object_format(object, "service:ApplicationServer:%s/%s",
				 estate->pools[pool].fqdn, guid);
}

typedef void (*RowFunc)(const GenEstate *estate, GenObject *object, guint pool, guint group);

static void
each_group(const GenEstate *estate, GenObject *object, RowFunc row, GenEmit emit, gpointer data)
{
	for (guint i = 0; i < estate->n_pools; i++) {
		for (guint j = 0; j < estate->pools[i].groups; j++) {
			row(estate, object, i, j);
			emit(object, data);
		}
	}
}

static void
workflow_row(const GenEstate *estate, GenObject *object, guint pool, guint group)
{
	static const char *const types[] = { RGS "Workflow", "System.Object", NULL };
	const GenPool *home = &estate->pools[pool];
	const char *prefix = estate->sites[home->site].prefix;

	gen_shell_begin(object, types, NULL);
	object->label = group_id(estate, object, pool, "workflow", group);
	gen_object_text(object, "Identity", object->label);
	gen_object_text(object, "NonBusinessHoursAction", NULL);
	gen_object_text(object, "HolidayAction", NULL);
	gen_object_text(object, "DefaultAction",
			gen_object_format(object, "Action=TransferToQueue\nQueueId=%s",
					  group_id(estate, object, pool, "queue", group)));
	gen_object_text(object, "Name",
			gen_object_format(object, "Hotline %u of %s", group + 1, home->name));
	gen_object_text(object, "Description", "Calls to the main number\r\nOwner: reception");
	gen_object_text(object, "PrimaryUri",
			gen_object_format(object, "sip:hotline%u-%s@%s", group + 1, home->name,
					  estate->domain));
	gen_object_bool(object, "Active", TRUE);
	gen_object_text(object, "Language", "en-US");
	gen_object_bool(object, "Anonymous", FALSE);
	gen_object_text(object, "LineUri",
			gen_object_format(object, "tel:%s8%04u%02u", prefix, pool, group));
	gen_object_bool(object, "EnabledForFederation", FALSE);
	gen_object_list(object, "HolidaySetIDList");
}

static void
queue_row(const GenEstate *estate, GenObject *object, guint pool, guint group)
{
	static const char *const types[] = { RGS "Queue", "System.Object", NULL };

	gen_shell_begin(object, types, NULL);
	object->label = group_id(estate, object, pool, "queue", group);
	gen_object_text(object, "Identity", object->label);
	gen_object_text(object, "TimeoutAction", NULL);
	gen_object_text(object, "OverflowAction", NULL);
	gen_object_text(object, "Name",
			gen_object_format(object, "Queue %u of %s", group + 1,
					  estate->pools[pool].name));
	gen_object_text(object, "Description", "");
	gen_object_text(object, "OverflowCandidate", "NewestCall");
	gen_object_list(object, "AgentGroupIDList");
	gen_object_item(object, group_id(estate, object, pool, "group", group));
}

static void
agent_group_row(const GenEstate *estate, GenObject *object, guint pool, guint group)
{
	static const char *const types[] = { RGS "AgentGroup", "System.Object", NULL };
	guint agents[8];
	guint count = gen_agents(estate, pool, group, agents);
	GenUser user;

	gen_shell_begin(object, types, NULL);
	object->label = group_id(estate, object, pool, "group", group);
	gen_object_text(object, "Identity", object->label);
	gen_object_text(object, "Name",
			gen_object_format(object, "Agents %u of %s", group + 1,
					  estate->pools[pool].name));
	gen_object_text(object, "Description", "");
	gen_object_text(object, "ParticipationPolicy", "Informal");
	gen_object_int(object, "AgentAlertTime", 20);
	gen_object_text(object, "RoutingMethod", "Parallel");
	gen_object_text(object, "DistributionGroupAddress", NULL);
	gen_object_text(object, "OwnerPool", estate->pools[pool].fqdn);
	gen_object_list(object, "AgentsByUri");
	for (guint i = 0; i < count; i++) {
		gen_user(estate, agents[i], &user);
		gen_object_item(object, gen_object_format(object, "sip:%s", user.address));
	}
}

void
gen_shell_workflows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	each_group(estate, object, workflow_row, emit, data);
}

void
gen_shell_queues(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	each_group(estate, object, queue_row, emit, data);
}

void
gen_shell_agent_groups(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	each_group(estate, object, agent_group_row, emit, data);
}

static void
delegate_rows(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data)
{
	guint delegates[4];
	GenUser user;

	for (guint i = 0; i < estate->request.users; i++) {
		guint count = gen_delegates(estate, i, delegates);

		if (count == 0)
			continue;
		gen_custom_begin(object);
		gen_user(estate, i, &user);
		gen_object_text(object, "SipAddress",
				gen_object_format(object, "sip:%s", user.address));
		gen_object_list(object, "Delegates");
		for (guint j = 0; j < count; j++) {
			gen_user(estate, delegates[j], &user);
			gen_object_item(object, gen_object_format(object, "sip:%s", user.address));
		}
		emit(object, data);
	}
}

const GenTable gen_person_tables[] = {
	{ "delegates", delegate_rows },
	{ NULL, NULL },
};
