/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of rules, for the glossaries of page and book. */
#include "render/rule-order.h"

#include <string.h>

gint
ct_rule_order(gconstpointer a, gconstpointer b)
{
	const char *left = *(const char *const *)a;
	const char *right = *(const char *const *)b;

	for (const char *p = left, *q = right; *p != '\0' && *q != '\0';) {
		if (g_ascii_isdigit(*p) && g_ascii_isdigit(*q)) {
			char *p_end;
			char *q_end;
			guint64 p_value = g_ascii_strtoull(p, &p_end, 10);
			guint64 q_value = g_ascii_strtoull(q, &q_end, 10);

			if (p_value != q_value)
				return p_value < q_value ? -1 : 1;
			p = p_end;
			q = q_end;
		} else if (*p != *q) {
			break;
		} else {
			p++;
			q++;
		}
	}
	return strcmp(left, right);
}
