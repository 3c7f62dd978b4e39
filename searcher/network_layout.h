/* Where the names of a network stand in a picture. */
#ifndef REVUE_NETWORK_LAYOUT_H
#define REVUE_NETWORK_LAYOUT_H

#include "network.h"

struct network_point {
    double x, y; /* 0 to 1 */
};

/* Places the names so that those that share many articles are near to each other and none covers
 * another: by the forces of Fruchterman and Reingold ("Graph Drawing by Force-directed Placement",
 * 1991), from the same beginning each time, so that the same network gives the same picture. An
 * array of network->name_count points, owned by the caller: free(). */
struct network_point *network_layout(const struct network *network);

#endif
