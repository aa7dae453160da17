/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contacts, groups, conferences and delegates of one person.
 *
 * Contacts and groups are known from tools that read them.  How conferences and delegates are written
 * has never been published, so those are read by their structure: an element with "Conference" in its
 * name is a conference of the person (those named exactly so, when such are inside), and an address
 * below an element with "Delegate" in its name is somebody who acts for the person.  The inventory says
 * so in a note, as does it of names nobody has seen.
 *
 * Edges go straight into the facts, with the owner put in when the person is complete, because the
 * name of the owner may come last; what is not complete is cut off again.
 */
#include "analyzer/homed-resource.h"

#define MAX_ADDRESS_BYTES 1024

struct CtHomedResource {
	const CtImportJob *job;
	gboolean open;
	CtPersonData data;
	guint n_people;	 /* complete ones */
	guint first_tie; /* of this person in the facts */
	guint32 line;	 /* of the last tag */
	gboolean has_directory;
	guint depth;	      /* open elements */
	guint conference;     /* depth within the outermost conference; 0: not in one */
	guint delegate;	      /* the same for delegates */
	guint named_so;	      /* elements <Conference> within that outermost one */
	gboolean is_named_so; /* the outermost one is itself called so */
	GString *text;	      /* of the innermost element, while an address may come */
	GString *address;     /* scratch */
};

CtHomedResource *
ct_homed_resource_new(const CtImportJob *job)
{
	CtHomedResource *self = g_new0(CtHomedResource, 1);

	self->job = job;
	self->text = g_string_new(NULL);
	self->address = g_string_new(NULL);
	return self;
}

void
ct_homed_resource_free(CtHomedResource *self)
{
	if (self == NULL)
		return;
	g_string_free(self->text, TRUE);
	g_string_free(self->address, TRUE);
	g_free(self);
}

const CtXmlStreamAttr *
ct_homed_resource_attr(const CtXmlTag *tag, const char *name)
{
	for (guint i = 0; i < tag->n_attrs; i++)
		if (ct_xml_slice_is(tag->attrs[i].name, tag->attrs[i].name_length, name))
			return &tag->attrs[i];
	return NULL;
}

static gboolean
slice_holds(const char *slice, gsize length, const char *word)
{
	gsize size = strlen(word);

	for (gsize at = 0; at + size <= length; at++)
		if (g_ascii_strncasecmp(slice + at, word, size) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
slice_ends(const char *slice, gsize length, const char *word)
{
	gsize size = strlen(word);

	return length >= size && slice_holds(slice + length - size, size, word);
}

static gboolean
has_scheme(const char *text, gsize length)
{
	return length > 4 && g_ascii_strncasecmp(text, "sip:", 4) == 0;
}

/* Is it the address of a person: one '@', no blank, and none of the parameters that a conference or a
 * device has? */
static gboolean
is_address(const char *text, gsize length)
{
	const char *at = memchr(text, '@', length);

	if (at == NULL || at == text || at + 1 == text + length || length > MAX_ADDRESS_BYTES)
		return FALSE;
	if (memchr(at + 1, '@', (gsize)(text + length - at - 1)) != NULL)
		return FALSE;
	for (gsize i = 0; i < length; i++)
		if ((guchar)text[i] <= ' ' || text[i] == ';' || text[i] == '?')
			return FALSE;
	return TRUE;
}

/* Folded here when it is ASCII, so that no other spelling of it is kept. */
static guint32
person_of(CtHomedResource *self, const char *text, gsize length)
{
	g_string_truncate(self->address, 0);
	if (!has_scheme(text, length))
		g_string_append(self->address, "sip:");
	g_string_append_len(self->address, text, (gssize)length);
	for (gsize i = 0; i < self->address->len; i++)
		self->address->str[i] = g_ascii_tolower(self->address->str[i]);
	return ct_facts_person(self->job->facts, self->address->str);
}

static void
add_tie(CtHomedResource *self, CtTieKind kind, guint32 line, const char *text, gsize length)
{
	CtTie tie = {
		.from = G_MAXUINT32,
		.to = person_of(self, text, length),
		.input = self->job->input,
		.line = MIN(line, (1u << 30) - 1),
		.kind = kind,
	};

	g_array_append_val(self->job->facts->ties, tie);
}

void
ct_homed_resource_set_owner(CtHomedResource *self, const char *address, gsize length)
{
	while (length > 0 && g_ascii_isspace(*address)) {
		address++;
		length--;
	}
	while (length > 0 && g_ascii_isspace(address[length - 1]))
		length--;
	if (self->data.person == G_MAXUINT32 && is_address(address, length))
		self->data.person = person_of(self, address, length);
}

static void
note_guess(CtHomedResource *self, const CtXmlTag *tag, const char *what)
{
	CtOrigin origin = { self->job->input, tag->line, self->data.origin.path };
	g_autofree char *name = g_strndup(tag->name, tag->name_length);

	ct_facts_note(self->job->facts, origin, what, name);
}

/* The default group is called "~"; it is no group that somebody made. */
static void
read_group(CtHomedResource *self, const CtXmlTag *tag)
{
	const CtXmlStreamAttr *name = ct_homed_resource_attr(tag, "DisplayName");
	const CtXmlStreamAttr *external = ct_homed_resource_attr(tag, "ExternalUri");

	if (name != NULL && (ct_xml_slice_is(name->value, name->value_length, "fg==") ||
			     ct_xml_slice_is(name->value, name->value_length, "~")))
		return;
	self->data.groups++;
	if (external != NULL && external->value_length > 0)
		self->data.distribution_groups++;
}

static void
read_contact(CtHomedResource *self, const CtXmlTag *tag)
{
	const CtXmlStreamAttr *buddy = ct_homed_resource_attr(tag, "Buddy");

	self->data.contacts++;
	if (buddy == NULL)
		note_guess(self, tag, "contact without an address");
	else if (is_address(buddy->value, buddy->value_length))
		add_tie(self, CT_TIE_CONTACT, tag->line, buddy->value, buddy->value_length);
}

/* An address within a conference or below something of delegates. */
static void
read_address(CtHomedResource *self, guint32 line, const char *text, gsize length)
{
	if (!is_address(text, length))
		return;
	self->data.delegates += self->delegate > 0;
	add_tie(self, self->delegate > 0 ? CT_TIE_DELEGATE : CT_TIE_CONFERENCE, line, text, length);
}

/* Attributes that hold an address without "sip:" in what is known of these formats. */
static gboolean
names_a_person(const CtXmlStreamAttr *attr)
{
	static const char *const names[] = { "Buddy", "UserUri", "UserAtHost", "SipUri", "Uri" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		if (ct_xml_slice_is(attr->name, attr->name_length, names[i]))
			return TRUE;
	return has_scheme(attr->value, attr->value_length);
}

static void
read_addresses(CtHomedResource *self, const CtXmlTag *tag)
{
	for (guint i = 0; i < tag->n_attrs; i++)
		if (names_a_person(&tag->attrs[i]))
			read_address(self, tag->line, tag->attrs[i].value,
				     tag->attrs[i].value_length);
}

/* "Conferences" holds them, and a directory is no conference. */
static gboolean
is_conference(const CtXmlTag *tag)
{
	return slice_holds(tag->name, tag->name_length, "Conference") &&
	       !slice_ends(tag->name, tag->name_length, "s") &&
	       !slice_holds(tag->name, tag->name_length, "Director");
}

static void
start_inferred(CtHomedResource *self, const CtXmlTag *tag)
{
	gboolean exact = ct_xml_slice_is(tag->name, tag->name_length, "Conference");

	if (self->delegate == 0 && slice_holds(tag->name, tag->name_length, "Delegate")) {
		self->delegate = self->depth;
		note_guess(self, tag, "taken for delegates by its name");
	}
	if (self->conference == 0 && is_conference(tag)) {
		self->conference = self->depth;
		self->named_so = 0;
		self->is_named_so = exact;
		note_guess(self, tag, "taken for a conference by its name");
	} else if (self->conference > 0 && exact) {
		self->named_so++;
	}
}

/* The directory of conference numbers; which pool has it is nowhere near it. */
static gboolean
read_directory(CtHomedResource *self, const CtXmlTag *tag)
{
	static const char *const names[] = { "Id", "DirectoryId", "ConferenceDirectoryId",
					     "Identity" };
	CtFacts *facts = self->job->facts;
	CtProp prop = { CT_KEY_IDENTITY, NULL, NULL };

	if (!ct_xml_slice_is(tag->name, tag->name_length, "ConferenceDirectory"))
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(names) && prop.value == NULL; i++) {
		const CtXmlStreamAttr *attr = ct_homed_resource_attr(tag, names[i]);

		if (attr != NULL && attr->value_length > 0)
			prop.value = ct_strings_intern_length(facts->strings, attr->value,
							      attr->value_length);
	}
	if (prop.value == NULL) {
		note_guess(self, tag, "conference directory without a number");
		return TRUE;
	}
	ct_facts_add_record(facts, CT_RECORD_CONFERENCE_DIRECTORY,
			    (CtOrigin){ self->job->input, tag->line, self->data.origin.path },
			    ct_strings_intern(facts->strings, "ConferenceDirectory"), &prop, 1);
	return TRUE;
}

void
ct_homed_resource_begin(CtHomedResource *self, const CtXmlTag *tag, const char *path)
{
	const CtXmlStreamAttr *owner = ct_homed_resource_attr(tag, "UserAtHost");

	self->open = TRUE;
	self->data = (CtPersonData){
		.origin = { self->job->input, tag->line, path },
		.person = G_MAXUINT32,
	};
	self->first_tie = self->job->facts->ties->len;
	self->line = tag->line;
	self->depth = 0;
	self->conference = 0;
	self->delegate = 0;
	g_string_truncate(self->text, 0);
	self->has_directory = read_directory(self, tag);
	if (owner != NULL)
		ct_homed_resource_set_owner(self, owner->value, owner->value_length);
}

void
ct_homed_resource_start(CtHomedResource *self, const CtXmlTag *tag)
{
	self->depth++;
	self->line = tag->line;
	g_string_truncate(self->text, 0);
	if (self->conference == 0 && self->delegate == 0) {
		if (ct_xml_slice_is(tag->name, tag->name_length, "Contact")) {
			read_contact(self, tag);
			return;
		}
		if (ct_xml_slice_is(tag->name, tag->name_length, "ContactGroup")) {
			read_group(self, tag);
			return;
		}
	}
	if (read_directory(self, tag))
		self->has_directory = TRUE;
	start_inferred(self, tag);
	if (self->conference > 0 || self->delegate > 0)
		read_addresses(self, tag);
}

void
ct_homed_resource_text(CtHomedResource *self, const char *text, gsize length)
{
	/* one byte more than an address may have, so that a longer text is none */
	gsize room = MAX_ADDRESS_BYTES + 1 - self->text->len;

	if (self->conference > 0 || self->delegate > 0)
		g_string_append_len(self->text, text, (gssize)MIN(length, room));
}

static void
end_text(CtHomedResource *self)
{
	char *text = g_strstrip(self->text->str);
	gsize length = strlen(text);

	if (has_scheme(text, length))
		read_address(self, self->line, text, length);
	g_string_truncate(self->text, 0);
}

void
ct_homed_resource_end(CtHomedResource *self)
{
	if (self->text->len > 0)
		end_text(self);
	if (self->conference == self->depth && self->conference > 0) {
		self->data.conferences += self->is_named_so || self->named_so == 0 ? 1
										   : self->named_so;
		self->conference = 0;
	}
	if (self->delegate == self->depth)
		self->delegate = 0;
	self->depth--;
}

void
ct_homed_resource_drop(CtHomedResource *self)
{
	if (self->open)
		g_array_set_size(self->job->facts->ties, self->first_tie);
	self->open = FALSE;
}

void
ct_homed_resource_finish(CtHomedResource *self, const char *name)
{
	GArray *ties = self->job->facts->ties;
	guint kept = self->first_tie;

	if (self->data.person == G_MAXUINT32) {
		if (!self->has_directory)
			ct_facts_note(self->job->facts, self->data.origin,
				      "user data without an owner", name);
		ct_homed_resource_drop(self);
		return;
	}
	for (guint i = self->first_tie; i < ties->len; i++) {
		CtTie tie = g_array_index(ties, CtTie, i);

		tie.from = self->data.person;
		/* the organiser is in every conference */
		if (tie.to != tie.from)
			g_array_index(ties, CtTie, kept++) = tie;
	}
	g_array_set_size(ties, kept);
	g_array_append_val(self->job->facts->person_data, self->data);
	self->n_people++;
	self->open = FALSE;
}

void
ct_homed_resource_cut_short(CtHomedResource *self, guint32 line)
{
	CtOrigin origin = { self->job->input, line, NULL };

	ct_homed_resource_drop(self);
	ct_facts_add_problem(
		self->job->facts, origin, CT_PROBLEM_CUT_SHORT,
		"the file ends before its root element does; the data of %u %s complete "
		"and was read",
		self->n_people, self->n_people == 1 ? "person is" : "people is");
}
