/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/xml-tag.h"

/*
 * CtXmlMemo: start tags that were read before.
 *
 * A tag that is spelled byte for byte as one that was well-formed is well-formed and means the same,
 * so that reading it again is one comparison.
 */
typedef struct CtXmlMemo CtXmlMemo;

CtXmlMemo *ct_xml_memo_new(void);
void ct_xml_memo_free(CtXmlMemo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtXmlMemo, ct_xml_memo_free)

/**
 * ct_xml_memo_find:
 * @at: at a '<'; moved behind the tag when it is known
 *
 * Returns: (nullable): the tag, valid as long as the memo.
 */
const CtXmlStart *ct_xml_memo_find(CtXmlMemo *self, const char **at, const char *end);

/**
 * ct_xml_memo_learn:
 * @raw: the tag from '<' to '>'
 * @start: what it says, all slices of @raw
 *
 * Remembers a tag if it has been met before and there is room.
 */
void ct_xml_memo_learn(CtXmlMemo *self, const char *raw, gsize length, const CtXmlStart *start);
