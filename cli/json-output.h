/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Members of the object that @builder is in. */

/* @text: (nullable): becomes null */
void ct_json_add_text(JsonBuilder *builder, const char *key, const char *text);
void ct_json_add_number(JsonBuilder *builder, const char *key, gint64 number);
