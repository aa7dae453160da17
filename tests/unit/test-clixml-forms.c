/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people and PowerShell versions make of one object: wrapped, remoted, selected, cut at a depth,
 * bundled, concatenated.  Whatever the form, the same facts have to come of it.
 */
#include "tests/unit/exports.h"

#define OBJS		   "<Objs Version='1.1.0.1' xmlns='http://schemas.microsoft.com/powershell/2004/04'>\n"
#define TN(name)	   "<TN RefId='0'><T>" name "</T><T>System.Object</T></TN>"
#define S(n, v)		   "<S N='" n "'>" v "</S>"
#define SEVERAL(tag, n, v) "<Obj N='" n "' RefId='90'><" tag ">" v "</" tag "></Obj>"
#define ADUSER		   "Microsoft.Rtc.Management.ADConnect.Schema.ADUser"
#define CLUSTER		   "Microsoft.Rtc.Management.Deploy.Internal.Cluster"
#define RGS		   "Microsoft.Rtc.Rgs.Management.WritableSettings."
#define ONE(type, props)   OBJS "<Obj RefId='1'>" TN(type) "<Props>" props "</Props></Obj>\n</Objs>"
#define USER(props)	   ONE(ADUSER, S("SipAddress", "sip:a@b.test") props)
#define POOL(fqdn)	   "<Obj RefId='1'>" TN(CLUSTER) "<Props>" S("Fqdn", fqdn) "</Props></Obj>"

static void
print_records(const CtFacts *facts, GString *out)
{
	for (guint i = 0; i < facts->records->len; i++) {
		const CtRecord *record = &g_array_index(facts->records, CtRecord, i);

		g_string_append(out, ct_record_kind_to_string(record->kind));
		for (guint j = 0; j < record->props.count; j++) {
			const CtProp *prop = &g_array_index(facts->props, CtProp,
							    record->props.first + j);

			g_string_append_printf(out, " %s=%s",
					       prop->key == CT_KEY_OTHER
						       ? prop->name
						       : ct_key_to_string(prop->key),
					       prop->value);
		}
		g_string_append_c(out, '\n');
	}
}

static char *
print_facts(const CtFacts *facts)
{
	GString *out = g_string_new(NULL);

	print_records(facts, out);
	for (guint i = 0; i < facts->users.sip->len; i++) {
		const CtProfile *profile = &g_array_index(facts->profiles, CtProfile,
							  g_array_index(facts->users.profile,
									guint32, i));

		g_string_append_printf(out, "user %s|%s|%s|%s\n",
				       g_array_index(facts->users.sip, const char *, i),
				       g_array_index(facts->users.name, const char *, i),
				       g_array_index(facts->users.home, const char *, i),
				       profile->policy[CT_POLICY_VOICE]);
	}
	for (guint i = 0; i < facts->notes->len; i++) {
		const CtNote *note = &g_array_index(facts->notes, CtNote, i);

		g_string_append_printf(out, "note %u: %s %s\n", note->origin.line, note->what,
				       note->value);
	}
	for (guint i = 0; i < facts->problems->len; i++) {
		const CtProblem *problem = &g_array_index(facts->problems, CtProblem, i);

		g_string_append_printf(out, "problem %u: %s\n", problem->origin.line,
				       problem->text);
	}
	return g_string_free(out, FALSE);
}

typedef struct {
	const char *name;
	const char *text;
	const char *expected;
} Case;

/* clang-format off */
static const Case cases[] = {
	{ "primitives",
	  ONE("Some.Type", S("s", "text") "<B N='b'>true</B><I32 N='i32'>-1</I32><I64 N='i64'>2</I64>"
	      "<I16 N='i16'>3</I16><U16 N='u16'>4</U16><U32 N='u32'>5</U32><U64 N='u64'>6</U64>"
	      "<By N='by'>7</By><SB N='sb'>8</SB><Db N='db'>9.5</Db><Sg N='sg'>1.5</Sg>"
	      "<D N='d'>1.25</D><C N='c'>65</C><DT N='dt'>2013-01-01T00:00:00Z</DT>"
	      "<TS N='ts'>PT2M</TS><G N='g'>00000000-0000-0000-0000-000000000001</G>"
	      "<URI N='uri'>http://a.test/</URI><Version N='v'>5.0.8308.0</Version>"
	      "<BA N='ba'>QQ==</BA><SS N='ss'>c2VjcmV0</SS><XD N='xd'>&lt;a /&gt;</XD>"
	      "<SBK N='sbk'>code</SBK><Nil N='nil' />"),
	  "other s=text b=true i32=-1 i64=2 i16=3 u16=4 u32=5 u64=6 by=7 sb=8 db=9.5 sg=1.5 d=1.25"
	  " c=65 dt=2013-01-01T00:00:00Z ts=PT2M g=00000000-0000-0000-0000-000000000001"
	  " uri=http://a.test/ v=5.0.8308.0 ba=QQ== ss=c2VjcmV0 xd=<a /> sbk=code\n"
	  "note 2: type Some.Type\n" },
	{ "enumeration",
	  ONE(CLUSTER, S("Fqdn", "p.test") "<Obj N='Kind' RefId='2'><TN RefId='1'><T>K</T>"
	      "<T>System.Enum</T></TN><ToString>Primary</ToString><I32>2</I32></Obj>"),
	  "pool fqdn=p.test Kind=Primary\n" },
	{ "containers",
	  ONE(CLUSTER, S("Fqdn", "p.test") SEVERAL("LST", "Computers", "<S>a</S><S>b</S>")
	      SEVERAL("IE", "Services", "<S>Registrar:p.test</S>")
	      SEVERAL("QUE", "q", "<I32>1</I32>") SEVERAL("STK", "k", "<I32>2</I32>")),
	  "pool fqdn=p.test member=a member=b service=Registrar:p.test q=1 k=2\n" },
	{ "containers-in-containers",
	  ONE(CLUSTER, S("Fqdn", "p.test") SEVERAL("LST", "Computers",
	      "<S>a</S><Obj RefId='2'><IE><S>b</S><Obj RefId='3'><QUE><S>c</S><Obj RefId='4'><STK>"
	      "<S>d</S></STK></Obj></QUE></Obj></IE></Obj><Obj RefId='5'><LST /></Obj><S>e</S>")),
	  "pool fqdn=p.test member=a member=b member=c member=d member=e\n" },
	{ "dictionary",
	  ONE(CLUSTER, S("Fqdn", "p.test") SEVERAL("DCT", "map",
	      "<En><S N='Key'>a</S><I32 N='Value'>1</I32></En><En><S N='Key'>b</S><Obj N='Value'"
	      " RefId='2'><ToString>two</ToString><Props>" S("Name", "second") "</Props></Obj></En>"
	      "<En><S N='Key'>c</S><Nil N='Value' /></En>")),
	  "pool fqdn=p.test map=a=1 map=b=second map=c=\n" },
	{ "objects-without-label-in-a-list",
	  ONE(CLUSTER, S("Fqdn", "p.test") SEVERAL("LST", "Ports",
	      "<Obj RefId='2'><Props><I32 N='Port'>5061</I32></Props></Obj>")),
	  "pool fqdn=p.test Ports.Port=5061\n" },
	{ "references",
	  OBJS "<Obj RefId='1'>" TN(ADUSER) "<Props>" S("SipAddress", "sip:a@b.test")
	  "<Obj N='RegistrarPool' RefId='2'><TN RefId='1'><T>P</T></TN><ToString>p.test</ToString>"
	  "</Obj></Props></Obj><Obj RefId='3'><TNRef RefId='0' /><Props>"
	  S("SipAddress", "sip:c@b.test") "<Ref N='RegistrarPool' RefId='2' /></Props></Obj>"
	  "<Ref RefId='1' /></Objs>",
	  "user sip:a@b.test|(null)|p.test|(null)\nuser sip:c@b.test|(null)|p.test|(null)\n" },
	{ "policy-as-text", USER(S("VoicePolicy", "Tag:Staff") S("RegistrarPool", "p.test")),
	  "user sip:a@b.test|(null)|p.test|Staff\n" },
	{ "policy-as-object",
	  USER("<Obj N='VoicePolicy' RefId='2'><ToString>Some.Type</ToString><Props>"
	       S("FriendlyName", "Staff") "</Props></Obj><Obj N='RegistrarPool' RefId='3'>"
	       "<ToString>p.test</ToString><Props /></Obj>"),
	  "user sip:a@b.test|(null)|p.test|Staff\n" },
	{ "policy-inherited", USER("<Nil N='VoicePolicy' /><Nil N='RegistrarPool' />"),
	  "user sip:a@b.test|(null)|(null)|(null)\n" },
	{ "selected",
	  OBJS "<Obj RefId='1'>" TN("Selected." ADUSER) "<MS>" S("SipAddress", "sip:a@b.test")
	  S("RegistrarPool", "p.test") "</MS></Obj></Objs>",
	  "user sip:a@b.test|(null)|p.test|(null)\n" },
	{ "remoted",
	  OBJS "<Obj RefId='1'>" TN("Deserialized." ADUSER) "<Props>" S("SipAddress", "sip:a@b.test")
	  "</Props><MS>" S("PSComputerName", "lync01") "<G N='RunspaceId'>0</G></MS></Obj></Objs>",
	  "user sip:a@b.test|(null)|(null)|(null)\n" },
	{ "selected-of-remoted",
	  OBJS "<Obj RefId='1'>" TN("Selected.Deserialized." ADUSER) "<MS>"
	  S("SipAddress", "sip:a@b.test") "</MS></Obj></Objs>",
	  "user sip:a@b.test|(null)|(null)|(null)\n" },
	{ "script-property-wins",
	  OBJS "<Obj RefId='1'>" TN(ADUSER) "<Props>" S("SipAddress", "sip:a@b.test")
	  S("RegistrarPool", "12") "</Props><MS>" S("RegistrarPool", "p.test") "</MS></Obj></Objs>",
	  "user sip:a@b.test|(null)|p.test|(null)\n" },
	{ "escapes",
	  OBJS "<Obj RefId='1'>" TN(ADUSER) "<Props>" S("SipAddress", "sip:a_x005F_x0041_@b.test")
	  S("Display_x004E_ame", "M_x00E9_l_xD83D__xDE00_") "</Props></Obj></Objs>",
	  "user sip:a_x0041_@b.test|M\xC3\xA9l\xF0\x9F\x98\x80|(null)|(null)\n" },
	{ "console-capture",
	  "#< CLIXML\r\n" OBJS "<Obj S='progress' RefId='0'><TN RefId='0'><T>P</T></TN><MS>"
	  S("Activity", "x") "</MS></Obj><S S='Error'>no_x000D__x000A_</S>" POOL("p.test") "</Objs>",
	  "pool fqdn=p.test\n" },
	{ "documents-in-one-file",
	  OBJS POOL("p.test") "</Objs>\r\n\xEF\xBB\xBF" OBJS POOL("q.test") "</Objs>",
	  "pool fqdn=p.test\npool fqdn=q.test\n" },
	{ "bundle",
	  OBJS "<Obj RefId='5'><TN RefId='7'><T>System.Collections.Hashtable</T></TN><DCT>"
	  "<En><S N='Key'>Users</S><Obj N='Value' RefId='6'><TN RefId='8'><T>System.Object[]</T></TN>"
	  "<LST><Obj RefId='8'>" TN(ADUSER) "<Props>" S("SipAddress", "sip:a@b.test")
	  "</Props></Obj><Obj RefId='9'><TNRef RefId='0' /><Props>" S("SipAddress", "sip:c@b.test")
	  "</Props></Obj></LST></Obj></En><En><S N='Key'>By</S><S N='Value'>admin</S></En>"
	  "<En><S N='Key'>Pools</S><Obj N='Value' RefId='10'><LST>" POOL("p.test")
	  "</LST></Obj></En><En><S N='Key'>None</S><Nil N='Value' /></En></DCT></Obj></Objs>",
	  "pool fqdn=p.test\nuser sip:a@b.test|(null)|(null)|(null)\n"
	  "user sip:c@b.test|(null)|(null)|(null)\n" },
	{ "lost-at-a-depth",
	  OBJS "<Obj RefId='1'>" TN(CLUSTER) "<Props>" S("Fqdn", "p.test")
	  S("Computers", "System.Collections.Generic.List`1[System.String]")
	  S("Site", "Microsoft.Rtc.Management.Deploy.Internal.Site") "</Props></Obj>\n"
	  "<Obj RefId='2'><TNRef RefId='0' /><Props>" S("Fqdn", "q.test")
	  S("Computers", "System.Object[]") "</Props></Obj></Objs>",
	  "pool fqdn=p.test\npool fqdn=q.test\n"
	  "problem 2: Computers of " CLUSTER " is only the name of its type,"
	  " System.Collections.Generic.List`1[System.String]\n"
	  "problem 2: Site of " CLUSTER " is only the name of its type,"
	  " Microsoft.Rtc.Management.Deploy.Internal.Site\n" },
	{ "workflow",
	  ONE(RGS "Workflow", S("Name", "w") S("PrimaryUri", "sip:w@b.test")
	      "<Obj N='DefaultAction' RefId='2'><ToString>act</ToString><Props>"
	      "<Obj N='QueueID' RefId='3'><ToString>q1</ToString></Obj>"
	      "<Obj N='Question' RefId='4'><Props>" SEVERAL("LST", "AnswerList",
	      "<Obj RefId='5'><Props><Obj N='Action' RefId='6'><Props>" S("QueueID", "q2")
	      "</Props></Obj></Props></Obj>") "</Props></Obj></Props></Obj>"),
	  "response-group-workflow name=w primary-uri=sip:w@b.test DefaultAction=act queue=q1"
	  " queue=q2\n" },
	{ "queue",
	  ONE(RGS "Queue", S("Name", "q") "<Obj N='OverflowAction' RefId='2'><Props>"
	      S("Action", "TransferToQueue") S("QueueID", "q2") "</Props></Obj>"
	      "<Obj N='TimeoutAction' RefId='3'><Props>" S("Action", "TransferToUri")
	      S("Uri", "sip:x@b.test") "<Nil N='QueueID' /></Props></Obj>"),
	  "response-group-queue name=q OverflowAction.Action=TransferToQueue queue=q2"
	  " TimeoutAction.Action=TransferToUri TimeoutAction.Uri=sip:x@b.test\n" },
	{ "service",
	  ONE("Microsoft.Rtc.Management.Xds.DisplayRegistrar", S("Identity", "Registrar:p.test")
	      S("Registrar", "q.test") SEVERAL("LST", "DependentServiceList",
	      "<S>UserServer:p.test</S><S>WebServer:p.test</S>")),
	  "service identity=Registrar:p.test Registrar=q.test depends-on=UserServer:p.test"
	  " depends-on=WebServer:p.test\n" },
	{ "site",
	  ONE("Microsoft.Rtc.Management.Deploy.Internal.Site+CentralSite", S("Identity", "Site:HQ")
	      S("FederationRoute", "EdgeServer:e.test")
	      S("XmppFederationRoute", "EdgeServer:f.test")),
	  "site identity=Site:HQ federation-route=EdgeServer:e.test"
	  " xmpp-federation-route=EdgeServer:f.test\n" },
};
/* clang-format on */

static void
test_case(gconstpointer data)
{
	const Case *row = data;
	g_autoptr(CtFacts) facts = export_import(row->text);
	g_autofree char *printed = print_facts(facts);

	g_assert_cmpstr(printed, ==, row->expected);
	g_assert_cmpint(export_input(facts)->kind, ==, CT_INPUT_CLIXML);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/clixml-forms/%s", cases[i].name);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	return g_test_run();
}
