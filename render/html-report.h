/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/excerpt.h"
#include "analyzer/finding.h"
#include "planner/plan.h"
#include "planner/rulebook.h"
#include "render/html-page.h"
#include "render/html.h"

/*
 * CtReport: what the sections of the page share, private to html*.c: the plan, indexes into it, and
 * the phrases that occur everywhere (links to steps and rules, evidence, badges, durations).
 *
 * The page is written twice: the first time only to learn which rules and which lines of exports it
 * mentions; then these are looked up, and links lead to them.
 *
 * Every id of the plan is an anchor.  Steps, waves, checkpoints and rules keep their own ids;
 * things without a short id are numbered ("fate-12", "finding-3", "input-1").
 */
typedef struct {
	CtHtml *html;
	const CtPlan *plan;
	const CtEstate *estate;
	const CtFindings *findings; /* nullable */
	const CtHtmlDrawing *drawings;
	guint n_drawings;
	const char *date;   /* nullable */
	char *folder;	    /* that all inputs are in, with a final '/'; "" when there is none */
	GHashTable *steps;  /* id -> index + 1 */
	GHashTable *fates;  /* subject -> index + 1 */
	GHashTable *inputs; /* path -> index + 1 */
	GHashTable *subject_steps; /* subject -> GArray of guint, indexes of steps */
	GHashTable *mentioned;	   /* set of ids, owned: what the glossary must explain */
	CtExcerpts *excerpts; /* the lines that the page mentions, read before the second time */
	gboolean excerpts_read;
	GPtrArray *pools;  /* of const char *: folded FQDNs, sorted: what a reader may filter by */
	GPtrArray *sites;  /* of const char *: names, sorted */
	GHashTable *told;  /* text of a loss -> id of the first checkpoint that has it */
	gsize drawings_at; /* bytes of the page before the drawings */
	gsize room;	   /* bytes that drawings may take */
	gboolean brief;	   /* so many steps that texts of rules stand in the glossary only */
} CtReport;

/* The page must stay light: of a longer ledger the rest is counted, and plan.json has it all. */
guint ct_report_max_listed(const CtReport *self);
/* How many lines of exports are shown. */
guint ct_report_max_excerpts(const CtReport *self);

void ct_report_init(CtReport *self, const CtPlan *plan, const CtEstate *estate,
		    const CtFindings *findings);
void ct_report_clear(CtReport *self);

const CtPlanStep *ct_report_step(const CtReport *self, guint index);

/* A section with its heading; the caller closes it.  @count: shown beside the heading; CT_NONE: no
 * number. */
void ct_report_open_section(CtReport *self, const char *id, const char *title, guint count,
			    const char *lead);
/* A table with the heads @heads (NULL-terminated) and an open <tbody>; closed by two closes. */
void ct_report_open_table(CtReport *self, const char *css_class, const char *const *heads);
/* A <tr> that the search box looks at. */
void ct_report_open_row(CtReport *self, const char *css_class, const char *id);

void ct_report_link_step(CtReport *self, const char *id);
/* @indexes of steps, of guint, ascending: "s001, s004-s009". */
void ct_report_link_steps(CtReport *self, const GArray *indexes);
void ct_report_link_checkpoint(CtReport *self, const char *id);
void ct_report_link_wave(CtReport *self, const char *id);
/* @id of the catalogue; it will be in the glossary. */
void ct_report_link_rule(CtReport *self, const char *id);
/* A list of them; as no text follows, pointing at one shows its title. */
void ct_report_link_rules(CtReport *self, const GPtrArray *ids);
/* "kind:identity", a link to its fate when it has one. */
void ct_report_link_subject(CtReport *self, const char *subject);
void ct_report_link_subjects(CtReport *self, const GPtrArray *subjects, guint limit);
/* @path without the folder that all inputs share. */
const char *ct_report_short_path(const CtReport *self, const char *path);
/* @text without it, wherever it names a path; newly allocated. */
char *ct_report_short_text(const CtReport *self, const char *text);
/* "file:line", a link to the input. */
void ct_report_link_place(CtReport *self, const char *file, guint line);
void ct_report_evidence(CtReport *self, const GArray *evidence);

/* The anchor of a place among the excerpts, newly allocated; NULL when it is not there. */
char *ct_report_place_anchor(const CtReport *self, const char *file, guint line);

/* For the filters: the numbers of @pools ("0 3"), the number of a site; newly allocated, NULL: none. */
char *ct_report_pools(const CtReport *self, const GPtrArray *pools);
char *ct_report_site(const CtReport *self, const char *site);

void ct_report_reversible(CtReport *self, CtReversible reversible);
void ct_report_severity(CtReport *self, CtSeverity severity);

/* "2 h 30 min", newly allocated. */
char *ct_report_duration(guint64 minutes);
/* "12,345", newly allocated. */
char *ct_report_count(guint64 count);
/* "1 wave", "12,345 waves", newly allocated. */
char *ct_report_plural(guint64 count, const char *one, const char *many);
/* An anchor made of any text: what an id cannot hold is written as "_" and two hex digits. */
char *ct_report_anchor(const char *text);
/* When the step starts: its date, or the time since the start of the plan; newly allocated. */
char *ct_report_start(const CtPlanStep *step);

gboolean ct_report_has_dates(const CtReport *self);

/* The sections, in the order of the page. */
void ct_report_write_title(CtReport *self);
void ct_report_write_cards(CtReport *self);
void ct_report_write_approval(CtReport *self);
void ct_report_write_decisions(CtReport *self);
void ct_report_write_review(CtReport *self);
void ct_report_write_drawings(CtReport *self);
void ct_report_write_waves(CtReport *self);
void ct_report_write_calendar(CtReport *self); /* nothing without dates */
void ct_report_write_pilot(CtReport *self);
void ct_report_write_steps(CtReport *self);
void ct_report_write_checkpoints(CtReport *self);
void ct_report_write_checklists(CtReport *self);
void ct_report_write_findings(CtReport *self);
void ct_report_write_emptiness(CtReport *self);
void ct_report_write_fates(CtReport *self);
void ct_report_write_pairs(CtReport *self);
void ct_report_write_assumptions(CtReport *self);
void ct_report_write_sources(CtReport *self);
void ct_report_write_glossary(CtReport *self);
void ct_report_write_inputs(CtReport *self);

/* First and last step after the checkpoint at @index, up to the next one; FALSE if there is none. */
gboolean ct_report_span(const CtReport *self, guint index, guint *out_first, guint *out_last);

/* html-filter.c: finds pools and sites; writes the bar with search, filters and tools. */
void ct_report_find_filters(CtReport *self);
void ct_report_write_bar(CtReport *self);

/* html-reason.c: why the step stands where it stands. */
void ct_report_write_reasons(CtReport *self, const CtPlanStep *step);
