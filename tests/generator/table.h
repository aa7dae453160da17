/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estate-model.h"
#include "object.h"

/* The objects that one command of an administrator lists, one after the other. */
typedef struct {
	const char *file; /* name of the export without its ending */
	void (*rows)(const GenEstate *estate, GenObject *object, GenEmit emit, gpointer data);
} GenTable;

/* Each ends with a row whose file is %NULL. */
extern const GenTable gen_legacy_tables[]; /* WMI classes, without users */
extern const GenTable gen_target_tables[]; /* Get-Cs* objects, without users */
extern const GenTable gen_person_tables[]; /* delegates: made by hand, as no command lists them */
extern const GenTable gen_wmi_users;	   /* MSFT_SIPESUserSetting */
extern const GenTable gen_shell_users;	   /* Get-CsUser, what a plan needs and what is near it */
extern const GenTable gen_all_of_shell_users; /* Get-CsUser, every property */

/* DNs of the legacy deployment. */
const char *gen_rtc_dn(const GenEstate *estate, GenObject *object);
const char *gen_pool_dn(const GenEstate *estate, GenObject *object, const char *pool);
const char *gen_home_dn(const GenEstate *estate, GenObject *object, const char *pool);

/* DN of an object that is named by a GUID. */
const char *gen_object_dn(const GenEstate *estate, GenObject *object, const char *container,
			  const char *name);
