/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/xml.h"

/* One CT_RECORD_SIP_DOMAIN for each child of an InternalDomains element. */
void ct_topology_read_domains(const CtImportJob *job, const xmlNode *domains);

/* One CT_RECORD_SIMPLE_URL for each SimpleUrl of a SimpleUrlConfiguration element. */
void ct_topology_read_simple_urls(const CtImportJob *job, const xmlNode *configuration);
