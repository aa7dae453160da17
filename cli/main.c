/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One program, one verb per job: finds the verb, reads its options, runs it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/check.h"
#include "cli/diff.h"
#include "cli/explain.h"
#include "cli/inspect.h"
#include "cli/interrupt.h"
#include "cli/plan.h"
#include "cli/render.h"
#include "cli/session.h"
#include "cli/status.h"
#include "cli/suggest.h"
#include "cli/validate.h"
#include "cli/why.h"

/* in the order in which a user meets them */
static const CtVerb *const verbs[] = {
	&ct_verb_inspect, &ct_verb_validate, &ct_verb_plan, &ct_verb_check,   &ct_verb_render,
	&ct_verb_diff,	  &ct_verb_status,   &ct_verb_why,  &ct_verb_explain,
};

static void
print_help(FILE *stream)
{
	fputs("Usage:\n  cutover VERB [OPTION...] ARGUMENT...\n\n"
	      "Plans the move from Office Communications Server 2007 R2 to Lync Server 2013 from\n"
	      "exported XML: a safe order of steps with rollback checkpoints, checked and drawn.\n"
	      "Works offline and changes nothing.\n\nVerbs:\n",
	      stream);
	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++)
		fprintf(stream, "  %-9s %-18s %s\n", verbs[i]->name, verbs[i]->usage,
			verbs[i]->summary);
	fputs("\ncutover VERB --help tells the options of a verb.\n\n"
	      "Exit status: 0 done and clean; 1 findings; 2 wrong usage; 3 an input cannot be read;\n"
	      "4 no safe plan exists; 5 the plan does not hold; 6 an output cannot be written;\n"
	      "70 internal error.\n",
	      stream);
}

static const CtVerb *
find_verb(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (strcmp(verbs[i]->name, name) == 0)
			return verbs[i];
	return NULL;
}

static CtExit
refuse(CtReport *talk, const char *word)
{
	const char *names[G_N_ELEMENTS(verbs) + 1] = { NULL };
	static const char *const options[] = { "--help", "--version", NULL };
	const char *near;

	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++)
		names[i] = verbs[i]->name;
	near = ct_suggest(word, *word == '-' ? options : names);
	ct_report_put(talk, CT_STYLE_ERROR, "cutover:");
	ct_report_put(talk, CT_STYLE_PLAIN, " unknown %s %s; ", *word == '-' ? "option" : "verb",
		      word);
	if (near != NULL)
		ct_report_line(talk, "did you mean %s?", near);
	else
		ct_report_line(talk, "see cutover --help");
	return CT_EXIT_USAGE;
}

/* NO_COLOR asks for none when it is set to anything; --color is asked first. */
static gboolean
wants_color(const char *when, int descriptor)
{
	const char *no_color = g_getenv("NO_COLOR");

	if (g_strcmp0(when, "always") == 0)
		return TRUE;
	if (g_strcmp0(when, "never") == 0 || (no_color != NULL && *no_color != '\0'))
		return FALSE;
	return isatty(descriptor) == 1 && g_strcmp0(g_getenv("TERM"), "dumb") != 0;
}

static CtExit
run_verb(const CtVerb *verb, char **argv)
{
	g_auto(CtOptions) options = { 0 };
	g_autoptr(GError) error = NULL;
	gboolean parsed = ct_options_parse(&options, verb, argv, &error);
	g_autoptr(CtReport) report = ct_report_new(stdout,
						   wants_color(options.color, STDOUT_FILENO));
	g_autoptr(CtReport) talk = ct_report_new(stderr, wants_color(options.color, STDERR_FILENO));
	CtSession session = { .verb = verb, .options = &options, .report = report, .talk = talk };
	CtExit status = CT_EXIT_OK;

	if (!parsed)
		return ct_session_fail(&session, error);
	if (options.help) {
		g_autofree char *help = ct_options_help(verb);

		ct_report_raw(report, help, -1);
	} else if (options.version) {
		ct_report_line(report, "cutover " CT_VERSION);
	} else {
		status = verb->run(&session);
	}
	if (!ct_report_finish(report, &error))
		return ct_session_fail(&session, error);
	return status;
}

/* The words that are no verb but are understood in its place. */
static CtExit
run(int argc, char **argv)
{
	g_autoptr(CtReport) talk = ct_report_new(stderr, wants_color(NULL, STDERR_FILENO));
	const CtVerb *verb;

	if (argc < 2) {
		print_help(stderr);
		return CT_EXIT_USAGE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("cutover " CT_VERSION);
		return CT_EXIT_OK;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
	    (strcmp(argv[1], "help") == 0 && argc == 2)) {
		print_help(stdout);
		return CT_EXIT_OK;
	}
	if (strcmp(argv[1], "help") == 0) {
		char *help[] = { (char *)"--help", NULL };

		verb = find_verb(argv[2]);
		return verb != NULL ? run_verb(verb, help) : refuse(talk, argv[2]);
	}
	verb = find_verb(argv[1]);
	return verb != NULL ? run_verb(verb, argv + 2) : refuse(talk, argv[1]);
}

int
main(int argc, char **argv)
{
	CtExit status;

	g_set_prgname("cutover");
	status = run(argc, argv);
	ct_interrupt_pass_on();
	return status == CT_EXIT_OK && fflush(stdout) != 0 ? CT_EXIT_OUTPUT : status;
}
