/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Names of people, in the spelling of a directory and in that of an account. */
typedef struct {
	const char *text;
	const char *account;
} GenName;

extern const GenName gen_given_names[];
extern const guint gen_n_given_names;
extern const GenName gen_family_names[];
extern const guint gen_n_family_names;

typedef struct {
	const char *name;
	const char *country;
	const char *prefix;
} GenCity;

extern const GenCity gen_cities[];
extern const guint gen_n_cities;
