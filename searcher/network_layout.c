/* Names push each other away, edges pull; the steps become smaller until all stand still. */
#include "network_layout.h"

#include <math.h>
#include <stdlib.h>

#include "memory.h"

#define GOLDEN_ANGLE 2.399963229728653

/* All the work that a picture may take, in pairs of names looked at. */
#define MOST_STEPS 400
#define MOST_PAIRS 40000000.0

struct layout {
    const struct network *network;
    struct network_point *points;
    struct network_point *moves;
    double ideal; /* distance of two names that are joined */
};

/* A spiral: no two names stand at the same place, those of most articles in the middle. */
static void begin(struct layout *layout)
{
    size_t count = layout->network->name_count;
    for (size_t i = 0; i < count; i++) {
        double radius = sqrt(((double)i + .5) / (double)count) / 2;
        double angle = (double)i * GOLDEN_ANGLE;
        layout->points[i] = (struct network_point){.5 + radius * cos(angle),
                                                   .5 + radius * sin(angle)};
    }
}

static void push_apart(struct layout *layout)
{
    size_t count = layout->network->name_count;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++) {
            double x = layout->points[i].x - layout->points[j].x;
            double y = layout->points[i].y - layout->points[j].y;
            double force = layout->ideal * layout->ideal / (x * x + y * y + 1e-9);
            layout->moves[i].x += x * force;
            layout->moves[i].y += y * force;
            layout->moves[j].x -= x * force;
            layout->moves[j].y -= y * force;
        }
}

/* The more of their articles two names share, the stronger. */
static void pull_together(struct layout *layout)
{
    const struct collected_name *names = layout->network->names->names;
    for (size_t i = 0; i < layout->network->edge_count; i++) {
        const struct network_edge *edge = &layout->network->edges[i];
        struct network_point *a = &layout->points[edge->first];
        struct network_point *b = &layout->points[edge->second];
        double x = a->x - b->x;
        double y = a->y - b->y;
        double share = edge->articles / sqrt((double)names[edge->first].articles *
                                             (double)names[edge->second].articles);
        double force = share * sqrt(x * x + y * y) / layout->ideal;
        layout->moves[edge->first].x -= x * force;
        layout->moves[edge->first].y -= y * force;
        layout->moves[edge->second].x += x * force;
        layout->moves[edge->second].y += y * force;
    }
}

/* What nothing joins stays in the picture by a weak pull to the middle. */
static void move(struct layout *layout, double most)
{
    for (size_t i = 0; i < layout->network->name_count; i++) {
        struct network_point *point = &layout->points[i];
        double x = layout->moves[i].x + (.5 - point->x) * .1;
        double y = layout->moves[i].y + (.5 - point->y) * .1;
        double length = sqrt(x * x + y * y) + 1e-9;
        double step = length < most ? length : most;
        point->x += x / length * step;
        point->y += y / length * step;
        layout->moves[i] = (struct network_point){0, 0};
    }
}

/* Stretches the picture to its frame. */
static void fit(struct layout *layout)
{
    size_t count = layout->network->name_count;
    struct network_point low = layout->points[0], high = layout->points[0];
    for (size_t i = 1; i < count; i++) {
        low.x = fmin(low.x, layout->points[i].x);
        low.y = fmin(low.y, layout->points[i].y);
        high.x = fmax(high.x, layout->points[i].x);
        high.y = fmax(high.y, layout->points[i].y);
    }
    for (size_t i = 0; i < count; i++) {
        layout->points[i].x = (layout->points[i].x - low.x) / (high.x - low.x + 1e-9);
        layout->points[i].y = (layout->points[i].y - low.y) / (high.y - low.y + 1e-9);
    }
}

struct network_point *network_layout(const struct network *network)
{
    size_t count = network->name_count;
    struct layout layout = {.network = network,
                            .points = memory_allocate(count, sizeof(struct network_point)),
                            .moves = memory_allocate(count, sizeof(struct network_point)),
                            .ideal = .6 / sqrt((double)count + 1)};
    double affordable = MOST_PAIRS / ((double)count * (double)count + 1);
    unsigned steps = affordable < MOST_STEPS ? (unsigned)affordable + 1 : MOST_STEPS;
    begin(&layout);
    for (unsigned step = 0; step < steps; step++) {
        push_apart(&layout);
        pull_together(&layout);
        move(&layout, .1 * (1 - (double)step / steps));
    }
    if (count > 0)
        fit(&layout);
    free(layout.moves);
    return layout.points;
}
