/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estate-model.h"
#include "sink.h"

/* What is written of a user's contacts, conferences and delegates. */
typedef enum {
	GEN_DATA_DOC_ITEMS,	  /* Export-CsUserData: DocItemSet.xml */
	GEN_DATA_DATABASE_EXPORT, /* dbimpexp, on one line */
} GenDataForm;

/* @pool: whose users; GEN_NO_POOL for all who are homed. */
void gen_user_data(const GenEstate *estate, guint pool, GenDataForm form, GenSink *sink);
