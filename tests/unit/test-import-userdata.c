/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User data: whose contacts, groups, conferences and delegates, however they are named. */
#include "tests/unit/user-data-text.h"

#define HEAD "<?xml version='1.0' encoding='utf-8'?>\n<DocItemSet xmlns='urn:x'>\n"

static void
test_contacts(void)
{
	g_autoptr(CtFacts) facts = export_import(
		HEAD "<DocItem Name=\"urn:lcd:Amy@contoso.com\"><Data><HomedResource>\n"
		     "<ContactGroups><ContactGroup Number='1' DisplayName='fg=='/>"
		     "<ContactGroup Number='2' DisplayName='VGVhbQ==' ExternalUri=''/>"
		     "<ContactGroup Number='3' DisplayName='QWxs' ExternalUri='c2lwOmFsbA=='/>"
		     "</ContactGroups>\n"
		     "<Contacts><Contact Buddy='bob@contoso.com' DisplayName='Qm9i' Groups='1 2'/>"
		     "<Contact Buddy='SIP:Cy@Contoso.com'/><Contact Buddy='amy@contoso.com'/>"
		     "<Contact Buddy='tel:+1'/></Contacts>\n"
		     "</HomedResource></Data></DocItem>\n"
		     "<DocItem Name='urn:lcd:b&#xF6;b@contoso.com'><Data/></DocItem>\n"
		     "</DocItemSet>");
	g_autofree char *text = user_data_text(facts);

	g_assert_cmpstr(text, ==,
			"contact sip:amy@contoso.com sip:bob@contoso.com 5\n"
			"contact sip:amy@contoso.com sip:cy@contoso.com 5\n"
			"sip:amy@contoso.com 4 contacts 2 groups 1 lists 0 conferences 0 delegates "
			"DocItemSet/DocItem:3\n"
			"sip:b\xc3\xb6"
			"b@contoso.com 0 contacts 0 groups 0 lists 0 conferences 0 "
			"delegates DocItemSet/DocItem:7\n");
	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_USER_DATA);
	g_assert_cmpuint(export_input(facts)->n_facts, ==, 2);
	g_assert_cmpuint(facts->notes->len + facts->problems->len, ==, 0);
}

/* The name as a child, at either end, and the owner of the resource where there is no name. */
static void
test_names(void)
{
	static const char *const items[] = {
		"<DocItem><Name>urn:lcd:amy@contoso.com</Name><Data><Contact Buddy='b@c.com'/></Data>"
		"</DocItem>",
		"<DocItem><Data><Contact Buddy='b@c.com'/></Data><Name>\n urn:lcd:amy@<!-- -->"
		"contoso.com </Name></DocItem>",
		"<DocItem><Data><HomedResource UserAtHost='amy@contoso.com'><Contact Buddy='b@c.com'/>"
		"</HomedResource></Data></DocItem>",
		"<d:DocItem xmlns:d='urn:d' Name='amy@contoso.com'><d:Contact Buddy='b@c.com'/>"
		"</d:DocItem>",
		"<DocItem Name='urn:lcd:sip:AMY@contoso.com'><Contact Buddy='sip:b@c.com'/></DocItem>",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(items); i++) {
		g_autofree char *document = g_strconcat(HEAD, items[i], "</DocItemSet>", NULL);
		g_autoptr(CtFacts) facts = export_import(document);
		g_autofree char *text = user_data_text(facts);

		g_assert_nonnull(strstr(text, "contact sip:amy@contoso.com sip:b@c.com"));
		g_assert_nonnull(strstr(text, "sip:amy@contoso.com 1 contacts"));
	}
}

/* Nobody has published how these are written: what is structurally visible counts, and says so. */
static void
test_inferred(void)
{
	g_autoptr(CtFacts) facts = export_import(
		HEAD "<DocItem Name='urn:hcd:amy/x@contoso.com'><Data><Conferences>"
		     "<Conference Uri='sip:amy/x@contoso.com;gruu;opaque=app:conf:focus:id:1'>"
		     "<Organizer>sip:amy/x@contoso.com</Organizer>"
		     "<Invitee UserUri='bob@contoso.com'/><Invitee> sip:cy@contoso.com </Invitee>"
		     "<Subject>write to dan@contoso.com</Subject></Conference>\n"
		     "<Conference><ConferenceId>7</ConferenceId></Conference></Conferences>\n"
		     "<MeetingConferenceData><Conference/><Conference/></MeetingConferenceData>"
		     "<StaticConferenceInfo/>\n"
		     "<Delegates><Delegate Buddy='eve@contoso.com' Rights='all'/>"
		     "<Delegate>sip:fay@contoso.com</Delegate><Count>2</Count></Delegates>"
		     "</Data></DocItem></DocItemSet>");
	g_autofree char *text = user_data_text(facts);

	g_assert_cmpstr(text, ==,
			"conference sip:amy/x@contoso.com sip:bob@contoso.com 3\n"
			"conference sip:amy/x@contoso.com sip:cy@contoso.com 3\n"
			"delegate sip:amy/x@contoso.com sip:eve@contoso.com 6\n"
			"delegate sip:amy/x@contoso.com sip:fay@contoso.com 6\n"
			"sip:amy/x@contoso.com 0 contacts 0 groups 0 lists 5 conferences 2 "
			"delegates DocItemSet/DocItem:3\n"
			"3: taken for a conference by its name: Conference\n"
			"5: taken for a conference by its name: MeetingConferenceData\n"
			"5: taken for a conference by its name: StaticConferenceInfo\n"
			"6: taken for delegates by its name: Delegates\n");
}

static void
test_others(void)
{
	g_autoptr(CtFacts) facts = export_import(
		HEAD "<DocItem Name='urn:confdir:3'><ConferenceDirectory Id='3'/>"
		     "<ConferenceDirectory/></DocItem>\n"
		     "<DocItem Name='urn:rgs:agents'><Contact Buddy='b@c.com'/>"
		     "</DocItem>\n"
		     "<DocItem Name='urn:lcd:amy@contoso.com'><Contact Groups='1'/>"
		     "</DocItem></DocItemSet>");
	g_autofree char *text = user_data_text(facts);

	g_assert_cmpstr(text, ==,
			"sip:amy@contoso.com 1 contacts 0 groups 0 lists 0 conferences 0 delegates "
			"DocItemSet/DocItem:5\n"
			"3: conference directory without a number: ConferenceDirectory\n"
			"4: user data without an owner: urn:rgs:agents\n"
			"5: contact without an address: Contact\n");
	g_assert_cmpuint(facts->records->len, ==, 1);
	g_assert_cmpint(export_record(facts, 0)->kind, ==, CT_RECORD_CONFERENCE_DIRECTORY);
	g_assert_cmpstr(ct_facts_get(facts, export_record(facts, 0)->props, CT_KEY_IDENTITY), ==,
			"3");
}

static void
test_cut_short(void)
{
	g_autoptr(CtFacts) facts = export_import(
		HEAD
		"<DocItem Name='urn:lcd:amy@contoso.com'><Contact Buddy='b@c.com'/></DocItem>\n"
		"<DocItem Name='urn:lcd:bob@contoso.com'><Contact Buddy='b@c.com'/><Contact Bu");
	g_autofree char *text = user_data_text(facts);

	g_assert_cmpstr(text, ==,
			"contact sip:amy@contoso.com sip:b@c.com 3\n"
			"sip:amy@contoso.com 1 contacts 0 groups 0 lists 0 conferences 0 delegates "
			"DocItemSet/DocItem:3\n"
			"problem at 4: the file ends before its root element does; the data of 1 "
			"person is complete and was read\n");
}

/* The wrapper is that of configurations too, and the first settings document may come late. */
static void
test_settings(void)
{
	g_autofree char *blanks = g_strnfill(100000, ' ');
	g_autofree char *document = g_strconcat(
		HEAD, "<DocItem Name='urn:xds:1'><Data>", blanks,
		"<AnchoredXml><Dictionary><Item><Value><ServiceAssignments><ServiceAssignment "
		"TagId='7'><Component Name='Registrar'><ServiceId SiteId='1' RoleName='Registrar' "
		"Instance='1'/></Component></ServiceAssignment></ServiceAssignments></Value></Item></Dictionary>"
		"</AnchoredXml></Data></DocItem></DocItemSet>",
		NULL);
	g_autoptr(CtFacts) facts = export_import(document);

	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_SETTINGS);
	g_assert_cmpuint(facts->records->len, ==, 1);
	g_assert_cmpint(export_record(facts, 0)->kind, ==, CT_RECORD_TAG);
	g_assert_cmpuint(facts->notes->len, ==, 0);
}

/* However much text an element has, no more of it is kept than an address could have. */
static void
test_long_text(void)
{
	g_autofree char *text = g_strnfill(100000, 'a');
	g_autofree char *document = g_strdup_printf(
		HEAD "<DocItem Name='urn:lcd:amy@contoso.com'><Delegate>sip:%s@c.com</Delegate>"
		     "<Delegate Uri='%s@c.com'/></DocItem><DocItem Name='%s@c.com'/></DocItemSet>",
		text, text, text);
	g_autoptr(CtFacts) facts = export_import(document);

	g_assert_cmpuint(facts->ties->len, ==, 0);
	g_assert_cmpuint(facts->person_data->len, ==, 1);
	g_assert_cmpuint(facts->people->len, ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import-userdata/contacts", test_contacts);
	g_test_add_func("/import-userdata/names", test_names);
	g_test_add_func("/import-userdata/inferred", test_inferred);
	g_test_add_func("/import-userdata/others", test_others);
	g_test_add_func("/import-userdata/cut-short", test_cut_short);
	g_test_add_func("/import-userdata/settings", test_settings);
	g_test_add_func("/import-userdata/long-text", test_long_text);
	return g_test_run();
}
