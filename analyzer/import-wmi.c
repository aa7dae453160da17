/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Instances of the management classes of Office Communications Server, by structure.
 *
 * CIM-XML is documented: INSTANCE, PROPERTY, VALUE, with names in attributes.  What the product's own
 * command line writes is not, so no schema is assumed.  Whatever is called MSFT_SIP..., or names such a
 * class, is an instance; the first element below it that is no mere wrapper is a property, known by its
 * name attribute or its own name; and every innermost text below that is one value of it.
 */
#include "analyzer/import-wmi.h"

#include <string.h>

#include "analyzer/import-object.h"

static const char class_prefix[] = "MSFT_SIP";

/* Attributes that name a class or a property, and those that hold a value; without case. */
static const char *const class_attrs[] = { "Name", "Class", "ClassName" };
static const char *const value_attrs[] = { "Value" };

/* Elements of CIM-XML that name a class without being an instance of it. */
static const char *const references[] = { "INSTANCENAME", "CLASSNAME", "CLASS" };

/* Elements that are one of several instances when they stand where a property would; without case. */
static const char *const repeats[] = { "Instance", "Object", "Item", "Entry", "Row" };

/* Elements that only hold properties; without case. */
static const char *const wrappers[] = { "Properties", "Props", "Attributes", "Settings", "Values" };

/* Elements that are properties whose name may be given by a child; without case. */
static const char *const properties[] = { "Property", "Attribute", "Setting" };

/* What is said about a property, not by it. */
static const char *const remarks[] = { "QUALIFIER" };

/* An open element. */
typedef struct {
	gboolean is_instance;
	gboolean is_ignored;   /* with everything in it */
	gboolean has_children; /* so that its text is mere layout */
	gboolean has_value;    /* in an attribute */
	gboolean names_parent; /* its text is the name of the property around it */
	guint property; /* which open element is the property that this belongs to; 0 for none */
	char *name;	/* owned: of the property, when it is one; nullable */
} Frame;

struct CtWmiReader {
	const CtImportJob *job;
	GArray *frames;	  /* of Frame; the first is the outermost instance */
	GPtrArray *spare; /* of CtImportObject, owned: one for each depth of instances */
	GPtrArray *open;  /* of CtImportObject, borrowed from @spare */
	GPtrArray *types; /* of char *, owned: classes of @open */
	GString *text;
	guint64 count;
	gboolean is_layout_noted;
};

static void
frame_clear(gpointer data)
{
	g_free(((Frame *)data)->name);
}

static void
object_free(gpointer data)
{
	ct_import_object_free(data);
}

CtWmiReader *
ct_wmi_reader_new(const CtImportJob *job)
{
	CtWmiReader *self = g_new0(CtWmiReader, 1);

	self->job = job;
	self->frames = g_array_new(FALSE, TRUE, sizeof(Frame));
	g_array_set_clear_func(self->frames, frame_clear);
	self->spare = g_ptr_array_new_with_free_func(object_free);
	self->open = g_ptr_array_new();
	self->types = g_ptr_array_new_with_free_func(g_free);
	self->text = g_string_new(NULL);
	return self;
}

void
ct_wmi_reader_free(CtWmiReader *self)
{
	if (self == NULL)
		return;
	g_array_unref(self->frames);
	g_ptr_array_unref(self->open);
	g_ptr_array_unref(self->spare);
	g_ptr_array_unref(self->types);
	g_string_free(self->text, TRUE);
	g_free(self);
}

static gboolean
is_class(const char *text, gsize length)
{
	gsize prefix = strlen(class_prefix);

	return length >= prefix && g_ascii_strncasecmp(text, class_prefix, prefix) == 0;
}

static gboolean
is_text(const char *text, gsize length, const char *name)
{
	return strlen(name) == length && g_ascii_strncasecmp(text, name, length) == 0;
}

static gboolean
is_one_of(const CtXmlTag *tag, const char *const *names, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		if (is_text(tag->name, tag->name_length, names[i]))
			return TRUE;
	}
	return FALSE;
}

static const CtXmlStreamAttr *
find_attr(const CtXmlTag *tag, const char *const *names, gsize count)
{
	for (gsize n = 0; n < count; n++) {
		for (guint i = 0; i < tag->n_attrs; i++) {
			if (is_text(tag->attrs[i].name, tag->attrs[i].name_length, names[n]))
				return &tag->attrs[i];
		}
	}
	return NULL;
}

/* The class that the tag is an instance of, in the attribute or the tag; %NULL when it is none. */
static const char *
class_of(const CtXmlTag *tag, gsize *out_length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(references); i++) {
		if (ct_xml_slice_is(tag->name, tag->name_length, references[i]))
			return NULL;
	}
	if (is_class(tag->name, tag->name_length)) {
		*out_length = tag->name_length;
		return tag->name;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(class_attrs); i++) {
		const CtXmlStreamAttr *attr = find_attr(tag, &class_attrs[i], 1);

		if (attr != NULL && is_class(attr->value, attr->value_length)) {
			*out_length = attr->value_length;
			return attr->value;
		}
	}
	return NULL;
}

gboolean
ct_wmi_is_instance(const CtXmlTag *tag)
{
	gsize length = 0;

	return class_of(tag, &length) != NULL;
}

gboolean
ct_wmi_reader_is_open(const CtWmiReader *self)
{
	return self->frames->len > 0;
}

guint64
ct_wmi_reader_count(const CtWmiReader *self)
{
	return self->count;
}

static Frame *
frame_at(const CtWmiReader *self, guint index)
{
	return &g_array_index(self->frames, Frame, index);
}

static CtImportObject *
current(const CtWmiReader *self)
{
	return g_ptr_array_index(self->open, self->open->len - 1);
}

/* Only CIM-XML is documented; of anything else a person should know, once, how it was understood. */
static void
note_layout(CtWmiReader *self, const CtXmlTag *tag)
{
	const CtOrigin origin = { self->job->input, tag->line, NULL };
	g_autofree char *name = g_strndup(tag->name, tag->name_length);

	if (self->is_layout_noted || ct_xml_slice_is(tag->name, tag->name_length, "INSTANCE"))
		return;
	ct_facts_note(self->job->facts, origin, "layout inferred from names", name);
	self->is_layout_noted = TRUE;
}

static gboolean
open_instance(CtWmiReader *self, const CtXmlTag *tag, const char *class_name, GError **error)
{
	CtInput *input = &g_array_index(self->job->facts->inputs, CtInput, self->job->input);
	Frame frame = { .is_instance = TRUE };
	CtImportObject *object;

	if (input->kind == CT_INPUT_UNKNOWN)
		input->kind = CT_INPUT_WMI;
	if (self->open->len == self->spare->len)
		g_ptr_array_add(self->spare, ct_import_object_new(self->job));
	object = g_ptr_array_index(self->spare, self->open->len);
	g_ptr_array_add(self->open, object);
	g_ptr_array_add(self->types, g_strdup(class_name));
	ct_import_object_begin(object, tag->line);
	ct_import_object_add_type(object, class_name, strlen(class_name));
	g_array_append_val(self->frames, frame);
	for (guint i = 0; is_class(tag->name, tag->name_length) && i < tag->n_attrs; i++) {
		if (!ct_import_object_add(object, tag->attrs[i].name, tag->attrs[i].name_length,
					  tag->attrs[i].value, tag->attrs[i].value_length, error))
			return FALSE;
	}
	return TRUE;
}

/* The property around the innermost element; %NULL when there is none. */
static Frame *
property_of(const CtWmiReader *self, const Frame *frame)
{
	return frame->property > 0 ? frame_at(self, frame->property) : NULL;
}

static gboolean
add_value(CtWmiReader *self, const Frame *property, const char *value, gsize length, GError **error)
{
	if (property == NULL || property->name == NULL)
		return TRUE;
	return ct_import_object_add(current(self), property->name, strlen(property->name), value,
				    length, error);
}

/* Makes of an element what it is, by where it stands: a property, or part of one. */
static void
describe(const CtWmiReader *self, const CtXmlTag *tag, const Frame *parent, Frame *frame)
{
	const CtXmlStreamAttr *name = find_attr(tag, class_attrs, 1);
	const Frame *property = property_of(self, parent);

	frame->is_ignored = parent->is_ignored || is_one_of(tag, remarks, G_N_ELEMENTS(remarks)) ||
			    is_one_of(tag, references, G_N_ELEMENTS(references));
	frame->property = parent->property;
	if (frame->is_ignored)
		return;
	if (property != NULL) {
		frame->names_parent = property->name == NULL &&
				      is_text(tag->name, tag->name_length, "Name");
		return;
	}
	if (name == NULL && is_one_of(tag, wrappers, G_N_ELEMENTS(wrappers)))
		return;
	frame->property = self->frames->len;
	if (name != NULL)
		frame->name = g_strndup(name->value, name->value_length);
	else if (!is_one_of(tag, properties, G_N_ELEMENTS(properties)))
		frame->name = g_strndup(tag->name, tag->name_length);
}

gboolean
ct_wmi_reader_start(CtWmiReader *self, const CtXmlTag *tag, GError **error)
{
	gsize length = 0;
	const char *class_name = class_of(tag, &length);
	const CtXmlStreamAttr *value = find_attr(tag, value_attrs, G_N_ELEMENTS(value_attrs));
	Frame *parent = self->frames->len > 0 ? frame_at(self, self->frames->len - 1) : NULL;
	g_autofree char *copy = NULL;
	Frame frame = { 0 };

	g_string_truncate(self->text, 0);
	if (parent == NULL)
		note_layout(self, tag);
	else
		parent->has_children = TRUE;
	if (class_name != NULL)
		copy = g_strndup(class_name, length);
	else if (parent->is_instance && find_attr(tag, class_attrs, 1) == NULL &&
		 is_one_of(tag, repeats, G_N_ELEMENTS(repeats)))
		copy = g_strdup(g_ptr_array_index(self->types, self->types->len - 1));
	if (copy != NULL && (parent == NULL || !parent->is_ignored))
		return open_instance(self, tag, copy, error);

	describe(self, tag, parent, &frame);
	frame.has_value = value != NULL;
	g_array_append_val(self->frames, frame);
	if (value == NULL || frame.is_ignored)
		return TRUE;
	return add_value(self, property_of(self, &frame), value->value, value->value_length, error);
}

gboolean
ct_wmi_reader_text(CtWmiReader *self, const char *text, gsize length, GError **error G_GNUC_UNUSED)
{
	g_string_append_len(self->text, text, (gssize)length);
	return TRUE;
}

/* An instance that only held others is none of its own. */
static void
close_instance(CtWmiReader *self)
{
	CtImportObject *object = current(self);

	if (!ct_import_object_is_empty(object)) {
		ct_import_object_end(object);
		self->count++;
	}
	g_ptr_array_set_size(self->open, (gint)self->open->len - 1);
	g_ptr_array_set_size(self->types, (gint)self->types->len - 1);
}

gboolean
ct_wmi_reader_end(CtWmiReader *self, GError **error)
{
	Frame *frame = frame_at(self, self->frames->len - 1);
	Frame *property = property_of(self, frame);
	gboolean ok = TRUE;

	if (frame->is_instance) {
		close_instance(self);
	} else if (frame->names_parent && !frame->has_children) {
		property->name = g_strstrip(g_strdup(self->text->str));
	} else if (!frame->is_ignored && !frame->has_children && !frame->has_value) {
		ok = add_value(self, property, self->text->str, self->text->len, error);
	}
	g_string_truncate(self->text, 0);
	g_array_set_size(self->frames, self->frames->len - 1);
	return ok;
}

/* What a whole document needs around the reader. */
typedef struct {
	const CtImportJob *job;
	CtWmiReader *reader;
} Document;

/* Instances of other classes are other people's business, but what was passed over is told. */
static void
note_other_class(const Document *document, const CtXmlTag *tag)
{
	const CtXmlStreamAttr *name = find_attr(tag, &class_attrs[2], 1);
	const CtOrigin origin = { document->job->input, tag->line, NULL };
	g_autofree char *class_name = NULL;

	if (name == NULL || !ct_xml_slice_is(tag->name, tag->name_length, "INSTANCE"))
		return;
	class_name = g_strndup(name->value, name->value_length);
	ct_facts_note(document->job->facts, origin, "type", class_name);
}

static gboolean
on_start(gpointer data, const CtXmlTag *tag, GError **error)
{
	Document *document = data;

	if (ct_wmi_reader_is_open(document->reader) || ct_wmi_is_instance(tag))
		return ct_wmi_reader_start(document->reader, tag, error);
	note_other_class(document, tag);
	return TRUE;
}

static gboolean
on_end(gpointer data, GError **error)
{
	Document *document = data;

	return !ct_wmi_reader_is_open(document->reader) ||
	       ct_wmi_reader_end(document->reader, error);
}

static gboolean
on_text(gpointer data, const char *text, gsize length, GError **error)
{
	Document *document = data;

	return !ct_wmi_reader_is_open(document->reader) ||
	       ct_wmi_reader_text(document->reader, text, length, error);
}

gboolean
ct_import_wmi(const CtImportJob *job, GError **error)
{
	static const CtXmlStreamHandler handler = { on_start, on_end, on_text };
	const CtOrigin origin = { job->input, 1, NULL };
	g_autoptr(CtWmiReader) reader = ct_wmi_reader_new(job);
	Document document = { job, reader };
	g_autoptr(CtXmlStream) stream = ct_xml_stream_new(ct_source_path(job->source), job->limits,
							  &handler, &document);

	if (!ct_xml_stream_read(stream, job->source, NULL, error))
		return FALSE;
	if (ct_wmi_reader_count(reader) == 0)
		ct_facts_note(job->facts, origin, "document without a class of", class_prefix);
	return TRUE;
}
