/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two kinds of member that every JSON output of the verbs is made of. */
#include "cli/json-output.h"

void
ct_json_add_text(JsonBuilder *builder, const char *key, const char *text)
{
	json_builder_set_member_name(builder, key);
	if (text != NULL)
		json_builder_add_string_value(builder, text);
	else
		json_builder_add_null_value(builder);
}

void
ct_json_add_number(JsonBuilder *builder, const char *key, gint64 number)
{
	json_builder_set_member_name(builder, key);
	json_builder_add_int_value(builder, number);
}
