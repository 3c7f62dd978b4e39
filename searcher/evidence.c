/* One pass over an article's forward record. */
#include "evidence.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "schema.h"

#define NONE KEY_TABLE_NONE

/* Pairs of so few stems have a table with a place for each. A query has fewer than 65,536. */
#define FEW_STEMS 256

/* How much an occurrence counts for a query's word typed with accents when the article spells it
 * without them, or with others: who types pêche gets pêche before péché, and before pêcher, which
 * counts nothing for the exact word. */
#define PLAIN_SPELLING 0.75
#define OTHER_SPELLING 0.5

/* What a word of the article is to the query. */
struct role {
    uint32_t stem;          /* of the query, or NONE */
    uint32_t exact, prefix; /* keys, or NONE */
    bool compound;
    double share; /* how much an occurrence counts for the exact key */
};

/* Where a scored stem of the query stands in the article. */
struct occurrence {
    uint32_t stem, position;
};

/* The words that may be something to the query: common ones by their numbers, others by two sets of
 * 16-bit hashes. */
struct filter {
    uint64_t common[VOCABULARY_WORDS / 64 + 1];
    uint64_t prefixes[65536 / 64];
    uint64_t stems[65536 / 64];
};

struct evidence_memory {
    struct filter filter;
    struct key_table stems, exact, prefix; /* the query's: forward_stem_of; evidence_key.key */
    uint32_t
        *roles_of; /* by the article's word: 0 nothing, else one more than an index into roles */
    size_t words_capacity, words_used;
    struct role *roles;
    size_t role_count, role_capacity;
    struct occurrence *occurrences; /* in order of position */
    size_t occurrence_count, occurrence_capacity;
    uint32_t *window_of;           /* by two stems: 0, or one more than an index into windows */
    struct key_table window_table; /* of many stems: the same, and window_of is NULL */
    size_t window_capacity;
};

/* -- The query ------------------------------------------------------------------------------- */

static uint32_t prefix_of(const struct french_word *word)
{
    return forward_key_of(word) >> 16;
}

static void add_to_set(uint64_t *set, uint32_t hash)
{
    set[(hash & 0xFFFF) / 64] |= (uint64_t)1 << (hash & 63);
}

static bool in_set(const uint64_t *set, uint32_t hash)
{
    return set[(hash & 0xFFFF) / 64] >> (hash & 63) & 1;
}

/* The words of the vocabulary that have the stem. */
static void add_common_stem(struct filter *filter, const struct french_word *word)
{
    struct vocabulary_range range = vocabulary_of_stem(word->stem, word->stem_key);
    for (uint16_t i = range.first; i < range.end; i++)
        add_to_set(filter->common, i);
}

static void add_common_prefix(struct filter *filter, const struct french_word *word)
{
    struct vocabulary_range range = vocabulary_of_prefix((uint16_t)prefix_of(word));
    for (uint16_t i = range.first; i < range.end; i++)
        add_to_set(filter->common, vocabulary_tables.by_prefix[i]);
}

static void add_key(struct evidence_key *keys, size_t *count, struct key_table *table, uint32_t key,
                    const struct french_word *word, double weight)
{
    uint32_t known = key_table_find(table, key);
    if (known == NONE) {
        known = (uint32_t)(*count)++;
        keys[known] = (struct evidence_key){.key = key, .word = word};
        key_table_add(table, key, known);
    }
    keys[known].weight += weight;
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
    struct filter *filter = &evidence->memory->filter;
    const struct query_token *before = NULL;  /* the word before */
    const struct query_token *content = NULL; /* the scored word before */
    for (size_t i = 0; i < terms->stem_count; i++)
        key_table_add(&evidence->memory->stems, forward_stem_of(terms->stems[i].word), (uint32_t)i);
    for (size_t i = 0; i < terms->token_count; i++) {
        const struct query_token *token = &terms->tokens[i];
        double weight = terms->stems[token->stem].weight;
        add_to_set(filter->stems, token->word->stem_key);
        add_common_stem(filter, token->word);
        if (token->compound)
            continue;
        if (before && token->position == before->position + 1)
            add_pair(&evidence->adjacent, before, token);
        before = token;
        if (weight <= 0)
            continue;
        add_key(evidence->exact, &evidence->exact_count, &evidence->memory->exact,
                forward_key_of(token->word), token->word, weight);
        add_key(evidence->prefix, &evidence->prefix_count, &evidence->memory->prefix,
                prefix_of(token->word), token->word, weight);
        add_to_set(filter->prefixes, prefix_of(token->word));
        add_common_prefix(filter, token->word);
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
    free(evidence->memory->roles_of);
    free(evidence->memory->roles);
    free(evidence->memory->occurrences);
    key_table_free(&evidence->memory->stems);
    key_table_free(&evidence->memory->exact);
    key_table_free(&evidence->memory->prefix);
    key_table_free(&evidence->memory->window_table);
    free(evidence->memory->window_of);
    free(evidence->memory);
    free(evidence);
}

/* -- The article's words --------------------------------------------------------------------- */

static double spelling_share(const struct forward *forward, uint32_t word,
                             const struct french_word *typed)
{
    bool typed_plain = typed->spelling.data == typed->folded.data;
    if (typed_plain || forward_is_spelt(forward, word, typed))
        return 1;
    return forward_is_plain(forward, word) ? PLAIN_SPELLING : OTHER_SPELLING;
}

static void add_role(struct evidence *evidence, const struct forward *forward, uint32_t word)
{
    struct evidence_memory *memory = evidence->memory;
    uint32_t key = forward_word_key(forward, word);
    struct role role = {
        .stem = key_table_find(&memory->stems, forward_stem_key(forward, word)),
        .exact = key_table_find(&memory->exact, key),
        .prefix = key_table_find(&memory->prefix, key >> 16),
        .compound = forward_is_compound(forward, word),
        .share = 1,
    };
    if (role.stem == NONE && role.prefix == NONE && !role.compound)
        return; /* the filter lets a few others through */
    if (role.exact != NONE)
        role.share = spelling_share(forward, word, evidence->exact[role.exact].word);
    memory->roles = memory_grow(memory->roles, &memory->role_capacity, memory->role_count + 1,
                                sizeof role);
    memory->roles[memory->role_count++] = role;
    memory->roles_of[word] = (uint32_t)memory->role_count;
}

/* Empties the table of roles: it has a place for each number that a token can be written as in one
 * byte or in 12 bits, and those behind the words of the article before are empty. */
static void clear_roles(struct evidence_memory *memory, const struct forward *forward)
{
    size_t places = forward->words < 4096 ? 4096 : forward->words;
    size_t used = memory->words_used;
    if (places > memory->words_capacity) {
        memory->roles_of = memory_grow(memory->roles_of, &memory->words_capacity, places,
                                       sizeof *memory->roles_of);
        used = memory->words_capacity;
    }
    memset(memory->roles_of, 0, used * sizeof *memory->roles_of);
    memory->words_used = forward->words;
}

/* Finds what each distinct word of the article is to the query; compounds always have a role, for
 * they take no position. */
static void read_words(struct evidence *evidence, const struct forward *forward)
{
    struct evidence_memory *memory = evidence->memory;
    clear_roles(memory, forward);
    memory->role_count = 0;
    uint32_t simple = forward->common + forward->plain + forward->accented;
    const unsigned char *prefix_keys = forward->prefix_keys;
    const unsigned char *stem_keys = forward->stem_keys;
    for (uint32_t word = 0; word < forward->common; word++)
        if (in_set(memory->filter.common, forward_number(forward, word)))
            add_role(evidence, forward, word);
    for (uint32_t i = 0; i < simple - forward->common; i++)
        if (in_set(memory->filter.prefixes, forward_load16(prefix_keys + 2 * (size_t)i)) ||
            in_set(memory->filter.stems, forward_load16(stem_keys + 2 * (size_t)i)))
            add_role(evidence, forward, forward->common + i);
    for (uint32_t word = simple; word < forward->words; word++)
        add_role(evidence, forward, word);
}

/* -- The article's tokens -------------------------------------------------------------------- */

static void add_occurrence(struct evidence_memory *memory, uint32_t stem, uint32_t position)
{
    memory->occurrences = memory_grow(memory->occurrences, &memory->occurrence_capacity,
                                      memory->occurrence_count + 1, sizeof *memory->occurrences);
    memory->occurrences[memory->occurrence_count++] = (struct occurrence){stem, position};
}

static void count_role(struct evidence *evidence, const struct role *role, uint32_t amount)
{
    if (role->prefix != NONE)
        evidence->prefix[role->prefix].count += amount;
    if (role->exact != NONE)
        evidence->exact[role->exact].count += amount * role->share;
}

/* Of tokens of 12 bits, two of which stand in three bytes: those before the first pair that has a
 * role are passed over. The table has a place for each number. */
static uint32_t skip_pairs(const struct forward *forward, const uint32_t *roles_of, uint32_t first,
                           uint32_t last)
{
    if (first & 1) {
        if (first == last || roles_of[forward_token(forward, first)] != 0)
            return first;
        first++;
    }
    for (; first + 1 < last; first += 2) {
        const unsigned char *pair = forward->tokens + (size_t)first / 2 * 3;
        uint32_t left = forward_load16(pair) & 0xFFF;
        uint32_t right = forward_load16(pair + 1) >> 4;
        if ((roles_of[left] | roles_of[right]) != 0)
            break;
    }
    return first;
}

/* The first token of [first, last) whose word has a role; most have none. */
static uint32_t next_listed(const struct forward *forward, const uint32_t *roles_of, uint32_t first,
                            uint32_t last)
{
    if (forward->width == 8) { /* the table has a place for each byte */
        const unsigned char *tokens = forward->tokens;
        while (first < last && roles_of[tokens[first]] == 0)
            first++;
        return first;
    }
    if (forward->width == 12)
        first = skip_pairs(forward, roles_of, first, last);
    while (first < last) {
        uint32_t word = forward_token(forward, first);
        if (word < forward->words && roles_of[word] != 0)
            break;
        first++;
    }
    return first;
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
        uint32_t listed = next_listed(forward, memory->roles_of, i, last);
        position += listed - i;
        i = listed;
        if (i == last)
            break;
        const struct role *role = &memory->roles[memory->roles_of[forward_token(forward, i)] - 1];
        count_role(evidence, role, amount);
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
    read_words(evidence, forward);
    uint32_t position = read_tokens(evidence, forward, 0, title, 0, SCHEMA_TITLE_WEIGHT);
    read_tokens(evidence, forward, title, title + forward->text_tokens,
                position + EVIDENCE_WINDOW_WORDS, 1); /* title and text do not touch */
    read_occurrences(evidence);
    evidence->length = forward->text_tokens + SCHEMA_TITLE_WEIGHT * (double)title;
}
