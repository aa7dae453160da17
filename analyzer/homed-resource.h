/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/import.h"
#include "analyzer/xml-stream.h"

/*
 * CtHomedResource: what user data says of one person, read as a stream.
 *
 * Both exports of user data have the same things for each person and differ in what is around them.
 * Only counts and edges are kept: no display name, no name of a group.  Nothing counts before the
 * person is complete.
 */
typedef struct CtHomedResource CtHomedResource;

CtHomedResource *ct_homed_resource_new(const CtImportJob *job);
void ct_homed_resource_free(CtHomedResource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtHomedResource, ct_homed_resource_free)

/**
 * ct_homed_resource_begin:
 * @tag: the element that holds all that is said; it may name the owner
 * @path: interned: where that element stands
 *
 * From here on tags and texts go to this person, until ct_homed_resource_finish().
 */
void ct_homed_resource_begin(CtHomedResource *self, const CtXmlTag *tag, const char *path);

/**
 * ct_homed_resource_set_owner:
 * @address: (array length=length): with or without "sip:"
 *
 * May come at any time before the end; the first one that is an address counts.
 */
void ct_homed_resource_set_owner(CtHomedResource *self, const char *address, gsize length);

void ct_homed_resource_start(CtHomedResource *self, const CtXmlTag *tag);
void ct_homed_resource_text(CtHomedResource *self, const char *text, gsize length);
void ct_homed_resource_end(CtHomedResource *self);

/**
 * ct_homed_resource_finish:
 * @name: (nullable): what the export calls it, for a note when it has no owner
 *
 * The person is complete: facts of it are appended.
 */
void ct_homed_resource_finish(CtHomedResource *self, const char *name);

/* Forgets what was read of a person: it turned out to be none. */
void ct_homed_resource_drop(CtHomedResource *self);

/**
 * ct_homed_resource_cut_short:
 * @line: where the document ends
 *
 * The document ends before it is complete: says so, and forgets the person that is not.
 */
void ct_homed_resource_cut_short(CtHomedResource *self, guint32 line);

/* Returns: (nullable): the attribute of that name. */
const CtXmlStreamAttr *ct_homed_resource_attr(const CtXmlTag *tag, const char *name);
