/* One pass over an article's forward record. */
#include "evidence.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "roles.h"
#include "schema.h"

#define NONE ROLE_NONE

/* Pairs of so few stems have a table with a place for each. A query has fewer than 65,536. */
#define FEW_STEMS 256

/* How much an occurrence counts for a query's word typed with accents when the article spells it
 * without them, or with others: who types pêche gets pêche before péché, and before pêcher, which
 * counts nothing for the exact word. */
#define PLAIN_SPELLING 0.75
#define OTHER_SPELLING 0.5

/* Where a scored stem of the query stands in the article. */
struct occurrence {
    uint32_t stem, position;
};

struct evidence_memory {
    struct roles *roles;
    struct occurrence *occurrences; /* in order of position */
    size_t occurrence_count, occurrence_capacity;
    uint32_t *window_of;           /* by two stems: 0, or one more than an index into windows */
    struct key_table window_table; /* of many stems: the same, and window_of is NULL */
    size_t window_capacity;
};

/* -- The query ------------------------------------------------------------------------------- */

/* Weighs the key that has number `known`, or will have as the last of `keys`. */
static void add_key(struct evidence_key *keys, size_t *count, uint32_t known, uint32_t key,
                    const struct french_word *word, double weight)
{
    if (known == *count)
        keys[(*count)++] = (struct evidence_key){.key = key, .word = word};
    keys[known].weight += weight;
}

static void add_content(struct evidence *evidence, const struct french_word *word, double weight)
{
    struct roles *roles = evidence->memory->roles;
    uint32_t key = forward_key_of(word);
    add_key(evidence->exact, &evidence->exact_count,
            roles_add_exact(roles, word, (uint32_t)evidence->exact_count), key, word, weight);
    add_key(evidence->prefix, &evidence->prefix_count,
            roles_add_prefix(roles, word, (uint32_t)evidence->prefix_count), key >> 16, word,
            weight);
}

static uint32_t find_pair(const struct evidence_pairs *pairs, uint32_t first, uint32_t second)
{
    uint32_t at = pairs->by_second[second];
    while (at != NONE && pairs->pairs[at].first != first)
        at = pairs->pairs[at].next;
    return at;
}

static void add_pair(struct evidence_pairs *pairs, const struct query_token *first,
                     const struct query_token *second)
{
    if (find_pair(pairs, first->stem, second->stem) != NONE)
        return;
    pairs->pairs[pairs->count] = (struct evidence_pair){
        .first = first->stem,
        .second = second->stem,
        .next = pairs->by_second[second->stem],
        .both_stop = first->word->stop && second->word->stop,
    };
    pairs->by_second[second->stem] = (uint32_t)pairs->count++;
}

static void new_pairs(struct evidence_pairs *pairs, const struct query_terms *terms)
{
    pairs->pairs = memory_allocate(terms->token_count, sizeof *pairs->pairs);
    pairs->by_second = memory_allocate(terms->stem_count, sizeof *pairs->by_second);
    for (size_t i = 0; i < terms->stem_count; i++)
        pairs->by_second[i] = NONE;
}

static void read_query(struct evidence *evidence)
{
    const struct query_terms *terms = evidence->terms;
    const struct query_token *before = NULL;  /* the word before */
    const struct query_token *content = NULL; /* the scored word before */
    for (size_t i = 0; i < terms->stem_count; i++)
        roles_add_stem(evidence->memory->roles, terms->stems[i].word, (uint32_t)i);
    for (size_t i = 0; i < terms->token_count; i++) {
        const struct query_token *token = &terms->tokens[i];
        double weight = terms->stems[token->stem].weight;
        if (token->compound)
            continue;
        if (before && token->position == before->position + 1)
            add_pair(&evidence->adjacent, before, token);
        before = token;
        if (weight <= 0)
            continue;
        add_content(evidence, token->word, weight);
        if (content && content->stem != token->stem)
            add_pair(&evidence->near, content, token);
        content = token;
    }
}

struct evidence *evidence_new(const struct query_terms *terms)
{
    struct evidence *evidence = memory_allocate(1, sizeof *evidence);
    evidence->terms = terms;
    evidence->memory = memory_allocate(1, sizeof *evidence->memory);
    evidence->memory->roles = roles_new();
    evidence->exact = memory_allocate(terms->token_count, sizeof *evidence->exact);
    evidence->prefix = memory_allocate(terms->token_count, sizeof *evidence->prefix);
    if (terms->stem_count <= FEW_STEMS)
        evidence->memory->window_of = memory_allocate(terms->stem_count * terms->stem_count,
                                                      sizeof *evidence->memory->window_of);
    new_pairs(&evidence->adjacent, terms);
    new_pairs(&evidence->near, terms);
    read_query(evidence);
    return evidence;
}

void evidence_free(struct evidence *evidence)
{
    if (!evidence)
        return;
    free(evidence->exact);
    free(evidence->prefix);
    free(evidence->adjacent.pairs);
    free(evidence->adjacent.by_second);
    free(evidence->near.pairs);
    free(evidence->near.by_second);
    free(evidence->windows);
    roles_free(evidence->memory->roles);
    free(evidence->memory->occurrences);
    key_table_free(&evidence->memory->window_table);
    free(evidence->memory->window_of);
    free(evidence->memory);
    free(evidence);
}

/* -- The article's tokens -------------------------------------------------------------------- */

static double spelling_share(const struct forward *forward, uint32_t word,
                             const struct french_word *typed)
{
    bool typed_plain = typed->spelling.data == typed->folded.data;
    if (typed_plain || forward_is_spelt(forward, word, typed))
        return 1;
    return forward_is_plain(forward, word) ? PLAIN_SPELLING : OTHER_SPELLING;
}

static void add_occurrence(struct evidence_memory *memory, uint32_t stem, uint32_t position)
{
    memory->occurrences = memory_grow(memory->occurrences, &memory->occurrence_capacity,
                                      memory->occurrence_count + 1, sizeof *memory->occurrences);
    memory->occurrences[memory->occurrence_count++] = (struct occurrence){stem, position};
}

static void count_role(struct evidence *evidence, const struct forward *forward,
                       const struct role *role, uint32_t amount)
{
    if (role->prefix != NONE)
        evidence->prefix[role->prefix].count += amount;
    if (role->exact != NONE)
        evidence->exact[role->exact].count += amount *
                                              spelling_share(forward, role->word,
                                                             evidence->exact[role->exact].word);
}

static void count_adjacent(struct evidence *evidence, uint32_t first, uint32_t second,
                           uint32_t amount)
{
    uint32_t pair = find_pair(&evidence->adjacent, first, second);
    if (pair != NONE)
        evidence->adjacent.pairs[pair].count += amount;
}

/* Tokens [first, last) of the article, which begin at `position` and each count `amount`; returns
 * where the next ones begin. */
static uint32_t read_tokens(struct evidence *evidence, const struct forward *forward,
                            uint32_t first, uint32_t last, uint32_t position, uint32_t amount)
{
    struct evidence_memory *memory = evidence->memory;
    uint32_t stem_before = NONE; /* the last stem of the query, and where it stood */
    uint32_t position_before = 0;
    for (uint32_t i = first; i < last; i++) {
        uint32_t listed = roles_next_token(memory->roles, i, last);
        position += listed - i;
        i = listed;
        if (i == last)
            break;
        const struct role *role = role_of_token(memory->roles, forward, i);
        count_role(evidence, forward, role, amount);
        if (role->compound)
            continue; /* it takes no position */
        if (role->stem != NONE) {
            if (stem_before != NONE && position == position_before + 1)
                count_adjacent(evidence, stem_before, role->stem, amount);
            if (evidence->terms->stems[role->stem].weight > 0)
                add_occurrence(memory, role->stem, position);
            stem_before = role->stem;
            position_before = position;
        }
        position++;
    }
    return position;
}

/* -- What stands near what ------------------------------------------------------------------- */

static void count_window(struct evidence *evidence, uint32_t a, uint32_t b)
{
    struct evidence_memory *memory = evidence->memory;
    uint32_t low = a < b ? a : b;
    uint32_t high = a < b ? b : a;
    uint32_t key = low * (uint32_t)evidence->terms->stem_count + high;
    uint32_t known = memory->window_of ? memory->window_of[key] - 1 /* or NONE */
                                       : key_table_find(&memory->window_table, key);
    if (known == NONE) {
        known = (uint32_t)evidence->window_count++;
        evidence->windows = memory_grow(evidence->windows, &memory->window_capacity,
                                        evidence->window_count, sizeof *evidence->windows);
        evidence->windows[known] = (struct evidence_window){low, high, 0};
        if (memory->window_of)
            memory->window_of[key] = known + 1;
        else
            key_table_add(&memory->window_table, key, known);
    }
    evidence->windows[known].count++;
}

static void read_occurrences(struct evidence *evidence)
{
    const struct evidence_memory *memory = evidence->memory;
    for (size_t i = 1; i < memory->occurrence_count; i++) {
        struct occurrence here = memory->occurrences[i];
        for (size_t j = i; j-- > 0;) {
            struct occurrence there = memory->occurrences[j];
            uint32_t apart = here.position - there.position;
            if (apart >= EVIDENCE_WINDOW_WORDS)
                break;
            if (here.stem == there.stem)
                continue;
            count_window(evidence, here.stem, there.stem);
            if (apart > EVIDENCE_NEAR_WORDS)
                continue;
            uint32_t pair = find_pair(&evidence->near, there.stem, here.stem);
            if (pair != NONE)
                evidence->near.pairs[pair].count++;
        }
    }
}

static void forget(struct evidence *evidence)
{
    struct evidence_memory *memory = evidence->memory;
    for (size_t i = 0; i < evidence->exact_count; i++)
        evidence->exact[i].count = 0;
    for (size_t i = 0; i < evidence->prefix_count; i++)
        evidence->prefix[i].count = 0;
    for (size_t i = 0; i < evidence->adjacent.count; i++)
        evidence->adjacent.pairs[i].count = 0;
    for (size_t i = 0; i < evidence->near.count; i++)
        evidence->near.pairs[i].count = 0;
    key_table_clear(&memory->window_table);
    for (size_t i = 0; memory->window_of && i < evidence->window_count; i++)
        memory->window_of[evidence->windows[i].low * evidence->terms->stem_count +
                          evidence->windows[i].high] = 0;
    evidence->window_count = 0;
    memory->occurrence_count = 0;
}

void evidence_read(struct evidence *evidence, const struct forward *forward)
{
    uint32_t title = forward->title_tokens;
    forget(evidence);
    roles_read(evidence->memory->roles, forward);
    uint32_t position = read_tokens(evidence, forward, 0, title, 0, SCHEMA_TITLE_WEIGHT);
    read_tokens(evidence, forward, title, title + forward->text_tokens,
                position + EVIDENCE_WINDOW_WORDS, 1); /* title and text do not touch */
    read_occurrences(evidence);
    evidence->length = forward->text_tokens + SCHEMA_TITLE_WEIGHT * (double)title;
}
