/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "analyzer/number.h"
#include "analyzer/strings.h"
#include "analyzer/timestamp.h"

/*
 * Facts: what the exports said, with where they said it, before anyone asks what it means.
 *
 * Importers append; nothing here is resolved, merged or judged.  Ids are texts as the document has
 * them ("1:1", "1-Registrar-1", a GUID) and are only unique within one input.  All strings are
 * interned in @strings.  Users are columns, since there may be a million of them.
 */

/* Where a fact stands.  @input indexes CtFacts.inputs; @line counts from 1, 0 means unknown. */
typedef struct {
	guint32 input;
	guint32 line;
	const char *path; /* element path such as "Topology/Services/Service", interned; nullable */
} CtOrigin;

typedef enum {
	CT_DEPLOYMENT_UNKNOWN,
	CT_DEPLOYMENT_LEGACY,
	CT_DEPLOYMENT_TARGET,
} CtDeployment;

typedef enum {
	CT_INPUT_UNKNOWN, /* readable, but nothing that this program knows */
	CT_INPUT_TOPOLOGY,
	CT_INPUT_BUILDER,
	CT_INPUT_EDGE_INPUT,
	CT_INPUT_CLIXML,
	CT_INPUT_SETTINGS, /* AnchoredXml or a bare settings element */
	CT_INPUT_REPORT,   /* CsMgmtLog */
	CT_INPUT_INTENT,
	CT_INPUT_ARCHIVE,	  /* a ZIP; each of its members is an input of its own */
	CT_INPUT_USER_DATA,	  /* DocItemSet of Export-CsUserData */
	CT_INPUT_DATABASE_EXPORT, /* dbimpexp */
	CT_INPUT_WMI,		  /* CIM-XML, LcsCmd, any MSFT_SIP* structure */
	CT_INPUT_LDIF,
	CT_INPUT_CSV,
	CT_N_INPUT_KINDS,
} CtInputKind;

typedef struct {
	const char *path;     /* as given on the command line, folders expanded, '/' as separator;
			       * a member of an archive is named as if the archive were a folder */
	char *sha256;	      /* lower-case hex, owned */
	const char *encoding; /* "utf-8", "utf-8-bom", "utf-16le-bom", "utf-16be", ..., or "unknown"
			       * when it is no text; static */
	CtInputKind kind;
	CtDeployment deployment; /* forced by --legacy/--target, else found later */
	gboolean forced;
	guint64 bytes;
	guint n_facts;	    /* how many facts came from it */
	CtTimestamp newest; /* the last change of any object that it lists; 0 unknown */
} CtInput;

typedef enum {
#define CT_KEY(id, text) CT_KEY_##id,
#include "analyzer/keys.def"
#undef CT_KEY
	CT_N_KEYS,
} CtKey;

typedef enum {
#define CT_RECORD(id, text) CT_RECORD_##id,
#include "analyzer/records.def"
#undef CT_RECORD
	CT_N_RECORD_KINDS,
} CtRecordKind;

/* One property.  @name is the export's own name when @key is CT_KEY_OTHER, else %NULL. */
typedef struct {
	CtKey key;
	const char *name;
	const char *value;
} CtProp;

/* A run of CtFacts.props. */
typedef struct {
	guint first;
	guint count;
} CtPropRange;

typedef struct {
	CtOrigin origin;
	const char *id;
	const char *name;
	const char *kind;   /* "CentralSite", "RemoteSite", ... */
	const char *parent; /* nullable: id of the parent site */
} CtSiteFact;

typedef struct {
	CtOrigin origin;
	const char *id; /* "1:2" or a GUID */
	const char *fqdn;
	const char *site; /* site id */
	CtPropRange props;
} CtClusterFact;

typedef struct {
	CtOrigin origin;
	const char *cluster; /* cluster id */
	const char *fqdn;
} CtMachineFact;

typedef struct {
	CtOrigin origin;
	const char *id;	  /* "1:1/rtc" or a GUID */
	const char *name; /* "" for the default instance */
	const char *cluster;
} CtSqlFact;

typedef struct {
	CtOrigin origin;
	const char *
		id; /* "1-Registrar-1"; builder files: numbered in document order, GUID in @alias */
	const char *alias; /* nullable: the GUID of a builder file */
	const char *role;  /* RoleName as written */
	int role_version;
	int service_version;	  /* 0 unknown */
	const char *site;	  /* site id */
	const char *installed_on; /* cluster id or SQL instance id; nullable */
	CtPropRange props; /* IS_DIRECTOR, EXTERNAL_WEB_FQDN, APPLICATION (from port owners), ... */
} CtServiceFact;

/* A reference from a service or another object to a service (R2 of the format notes). */
typedef struct {
	CtOrigin origin;
	const char *from; /* service id (or alias) */
	const char *to;	  /* service id (or alias) */
	const char *usage;
} CtDependencyFact;

typedef struct {
	CtOrigin origin;
	CtRecordKind kind;
	const char *type; /* the export's own type, such as "MSFT_SIPPoolSetting" */
	CtPropRange props;
} CtRecord;

/* The policies of a user, as one interned combination: many users share few of them. */
typedef enum {
	CT_POLICY_VOICE,
	CT_POLICY_CONFERENCING,
	CT_POLICY_EXTERNAL,
	CT_POLICY_PRESENCE,
	CT_POLICY_ARCHIVING,
	CT_POLICY_CLIENT,
	CT_POLICY_CLIENT_VERSION,
	CT_POLICY_LOCATION,
	CT_POLICY_PIN,
	CT_POLICY_MOBILITY,
	CT_POLICY_VOICEMAIL,
	CT_POLICY_DIAL_PLAN,
	CT_N_POLICIES,
} CtPolicySlot;

/* (transfer none): as sentences name it, such as "external access policy" */
const char *ct_policy_name(CtPolicySlot slot);

typedef struct {
	const char *policy[CT_N_POLICIES]; /* nullable each: inherited */
	guint64 known; /* bit (1 << slot): the export says so, even when it says "inherited";
			* 0 in an estate, where nothing is left to be found out */
} CtProfile;

typedef enum {
	CT_USER_ENABLED = 1 << 0,
	CT_USER_VOICE = 1 << 1,
	CT_USER_REMOTE_CALL_CONTROL = 1 << 2,
	CT_USER_FEDERATION = 1 << 3,
	CT_USER_INTERNET = 1 << 4,
	CT_USER_PUBLIC_NETWORK = 1 << 5,
	CT_USER_HAS_LINE = 1 << 6,
	CT_USER_MOVING = 1 << 7,      /* a move is in progress */
	CT_USER_NAME_BLANKS = 1 << 8, /* leading or trailing blank in a name (W-18) */
	CT_USER_ONLINE = 1 << 9,      /* hosted in the cloud */
	CT_USER_PRIVATE_LINE = 1 << 10,
	CT_USER_HOME_UNKNOWN = 1 << 11, /* in an estate: its home is one that no input describes */
} CtUserFlags;

/* A second number, which few users have. */
typedef struct {
	CtOrigin origin;
	const char *sip; /* of the user, as in the column */
	CtNumber number;
} CtPrivateLine;

/* The host of a LineServerURI; @origin is the first user who has it. */
typedef struct {
	CtOrigin origin;
	const char *host;
} CtLineHost;

/* User columns; row i of each of the first arrays is one user as one input described it. */
typedef struct {
	GArray *sip;	/* const char *, original spelling, "sip:..."; not interned */
	GArray *name;	/* const char *, display name, nullable; not interned */
	GArray *home;	/* const char *, RegistrarPool or HomeServer DN as written, nullable */
	GArray *number; /* CtNumber of the line, CT_NUMBER_NONE without; emptied by ct_estate_new() */
	GArray *profile; /* guint32, index into CtFacts.profiles */
	GArray *flags;	 /* guint32, CtUserFlags */
	GArray *known;	 /* guint16, CtUserFlags that the export speaks of */
	GArray *input;	 /* guint32 */
	GArray *line;	 /* guint32 */
	GArray *changed; /* CtTimestamp: last change of the user, 0 unknown */

	GArray *private_lines;	     /* of CtPrivateLine */
	GPtrArray *odd_numbers;	     /* of const char *: normalised, of numbers that do not fit */
	GHashTable *odd_index;	     /* private: text -> row of @odd_numbers + 1 */
	GArray *line_hosts;	     /* of CtLineHost, once each */
	GHashTable *line_host_index; /* private */
} CtUserFacts;

/* A distinguished name that users share: that of a home server, or the "DC=..." at the end of their
 * own.  Once for each input; @origin is the first user who has it. */
typedef struct {
	CtOrigin origin;
	const char *dn;
} CtUserDn;

typedef struct {
	CtOrigin origin;
	const char *what; /* "element", "role", "type", "namespace", ... static */
	const char *value;
} CtNote;

/* What an importer had to leave out or guess of a file that it could read: the reader of the plan has
 * to know, so check-inputs.c makes findings of them.  Rows of problems.def. */
typedef enum {
#define CT_PROBLEM(id, rule) CT_PROBLEM_##id,
#include "analyzer/problems.def"
#undef CT_PROBLEM
	CT_N_PROBLEMS,
} CtProblemKind;

typedef struct {
	CtOrigin origin;
	CtProblemKind kind;
	const char *text; /* what exactly, without a full stop; interned */
} CtProblem;

typedef enum {
	CT_TIE_CONTACT,	   /* @to is in the contact list of @from */
	CT_TIE_CONFERENCE, /* @to is invited to a conference that @from organises */
	CT_TIE_DELEGATE,   /* @to acts for @from */
	CT_N_TIES,
} CtTieKind;

/* One person to another, as user data has it: there are many millions of them, hence numbers. */
typedef struct {
	guint32 from; /* index into CtFacts.people */
	guint32 to;
	guint32 input;
	guint32 line : 30;
	guint32 kind : 2; /* CtTieKind */
} CtTie;

/* What user data says of one person; counts are of what the data holds, ties or not. */
typedef struct {
	CtOrigin origin;
	guint32 person; /* index into CtFacts.people */
	guint32 contacts;
	guint32 groups;
	guint32 distribution_groups;
	guint32 conferences;
	guint32 delegates;
} CtPersonData;

typedef struct {
	CtStrings *strings;	   /* owned */
	GArray *inputs;		   /* of CtInput */
	GArray *sites;		   /* of CtSiteFact */
	GArray *clusters;	   /* of CtClusterFact */
	GArray *machines;	   /* of CtMachineFact */
	GArray *sqls;		   /* of CtSqlFact */
	GArray *services;	   /* of CtServiceFact */
	GArray *dependencies;	   /* of CtDependencyFact */
	GArray *records;	   /* of CtRecord, never CT_RECORD_USER */
	GArray *props;		   /* of CtProp */
	GArray *profiles;	   /* of CtProfile */
	GHashTable *profile_index; /* private */
	CtUserFacts users;
	GArray *user_dns;	   /* of CtUserDn */
	GHashTable *user_dn_index; /* private */
	GArray *notes; /* of CtNote: unknown things that were kept, once per (input, what, value) */
	GHashTable *note_index; /* private */
	GArray *problems;	/* of CtProblem */
	GArray *people; /* of const char *: folded "sip:..." that user data names, once each */
	CtStrings
		*people_strings; /* private: of @people alone, as these end before other texts do */
	GHashTable *people_index; /* private */
	GArray *ties;		  /* of CtTie */
	GArray *person_data;	  /* of CtPersonData */
} CtFacts;

CtFacts *ct_facts_new(void);
void ct_facts_free(CtFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFacts, ct_facts_free)

/**
 * ct_facts_add_props:
 * @props: (array length=count): copied; their strings must be interned in @self
 *
 * Returns: the range to store in the owner of the properties.
 */
CtPropRange ct_facts_add_props(CtFacts *self, const CtProp *props, guint count);

/**
 * ct_facts_push_prop:
 * @props: of CtProp, where an importer gathers the properties of one thing
 * @name: (nullable): the export's own name; kept only when @key is CT_KEY_OTHER
 * @value: (nullable): interned here, trimmed; with %NULL nothing is appended
 */
void ct_facts_push_prop(CtFacts *self, GArray *props, CtKey key, const char *name,
			const char *value);

/**
 * ct_facts_add_record:
 * @type: interned name of the type as exported
 * @props: (array length=count): the properties; values interned, except that a name of a user may
 *   carry blanks (ct_strings_intern_exact())
 *
 * Appends a record.  A CT_RECORD_USER becomes a row of the user columns instead: its properties are
 * read here and not kept.  A property of a user with an empty value says that the user has none, which
 * is more than no property.  A user without any SIP address is a note, as there is nothing to move.
 */
void ct_facts_add_record(CtFacts *self, CtRecordKind kind, CtOrigin origin, const char *type,
			 const CtProp *props, guint count);

/* An export is at least as new as anything in it. */
void ct_facts_note_change(CtFacts *self, CtOrigin origin, CtTimestamp changed);

/* Notes something unknown that was kept or passed over; @what is static, @value may be %NULL.
 * Repeated notes of an input are dropped. */
void ct_facts_note(CtFacts *self, CtOrigin origin, const char *what, const char *value);

/* The number of a combination of policies, added when it is new; its texts must be interned. */
guint32 ct_facts_profile(CtFacts *self, const CtProfile *profile);

/* Says that something of an input was left out or guessed. */
void ct_facts_add_problem(CtFacts *self, CtOrigin origin, CtProblemKind kind, const char *format,
			  ...) G_GNUC_PRINTF(4, 5);

/**
 * ct_facts_person:
 * @address: with or without "sip:", any case
 *
 * Returns: the index of the person in @people, added when it is new.
 */
guint32 ct_facts_person(CtFacts *self, const char *address);
/* Gives back the people and their data, once an estate has what it needs of them. */
void ct_facts_forget_people(CtFacts *self);

/* The number of a line, CT_NUMBER_NONE when @uri (nullable) has no digit. */
CtNumber ct_facts_number(CtFacts *self, const char *uri);

/* As people dial it, "+14255550712;ext=123"; newly allocated. */
char *ct_facts_number_to_string(const CtFacts *self, CtNumber number);

/* Adds the host of a remote call control gateway unless it is known; @host (nullable) is interned. */
void ct_facts_add_line_host(CtFacts *self, CtOrigin origin, const char *host);

/**
 * ct_facts_append:
 * @other: (transfer full): read by another thread; its inputs come behind those of @self
 *
 * Takes over everything of @other.  Appending parts in order gives what one pass would have given.
 */
void ct_facts_append(CtFacts *self, CtFacts *other);

/**
 * ct_facts_sort_inputs:
 * @first: the inputs from here on
 *
 * Brings inputs into the order of their names; everything that was said of them goes along.
 */
void ct_facts_sort_inputs(CtFacts *self, guint32 first);

/* How many facts there are, users included; notes are not facts. */
guint ct_facts_count(const CtFacts *self);

/**
 * ct_facts_get:
 * @range: properties of one fact
 *
 * Returns: (nullable): the first value of @key.
 */
const char *ct_facts_get(const CtFacts *self, CtPropRange range, CtKey key);

/* Is the value of @key a true ("true", "True", "TRUE", "1")? */
gboolean ct_facts_get_bool(const CtFacts *self, CtPropRange range, CtKey key);

/* (nullable): the first value of a property that has no key, by the export's own @name, any case. */
const char *ct_facts_get_named(const CtFacts *self, CtPropRange range, const char *name);

/* Is this "true" in any case, or "1"? */
gboolean ct_facts_is_true(const char *value);

const char *ct_record_kind_to_string(CtRecordKind kind);
const char *ct_key_to_string(CtKey key);
const char *ct_input_kind_to_string(CtInputKind kind);
const char *ct_deployment_to_string(CtDeployment deployment); /* "legacy", "target", "unknown" */
