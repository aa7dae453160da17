/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/finding.h"
#include "analyzer/graph.h"

/* Runs every check that needs nothing but the estate; the findings are not sorted. */
void ct_check_run(const CtEstate *estate, CtFindings *findings);

/* One function for each topic; a check reads the estate, never an export. */
void ct_check_inputs(const CtEstate *estate, CtFindings *findings);	  /* check-inputs.c */
void ct_check_versions(const CtEstate *estate, CtFindings *findings);	  /* check-versions.c */
void ct_check_topology(const CtEstate *estate, CtFindings *findings);	  /* check-topology.c */
void ct_check_edges(const CtEstate *estate, CtFindings *findings);	  /* check-edges.c */
void ct_check_merge(const CtEstate *estate, CtFindings *findings);	  /* check-merge.c */
void ct_check_users(const CtEstate *estate, CtFindings *findings);	  /* check-users.c */
void ct_check_conferencing(const CtEstate *estate, CtFindings *findings); /* check-conferencing.c */
void ct_check_voice(const CtEstate *estate, CtFindings *findings);	  /* check-voice.c */
void ct_check_applications(const CtEstate *estate, CtFindings *findings); /* check-applications.c */
void ct_check_references(const CtEstate *estate, CtFindings *findings);	  /* check-references.c */
void ct_check_coexistence(const CtEstate *estate, CtFindings *findings);  /* check-coexistence.c */
void ct_check_circles(const CtEstate *estate, CtFindings *findings);	  /* check-circles.c */
