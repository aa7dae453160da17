/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What exports call things, as tables: types to kinds of record, properties to keys.  One vocabulary
 * serves the objects of the management shell, the WMI classes of the legacy product and the classes
 * of Active Directory; to know a further type is to add a row to one of the vocabulary-*.c files.
 */
#include "analyzer/vocabulary.h"

#include <string.h>

#include "analyzer/vocabulary-tables.h"

static const CtVocabularyType *const types[] = {
	ct_vocabulary_shell_types,
	ct_vocabulary_wmi_types,
	ct_vocabulary_directory_types,
};

/* What a table made by hand may have of the shell's words is a shape of the shell's, so its shapes
 * come first. */
static const CtVocabularyShape *const shapes[] = {
	ct_vocabulary_shell_shapes,
	ct_vocabulary_wmi_shapes,
	ct_vocabulary_directory_shapes,
};

static const CtVocabularyType unknown = { "*", CT_RECORD_OTHER, NULL, NULL };

/* The names that shapes need, one bit each. */
static const char *const marks[] = {
	"SipAddress",
	"Delegates",
	"EdgeFqdn",
	"InternalServer",
	"OwnerUrn",
	"AutoAttendant",
	"IsSubscriberAccess",
	"PrimaryUri",
	"Regions",
	"AnalogFax",
	"RegistrarPool",
	"DisplayNumber",
	"HomeServer",
	"EnterpriseVoiceEnabled",
	"NumberPattern",
	"PstnGatewayList",
	"NormalizationRules",
	"AgentGroupIDList",
	"AgentsByUri",
	"HolidaySetIDList",
	"Computers",
	"Services",
	"PoolFqdn",
	"ThrottleAsServer",
	"TrustedApplicationPoolFqdn",
	"CallParkServerFqdn",
	"CallParkService",
	"AnnouncementName",
	"NumberRangeStart",
	"SiteId",
	"Pools",
	"ServiceId",
	"PstnUsages",
	"AllowSimulRing",
	"Identity",
	"Usage",
	"Name",
	"IsDefault",
	"HomeServerDN",
	"UserDN",
	"PoolDN",
	"TrustedServiceDN",
	"ApplicationContactDN",
	"ConferenceDirectoryId",
	"ConferenceDirectoryHomePool",
	"PhoneRouteDN",
	"PhoneRouteUsageDN",
	"LocationProfileDN",
	"MatchURI",
	"NextHop",
	"Server",
	"TreatAsAuthenticated",
	"Address",
	"DefaultDomain",
	"UpToDate",
	"ReplicaFqdn",
	"msRTCSIP-PrimaryUserAddress",
	"msRTCSIP-OwnerUrn",
	"otherIpPhone",
	"contact",
};

/* Patterns hold no wildcard but '*'. */
static gboolean
fits(const char *pattern, const char *folded)
{
	g_autofree char *folded_pattern = g_ascii_strdown(pattern, -1);

	return g_pattern_match_simple(folded_pattern, folded);
}

const CtVocabularyType *
ct_vocabulary_find(const char *bare)
{
	g_autofree char *folded = g_ascii_strdown(bare, -1);

	for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
		for (const CtVocabularyType *row = types[i]; row->pattern != NULL; row++) {
			if (fits(row->pattern, folded))
				return row;
		}
	}
	return NULL;
}

const CtVocabularyType *
ct_vocabulary_unknown(void)
{
	return &unknown;
}

char *
ct_vocabulary_bare(const char *name)
{
	static const char *const prefixes[] = { "Deserialized.", "Selected." };
	guint i = 0;

	while (i < G_N_ELEMENTS(prefixes)) {
		if (g_str_has_prefix(name, prefixes[i])) {
			name += strlen(prefixes[i]);
			i = 0;
		} else {
			i++;
		}
	}

	const char *hash = strchr(name, '#');

	if (hash == NULL)
		return g_strdup(name);
	if (strcmp(hash, "#Decorated") == 0)
		return g_strndup(name, (gsize)(hash - name));

	/* "System.Management.ManagementObject#root\cimv2\Class", of CIM with slashes */
	const char *class_name = hash + 1;

	for (const char *p = class_name; *p != '\0'; p++) {
		if (*p == '\\' || *p == '/')
			class_name = p + 1;
	}
	return g_strdup(class_name);
}

static const CtVocabularyProp *
first_in(const CtVocabularyProp *props, const char *name, guint *out_count)
{
	guint count = 0;

	for (; props != NULL && props->name != NULL; props++) {
		if (g_ascii_strcasecmp(props->name, name) != 0)
			continue;
		while (props[count].name != NULL &&
		       g_ascii_strcasecmp(props[count].name, name) == 0)
			count++;
		*out_count = count;
		return props;
	}
	return NULL;
}

const CtVocabularyProp *
ct_vocabulary_first_prop(const CtVocabularyType *row, const char *name, guint *out_count)
{
	const CtVocabularyProp *found = first_in(row->props, name, out_count);

	return found != NULL ? found : first_in(row->common, name, out_count);
}

gboolean
ct_vocabulary_has_name(const char *name)
{
	guint count = 0;

	if (ct_vocabulary_marks(name) != 0)
		return TRUE;
	G_STATIC_ASSERT(G_N_ELEMENTS(types) == G_N_ELEMENTS(shapes));
	for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
		for (const CtVocabularyType *row = types[i]; row->pattern != NULL; row++) {
			if (ct_vocabulary_first_prop(row, name, &count) != NULL)
				return TRUE;
		}
		for (const CtVocabularyShape *shape = shapes[i]; shape->needs[0] != NULL; shape++) {
			if (ct_vocabulary_first_prop(&shape->row, name, &count) != NULL)
				return TRUE;
		}
	}
	return FALSE;
}

guint64
ct_vocabulary_marks(const char *name)
{
	/* the highest bit is left to callers */
	G_STATIC_ASSERT(G_N_ELEMENTS(marks) < 64);

	for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (g_ascii_strcasecmp(marks[i], name) == 0)
			return G_GUINT64_CONSTANT(1) << i;
	}
	return 0;
}

static gboolean
has_marks(const CtVocabularyShape *shape, guint64 found)
{
	for (guint i = 0; i < G_N_ELEMENTS(shape->needs) && shape->needs[i] != NULL; i++) {
		if ((found & ct_vocabulary_marks(shape->needs[i])) == 0)
			return FALSE;
	}
	return TRUE;
}

const CtVocabularyType *
ct_vocabulary_by_marks(guint64 found)
{
	for (guint i = 0; found != 0 && i < G_N_ELEMENTS(shapes); i++) {
		for (const CtVocabularyShape *shape = shapes[i]; shape->needs[0] != NULL; shape++) {
			if (has_marks(shape, found))
				return &shape->row;
		}
	}
	return NULL;
}

/* Global is no policy of one's own, and the scope before a name is not part of it. */
static const char *
policy_value(const char *text, gsize *out_length)
{
	static const char *const scopes[] = { "Tag:", "Site:" };

	if (g_ascii_strcasecmp(text, "Global") == 0)
		return NULL;
	*out_length = strlen(text);
	/* the directory names a policy by its entry; a GUID is no name, but all there is */
	if (g_ascii_strncasecmp(text, "CN=", 3) == 0 && strchr(text, ',') != NULL) {
		*out_length = strcspn(text + 3, ",");
		return text + 3;
	}
	for (guint i = 0; i < G_N_ELEMENTS(scopes); i++) {
		if (g_ascii_strncasecmp(text, scopes[i], strlen(scopes[i])) == 0) {
			*out_length -= strlen(scopes[i]);
			return text + strlen(scopes[i]);
		}
	}
	return text;
}

static const char *
owner_value(const char *text)
{
	return g_ascii_strncasecmp(text, "service:", 8) == 0 ? text + 8 : NULL;
}

static const char *
flag_value(const char *text, guint bit)
{
	gint64 number = 0;

	/* the directory keeps flags as a signed number */
	if (!g_ascii_string_to_signed(text, 10, G_MININT32, G_MAXUINT32, &number, NULL))
		return NULL;
	return (number & bit) != 0 ? "true" : "false";
}

/* "B:8:00000002:CN=..." -> "CN=..." when the number is the one wanted. */
static const char *
numbered_value(const char *text, guint number)
{
	const char *digits;
	char *end = NULL;

	if (g_ascii_strncasecmp(text, "B:", 2) != 0)
		return NULL;
	digits = strchr(text + 2, ':');
	if (digits == NULL || g_ascii_strtoull(digits + 1, &end, 16) != number || *end != ':')
		return NULL;
	return end + 1;
}

const char *
ct_vocabulary_value(const CtVocabularyProp *prop, const char *text, gsize *out_length)
{
	const char *value = NULL;
	gsize length = 0;

	switch (prop->form) {
	case CT_VALUE_PLAIN:
	case CT_N_VALUES:
		value = text;
		length = strlen(text);
		break;
	case CT_VALUE_POLICY:
		value = policy_value(text, &length);
		break;
	case CT_VALUE_OWNER:
		value = owner_value(text);
		length = value != NULL ? strcspn(value, "/") : 0;
		break;
	case CT_VALUE_FLAG:
		value = flag_value(text, prop->number);
		length = value != NULL ? strlen(value) : 0;
		break;
	case CT_VALUE_NUMBERED:
		value = numbered_value(text, prop->number);
		value = value != NULL ? policy_value(value, &length) : NULL;
		break;
	}
	if (length == 0)
		return NULL;
	*out_length = length;
	return value;
}

/* Names of applications begin in the same way, so a type of the product outside its management has to
 * end in a bracket.  A type has no blanks unless it is made of others. */
gboolean
ct_vocabulary_is_type_name(const char *text, gsize length)
{
	gboolean composed;

	if (length < 8 || (*text != 'S' && *text != 'M'))
		return FALSE;
	composed = text[length - 1] == ']';
	if (!composed && strpbrk(text, " @/\\") != NULL)
		return FALSE;
	if (g_str_has_prefix(text, "System."))
		return g_ascii_isupper(text[7]);
	return g_str_has_prefix(text, "Microsoft.Rtc.Management.") ||
	       (composed && g_str_has_prefix(text, "Microsoft."));
}
