/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "planner/plan.h"
#include "render/scene.h"

/*
 * What every drawing has around it: a title, a legend, a title block.
 */

#define CT_FRAME_PAD_PT	    24.0
#define CT_FRAME_TITLE_PT   58.0 /* height of the title */
#define CT_FRAME_BLOCK_W_PT 330.0
#define CT_FRAME_BLOCK_H_PT 84.0

/* Title and subtitle at the top left; @width is that of the drawing without its padding. */
void ct_frame_title(CtScene *scene, double width, const char *title, const char *subtitle);

/* Height of the legend for a width; depends on what the scene uses so far. */
double ct_frame_legend_height(const CtScene *scene, double width);
/* Draws it; everything that it shall explain must be in the scene already. */
void ct_frame_legend(CtScene *scene, double x, double y, double width);

/* Inputs, program, date and room for revision and reviewer.  @date: (nullable) */
void ct_frame_block(CtScene *scene, const CtPlan *plan, const char *date, double x, double y);

/* A digest over the digests of all inputs, for people: twelve hexadecimal digits. */
char *ct_frame_digest(const CtPlan *plan);

/* Background and size; must come first. */
void ct_frame_page(CtScene *scene, double width, double height);
