/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The emptiness table.
 *
 * "No user is left" is where pools were retired too early: applications, routes and other servers
 * still pointed at them.  So everything in the estate that has a home, an owner or a next hop is asked
 * for it, and what leads to a server of the legacy deployment is counted there.  Where a kind has the
 * name of its pool is a row of one of three tables: objects, records that never become objects, and
 * references from server to server.
 */
#include "analyzer/emptiness.h"

#include <string.h>

static const CtHoldRow hold_rows[CT_N_HOLDS] = {
#define CT_HOLD(id, one, many, step) { one, many, step },
#include "analyzer/emptiness.def"
#undef CT_HOLD
};

const CtHoldRow *
ct_hold_row(CtHold hold)
{
	g_return_val_if_fail(hold < CT_N_HOLDS, NULL);
	return &hold_rows[hold];
}

typedef struct {
	const CtEstate *estate;
	CtEmptiness *table;
	GHashTable *services; /* id -> index + 1 of the first service of that id */
	GHashTable *machines; /* folded FQDN -> index + 1 */
	GHashTable *counted;  /* "hold pool referrer": a server counts once for each kind */
} Survey;

/* The order of files, then of lines: what a reader meets first. */
static gboolean
is_before(const CtEstate *estate, CtOrigin a, CtOrigin b)
{
	const GArray *inputs = estate->facts->inputs;
	int order = 0;

	if (a.input != b.input)
		order = strcmp(g_array_index(inputs, CtInput, a.input).path,
			       g_array_index(inputs, CtInput, b.input).path);
	return order != 0 ? order < 0 : a.line < b.line;
}

static void
count(Survey *survey, CtHold hold, guint32 pool, CtOrigin origin)
{
	guint32 row = pool == CT_NONE ? CT_NONE
				      : g_array_index(survey->table->row_of, guint32, pool);
	CtEmptinessCell *cell;

	if (row == CT_NONE)
		return;
	cell = &g_array_index(survey->table->rows, CtEmptinessRow, row).cells[hold];
	if (cell->count == 0 || is_before(survey->estate, origin, cell->first))
		cell->first = origin;
	cell->count++;
}

/* ---- What a text stands for ---- */

/* "ApplicationServer:ocs01.contoso.com", "sip:ocs01.contoso.com:5061", "1-Registrar-1", an FQDN. */
static guint32
pool_of_text(const Survey *survey, const char *text)
{
	guint32 found = CT_NONE;
	g_auto(GStrv) parts = NULL;

	if (text == NULL)
		return CT_NONE;
	parts = g_strsplit_set(text, ":/;", -1);
	found = GPOINTER_TO_UINT(g_hash_table_lookup(survey->services, text)) - 1;
	if (found != CT_NONE)
		return g_array_index(survey->estate->services, CtService, found).pool.index;
	for (guint i = 0; parts[i] != NULL; i++) {
		g_autofree char *key = NULL;
		CtPoolId pool;

		if (strchr(parts[i], '.') == NULL)
			continue;
		pool = ct_estate_find_pool(survey->estate, parts[i]);
		if (pool.index != CT_NONE)
			return pool.index;
		key = g_utf8_casefold(parts[i], -1);
		found = GPOINTER_TO_UINT(g_hash_table_lookup(survey->machines, key)) - 1;
		if (found != CT_NONE)
			return g_array_index(survey->estate->machines, CtMachine, found).pool.index;
	}
	return CT_NONE;
}

/* ---- Objects ---- */

static const struct {
	CtObjectKind kind;
	CtHold hold;
	CtKey key; /* CT_N_KEYS: the pool of the object, or the server that has its name */
} objects[] = {
	{ CT_OBJECT_ACCESS_NUMBER, CT_HOLD_ACCESS_NUMBERS, CT_N_KEYS },
	{ CT_OBJECT_CONFERENCE_DIRECTORY, CT_HOLD_CONFERENCE_DIRECTORIES, CT_N_KEYS },
	{ CT_OBJECT_RESPONSE_GROUP, CT_HOLD_RESPONSE_GROUPS, CT_N_KEYS },
	{ CT_OBJECT_UM_CONTACT, CT_HOLD_UM_CONTACTS, CT_N_KEYS },
	{ CT_OBJECT_TRUSTED_APP, CT_HOLD_APPLICATIONS, CT_N_KEYS },
	{ CT_OBJECT_APP_CONTACT, CT_HOLD_APPLICATION_CONTACTS, CT_N_KEYS },
	{ CT_OBJECT_GROUP_CHAT, CT_HOLD_GROUP_CHATS, CT_N_KEYS },
	{ CT_OBJECT_XMPP, CT_HOLD_XMPP_GATEWAYS, CT_N_KEYS },
	{ CT_OBJECT_ARCHIVING, CT_HOLD_RECORDERS, CT_N_KEYS },
	{ CT_OBJECT_MONITORING, CT_HOLD_RECORDERS, CT_N_KEYS },
	{ CT_OBJECT_VOICE_ROUTE, CT_HOLD_VOICE_ROUTES, CT_KEY_GATEWAY },
	{ CT_OBJECT_STATIC_ROUTE, CT_HOLD_STATIC_ROUTES, CT_KEY_NEXT_HOP },
};

/* Each server that the values of @key name counts the object once. */
static void
count_named(Survey *survey, CtHold hold, CtPropRange props, CtKey key, CtOrigin origin)
{
	guint32 last = CT_NONE;

	for (guint i = 0; i < props.count; i++) {
		const CtProp *prop = &g_array_index(survey->estate->facts->props, CtProp,
						    props.first + i);
		guint32 pool;

		if (prop->key != key)
			continue;
		pool = pool_of_text(survey, prop->value);
		if (pool != CT_NONE && pool != last)
			count(survey, hold, pool, origin);
		last = pool;
	}
}

static void
count_objects(Survey *survey)
{
	for (guint i = 0; i < survey->estate->objects->len; i++) {
		const CtObject *object = &g_array_index(survey->estate->objects, CtObject, i);

		for (gsize k = 0; k < G_N_ELEMENTS(objects); k++) {
			if (objects[k].kind != object->kind)
				continue;
			if (objects[k].key == CT_N_KEYS)
				count(survey, objects[k].hold, object->pool.index, object->origin);
			else
				count_named(survey, objects[k].hold, object->props, objects[k].key,
					    object->origin);
		}
	}
}

/* ---- Records that never become objects ---- */

static const struct {
	CtRecordKind kind;
	CtHold hold;
} records[] = {
	{ CT_RECORD_COMMON_AREA_PHONE, CT_HOLD_COMMON_AREA_PHONES },
	{ CT_RECORD_ANALOG_DEVICE, CT_HOLD_ANALOG_DEVICES },
	{ CT_RECORD_CALL_PARK_ORBIT, CT_HOLD_ORBITS },
	{ CT_RECORD_UNASSIGNED_NUMBER, CT_HOLD_NUMBER_RANGES },
};

static guint32
pool_of_record(const Survey *survey, const CtRecord *record)
{
	static const CtKey keys[] = { CT_KEY_POOL, CT_KEY_SERVICE_ID };

	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		const char *text = ct_facts_get(survey->estate->facts, record->props, keys[i]);
		guint32 pool = pool_of_text(survey, text);

		if (pool != CT_NONE)
			return pool;
	}
	return CT_NONE;
}

static void
count_records(Survey *survey)
{
	const CtFacts *facts = survey->estate->facts;

	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);

		for (gsize k = 0; k < G_N_ELEMENTS(records); k++)
			if (records[k].kind == record->kind)
				count(survey, records[k].hold, pool_of_record(survey, record),
				      record->origin);
	}
}

/* ---- From server to server ---- */

/* What a reference means, by the service that it comes from; the first row that fits counts. */
static const struct {
	CtRole from;
	CtRole to; /* CT_N_ROLES: any */
	CtHold hold;
} references[] = {
	{ CT_ROLE_EDGE, CT_N_ROLES, CT_HOLD_EDGES },
	{ CT_ROLE_EXTERNAL, CT_N_ROLES, CT_HOLD_APPLICATION_POOLS },
	{ CT_ROLE_GATEWAY, CT_N_ROLES, CT_HOLD_GATEWAYS },
	{ CT_N_ROLES, CT_ROLE_EDGE, CT_HOLD_MEDIA },
	{ CT_ROLE_REGISTRAR, CT_ROLE_REGISTRAR, CT_HOLD_BACKUPS },
	{ CT_ROLE_MEDIATION, CT_N_ROLES, CT_HOLD_MEDIATIONS },
	{ CT_N_ROLES, CT_N_ROLES, CT_HOLD_SERVERS },
};

static CtHold
hold_of(CtRole from, CtRole to)
{
	for (gsize i = 0; i < G_N_ELEMENTS(references); i++)
		if ((references[i].from == from || references[i].from == CT_N_ROLES) &&
		    (references[i].to == to || references[i].to == CT_N_ROLES))
			return references[i].hold;
	g_return_val_if_reached(CT_HOLD_SERVERS);
}

static void
count_reference(Survey *survey, CtHold hold, guint32 from, guint32 to, CtOrigin origin)
{
	if (from == to || from == CT_NONE || to == CT_NONE)
		return;
	if (g_hash_table_add(survey->counted, g_strdup_printf("%d %u %u", (int)hold, to, from)))
		count(survey, hold, to, origin);
}

static void
count_dependencies(Survey *survey)
{
	const CtEstate *estate = survey->estate;

	for (guint i = 0; i < estate->dependencies->len; i++) {
		const CtDependency *link = &g_array_index(estate->dependencies, CtDependency, i);
		const CtService *from, *to;

		if (link->from.index == CT_NONE || link->to.index == CT_NONE)
			continue;
		from = ct_estate_service(estate, link->from);
		to = ct_estate_service(estate, link->to);
		count_reference(survey, hold_of(from->role, to->role), from->pool.index,
				to->pool.index, link->origin);
	}
}

/* Servers that no topology describes say where they hand over in their own properties. */
static void
count_next_hops(Survey *survey)
{
	static const CtKey keys[] = { CT_KEY_NEXT_HOP, CT_KEY_GATEWAY, CT_KEY_POOL };
	static const CtRole role_of[CT_N_OBJECT_KINDS] = {
		[CT_OBJECT_POOL] = CT_ROLE_USER_SERVICES,
		[CT_OBJECT_DIRECTOR] = CT_ROLE_DIRECTOR,
		[CT_OBJECT_EDGE] = CT_ROLE_EDGE,
		[CT_OBJECT_MEDIATION] = CT_ROLE_MEDIATION,
		[CT_OBJECT_GATEWAY] = CT_ROLE_GATEWAY,
		[CT_OBJECT_PERSISTENT_CHAT] = CT_ROLE_PERSISTENT_CHAT,
		[CT_OBJECT_TRUSTED_APP_POOL] = CT_ROLE_EXTERNAL,
		[CT_OBJECT_SERVER] = CT_ROLE_USER_SERVICES,
	};
	const CtEstate *estate = survey->estate;

	for (guint i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);

		for (gsize k = 0; k < G_N_ELEMENTS(keys); k++) {
			const char *text = ct_facts_get(estate->facts, pool->props, keys[k]);
			guint32 to = pool_of_text(survey, text);

			if (to == CT_NONE)
				continue;
			count_reference(
				survey,
				hold_of(role_of[pool->kind],
					role_of[g_array_index(estate->pools, CtPool, to).kind]),
				i, to, pool->origin);
		}
	}
}

static void
count_sites(Survey *survey)
{
	for (guint i = 0; i < survey->estate->sites->len; i++) {
		const CtSite *site = &g_array_index(survey->estate->sites, CtSite, i);

		count(survey, CT_HOLD_FEDERATION_ROUTES,
		      pool_of_text(survey, site->federation_route), site->origin);
	}
}

static void
count_central_management(Survey *survey)
{
	for (guint i = 0; i < survey->estate->services->len; i++) {
		const CtService *service = &g_array_index(survey->estate->services, CtService, i);

		if (service->role == CT_ROLE_CENTRAL_MGMT)
			count(survey, CT_HOLD_CENTRAL_MANAGEMENT, service->pool.index,
			      service->origin);
	}
}

static void
count_users(Survey *survey)
{
	const CtUsers *users = &survey->estate->users;

	for (guint32 i = 0; i < users->count; i++)
		count(survey, CT_HOLD_USERS, users->pool[i],
		      (CtOrigin){ users->input[i], users->line[i], NULL });
}

/* ---- The table ---- */

static void
add_rows(CtEmptiness *self, const CtEstate *estate)
{
	guint32 none = CT_NONE;

	for (guint32 i = 0; i < estate->pools->len; i++) {
		const CtPool *pool = &g_array_index(estate->pools, CtPool, i);
		CtEmptinessRow row = { .pool = { i } };

		if (pool->deployment == CT_DEPLOYMENT_LEGACY && pool->kind <= CT_OBJECT_MEDIATION) {
			g_array_append_val(self->row_of, self->rows->len);
			g_array_append_val(self->rows, row);
		} else {
			g_array_append_val(self->row_of, none);
		}
	}
}

static void
index_names(Survey *survey)
{
	const CtEstate *estate = survey->estate;

	for (guint i = 0; i < estate->services->len; i++) {
		const char *id = g_array_index(estate->services, CtService, i).id;

		if (id != NULL && !g_hash_table_contains(survey->services, id))
			g_hash_table_insert(survey->services, (gpointer)id,
					    GUINT_TO_POINTER(i + 1));
	}
	for (guint i = 0; i < estate->machines->len; i++) {
		const char *key = g_array_index(estate->machines, CtMachine, i).key;

		if (!g_hash_table_contains(survey->machines, key))
			g_hash_table_insert(survey->machines, (gpointer)key,
					    GUINT_TO_POINTER(i + 1));
	}
}

CtEmptiness *
ct_emptiness_new(const CtEstate *estate)
{
	CtEmptiness *self = g_new0(CtEmptiness, 1);
	g_autoptr(GHashTable) services = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) machines = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) counted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
							      NULL);
	Survey survey = { estate, self, services, machines, counted };

	self->rows = g_array_new(FALSE, TRUE, sizeof(CtEmptinessRow));
	self->row_of = g_array_new(FALSE, FALSE, sizeof(guint32));
	add_rows(self, estate);
	index_names(&survey);
	count_users(&survey);
	count_objects(&survey);
	count_records(&survey);
	count_dependencies(&survey);
	count_next_hops(&survey);
	count_sites(&survey);
	count_central_management(&survey);
	return self;
}

void
ct_emptiness_free(CtEmptiness *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->rows);
	g_array_unref(self->row_of);
	g_free(self);
}

guint
ct_emptiness_total(const CtEmptinessRow *row)
{
	guint total = 0;

	for (guint i = 0; i < CT_N_HOLDS; i++)
		total += row->cells[i].count;
	return total;
}

char *
ct_emptiness_describe(const CtEmptinessRow *row, const CtEstate *estate, gboolean skip_users)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < CT_N_HOLDS; i++) {
		const CtEmptinessCell *cell = &row->cells[i];
		g_autofree char *where = NULL;

		if (cell->count == 0 || (skip_users && i == CT_HOLD_USERS))
			continue;
		where = ct_estate_where(estate, cell->first);
		g_string_append_printf(text, "%s%u %s (%s)", text->len > 0 ? ", " : "", cell->count,
				       cell->count == 1 ? hold_rows[i].one : hold_rows[i].many,
				       where);
	}
	return g_string_free(text, FALSE);
}
