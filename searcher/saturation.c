/* Lengths are read by blocks of docids, when an article of one is asked for. */
#include "saturation.h"

#include <stdlib.h>
#include <string.h>

#include "match.h"
#include "memory.h"
#include "postings.h"

/* How many articles' lengths are read at once. Less than in a scan: what is rare comes here, too.
 */
#define BLOCK 256

void saturations_begin(struct saturations *saturations, const struct xapian_database *database,
                       xapian_docid last, double average_length)
{
    size_t blocks = last / BLOCK + 1;
    *saturations = (struct saturations){
        .database = database,
        .last = last,
        .average_length = average_length,
        .of = memory_resize(NULL, (size_t)last + 1, sizeof *saturations->of),
        .known = memory_allocate(blocks, sizeof *saturations->known),
        .unknown = blocks,
    };
}

void saturations_free(struct saturations *saturations)
{
    free(saturations->of);
    free(saturations->known);
    *saturations = (struct saturations){0};
}

static enum xapian_status read_block(struct saturations *saturations, size_t block, char **message)
{
    xapian_docid docids[BLOCK];
    uint32_t lengths[BLOCK];
    size_t count = 0;
    enum xapian_status status = postings_read_articles(saturations->database,
                                                       (xapian_docid)(block * BLOCK), BLOCK, docids,
                                                       lengths, &count, message);
    if (status != XAPIAN_OK)
        return status;
    size_t first = block * BLOCK;
    size_t rest = saturations->last + (size_t)1 - first;
    memset(saturations->of + first, 0, /* a damaged list may have docids of no article */
           (rest < BLOCK ? rest : BLOCK) * sizeof *saturations->of);
    for (size_t i = 0; i < count && docids[i] <= saturations->last; i++) {
        double length = lengths[i] / saturations->average_length;
        saturations->of[docids[i]] = FIRST_STAGE_K1 * (1 - FIRST_STAGE_B + FIRST_STAGE_B * length);
    }
    saturations->known[block] = true;
    saturations->unknown--;
    return XAPIAN_OK;
}

enum xapian_status saturations_need(struct saturations *saturations, const xapian_docid *docids,
                                    size_t count, char **message)
{
    enum xapian_status status = XAPIAN_OK;
    for (size_t i = 0; i < count && saturations->unknown > 0 && status == XAPIAN_OK; i++)
        if (!saturations->known[docids[i] / BLOCK])
            status = read_block(saturations, docids[i] / BLOCK, message);
    return status;
}
