/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/vocabulary.h"

/*
 * The rows of the vocabulary, private to vocabulary*.c.  A table of types ends with a row without a
 * pattern, one of shapes with a row that needs nothing; in either the first row that fits counts, so
 * a general one comes after the special ones.
 */

/* An object whose type says nothing, by the properties that only such objects have. */
typedef struct {
	const char *needs[3];
	CtVocabularyType row;
} CtVocabularyShape;

extern const CtVocabularyType ct_vocabulary_shell_types[];
extern const CtVocabularyShape ct_vocabulary_shell_shapes[];
extern const CtVocabularyType ct_vocabulary_wmi_types[];
extern const CtVocabularyShape ct_vocabulary_wmi_shapes[];
extern const CtVocabularyType ct_vocabulary_directory_types[];
extern const CtVocabularyShape ct_vocabulary_directory_shapes[];

/* Rows of a property table. */
#define PLAIN(name, key)                              \
	{                                             \
		name, CT_KEY_##key, CT_VALUE_PLAIN, 0 \
	}
#define POLICY(name, key)                              \
	{                                              \
		name, CT_KEY_##key, CT_VALUE_POLICY, 0 \
	}
#define OWNER(name, key)                              \
	{                                             \
		name, CT_KEY_##key, CT_VALUE_OWNER, 0 \
	}
#define FLAG(name, key, bit)                           \
	{                                              \
		name, CT_KEY_##key, CT_VALUE_FLAG, bit \
	}
#define NUMBERED(name, key, number)                           \
	{                                                     \
		name, CT_KEY_##key, CT_VALUE_NUMBERED, number \
	}
#define END                                           \
	{                                             \
		NULL, CT_KEY_OTHER, CT_VALUE_PLAIN, 0 \
	}

/* The last rows of tables of types and of shapes. */
#define END_OF_TYPES                              \
	{                                         \
		NULL, CT_RECORD_OTHER, NULL, NULL \
	}
#define END_OF_SHAPES                  \
	{                              \
		{ NULL }, END_OF_TYPES \
	}
