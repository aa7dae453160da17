/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings documents of the central management store as records.
 *
 * Few of them were ever seen in public; of the others only the names are known, and that the cmdlets
 * print objects whose types are named after namespace and element.  So a document is read by its
 * structure: the element is an object of that type, attributes and children are its properties, and
 * the vocabulary that serves the objects of the management shell says what each of them means.
 */
#include "analyzer/import-settings-document.h"

#include <string.h>

#include "analyzer/import-topology-reader.h"
#include "analyzer/import-topology-record.h"
#include "analyzer/import-topology.h"
#include "analyzer/vocabulary.h"

#define NAMESPACE "urn:schema:Microsoft.Rtc.Management."
#define TYPE	  "Microsoft.Rtc.Management.WritableConfig."

typedef struct {
	const CtImportJob *job;
	GArray *props;
	const char *scope;     /* nullable: "Global", "Site:1", "Tag:Executives" */
	const char *namespace; /* nullable: what the wrapper says of the document */
} Reader;

/* What to do with a document, by the name of its element. */
typedef struct {
	const char *name;
	const char *type; /* of the one thing that it is, or of each of its parts */
	void (*read)(Reader *self, const xmlNode *node, const char *type);
	gboolean anywhere; /* the name is enough, whatever stands around it */
} Document;

static void read_topology(Reader *self, const xmlNode *node, const char *type);
static void read_assignments(Reader *self, const xmlNode *node, const char *type);
static void read_simple_urls(Reader *self, const xmlNode *node, const char *type);
static void read_usages(Reader *self, const xmlNode *node, const char *type);
static void read_each(Reader *self, const xmlNode *node, const char *type);
static void read_one(Reader *self, const xmlNode *node, const char *type);

static const Document documents[] = {
	{ "Topology", NULL, read_topology, TRUE },
	{ "ServiceAssignments", NULL, read_assignments, TRUE },
	{ "SimpleUrlConfiguration", NULL, read_simple_urls, TRUE },
	{ "ConferenceDirectories", TYPE "Settings.PstnConf.ConferenceDirectory", read_each, TRUE },
	{ "PSTNUsages", TYPE "Policy.Voice.PSTNUsages", read_usages, FALSE },
	{ "PstnUsages", TYPE "Policy.Voice.PSTNUsages", read_usages, FALSE },
	{ "Routes", TYPE "Policy.Voice.Route", read_each, FALSE },
	{ "VoiceRoutes", TYPE "Policy.Voice.Route", read_each, FALSE },
	{ "PSTNRoutingSettings", TYPE "Policy.Voice.Route", read_each, FALSE },
	{ "VoicePolicy", TYPE "Policy.Voice.VoicePolicy", read_one, FALSE },
	{ "LocationProfile", TYPE "Policy.Voice.LocationProfile", read_one, FALSE },
	{ "DialPlan", TYPE "Policy.Voice.LocationProfile", read_one, FALSE },
	{ "TrunkConfiguration", TYPE "Settings.TrunkConfiguration.TrunkConfiguration", read_one,
	  FALSE },
	{ "Certificates", TYPE "Settings.Certificates.Certificate", read_each, FALSE },
	{ "ServerApplications", TYPE "Settings.ServerApplication.Application", read_each, FALSE },
	{ "KerberosAccountAssignment", TYPE "Settings.KerberosAccount.KerberosAccountAssignment",
	  read_one, FALSE },
	{ "KerberosAccountAssignments", TYPE "Settings.KerberosAccount.KerberosAccountAssignment",
	  read_each, FALSE },
	{ "HostingProviders", TYPE "Settings.Edge.HostingProvider", read_each, FALSE },
	{ "PublicProviders", TYPE "Settings.Edge.PublicProvider", read_each, FALSE },
	{ "XmppAllowedPartners", TYPE "Settings.XmppFederation.XmppAllowedPartner", read_each,
	  FALSE },
};

/* Parts of documents that are things of their own, wherever in a document they stand. */
static const Document parts[] = {
	{ "Route", TYPE "Policy.Voice.Route", read_one, FALSE },
	{ "AllowedDomain", TYPE "Settings.Edge.AllowedDomain", read_one, FALSE },
	{ "BlockedDomain", TYPE "Settings.Edge.BlockedDomain", read_one, FALSE },
	{ "AllowAllKnownDomains", TYPE "Settings.Edge.AllowAllKnownDomains", read_one, FALSE },
	{ "HostingProvider", TYPE "Settings.Edge.HostingProvider", read_one, FALSE },
	{ "PublicProvider", TYPE "Settings.Edge.PublicProvider", read_one, FALSE },
	{ "XmppAllowedPartner", TYPE "Settings.XmppFederation.XmppAllowedPartner", read_one,
	  FALSE },
};

static const Document *
find_row(const Document *rows, gsize n_rows, const char *name)
{
	for (gsize i = 0; i < n_rows; i++)
		if (strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

static gboolean
is_part(const xmlNode *node)
{
	return find_row(parts, G_N_ELEMENTS(parts), ct_xml_name(node)) != NULL;
}

static CtStrings *
strings_of(const Reader *self)
{
	return self->job->facts->strings;
}

static void
push(Reader *self, CtKey key, const char *name, const char *value)
{
	if (value != NULL && *value != '\0')
		ct_facts_push_prop(self->job->facts, self->props, key, name, value);
}

static void
add_record(Reader *self, CtRecordKind kind, const xmlNode *node, const char *type)
{
	CtFacts *facts = self->job->facts;

	ct_facts_add_record(facts, kind, ct_xml_origin(self->job, node),
			    ct_strings_intern(facts->strings, type),
			    (CtProp *)(void *)self->props->data, self->props->len);
	g_array_set_size(self->props, 0);
}

static void
read_topology(Reader *self, const xmlNode *node, const char *type G_GNUC_UNUSED)
{
	/* fails only for another element */
	ct_import_topology_node(self->job, node, NULL);
}

static void
read_simple_urls(Reader *self, const xmlNode *node, const char *type G_GNUC_UNUSED)
{
	ct_topology_read_simple_urls(self->job, node);
}

/* One record for each pair of a tag and a component. */
static void
read_assignment(Reader *self, const xmlNode *assignment)
{
	const char *tag = ct_xml_attr(assignment, "TagId", strings_of(self));

	for (const xmlNode *node = ct_xml_first(assignment); node; node = ct_xml_next(node)) {
		const xmlNode *service = ct_xml_child(node, "ServiceId");

		if (!ct_xml_is(node, "Component") || service == NULL || tag == NULL)
			continue;
		push(self, CT_KEY_TAG_ID, NULL, tag);
		push(self, CT_KEY_COMPONENT, NULL, ct_xml_attr(node, "Name", strings_of(self)));
		push(self, CT_KEY_SERVICE_ID, NULL,
		     ct_topology_service_id(service, strings_of(self)));
		add_record(self, CT_RECORD_TAG, node, ct_xml_name(node));
	}
}

static void
read_assignments(Reader *self, const xmlNode *node, const char *type G_GNUC_UNUSED)
{
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child))
		if (ct_xml_is(child, "ServiceAssignment"))
			read_assignment(self, child);
}

/* What an element that stands for one value says: its text, else the id or name that it has. */
static const char *
label_of(const Reader *self, const xmlNode *node)
{
	static const char *const names[] = { "Name",  "Identity", "Domain", "Fqdn",
					     "Value", "Usage",	  "TagId",  "Id" };
	const xmlNode *service = ct_xml_is(node, "ServiceId") ? node
							      : ct_xml_find(node, "ServiceId");
	const char *text = ct_xml_text(node, strings_of(self));

	if (text != NULL)
		return text;
	if (service != NULL && service->properties != NULL)
		return ct_topology_service_id(service, strings_of(self));
	if (service != NULL && service != node)
		return label_of(self, service);
	for (gsize i = 0; i < G_N_ELEMENTS(names) && text == NULL; i++)
		text = ct_xml_attr(node, names[i], strings_of(self));
	return text;
}

/* Appends a property in the words of @row; lists name their elements in the singular. */
static void
push_value(Reader *self, const CtVocabularyType *row, const char *name, const char *text)
{
	guint count = 0;
	gsize length = 0;
	const CtVocabularyProp *prop = ct_vocabulary_first_prop(row, name, &count);
	g_autofree char *plural = NULL;

	if (text == NULL)
		return;
	if (prop == NULL) {
		plural = g_strconcat(name, "s", NULL);
		prop = ct_vocabulary_first_prop(row, plural, &count);
	}
	if (prop == NULL) {
		push(self, CT_KEY_OTHER, name, text);
		return;
	}
	for (guint i = 0; i < count; i++) {
		const char *value = ct_vocabulary_value(&prop[i], text, &length);

		if (value != NULL)
			push(self, prop[i].key, NULL,
			     ct_strings_intern_length(strings_of(self), value, length));
	}
}

/* What an element holds beside its text, under the names that lead to it: "Rules.Rule.Pattern". */
static void
push_details(Reader *self, const xmlNode *node, const char *path)
{
	if (ct_xml_is(node, "ServiceId") || is_part(node))
		return;
	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
		g_autofree char *name = g_strconcat(path, ".", (const char *)attr->name, NULL);

		push(self, CT_KEY_OTHER, name, ct_xml_attr_value(attr, strings_of(self)));
	}
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		g_autofree char *name = g_strconcat(path, ".", ct_xml_name(child), NULL);

		if (is_part(child))
			continue;
		push(self, CT_KEY_OTHER, name,
		     ct_xml_is(child, "ServiceId") ? label_of(self, child)
						   : ct_xml_text(child, strings_of(self)));
		push_details(self, child, name);
	}
}

/* A child is a property: one value, or a list with one value for each child of its own. */
static void
read_child(Reader *self, const CtVocabularyType *row, const xmlNode *node)
{
	const char *name = ct_xml_name(node);

	if (ct_xml_is(node, "ServiceId")) {
		push(self, CT_KEY_SERVICE_ID, NULL, label_of(self, node));
	} else if (ct_xml_first(node) == NULL) {
		push_value(self, row, name, label_of(self, node));
		push_details(self, node, name);
	}
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		g_autofree char *path = g_strconcat(name, ".", ct_xml_name(child), NULL);

		if (is_part(child))
			continue;
		push_value(self, row, name, label_of(self, child));
		push_details(self, child, path);
	}
}

/* The element is one thing; parts of it that are things of their own are read beside it. */
static void
read_one(Reader *self, const xmlNode *node, const char *type)
{
	const CtVocabularyType *row = ct_vocabulary_find(type);

	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		push_value(self, row, (const char *)attr->name,
			   ct_xml_attr_value(attr, strings_of(self)));
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child))
		if (!is_part(child))
			read_child(self, row, child);
	push_value(self, row, "Value", ct_xml_text(node, strings_of(self)));
	add_record(self, row->kind, node, type);
}

/* One thing that the store knows by its scope. */
static void
read_scoped(Reader *self, const xmlNode *node, const char *type)
{
	push(self, CT_KEY_IDENTITY, NULL, self->scope);
	read_one(self, node, type);
}

static guint
read_parts(Reader *self, const xmlNode *node)
{
	guint count = 0;

	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		const Document *row = find_row(parts, G_N_ELEMENTS(parts), ct_xml_name(child));

		if (row == NULL) {
			count += read_parts(self, child);
			continue;
		}
		row->read(self, child, row->type);
		count++;
	}
	return count;
}

/* A list: of parts that are known by their names, else every child is one of @type. */
static void
read_each(Reader *self, const xmlNode *node, const char *type)
{
	if (read_parts(self, node) > 0)
		return;
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		if (self->scope != NULL && g_ascii_strcasecmp(self->scope, "Global") != 0)
			push(self, CT_KEY_OTHER, "Scope", self->scope);
		read_one(self, child, type);
	}
}

/* As Get-CsPstnUsage has it: one object with all usages. */
static void
read_usages(Reader *self, const xmlNode *node, const char *type)
{
	push(self, CT_KEY_IDENTITY, NULL, self->scope);
	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child))
		push(self, CT_KEY_USAGE, NULL, label_of(self, child));
	add_record(self, CT_RECORD_PSTN_USAGE, node, type);
}

/* "urn:schema:Microsoft.Rtc.Management.Policy.Voice.2008" -> "Policy.Voice"; %NULL for a namespace
 * of anything but settings. */
static char *
topic_of(const char *uri)
{
	const char *dot;

	if (uri == NULL || !g_str_has_prefix(uri, NAMESPACE))
		return NULL;
	uri += strlen(NAMESPACE);
	if (!g_str_has_prefix(uri, "Policy.") && !g_str_has_prefix(uri, "Settings."))
		return NULL;
	dot = strrchr(uri, '.');
	if (strspn(dot + 1, "0123456789") == strlen(dot + 1))
		return g_strndup(uri, (gsize)(dot - uri));
	return g_strdup(uri);
}

gboolean
ct_settings_document_is_known(const char *name, gsize length, const char *uri, gboolean is_root)
{
	g_autofree char *topic = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(documents); i++)
		if ((is_root || documents[i].anywhere) && strlen(documents[i].name) == length &&
		    memcmp(documents[i].name, name, length) == 0)
			return TRUE;
	topic = topic_of(uri);
	return topic != NULL;
}

/* The type that a cmdlet would print for a document; %NULL when nothing tells. */
static char *
type_of(const Reader *self, const xmlNode *node)
{
	const char *uri = node->ns != NULL ? (const char *)node->ns->href : self->namespace;
	g_autofree char *topic = topic_of(uri);

	return topic != NULL ? g_strconcat(TYPE, topic, ".", ct_xml_name(node), NULL) : NULL;
}

/* Few layouts were ever seen; of all others a person should know how they were understood. */
static void
note_inferred(const Reader *self, const xmlNode *node)
{
	ct_facts_note(self->job->facts, ct_xml_origin(self->job, node),
		      "layout inferred from names", ct_xml_name(node));
}

/* One document without what wraps it. */
static void
read_document(Reader *self, const xmlNode *node)
{
	const Document *row = find_row(documents, G_N_ELEMENTS(documents), ct_xml_name(node));
	g_autofree char *type = row == NULL ? type_of(self, node) : NULL;
	const CtVocabularyType *known = type != NULL ? ct_vocabulary_find(type) : NULL;
	gboolean is_known = known != NULL && known->kind != CT_RECORD_OTHER;

	/* those without a type were seen in real files */
	if (is_known || (row != NULL && row->type != NULL))
		note_inferred(self, node);
	if (row != NULL && row->read == read_one) {
		read_scoped(self, node, row->type);
	} else if (row != NULL) {
		row->read(self, node, row->type);
	} else if (is_known) {
		read_parts(self, node);
		read_scoped(self, node, type);
	} else {
		ct_facts_note(self->job->facts, ct_xml_origin(self->job, node), "document",
			      ct_xml_name(node));
	}
}

/* The first text in a key, whatever elements it is made of. */
static const char *
text_within(const Reader *self, const xmlNode *key)
{
	const char *text = label_of(self, key);

	if (text == NULL && key->properties != NULL)
		text = ct_xml_attr_value(key->properties, strings_of(self));
	for (const xmlNode *child = ct_xml_first(key); child && text == NULL;
	     child = ct_xml_next(child))
		text = text_within(self, child);
	return text;
}

/* Whom an item is for, in the form of an Identity: "Global", "Site:1", "Tag:Executives". */
static const char *
scope_of(const Reader *self, const xmlNode *item, const char *scope_class)
{
	const xmlNode *key = ct_xml_child(item, "Key");
	const char *text = key != NULL ? text_within(self, key) : NULL;
	g_autofree char *prefix = g_strconcat(scope_class != NULL ? scope_class : "Tag", ":", NULL);
	g_autofree char *whole = NULL;

	if (text == NULL || *text == '\0')
		return ct_strings_intern(strings_of(self), "Global");
	if (g_ascii_strcasecmp(text, "Global") == 0 ||
	    g_ascii_strncasecmp(text, prefix, strlen(prefix)) == 0)
		return text;
	whole = g_strconcat(prefix, text, NULL);
	return ct_strings_intern(strings_of(self), whole);
}

static guint
read_item(Reader *self, const xmlNode *item, const char *scope_class)
{
	const xmlNode *value = ct_xml_child(item, "Value");
	guint count = 0;

	if (value == NULL)
		return 0;
	self->scope = scope_of(self, item, scope_class);
	for (const xmlNode *node = ct_xml_first(value); node; node = ct_xml_next(node)) {
		read_document(self, node);
		count++;
	}
	self->scope = NULL;
	return count;
}

/* Documents within something that we take for no wrapper we know. */
static guint
read_loose(Reader *self, const xmlNode *node)
{
	guint count = 0;

	for (const xmlNode *child = ct_xml_first(node); child; child = ct_xml_next(child)) {
		const char *name = ct_xml_name(child);
		const char *uri = child->ns != NULL ? (const char *)child->ns->href : NULL;

		if (!ct_settings_document_is_known(name, strlen(name), uri, FALSE)) {
			count += read_loose(self, child);
			continue;
		}
		read_document(self, child);
		count++;
	}
	return count;
}

static void
read_anchored(Reader *self, const xmlNode *node)
{
	const xmlNode *key = ct_xml_child(node, "Key");
	const xmlNode *schema = ct_xml_find(node, "SchemaId");
	const xmlNode *dictionary = ct_xml_child(node, "Dictionary");
	const char *scope_class = key != NULL ? ct_xml_attr(key, "ScopeClass", strings_of(self))
					      : NULL;
	const char *name = NULL;
	guint count = 0;

	if (schema != NULL) {
		self->namespace = ct_xml_attr(schema, "Namespace", strings_of(self));
		name = ct_xml_attr(schema, "ElementName", strings_of(self));
	}
	for (const xmlNode *item = dictionary != NULL ? ct_xml_first(dictionary) : NULL; item;
	     item = ct_xml_next(item))
		count += read_item(self, item, scope_class);
	if (count == 0)
		count = read_loose(self, node);
	if (count == 0)
		ct_facts_note(self->job->facts, ct_xml_origin(self->job, node), "document",
			      name != NULL ? name : ct_xml_name(node));
}

void
ct_settings_document_read(const CtImportJob *job, const xmlNode *node)
{
	g_autoptr(GArray) props = g_array_new(FALSE, FALSE, sizeof(CtProp));
	Reader reader = { .job = job, .props = props };

	if (ct_xml_is(node, "AnchoredXml"))
		read_anchored(&reader, node);
	else
		read_document(&reader, node);
}
