/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * User data: who has how much of it, and who knows whom.
 *
 * There may be tens of millions of edges, sixteen bytes each: those between known users are put in
 * order by counting, the others are counted as unknown people, and the edges of the facts are given
 * back before anything else is built.  Data of one person in several documents of one export adds up;
 * of two exports the larger one is believed, since an older export and one of another day overlap.
 */
#include "analyzer/resolve.h"

#include <string.h>

#define N_EXAMPLES 3

/* People that one input names and no export of users lists. */
typedef struct {
	guint people;
	guint owners;			  /* of these: with data of their own */
	guint32 line;			  /* the first */
	const char *examples[N_EXAMPLES]; /* the first by address */
} Unknown;

typedef struct {
	CtResolve *resolve;
	guint32 *user;	     /* of each person: the user, CT_NONE when there is none */
	guint8 *expected;    /* of each person: should some export of users list it? */
	guint32 *counted_in; /* of each person: input + 1 that last counted it as unknown */
} Data;

static const char *
person_at(const CtFacts *facts, guint32 person)
{
	return g_array_index(facts->people, const char *, person);
}

/* Contacts of applications are objects, and some have data of their own. */
static GHashTable *
object_addresses(const CtEstate *estate)
{
	GHashTable *addresses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < estate->objects->len; i++) {
		const char *key = g_array_index(estate->objects, CtObject, i).key;

		if (key != NULL && strchr(key, '@') != NULL)
			g_hash_table_add(addresses, g_str_has_prefix(key, "sip:")
							    ? g_strdup(key)
							    : g_strconcat("sip:", key, NULL));
	}
	return addresses;
}

/* The domains whose people the exports of users list; texts are borrowed. */
static GHashTable *
own_domains(const CtEstate *estate)
{
	GHashTable *domains = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < estate->objects->len; i++) {
		const CtObject *object = &g_array_index(estate->objects, CtObject, i);

		if (object->kind == CT_OBJECT_SIP_DOMAIN)
			g_hash_table_add(domains, (gpointer)object->key);
	}
	for (guint32 i = 0; i < estate->users.count; i++) {
		const char *at = strchr(estate->users.key[i], '@');

		if (at != NULL && !g_hash_table_contains(domains, at + 1))
			g_hash_table_add(domains, (gpointer)(at + 1));
	}
	return domains;
}

static void
match_people(Data *self)
{
	const CtEstate *estate = self->resolve->estate;
	const CtFacts *facts = self->resolve->facts;
	g_autoptr(GHashTable) domains = own_domains(estate);
	g_autoptr(GHashTable) objects = object_addresses(estate);

	for (guint32 i = 0; i < facts->people->len; i++) {
		const char *key = person_at(facts, i);
		const char *at = strchr(key, '@');

		self->user[i] = ct_estate_find_user_key(estate, key).index;
		self->expected[i] = self->user[i] == CT_NONE && at != NULL &&
				    g_hash_table_contains(domains, at + 1) &&
				    !g_hash_table_contains(objects, key) &&
				    /* so the product calls the contacts of applications */
				    !g_str_has_prefix(key, "sip:rtcapplication-");
	}
}

static void
count_unknown(Data *self, Unknown *unknown, guint32 person, guint32 input, guint32 line,
	      gboolean owner)
{
	const char *key = person_at(self->resolve->facts, person);

	if (!self->expected[person] || self->counted_in[person] == input + 1)
		return;
	self->counted_in[person] = input + 1;
	unknown->people++;
	unknown->owners += owner;
	if (unknown->line == 0 || line < unknown->line)
		unknown->line = line;
	for (guint i = 0; i < N_EXAMPLES; i++) {
		const char *other = unknown->examples[i];

		if (other != NULL && strcmp(other, key) < 0)
			continue;
		unknown->examples[i] = key;
		if (other == NULL)
			break;
		key = other;
	}
}

static void
report_unknown(Data *self, guint32 input, const Unknown *unknown)
{
	CtOrigin origin = { input, unknown->line, NULL };
	g_autoptr(GString) examples = g_string_new(NULL);
	CtSeverity severity = unknown->owners > 0 ? CT_SEVERITY_WARNING : CT_SEVERITY_INFO;

	for (guint i = 0; i < N_EXAMPLES && unknown->examples[i] != NULL; i++)
		g_string_append_printf(examples, "%s%s", i > 0 ? ", " : "", unknown->examples[i]);
	if (unknown->people > N_EXAMPLES)
		g_string_append(examples, ", ...");
	ct_findings_add_as(self->resolve->findings, CT_RULE_USER_DATA_UNKNOWN_PERSON, severity,
			   origin, NULL,
			   "%u %s whom this user data names, %u of them with data here, %s in no "
			   "export of users: %s",
			   unknown->people, unknown->people == 1 ? "person" : "people",
			   unknown->owners, unknown->people == 1 ? "is" : "are", examples->str);
}

/* Where the facts of one input stand: an importer appends them in one go, and although inputs may be
 * renumbered later, they stay together. */
typedef struct {
	guint first_row;
	guint n_rows;
	guint first_tie;
	guint n_ties;
} Run;

static Run *
find_runs(const CtFacts *facts)
{
	Run *runs = g_new0(Run, facts->inputs->len + 1);

	for (guint i = 0; i < facts->person_data->len; i++) {
		Run *run = &runs[g_array_index(facts->person_data, CtPersonData, i).origin.input];

		if (run->n_rows++ == 0)
			run->first_row = i;
	}
	for (guint i = 0; i < facts->ties->len; i++) {
		Run *run = &runs[g_array_index(facts->ties, CtTie, i).input];

		if (run->n_ties++ == 0)
			run->first_tie = i;
	}
	return runs;
}

static void
find_unknown_of(Data *self, guint32 input, const Run *run)
{
	const CtFacts *facts = self->resolve->facts;
	Unknown unknown = { 0 };

	for (guint i = run->first_row; i < run->first_row + run->n_rows; i++) {
		const CtPersonData *data = &g_array_index(facts->person_data, CtPersonData, i);

		count_unknown(self, &unknown, data->person, input, data->origin.line, TRUE);
	}
	for (guint i = run->first_tie; i < run->first_tie + run->n_ties; i++) {
		const CtTie *tie = &g_array_index(facts->ties, CtTie, i);

		count_unknown(self, &unknown, tie->to, input, tie->line, FALSE);
	}
	if (unknown.people > 0)
		report_unknown(self, input, &unknown);
}

static void
find_unknown(Data *self)
{
	g_autofree Run *runs = find_runs(self->resolve->facts);

	for (guint32 input = 0; input < self->resolve->facts->inputs->len; input++)
		find_unknown_of(self, input, &runs[input]);
}

static gint
compare_rows(gconstpointer a, gconstpointer b)
{
	const CtPersonData *x = a;
	const CtPersonData *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return x->origin.input < y->origin.input ? -1 : x->origin.input > y->origin.input;
}

static void
add_up(CtPersonData *sum, const CtPersonData *row)
{
	sum->contacts += row->contacts;
	sum->groups += row->groups;
	sum->distribution_groups += row->distribution_groups;
	sum->conferences += row->conferences;
	sum->delegates += row->delegates;
}

static void
keep_larger(CtPersonData *best, const CtPersonData *other)
{
	best->contacts = MAX(best->contacts, other->contacts);
	best->groups = MAX(best->groups, other->groups);
	best->distribution_groups = MAX(best->distribution_groups, other->distribution_groups);
	best->conferences = MAX(best->conferences, other->conferences);
	best->delegates = MAX(best->delegates, other->delegates);
}

/* What all exports together say of the person of row @at; returns the row of the next one. */
static guint
sum_person(const GArray *rows, guint at, CtPersonData *out_person)
{
	guint32 person = g_array_index(rows, CtPersonData, at).person;

	*out_person = (CtPersonData){ .person = person };
	while (at < rows->len && g_array_index(rows, CtPersonData, at).person == person) {
		CtPersonData sum = g_array_index(rows, CtPersonData, at++);

		while (at < rows->len &&
		       compare_rows(&sum, &g_array_index(rows, CtPersonData, at)) == 0)
			add_up(&sum, &g_array_index(rows, CtPersonData, at++));
		keep_larger(out_person, &sum);
	}
	return at;
}

static void
count_data(Data *self)
{
	CtEstate *estate = self->resolve->estate;
	CtUsers *users = &estate->users;
	GArray *rows = self->resolve->facts->person_data;
	CtPersonData person;

	users->contacts = g_new0(guint32, users->count + 1);
	users->groups = g_new0(guint32, users->count + 1);
	users->conferences = g_new0(guint32, users->count + 1);
	g_array_sort(rows, compare_rows);
	for (guint i = 0; i < rows->len;) {
		guint32 user;

		i = sum_person(rows, i, &person);
		estate->user_data.people++;
		estate->user_data.contacts += person.contacts;
		estate->user_data.groups += person.groups;
		estate->user_data.distribution_groups += person.distribution_groups;
		estate->user_data.conferences += person.conferences;
		estate->user_data.delegates += person.delegates;
		user = self->user[person.person];
		if (user == CT_NONE)
			continue;
		users->contacts[user] = person.contacts;
		users->groups[user] = person.groups;
		users->conferences[user] = person.conferences;
	}
}

/* An export of user data belongs where the people live whose data it has. */
static void
tally_data(Data *self)
{
	const GArray *rows = self->resolve->facts->person_data;

	for (guint i = 0; i < rows->len; i++) {
		const CtPersonData *data = &g_array_index(rows, CtPersonData, i);
		guint32 user = self->user[data->person];
		CtPoolId pool = { user != CT_NONE ? self->resolve->estate->users.pool[user]
						  : CT_NONE };

		if (pool.index != CT_NONE)
			ct_resolve_tally(self->resolve, data->origin.input,
					 ct_estate_pool(self->resolve->estate, pool)->deployment);
	}
}

static gint
compare_ties(gconstpointer a, gconstpointer b, gpointer data)
{
	const CtResolve *self = data;
	const CtUserTie *x = a;
	const CtUserTie *y = b;

	if (x->to.index != y->to.index)
		return x->to.index < y->to.index ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->input != y->input)
		return self->input_rank[x->input] < self->input_rank[y->input] ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* Where the ties of each user begin, once those of the users before are counted; one more than there
 * are users. */
static guint *
count_ties(const Data *self, const GArray *ties)
{
	guint32 n_users = self->resolve->estate->users.count;
	guint *first = g_new0(guint, (gsize)n_users + 2);

	for (guint i = 0; i < ties->len; i++) {
		const CtTie *tie = &g_array_index(ties, CtTie, i);

		if (self->user[tie->from] != CT_NONE && self->user[tie->to] != CT_NONE)
			first[self->user[tie->from] + 1]++;
	}
	for (guint32 i = 0; i <= n_users; i++)
		first[i + 1] += first[i];
	return first;
}

/* Puts each tie behind the others of its user; @first comes to say where those end. */
static void
place_ties(const Data *self, GArray *to, const GArray *from, guint *first)
{
	for (guint i = 0; i < from->len; i++) {
		const CtTie *tie = &g_array_index(from, CtTie, i);
		guint32 user = self->user[tie->from];

		if (user == CT_NONE || self->user[tie->to] == CT_NONE)
			continue;
		g_array_index(to, CtUserTie, first[user]++) = (CtUserTie){
			.from = { user },
			.to = { self->user[tie->to] },
			.input = tie->input,
			.line = tie->line,
			.kind = tie->kind,
		};
	}
}

static void
resolve_ties(Data *self)
{
	CtFacts *facts = self->resolve->facts;
	GArray *ties = self->resolve->estate->ties;
	g_autofree guint *first = count_ties(self, facts->ties);
	guint32 n_users = self->resolve->estate->users.count;
	guint begin = 0;
	guint kept = 0;

	g_array_set_size(ties, first[n_users]);
	place_ties(self, ties, facts->ties, first);
	g_array_unref(facts->ties);
	facts->ties = g_array_new(FALSE, TRUE, sizeof(CtTie));
	for (guint32 user = 0; user < n_users; user++) {
		guint end = first[user];
		const CtUserTie *last = NULL;

		g_qsort_with_data(&g_array_index(ties, CtUserTie, begin), (gint)(end - begin),
				  sizeof(CtUserTie), compare_ties, self->resolve);
		for (guint i = begin; i < end; i++) {
			CtUserTie *tie = &g_array_index(ties, CtUserTie, i);

			if (last != NULL && last->to.index == tie->to.index &&
			    last->kind == tie->kind)
				continue;
			g_array_index(ties, CtUserTie, kept) = *tie;
			last = &g_array_index(ties, CtUserTie, kept++);
		}
		begin = end;
	}
	g_array_set_size(ties, kept);
}

void
ct_resolve_user_data(CtResolve *self)
{
	const CtFacts *facts = self->facts;
	Data data = { .resolve = self };

	if (facts->person_data->len == 0)
		return;
	data.user = g_new0(guint32, facts->people->len + 1);
	data.expected = g_new0(guint8, facts->people->len + 1);
	data.counted_in = g_new0(guint32, facts->people->len + 1);
	match_people(&data);
	find_unknown(&data);
	count_data(&data);
	tally_data(&data);
	ct_facts_forget_people(self->facts);
	resolve_ties(&data);
	g_free(data.user);
	g_free(data.expected);
	g_free(data.counted_in);
}

void
ct_resolve_delegate_ties(CtResolve *self, GArray *couplings)
{
	const GArray *ties = self->estate->ties;

	for (guint i = 0; i < ties->len; i++) {
		const CtUserTie *tie = &g_array_index(ties, CtUserTie, i);
		gboolean forward = tie->from.index < tie->to.index;
		CtCoupling coupling = {
			.origin = { tie->input, tie->line, NULL },
			.a = forward ? tie->from : tie->to,
			.b = forward ? tie->to : tie->from,
			.kind = CT_COUPLING_DELEGATE,
		};

		if (tie->kind == CT_TIE_DELEGATE)
			g_array_append_val(couplings, coupling);
	}
}
