/* A pass over the records of the candidates, of which the best are put to the front. */
#include "accents.h"

#include <stdlib.h>

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

/* The candidates are asked one behind the other. */
struct asking {
    struct evidence *evidence;
    bool *typed; /* by candidate: it has the word as typed */
    size_t count;
};

static void ask(void *context, struct candidate *candidate, struct str record)
{
    struct asking *asking = context;
    struct forward forward;
    (void)candidate;
    asking->typed[asking->count++] = forward_open(record, &forward) &&
                                     evidence_has_typed(asking->evidence, &forward);
}

/* Brings those that have it to the front; returns how many they are. */
static size_t gather_typed(struct candidate *candidates, size_t count, const bool *typed)
{
    size_t gathered = 0;
    for (size_t i = 0; i < count; i++) {
        struct candidate candidate = candidates[i];
        if (!typed[i])
            continue;
        candidates[i] = candidates[gathered];
        candidates[gathered++] = candidate;
    }
    return gathered;
}

enum status accents_bring(const struct query_terms *terms, const struct xapian_database *database,
                          struct found *found, size_t *best, struct error *error)
{
    struct candidate *others = found->candidates + *best;
    size_t count = found->count - *best;
    struct asking asking = {evidence_new(terms), memory_allocate(count, sizeof(bool)), 0};
    values_sort(others, count);
    enum status status = values_for_each(database, SCHEMA_SLOT_FORWARD, others, count, ask, &asking,
                                         error);
    size_t typed = status == STATUS_OK ? gather_typed(others, count, asking.typed) : 0;
    if (typed > RANK_CANDIDATES) {
        status = sort_select_by_score(database, others, typed, RANK_CANDIDATES, error);
        typed = RANK_CANDIDATES;
    }
    *best += typed;
    evidence_free(asking.evidence);
    free(asking.typed);
    return status;
}
