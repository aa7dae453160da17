/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The users of a made-up estate, each from its number: who they are, where they are homed, and who is
 * coupled to whom.  Texts are put together by hand, since formatted printing would cost more than
 * everything else that writes a million users.
 */
#include <string.h>

#include "estate-model.h"
#include "people.h"

static char *
put(char *out, const char *text)
{
	gsize length = strlen(text);

	memcpy(out, text, length + 1);
	return out + length;
}

static char *
put_number(char *out, guint number, guint digits)
{
	char text[11];
	guint length = 0;

	while (number > 0 || length < digits || length == 0) {
		text[length++] = (char)('0' + number % 10);
		number /= 10;
	}
	while (length > 0)
		*out++ = text[--length];
	*out = '\0';
	return out;
}

/* The pool of a block of users. */
static guint
block_pool(const GenEstate *self, guint block)
{
	GenRandom random = gen_random(self->request.seed, GEN_FOR_BLOCK, block);

	return gen_random_below(&random, self->n_pools);
}

/* A few users in a thousand are not homed, and some are disabled. */
static guint
user_pool(const GenEstate *self, guint index, gboolean *out_enabled)
{
	GenRandom random = gen_random(self->request.seed, GEN_FOR_USER, index);
	gboolean homed = !gen_random_chance(&random, 3) || index < 2;

	*out_enabled = !gen_random_chance(&random, 30) || index < 2;
	return homed ? block_pool(self, index / GEN_BLOCK) : GEN_NO_POOL;
}

static void
name_user(const GenEstate *self, GenRandom *random, GenUser *user)
{
	const GenName *given = &gen_given_names[gen_random_below(random, gen_n_given_names)];
	const GenName *family = &gen_family_names[gen_random_below(random, gen_n_family_names)];
	guint domain = user->site % self->n_sip_domains;
	char *out;

	put(user->first, given->text);
	put(user->last, family->text);
	if (user->index < 2) { /* accounts for tests */
		put(user->first, "Test");
		put_number(put(user->last, "Account "), user->index + 1, 1);
		put_number(put(user->account, "test"), user->index + 1, 1);
	} else {
		out = put(put(put(user->account, given->account), "."), family->account);
		put_number(out, user->index, 1);
	}
	put(put(put(user->display, user->first), " "), user->last);
	put(put(put(user->address, user->account), "@"), self->sip_domains[domain]);
}

/* What people do to names: titles, departments, markup, text that looks like an escape. */
static void
decorate_name(GenRandom *random, GenUser *user)
{
	static const char *const tails[] = {
		" (R&D)",
		" <extern>",
		", Ph.D.",
		" \"Bobby\"",
		" _x0041_",
		"; Leiter der Abteilung für außergewöhnlich lange Bezeichnungen und Ähnliches",
		" = 1 + 1",
		" #7",
		" \\ Vertrieb",
	};

	if (gen_random_chance(random, 400)) {
		char *end = user->display + strlen(user->display);

		put(end, tails[gen_random_below(random, G_N_ELEMENTS(tails))]);
	}
}

/* Units hold people of one site; the CN has no decoration, so nothing in it needs an escape. */
static void
place_user(const GenEstate *self, GenUser *user)
{
	char *out = put(put(put(put(user->dn, "CN="), user->first), " "), user->last);

	out = put(put_number(put(out, " "), user->index, 1), ",OU=");
	out = put(out, self->sites[user->site].name);
	put(put(out, ",OU=Staff,"), self->root);
}

static void
connect_user(const GenEstate *self, GenRandom *random, GenUser *user)
{
	const GenSite *site = &self->sites[user->site];
	gboolean controlled = self->remote_call_control && gen_random_chance(random, 40);

	user->voice = user->enabled && !controlled && site->mediation != NULL &&
		      gen_random_chance(random, 600);
	user->federation = self->edge && user->enabled && gen_random_chance(random, 800);
	user->internet = self->edge && user->enabled;
	user->public_network = self->edge && gen_random_chance(random, 100);
	if (user->voice || controlled) {
		char *out = put(put(user->line, "tel:"), site->prefix);

		out = put_number(out, user->index, 7);
		if (gen_random_chance(random, 500))
			put_number(put(out, ";ext="), user->index % 10000, 4);
	}
	if (controlled)
		put(put(put(put(user->line_server, "sip:"), user->account), "@rcc."), self->domain);
}

/* Few combinations of policies for many users, as administrators have them. */
static void
grant_policies(const GenEstate *self, GenUser *user)
{
	static const char *const meetings[] = { NULL, "Standard Meetings", "Large Meetings",
						"No Anonymous" };
	static const char *const clients[] = { NULL, "Kiosk & Lobby" };
	GenRandom own = gen_random(self->request.seed, GEN_FOR_PROFILE, user->index);
	GenRandom random = gen_random(self->request.seed, GEN_FOR_SHAPE,
				      1 + gen_random_below(&own, 7));
	const GenSite *site = &self->sites[user->site];

	user->voice_policy = user->voice ? site->voice_policy : NULL;
	user->dial_plan = site->mediation != NULL ? site->name : NULL;
	user->conferencing = meetings[gen_random_below(&random, G_N_ELEMENTS(meetings))];
	user->presence = gen_random_chance(&random, 200) ? "Many Subscribers" : NULL;
	user->archiving = gen_random_chance(&random, 300) ? "Compliance" : NULL;
	user->external = gen_random_chance(&random, 500) ? "Remote and Federated" : NULL;
	user->client = clients[gen_random_below(&random, G_N_ELEMENTS(clients))];
}

void
gen_user(const GenEstate *self, guint index, GenUser *out_user)
{
	GenRandom random = gen_random(self->request.seed, GEN_FOR_USER, index);
	GenUser *user = out_user;

	user->index = index;
	user->pool = user_pool(self, index, &user->enabled);
	user->site = self->pools[block_pool(self, index / GEN_BLOCK)].site;
	user->line[0] = '\0';
	user->line_server[0] = '\0';
	/* the first two numbers were those of user_pool() */
	gen_random_next(&random);
	gen_random_next(&random);
	name_user(self, &random, user);
	place_user(self, user);
	connect_user(self, &random, user);
	grant_policies(self, user);
	if (self->odd_names)
		decorate_name(&random, user);
}

guint
gen_delegates(const GenEstate *self, guint index, guint out_users[4])
{
	GenRandom random = gen_random(self->request.seed, GEN_FOR_COUPLING, index);
	guint block = index / GEN_BLOCK;
	guint wanted;
	guint count = 0;

	if (!gen_random_chance(&random, self->request.coupling))
		return 0;
	wanted = 1 + gen_random_below(&random, 3);
	for (guint i = 0; i < wanted; i++) {
		gboolean far = gen_random_chance(&random, 150);
		guint other = (far ? block ^ 1 : block) * GEN_BLOCK +
			      gen_random_below(&random, GEN_BLOCK);
		gboolean seen = other == index || other >= self->request.users;

		for (guint j = 0; j < count; j++)
			seen |= out_users[j] == other;
		if (!seen)
			out_users[count++] = other;
	}
	return count;
}

guint
gen_agents(const GenEstate *self, guint pool, guint group, guint out_users[8])
{
	guint blocks = (self->request.users + GEN_BLOCK - 1) / GEN_BLOCK;
	GenRandom random = gen_random(self->request.seed, GEN_FOR_GROUP,
				      (guint64)pool * 64 + group % 64 +
					      ((guint64)(group / 64) << 32));
	guint wanted = 2 + gen_random_below(&random, 6);
	guint start = blocks > 0 ? gen_random_below(&random, blocks) : 0;
	guint count = 0;

	for (guint i = 0; i < blocks && count < wanted; i++) {
		guint block = (start + i) % blocks;

		if (block_pool(self, block) != pool)
			continue;
		for (guint j = 0; j < GEN_BLOCK && count < wanted; j++) {
			guint user = block * GEN_BLOCK + j;
			gboolean enabled;

			if (user >= 2 && user < self->request.users &&
			    user_pool(self, user, &enabled) == pool && enabled)
				out_users[count++] = user;
		}
	}
	return count;
}
