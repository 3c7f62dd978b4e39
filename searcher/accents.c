/* A pass over the records of the candidates, of which the best are put to the front. */
#include "accents.h"

#include <stdlib.h>
#include <string.h>

#include "evidence.h"
#include "memory.h"
#include "schema.h"
#include "sort.h"
#include "values.h"

bool accents_are_typed(const struct query_terms *terms)
{
    const struct french_word *only = NULL;
    for (size_t i = 0; i < terms->token_count; i++) {
        const struct query_token *token = &terms->tokens[i];
        if (token->parts > 0 || terms->stems[token->stem].weight <= 0)
            continue;
        if (only && !str_equal(only->folded, token->word->folded))
            return false;
        only = token->word;
    }
    return only && evidence_accents_tell(only);
}

/* What a record is asked. */
struct asking {
    struct evidence *evidence;
    uint32_t words;
};

static void drop_other(void *context, struct candidate *candidate, struct str record)
{
    const struct asking *asking = context;
    struct forward forward;
    if (!forward_open(record, &forward) ||
        (evidence_spelt(asking->evidence, &forward) & asking->words) == 0)
        candidate->docid = 0;
}

static int compare_docids(const void *a, const void *b)
{
    xapian_docid x = ((const struct candidate *)a)->docid;
    xapian_docid y = ((const struct candidate *)b)->docid;
    return (x > y) - (x < y);
}

/* Exchanges those of [from, count) that are among `chosen`, which are in order of docid, with what
 * stands there; returns where they end. */
static size_t move_chosen(struct candidate *candidates, size_t from, size_t count,
                          const struct candidate *chosen, size_t chosen_count)
{
    for (size_t i = from; i < count; i++) {
        struct candidate candidate = candidates[i];
        if (!bsearch(&candidate, chosen, chosen_count, sizeof *chosen, compare_docids))
            continue;
        candidates[i] = candidates[from];
        candidates[from++] = candidate;
    }
    return from;
}

enum status accents_bring(const struct query_terms *terms, uint32_t words,
                          const struct xapian_database *database, struct found *found, size_t *best,
                          struct error *error)
{
    size_t count = found->count - *best;
    if (count == 0)
        return STATUS_OK;
    struct asking asking = {evidence_new(terms), words};
    struct candidate *others = memory_allocate(count, sizeof *others);
    memcpy(others, found->candidates + *best, count * sizeof *others);
    values_sort(others, count);
    enum status status = values_for_each(database, SCHEMA_SLOT_FORWARD, others, count, drop_other,
                                         &asking, error);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (others[i].docid != 0)
            others[kept++] = others[i];
    if (status == STATUS_OK && kept > RANK_CANDIDATES) {
        status = sort_select_by_score(database, others, kept, RANK_CANDIDATES, error);
        kept = RANK_CANDIDATES;
    }
    values_sort(others, kept);
    if (status == STATUS_OK)
        *best = move_chosen(found->candidates, *best, found->count, others, kept);
    evidence_free(asking.evidence);
    free(others);
    return status;
}
