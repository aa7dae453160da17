/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analyzer/graph.h"
#include "planner/plan.h"
#include "render/map.h"

/*
 * CtDepends: what needs what, condensed to as many boxes as a person can read, before anyone thinks
 * of places.  Every link is one or more links of the dependency graph, and every link of the graph is
 * in a link or inside of a box.
 */

typedef enum {
	CT_DEPENDS_EACH,     /* a box for each pool and each object */
	CT_DEPENDS_SERVICES, /* services that need each other are one box, in the box of their pool */
	CT_DEPENDS_POOLS,    /* a box for each pool, and for objects of a kind that it homes */
	CT_DEPENDS_HOMES,    /* a box for each pool, and for all objects that it homes */
	CT_DEPENDS_SITES,    /* a box for servers of a kind in a site, and for their objects */
	CT_N_DEPENDS_LEVELS,
} CtDependsLevel;

typedef enum {
	CT_PORT_NONE, /* the box is what it says */
	CT_PORT_ONE, /* stands for the one box elsewhere that lines of its container lead to, or come from */
	CT_PORT_MANY, /* stands for the many boxes elsewhere that are linked with the one beside it */
} CtDependsPort;

typedef struct {
	const char *id;	    /* subject where it is one thing, else "objects:...", "services:..." */
	const char *name;   /* for people */
	const char *detail; /* nullable: a second line */
	const char *fate;   /* nullable: "moves to lync01.contoso.com" */
	const char *href;   /* nullable: "#fate-3" */
	const char *site;   /* nullable: unknown */
	const char *pool;   /* nullable: subject of the server whose container it stands in */
	CtObjectKind kind;
	gboolean legacy;
	guint count;			/* nodes of the graph that it stands for, users left out */
	guint users;			/* homed there */
	guint kinds[CT_N_OBJECT_KINDS]; /* objects among them, by kind */
	const char *homes;		/* nullable: objects that were folded into it, in words */
	guint n_homes;
	CtDependsPort port;
} CtDependsBox;

typedef enum {
	CT_DEPENDS_HOMED,  /* is homed on */
	CT_DEPENDS_USES,   /* names it in a setting */
	CT_DEPENDS_NEEDS,  /* a service needs a service */
	CT_DEPENDS_CIRCLE, /* and the other way round, over several boxes */
	CT_N_DEPENDS_KINDS,
} CtDependsKind;

typedef struct {
	guint from; /* index into boxes */
	guint to;
	guint count; /* links of the graph */
	CtDependsKind kind;
	const char *usage; /* nullable: "gateway, next-hop"; of many, who they are */
} CtDependsLink;

typedef struct {
	GStringChunk *chunk;
	GArray *boxes; /* of CtDependsBox, by id */
	GArray *links; /* of CtDependsLink, by from and to */
} CtDepends;

/**
 * ct_depends_new:
 *
 * Cost: linear in the graph, but for sorting.
 */
CtDepends *ct_depends_new(const CtPlan *plan, const CtEstate *estate, const CtGraph *graph,
			  CtDependsLevel level);
void ct_depends_free(CtDepends *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtDepends, ct_depends_free)

const CtDependsBox *ct_depends_box(const CtDepends *self, guint index);
const CtDependsLink *ct_depends_link(const CtDepends *self, guint index);
/* Index of the box with this id, or with this name (in any case); CT_NONE when there is none. */
guint ct_depends_find(const CtDepends *self, const char *name);

/* A part with the links inside of it.  @keep: for each box, does it belong to it? */
CtDepends *ct_depends_part(const CtDepends *self, const gboolean *keep);

CtDepends *ct_depends_copy(const CtDepends *self);

/* Objects of which only their home is known become a line of its box, and those that are linked with
 * nothing one box for each side.  Changes @depends, of which the result is a part. */
CtDepends *ct_depends_fold(CtDepends *depends);

/* Services only. */
CtDepends *ct_depends_services(const CtDepends *self);

/* Boxes of one deployment, and what they need of the other. */
CtDepends *ct_depends_side(const CtDepends *self, gboolean legacy);

/* Boxes of a site and what they are linked with.  @site: (nullable): boxes that have none */
CtDepends *ct_depends_around_site(const CtDepends *self, const char *site);

/**
 * ct_depends_bundle:
 * @depends: (transfer full)
 *
 * Where many boxes elsewhere have the same kind of link with one box, their lines end at ports: each
 * container has one that stands for the one box, and beside the one box there is one that stands for
 * them all and says who they are.
 *
 * Returns: (transfer full): with the same links, each with one line.
 */
CtDepends *ct_depends_bundle(CtDepends *depends);

/**
 * ct_depends_bundle_around:
 * @site: (nullable): what has none
 *
 * Returns: (transfer full): the part around a site; many boxes elsewhere that are linked with one there
 * are left out, since their own pages have these lines, and a port stands for them.  What remains is
 * bundled as above.
 */
CtDepends *ct_depends_bundle_around(const CtDepends *depends, const char *site);

/**
 * ct_depends_split:
 * @by_site: lines from site to site, too; else from one deployment to the other only
 *
 * Returns: (transfer full): the same, but that no such line leaves its container: it ends at a port that
 * stands for the box elsewhere, and is there once more, from a port that stands for the box here.
 */
CtDepends *ct_depends_split(const CtDepends *depends, gboolean by_site);

/* The same by site, and of that only what stands in @site, ports included.  @site: (nullable): what has
 * none */
CtDepends *ct_depends_split_site(const CtDepends *depends, const char *site);

/* Puts boxes and links into their order, after some were added. */
void ct_depends_sort(CtDepends *self);

/* What needs @box, and what it needs, in at most @hops links each. */
CtDepends *ct_depends_radius(const CtDepends *self, guint box, guint hops);
