/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"

/*
 * Items of field experience (field.def), and the checks that see them; each topic is a file
 * check-field-<topic>.c.
 */

typedef struct {
	guint number;	      /* of the item, from 1 */
	const char *sentence; /* what went wrong, without a full stop */
	const char *
		where; /* "rule F-06", "covered by: W-12, O-15", "question F-10", "not seen: why" */
} CtFieldItem;

/* In the order of their numbers. */
const CtFieldItem *ct_field_items(guint *out_count);

void ct_check_field_commands(const CtEstate *estate, CtFindings *findings);
void ct_check_field_directory(const CtEstate *estate, CtFindings *findings);
void ct_check_field_emptiness(const CtEstate *estate, CtFindings *findings);
void ct_check_field_numbers(const CtEstate *estate, CtFindings *findings);
void ct_check_field_response_groups(const CtEstate *estate, CtFindings *findings);
void ct_check_field_servers(const CtEstate *estate, CtFindings *findings);
void ct_check_field_users(const CtEstate *estate, CtFindings *findings);
void ct_check_field_versions(const CtEstate *estate, CtFindings *findings);

/* ---- What several of the checks ask ---- */

/* The value of the property that the export itself calls @name, any case; NULL when there is none. */
const char *ct_field_prop(const CtEstate *estate, CtPropRange props, const char *name);
/* "ApplicationServer:ocs01.contoso.com" -> "ocs01.contoso.com", newly allocated, folded. */
char *ct_field_host(const char *text);
/* A target pool of @product that homes users; CT_NONE when there is none. */
CtPoolId ct_field_target_of(const CtEstate *estate, CtProduct product);
