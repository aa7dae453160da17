/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * User data: whom people have in their lists, whom they invite, who acts for them.
 *
 * Contacts and their groups are written as tools that read the real files expect them.  Elements of
 * conferences and delegates were never published; these have names that say what they are.
 */
#include "user-data.h"

#include <string.h>

typedef struct {
	const GenEstate *estate;
	GenSink *sink;
	const char *end; /* what ends a line: nothing in a file of one line */
} Writer;

#define MOST_CONTACTS 10

/* People know their neighbours, and a few whom chance brought them. */
static guint
contacts_of(const GenEstate *estate, guint index, guint out_users[MOST_CONTACTS])
{
	GenRandom random = gen_random(estate->request.seed, GEN_FOR_CONTACT, index);
	guint wanted = gen_random_below(&random, MOST_CONTACTS);
	guint count = 0;

	for (guint i = 0; i < wanted; i++) {
		guint other = gen_random_chance(&random, 600)
				      ? index / GEN_BLOCK * GEN_BLOCK +
						gen_random_below(&random, GEN_BLOCK)
				      : gen_random_below(&random, estate->request.users);
		gboolean seen = other == index || other >= estate->request.users;

		for (guint j = 0; j < count; j++)
			seen |= out_users[j] == other;
		if (!seen)
			out_users[count++] = other;
	}
	return count;
}

static void
put_base64(GenSink *sink, const char *text)
{
	g_autofree char *encoded = g_base64_encode((const guchar *)text, strlen(text));

	gen_sink_put(sink, encoded);
}

static void
put_groups(const Writer *self, guint index)
{
	gen_sink_format(self->sink,
			"<ContactGroups>%s<ContactGroup Number=\"1\" DisplayName=\"fg==\" "
			"ExternalUri=\"\"/>%s<ContactGroup Number=\"2\" DisplayName=\"",
			self->end, self->end);
	put_base64(self->sink, index % 2 == 0 ? "Kolleginnen & Kollegen" : "Team «Ñandú»");
	gen_sink_put(self->sink, "\" ExternalUri=\"");
	if (index % 5 == 0)
		put_base64(self->sink,
			   "<groupExpansion><mail>team@example.org</mail></groupExpansion>");
	gen_sink_format(self->sink, "\"/>%s</ContactGroups>%s", self->end, self->end);
}

static void
put_contacts(const Writer *self, guint index)
{
	guint contacts[MOST_CONTACTS];
	guint count = contacts_of(self->estate, index, contacts);
	GenUser user;

	put_groups(self, index);
	gen_sink_put(self->sink, "<Contacts>");
	gen_sink_put(self->sink, self->end);
	for (guint i = 0; i < count; i++) {
		gen_user(self->estate, contacts[i], &user);
		gen_sink_put(self->sink, "<Contact Buddy=\"");
		gen_sink_put(self->sink, user.address);
		gen_sink_put(self->sink, "\" SubscribePresence=\"1\" Groups=\"");
		gen_sink_put(self->sink,
			     i % 3 == 0 ? "1 2\" DisplayName=\"" : "1\" DisplayName=\"");
		put_base64(self->sink, user.display);
		gen_sink_put(self->sink, "\"/>");
		gen_sink_put(self->sink, self->end);
	}
	gen_sink_format(self->sink, "</Contacts>%s", self->end);
}

static void
put_delegates(const Writer *self, guint index)
{
	guint delegates[4];
	guint count = gen_delegates(self->estate, index, delegates);
	GenUser user;

	if (count == 0)
		return;
	gen_sink_format(self->sink, "<Delegates>%s", self->end);
	for (guint i = 0; i < count; i++) {
		gen_user(self->estate, delegates[i], &user);
		gen_sink_format(self->sink, "<Delegate Uri=\"sip:%s\"/>%s", user.address,
				self->end);
	}
	gen_sink_format(self->sink, "</Delegates>%s", self->end);
}

static void
put_conferences(const Writer *self, guint index)
{
	GenRandom random = gen_random(self->estate->request.seed, GEN_FOR_CONTACT,
				      (guint64)index | (G_GUINT64_CONSTANT(1) << 40));
	guint count = gen_random_below(&random, 3);
	guint block = index / GEN_BLOCK * GEN_BLOCK;
	GenUser user;

	gen_sink_format(self->sink, "<Conferences>%s", self->end);
	for (guint i = 0; i < count; i++) {
		guint invited = block + gen_random_below(&random, GEN_BLOCK);

		gen_sink_format(self->sink, "<Conference ConferenceId=\"%08X%u\">%s", index, i,
				self->end);
		if (invited < self->estate->request.users && invited != index) {
			gen_user(self->estate, invited, &user);
			gen_sink_format(self->sink, "<Invitee SipUri=\"%s\"/>%s", user.address,
					self->end);
		}
		gen_sink_format(self->sink, "</Conference>%s", self->end);
	}
	gen_sink_format(self->sink, "</Conferences>%s", self->end);
}

/* One document for contacts, one for conferences. */
static void
put_documents(const Writer *self, const GenUser *user)
{
	gen_sink_format(self->sink, "<DocItem Name=\"urn:lcd:%s\">\n<Data>\n<HomedResource>\n",
			user->address);
	put_contacts(self, user->index);
	put_delegates(self, user->index);
	gen_sink_format(self->sink,
			"</HomedResource>\n</Data>\n</DocItem>\n"
			"<DocItem Name=\"urn:hcd:%s\">\n<Data>\n<HomedResource>\n",
			user->address);
	put_conferences(self, user->index);
	gen_sink_put(self->sink, "</HomedResource>\n</Data>\n</DocItem>\n");
}

static void
put_resource(const Writer *self, const GenUser *user)
{
	gen_sink_format(self->sink, "<HomedResource UserAtHost=\"%s\">", user->address);
	put_contacts(self, user->index);
	put_delegates(self, user->index);
	put_conferences(self, user->index);
	gen_sink_put(self->sink, "</HomedResource>");
}

void
gen_user_data(const GenEstate *estate, guint pool, GenDataForm form, GenSink *sink)
{
	const Writer writer = { estate, sink, form == GEN_DATA_DOC_ITEMS ? "\n" : "" };
	GenUser user;

	if (form == GEN_DATA_DOC_ITEMS)
		gen_sink_put(sink,
			     "<?xml version=\"1.0\"?>\n<DocItemSet "
			     "xmlns=\"urn:schema:Microsoft.Rtc.Management.Xds.AppLayer.2008\">\n");
	else
		gen_sink_put(sink,
			     "<?xml version=\"1.0\"?><HomedResources "
			     "xmlns=\"http://schemas.microsoft.com/RtcServer/2002/11/dbimpexp\">");
	for (guint i = 0; i < estate->request.users; i++) {
		gen_user(estate, i, &user);
		if (user.pool == GEN_NO_POOL || (pool != GEN_NO_POOL && user.pool != pool))
			continue;
		if (form == GEN_DATA_DOC_ITEMS)
			put_documents(&writer, &user);
		else
			put_resource(&writer, &user);
	}
	gen_sink_put(sink, form == GEN_DATA_DOC_ITEMS ? "</DocItemSet>\n" : "</HomedResources>");
}
