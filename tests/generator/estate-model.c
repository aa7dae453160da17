/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The made-up estate.  Servers are drawn once from the seed.  A user is drawn from the seed and its
 * number alone; where users have to fit together (homes, delegates, agents) they do so by block, since
 * the block of a user is known from its number.
 */
#include "estate-model.h"

#include <string.h>

#include "people.h"

/* How often, in a thousand estates of the shape, something is there. */
typedef struct {
	const char *name;
	const char *help;
	guint director;
	guint edge;
	guint shared_edge;
	guint target_edge_media;
	guint voice; /* Mediation server of a site */
	guint attendant;
	guint response_groups;
	guint servers; /* XMPP, Group Chat, Archiving, Monitoring */
	guint remote_call_control;
	guint applications; /* most trusted applications */
	guint um_contacts;  /* most */
	gboolean odd_names;
} Shape;

static const Shape shapes[] = {
	{ "mixed", "anything may be there or not", 400, 700, 300, 600, 700, 600, 600, 400, 500, 4,
	  4, FALSE },
	{ "full", "everything is there", 1000, 1000, 0, 1000, 1000, 1000, 1000, 1000, 1000, 3, 3,
	  FALSE },
	{ "plain", "users and pools only", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, FALSE },
	{ "shared-edge", "all services of the legacy Edge have one name", 500, 1000, 1000, 300, 700,
	  600, 600, 300, 500, 2, 2, FALSE },
	{ "voice", "telephony everywhere, no Edge", 0, 0, 0, 0, 1000, 1000, 1000, 300, 1000, 3, 6,
	  FALSE },
	{ "odd-names", "like mixed, with names that need escapes", 400, 700, 300, 600, 700, 600,
	  600, 400, 500, 4, 4, TRUE },
};

static const char *const domains[] = { "litware.example", "tailspin.example",
				       "wingtip.example", "proseware.example",
				       "lucerne.example", "corp.alpine.example" };

const char *
gen_shape_name(guint index, const char **out_help)
{
	if (index >= G_N_ELEMENTS(shapes))
		return NULL;
	if (out_help != NULL)
		*out_help = shapes[index].help;
	return shapes[index].name;
}

static const Shape *
find_shape(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
		if (strcmp(shapes[i].name, name) == 0)
			return &shapes[i];
	}
	return NULL;
}

static void
make_domain(GenEstate *self, GenRandom *random)
{
	self->domain = g_strdup(domains[gen_random_below(random, G_N_ELEMENTS(domains))]);

	g_auto(GStrv) parts = g_strsplit(self->domain, ".", -1);
	g_autofree char *rest = g_strjoinv(",DC=", parts);

	self->root = g_strconcat("DC=", rest, NULL);
	self->n_sip_domains = 1 + gen_random_below(random, 3);
	for (guint i = 0; i < self->n_sip_domains; i++) {
		static const char *const prefixes[] = { "", "emea.", "labs." };

		self->sip_domains[i] = g_strconcat(prefixes[i], self->domain, NULL);
	}
}

static void
make_sites(GenEstate *self, const Shape *shape)
{
	self->n_sites = self->request.sites;
	self->sites = g_new0(GenSite, self->n_sites);
	for (guint i = 0; i < self->n_sites; i++) {
		GenRandom random = gen_random(self->request.seed, GEN_FOR_SITE, i);
		const GenCity *city = &gen_cities[(i + self->request.seed) % gen_n_cities];
		GenSite *site = &self->sites[i];
		guint round = i / gen_n_cities;

		site->name = round == 0 ? g_strdup(city->name)
					: g_strdup_printf("%s %u", city->name, round + 1);
		site->country = g_strdup(city->country);
		site->prefix = g_strdup(city->prefix);
		site->voice_policy = g_strconcat(site->name, " Voice", NULL);
		site->usage = g_strconcat(site->name, " Local", NULL);
		site->first_pool = i < self->request.pools ? i : GEN_NO_POOL;
		if (site->first_pool == GEN_NO_POOL || !gen_random_chance(&random, shape->voice))
			continue;
		site->mediation = g_strdup_printf("ocsmed%02u.%s", i + 1, self->domain);
		site->gateway = g_strdup_printf("gw%02u.%s", i + 1, self->domain);
	}
}

/* Front End servers for @users with room to spare; 1 is a Standard Edition server. */
static guint
machines_for(guint users, GenRandom *random)
{
	guint needed = (guint)((guint64)users * 13 / 10 / 6660) + 1;

	if (needed == 1 && users < 3500 && gen_random_chance(random, 500))
		return 1;
	return CLAMP(needed + gen_random_below(random, 2), 2, 12);
}

static void
make_pools(GenEstate *self, const Shape *shape)
{
	self->n_pools = self->request.pools;
	self->pools = g_new0(GenPool, self->n_pools);
	for (guint i = 0; i < self->n_pools; i++) {
		GenRandom random = gen_random(self->request.seed, GEN_FOR_POOL, i);
		GenPool *pool = &self->pools[i];

		pool->machines = machines_for(self->request.users / self->n_pools, &random);
		pool->enterprise = pool->machines > 1;
		pool->name = g_strdup_printf("%s%02u", pool->enterprise ? "ocspool" : "ocsse",
					     i + 1);
		pool->fqdn = g_strconcat(pool->name, ".", self->domain, NULL);
		pool->site = i % self->n_sites;
		pool->back_end = pool->enterprise ? g_strdup_printf("sqlocs%02u.%s\\rtc", i + 1,
								    self->domain)
						  : g_strdup("(local)\\rtc");
		pool->attendant = gen_random_chance(&random, shape->attendant);
		pool->numbers = pool->attendant;
		/* two pools with response groups never share a target */
		pool->target = i % self->n_targets;
		pool->response_groups = i < self->n_targets &&
					gen_random_chance(&random, shape->response_groups);
		pool->groups = pool->response_groups ? 1 + gen_random_below(&random, 4) : 0;
	}
}

static void
make_targets(GenEstate *self)
{
	guint pools = self->request.pools;
	guint needed = (guint)((guint64)self->request.users * 13 / 10 / 70000) + 1;

	self->n_targets = CLAMP(MAX(needed, (pools + 1) / 2), 1, pools);
	self->targets = g_new0(GenTarget, self->n_targets);
	for (guint i = 0; i < self->n_targets; i++) {
		GenRandom random = gen_random(self->request.seed, GEN_FOR_POOL, pools + i);
		GenTarget *target = &self->targets[i];
		guint served = (pools - i + self->n_targets - 1) / self->n_targets;

		target->machines = machines_for(
			(guint)((guint64)self->request.users * served / pools), &random);
		target->enterprise = target->machines > 1;
		target->name = g_strdup_printf("%s%02u", target->enterprise ? "lyncpool" : "lyncse",
					       i + 1);
		target->fqdn = g_strconcat(target->name, ".", self->domain, NULL);
		target->site = i % self->n_sites;
		if (target->enterprise) {
			target->sql = g_strdup_printf("sql%02u.%s", i + 1, self->domain);
			target->files = g_strdup_printf("fs%02u.%s", i + 1, self->domain);
		}
		target->web = g_strdup_printf("lyncweb%02u.%s", i + 1, self->domain);
		target->gateway = g_strdup_printf("gw-lync-%02u.%s", i + 1, self->domain);
	}
}

static void
make_options(GenEstate *self, const Shape *shape, GenRandom *random)
{
	self->director = gen_random_chance(random, shape->director);
	self->edge = gen_random_chance(random, shape->edge);
	self->shared_edge = self->edge && gen_random_chance(random, shape->shared_edge);
	self->target_edge_media = self->edge && gen_random_chance(random, shape->target_edge_media);
	self->xmpp = self->edge && gen_random_chance(random, shape->servers);
	self->group_chat = gen_random_chance(random, shape->servers);
	self->archiving = gen_random_chance(random, shape->servers);
	self->monitoring = gen_random_chance(random, shape->servers);
	self->remote_call_control = gen_random_chance(random, shape->remote_call_control);
	self->applications = gen_random_below(random, shape->applications + 1);
	self->um_contacts = gen_random_below(random, shape->um_contacts + 1);
	self->odd_names = shape->odd_names;
}

/* Of @total the part that the @index-th of @count has. */
static guint
share_of(guint total, guint index, guint count)
{
	return total / count + (index < total % count);
}

static guint
count_pools(const GenEstate *self, gsize member)
{
	guint count = 0;

	for (guint i = 0; i < self->n_pools; i++)
		count += G_STRUCT_MEMBER(gboolean, &self->pools[i], member);
	return count;
}

/* Half of what was asked for are response groups, a tenth access numbers, a tenth contacts of unified
 * messaging, the rest trusted applications.  A response group counts as its workflow, its queue and its
 * agents; a trusted application stands on both sides. */
static void
make_applications(GenEstate *self)
{
	const guint wanted = self->request.applications;
	const guint with_groups = count_pools(self, G_STRUCT_OFFSET(GenPool, response_groups));
	const guint with_numbers = count_pools(self, G_STRUCT_OFFSET(GenPool, attendant));
	guint made = self->n_pools; /* conference directories */
	guint group = 0;
	guint number = 0;

	if (wanted == 0)
		return;
	for (guint i = 0; i < self->n_pools; i++) {
		GenPool *pool = &self->pools[i];

		if (pool->response_groups)
			pool->groups = MAX(share_of(wanted / 6, group++, with_groups), 1);
		if (pool->attendant)
			pool->numbers = MAX(share_of(wanted / 10, number++, with_numbers), 1);
		made += 3 * pool->groups + pool->numbers;
	}
	self->um_contacts = MIN(wanted / 10, 9999);
	made += self->um_contacts;
	self->applications = wanted > made ? (wanted - made + 1) / 2 : 0;
}

guint
gen_application_servers(const GenEstate *self)
{
	return (self->applications + GEN_SERVER_APPLICATIONS - 1) / GEN_SERVER_APPLICATIONS;
}

guint
gen_applications_of(const GenEstate *self, guint server)
{
	return MIN(self->applications - server * GEN_SERVER_APPLICATIONS, GEN_SERVER_APPLICATIONS);
}

GenEstate *
gen_estate_new(const GenRequest *request)
{
	const Shape *shape = find_shape(request->shape);
	GenRandom random = gen_random(request->seed, GEN_FOR_SHAPE, 0);
	GenEstate *self;

	if (shape == NULL)
		return NULL;
	self = g_new0(GenEstate, 1);
	self->request = *request;
	self->request.pools = MAX(request->pools, 1);
	self->request.sites = MAX(request->sites, 1);
	make_domain(self, &random);
	make_options(self, shape, &random);
	make_sites(self, shape);
	make_targets(self);
	make_pools(self, shape);
	make_applications(self);
	return self;
}

static void
clear_servers(GenEstate *self)
{
	for (guint i = 0; i < self->n_pools; i++) {
		g_free(self->pools[i].fqdn);
		g_free(self->pools[i].name);
		g_free(self->pools[i].back_end);
	}
	for (guint i = 0; i < self->n_targets; i++) {
		g_free(self->targets[i].fqdn);
		g_free(self->targets[i].name);
		g_free(self->targets[i].sql);
		g_free(self->targets[i].files);
		g_free(self->targets[i].web);
		g_free(self->targets[i].gateway);
	}
	for (guint i = 0; i < self->n_sites; i++) {
		g_free(self->sites[i].name);
		g_free(self->sites[i].country);
		g_free(self->sites[i].prefix);
		g_free(self->sites[i].voice_policy);
		g_free(self->sites[i].usage);
		g_free(self->sites[i].mediation);
		g_free(self->sites[i].gateway);
	}
}

void
gen_estate_free(GenEstate *self)
{
	clear_servers(self);
	g_free(self->pools);
	g_free(self->targets);
	g_free(self->sites);
	for (guint i = 0; i < self->n_sip_domains; i++)
		g_free(self->sip_domains[i]);
	g_free(self->domain);
	g_free(self->root);
	g_free(self);
}

void
gen_guid(const GenEstate *self, const char *name, char out_guid[37])
{
	guint64 hash = G_GUINT64_CONSTANT(0xcbf29ce484222325);

	for (; *name != '\0'; name++)
		hash = (hash ^ (guchar)*name) * G_GUINT64_CONSTANT(0x100000001b3);

	GenRandom random = gen_random(self->request.seed, GEN_FOR_GUID, hash);
	guint64 high = gen_random_next(&random);
	guint64 low = gen_random_next(&random);
	static const char digits[] = "0123456789abcdef";
	char *out = out_guid;

	for (guint i = 0; i < 32; i++) {
		if (i == 8 || i == 12 || i == 16 || i == 20)
			*out++ = '-';
		*out++ = digits[(i < 16 ? high >> (60 - 4 * i) : low >> (124 - 4 * i)) & 15];
	}
	*out = '\0';
}

void
gen_pool_machine(const GenEstate *self, const GenPool *pool, guint index, char *out, gsize room)
{
	if (pool->machines == 1)
		g_strlcpy(out, pool->fqdn, room);
	else
		g_snprintf(out, room, "%s-fe%02u.%s", pool->name, index + 1, self->domain);
}

void
gen_target_machine(const GenEstate *self, const GenTarget *target, guint index, char *out,
		   gsize room)
{
	if (target->machines == 1)
		g_strlcpy(out, target->fqdn, room);
	else
		g_snprintf(out, room, "%s-fe%02u.%s", target->name, index + 1, self->domain);
}
