/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a CLIXML reader does where an element begins and ends: tables of functions by tag.  A value
 * gets an item in the buffer when it begins, so that items stand in document order; its text and
 * extent are filled in when it ends.  Nothing below an element that is passed over gets an item,
 * but its type names are still learned, since later objects refer to them.
 */
#include "analyzer/clixml-reader.h"

#include <string.h>

static void
begin_pipeline(CtClixml *self, CtClixmlFrame *frame)
{
	ct_clixml_buffer_clear(self->buffer);
	self->type = 0;
	self->line = ct_xml_scanner_line(self->scanner);
	self->has_props = FALSE;
	self->has_added = FALSE;
	frame->pipeline = TRUE;
	frame->item = ct_clixml_buffer_add(self->buffer, CT_CLIXML_OBJECT, CT_CLIXML_ELEMENT, FALSE,
					   0);
}

/* A value among the objects of the pipeline. */
static gboolean
start_in_pipeline(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent G_GNUC_UNUSED,
		  const CtClixmlAttributes *attributes)
{
	if (attributes->stream) {
		frame->skip = TRUE;
	} else if (frame->tag == CT_TAG_OBJ) {
		begin_pipeline(self, frame);
	} else {
		frame->skip = TRUE;
		/* what a reference repeats was handed over */
		if (frame->tag != CT_TAG_NIL && frame->tag != CT_TAG_REF)
			ct_clixml_note_element(self, "value outside an object", frame->start);
	}
	return TRUE;
}

/* What the handler says of a property of the object at hand; it is asked once for each type. */
static gboolean
is_wanted(CtClixml *self, guint32 name)
{
	enum {
		UNKNOWN,
		NO,
		YES
	};

	if (self->type >= self->wanted->len)
		g_ptr_array_set_size(self->wanted, (gint)self->type + 1);
	if (g_ptr_array_index(self->wanted, self->type) == NULL)
		g_ptr_array_index(self->wanted, self->type) = g_byte_array_new();

	GByteArray *answers = g_ptr_array_index(self->wanted, self->type);

	if (name >= answers->len) {
		guint old = answers->len;

		g_byte_array_set_size(answers, name + 1);
		memset(answers->data + old, UNKNOWN, name + 1 - old);
	}
	if (answers->data[name] == UNKNOWN)
		answers->data[name] = self->handler->wanted(self, self->type, name, self->data)
					      ? YES
					      : NO;
	return answers->data[name] == YES;
}

static gboolean
start_property(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent,
	       const CtClixmlAttributes *attributes)
{
	const CtClixmlFrame *owner = parent - 1;
	guint32 name = frame->meaning->property;

	if (attributes->name == NULL) {
		ct_clixml_note_element(self, "property without a name", frame->start);
		frame->skip = TRUE;
		return TRUE;
	}
	if (name == CT_CLIXML_NO_NUMBER) {
		name = ct_clixml_tables_name(self->tables, attributes->name,
					     attributes->name_length, &parent->place);
		frame->meaning->property = name;
	}
	if (name == CT_CLIXML_NO_NUMBER) {
		ct_xml_scanner_fail(self->scanner, CT_IMPORT_ERROR_LIMIT,
				    "more than %d different property names", CT_CLIXML_MAX_NAMES);
		return FALSE;
	}
	if (owner->pipeline && self->handler->wanted != NULL && !is_wanted(self, name)) {
		frame->skip = TRUE;
		return TRUE;
	}
	frame->item = ct_clixml_buffer_add(self->buffer, CT_CLIXML_NIL, CT_CLIXML_PROPERTY,
					   parent->tag == CT_TAG_MS, name);
	return TRUE;
}

/* What is in @owner: an object that @matters goes down the pipeline by itself, and the rest of a bundle is
 * left out.  Returns FALSE when @owner is no bundle, so far. */
static inline gboolean
hand_on(CtClixml *self, CtClixmlFrame *owner, CtClixmlFrame *frame, gboolean matters)
{
	if (owner->pipeline && frame->tag == CT_TAG_OBJ && matters) {
		owner->handed_on = TRUE;
		begin_pipeline(self, frame);
		return TRUE;
	}
	if (owner->handed_on)
		frame->skip = TRUE;
	return owner->handed_on;
}

static gboolean
start_element_of_list(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent,
		      const CtClixmlAttributes *attributes G_GNUC_UNUSED)
{
	CtClixmlFrame *owner = parent - 1;

	if (hand_on(self, owner, frame,
		    owner->handed_on || self->buffer->n_items == owner->item + 1))
		return TRUE;
	frame->item = ct_clixml_buffer_add(self->buffer, CT_CLIXML_NIL, CT_CLIXML_ELEMENT, FALSE,
					   0);
	return TRUE;
}

/* A half of an entry of a dictionary.  A dictionary that was exported as one object is a bundle when
 * its values are objects: they are what matters. */
static gboolean
start_in_entry(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent,
	       const CtClixmlAttributes *attributes)
{
	static const char value[] = "Value";
	CtClixmlFrame *owner = parent - 2;

	if (hand_on(self, owner, frame,
		    attributes->name != NULL && attributes->name_length == strlen(value) &&
			    memcmp(attributes->name, value, strlen(value)) == 0))
		return TRUE;
	return start_property(self, frame, parent, attributes);
}

/* Gives a value the item that it stands for, or decides to pass it over; by what it stands in.  A
 * value directly in an Obj is that of an enumeration or a wrapped primitive: its text is a
 * label. */
static const CtClixmlStart value_starts[CT_N_TAGS] = {
	[CT_TAG_OBJS] = start_in_pipeline,
	[CT_TAG_PROPS] = start_property,
	[CT_TAG_MS] = start_property,
	[CT_TAG_ENTRY] = start_in_entry, /* Key and Value, joined at its end */
	[CT_TAG_LIST] = start_element_of_list,
};

static gboolean
start_value(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent,
	    const CtClixmlAttributes *attributes)
{
	if (!frame->skip && value_starts[parent->tag] != NULL &&
	    !value_starts[parent->tag](self, frame, parent, attributes))
		return FALSE;
	frame->ref = attributes->ref;
	frame->collect = frame->tag == CT_TAG_PRIMITIVE && !frame->skip;
	return TRUE;
}

static gboolean
start_to_string(CtClixml *self G_GNUC_UNUSED, CtClixmlFrame *frame,
		CtClixmlFrame *parent G_GNUC_UNUSED,
		const CtClixmlAttributes *attributes G_GNUC_UNUSED)
{
	frame->collect = !frame->skip;
	return TRUE;
}

static gboolean
start_type_name(CtClixml *self G_GNUC_UNUSED, CtClixmlFrame *frame,
		CtClixmlFrame *parent G_GNUC_UNUSED,
		const CtClixmlAttributes *attributes G_GNUC_UNUSED)
{
	/* also in what is passed over: later objects may refer to it */
	frame->collect = TRUE;
	return TRUE;
}

static gboolean
start_types(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent,
	    const CtClixmlAttributes *attributes)
{
	frame->ref = attributes->ref;
	if (frame->tag == CT_TAG_TNREF && parent->pipeline)
		self->type = ct_clixml_tables_find_type(self->tables, attributes->ref);
	return TRUE;
}

static gboolean
start_members(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent,
	      const CtClixmlAttributes *attributes G_GNUC_UNUSED)
{
	if (!parent->pipeline)
		return TRUE;
	if (frame->tag == CT_TAG_MS)
		self->has_added = TRUE;
	else
		self->has_props = TRUE;
	return TRUE;
}

static gboolean
start_entry(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent,
	    const CtClixmlAttributes *attributes G_GNUC_UNUSED)
{
	if (!frame->skip && !parent[-1].handed_on)
		frame->item = ct_clixml_buffer_add(self->buffer, CT_CLIXML_NIL, CT_CLIXML_ELEMENT,
						   FALSE, 0);
	return TRUE;
}

const CtClixmlStart ct_clixml_starts[CT_N_TAGS] = {
	[CT_TAG_OBJ] = start_value,
	[CT_TAG_REF] = start_value,
	[CT_TAG_PRIMITIVE] = start_value,
	[CT_TAG_NIL] = start_value,
	[CT_TAG_TO_STRING] = start_to_string,
	[CT_TAG_T] = start_type_name,
	[CT_TAG_TN] = start_types,
	[CT_TAG_TNREF] = start_types,
	[CT_TAG_PROPS] = start_members,
	[CT_TAG_MS] = start_members,
	[CT_TAG_ENTRY] = start_entry,
};

static void
end_object(CtClixml *self, CtClixmlFrame *frame)
{
	if (frame->skip || frame->handed_on)
		return;

	CtClixmlItem *item = ct_clixml_buffer_item(self->buffer, frame->item);

	item->form = CT_CLIXML_OBJECT;
	item->text = frame->label.text;
	item->end = self->buffer->n_items;
	if (!frame->pipeline) {
		if (frame->ref != CT_CLIXML_NO_NUMBER && frame->label.text != CT_CLIXML_NO_TEXT)
			ct_clixml_tables_define_label(self->tables, frame->ref,
						      self->buffer->texts + frame->label.text);
		return;
	}
	if (self->has_props && self->has_added)
		ct_clixml_buffer_hide_replaced(self->buffer);

	const CtClixmlObject object = {
		.items = self->buffer->items,
		.n_items = self->buffer->n_items,
		.texts = self->buffer->texts,
		.type = self->type,
		.line = self->line,
	};

	self->handler->object(self, &object, self->data);
}

static void
end_reference(CtClixml *self, const CtClixmlFrame *frame)
{
	CtClixmlItem *item = ct_clixml_buffer_item(self->buffer, frame->item);
	const char *label = ct_clixml_tables_find_label(self->tables, frame->ref);

	if (label == NULL) {
		item->form = CT_CLIXML_REFERENCE;
		ct_clixml_note(self, "reference",
			       ct_clixml_tables_name_text(self->tables, item->name));
		return;
	}
	item->form = CT_CLIXML_TEXT;
	item->text = ct_clixml_buffer_add_text(self->buffer, label);
}

static gboolean
end_types(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent)
{
	guint32 type;

	ct_clixml_buffer_append(self->buffer, "", 1);
	type = ct_clixml_tables_type(self->tables, self->buffer->texts + frame->text);
	self->buffer->length = frame->text;
	if (type == CT_CLIXML_NO_NUMBER) {
		ct_xml_scanner_fail(self->scanner, CT_IMPORT_ERROR_LIMIT,
				    "more than %d different types", CT_CLIXML_MAX_NAMES);
		return FALSE;
	}
	if (frame->ref != CT_CLIXML_NO_NUMBER)
		ct_clixml_tables_define_type(self->tables, frame->ref, type);
	if (parent->pipeline)
		self->type = type;
	return TRUE;
}

static gboolean
end_value(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent)
{
	if (frame->tag == CT_TAG_OBJ)
		end_object(self, frame);
	if (frame->skip || frame->pipeline)
		return TRUE;
	if (frame->tag == CT_TAG_REF)
		end_reference(self, frame);
	if (frame->tag == CT_TAG_PRIMITIVE) {
		ct_clixml_buffer_close_text(self->buffer, frame->text, '\0');
		if (parent->tag == CT_TAG_OBJ) {
			ct_clixml_buffer_offer(self->buffer, &parent->label, CT_CLIXML_RANK_VALUE,
					       FALSE, frame->text);
			return TRUE;
		}
		ct_clixml_buffer_item(self->buffer, frame->item)->form = CT_CLIXML_TEXT;
		ct_clixml_buffer_item(self->buffer, frame->item)->text = frame->text;
	}

	const CtClixmlItem *item = ct_clixml_buffer_item(self->buffer, frame->item);

	if (parent->tag == CT_TAG_PROPS || parent->tag == CT_TAG_MS)
		ct_clixml_buffer_offer(self->buffer, &parent[-1].label,
				       ct_clixml_rank_of_name(item->name), item->added, item->text);
	return TRUE;
}

static gboolean
end_to_string(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent)
{
	if (frame->skip)
		return TRUE;
	ct_clixml_buffer_close_text(self->buffer, frame->text, '\0');
	ct_clixml_buffer_offer(self->buffer, &parent->label, CT_CLIXML_RANK_TO_STRING, FALSE,
			       frame->text);
	return TRUE;
}

static gboolean
end_type_name(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent G_GNUC_UNUSED)
{
	ct_clixml_buffer_close_text(self->buffer, frame->text, '\n');
	return TRUE;
}

static gboolean
end_entry(CtClixml *self, CtClixmlFrame *frame, CtClixmlFrame *parent)
{
	if (!frame->skip && !parent[-1].handed_on)
		ct_clixml_buffer_join_entry(self->buffer, frame->item);
	return TRUE;
}

const CtClixmlEnd ct_clixml_ends[CT_N_TAGS] = {
	[CT_TAG_OBJ] = end_value,
	[CT_TAG_REF] = end_value,
	[CT_TAG_PRIMITIVE] = end_value,
	[CT_TAG_NIL] = end_value,
	[CT_TAG_TO_STRING] = end_to_string,
	[CT_TAG_T] = end_type_name,
	[CT_TAG_TN] = end_types,
	[CT_TAG_ENTRY] = end_entry,
};
