/* One pass over an article's forward record. */
#include "evidence.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "roles.h"
#include "schema.h"

#define NONE ROLE_NONE

/* Pairs of so few stems of an article have a table with a place for each. A query has fewer than
 * 65,536. */
#define FEW_STEMS 1024

/* So few stems of a query keep their numbers in each article. */
#define FEW_STEMS_OF_QUERY 64

/* How much an occurrence counts for a query's word typed with accents when the article spells it
 * without them, as capitals are (or without its hyphens), or otherwise: who types pêche gets pêche
 * before péché, and before pêcher, which counts nothing for the exact word. */
#define PLAIN_SPELLING 0.75
#define OTHER_SPELLING 0.5

/* Where a scored stem of the query stands in the article. */
struct occurrence {
    uint32_t stem, position;
    uint32_t number; /* of the stem, among the article's */
};

/* The numbers of a token of the query; `exact` and `prefix` are NONE when it is not scored. */
struct token_numbers {
    uint32_t stem, exact, prefix;
};

/* The parts of a compound: tokens of the query, in order; the analyser gives four at most. */
struct whole {
    uint32_t first, count; /* 0: the stem is no whole */
};

struct evidence_memory {
    struct roles *roles;
    struct token_numbers *numbers;  /* by token of the query */
    struct whole *wholes;           /* by stem */
    struct occurrence *occurrences; /* in order of position */
    size_t occurrence_count, occurrence_capacity;
    uint32_t *number_of; /* by stem: 0, or one more than its number in the article */
    uint32_t stem_count; /* of the article */
    uint32_t *counts;    /* of windows, by place_of() their stems; all 0 between articles */
    size_t count_places;
    struct key_table place_table; /* with many stems: the places by two numbers */
    size_t window_capacity;
};

/* -- The query ------------------------------------------------------------------------------- */

/* Whether a letter behind the first has an accent: a capital at the front often has none. The
 * ligatures œ and æ are no accents. */
bool evidence_accents_tell(const struct french_word *word)
{
    struct str spelling = word->spelling;
    size_t at = 1;
    if (spelling.data == word->folded.data)
        return false;
    while (at < spelling.length && ((unsigned char)spelling.data[at] & 0xC0) == 0x80)
        at++;
    for (; at < spelling.length; at++) {
        struct str rest = str_after(spelling, at);
        if (str_starts(rest, STR("œ")) || str_starts(rest, STR("æ")))
            at++;
        else if ((unsigned char)spelling.data[at] >= 0x80)
            return true;
    }
    return false;
}

/* Weighs the key that has number `known`, or will have as the last of `keys`. */
static void add_key(struct evidence_key *keys, size_t *count, uint32_t known, uint32_t key,
                    const struct french_word *word, double weight)
{
    if (known == *count)
        keys[(*count)++] = (struct evidence_key){.key = key, .word = word};
    keys[known].weight += weight;
}

static void add_content(struct evidence *evidence, const struct french_word *word, double weight,
                        struct token_numbers *numbers)
{
    struct roles *roles = evidence->memory->roles;
    uint32_t key = forward_key_of(word);
    numbers->exact = roles_add_exact(roles, word, (uint32_t)evidence->exact_count);
    numbers->prefix = roles_add_prefix(roles, word, (uint32_t)evidence->prefix_count);
    add_key(evidence->exact, &evidence->exact_count, numbers->exact, key, word, weight);
    add_key(evidence->prefix, &evidence->prefix_count, numbers->prefix, key >> 16, word, weight);
    struct evidence_key *exact = &evidence->exact[numbers->exact];
    exact->accents_tell = evidence_accents_tell(exact->word);
}

static uint32_t *pair_chain(const struct evidence_pairs *pairs, uint32_t first, uint32_t second)
{
    return &pairs->chains[(first * 0x9E3779B1U + second) & pairs->chain_mask];
}

static uint32_t find_pair(const struct evidence_pairs *pairs, uint32_t first, uint32_t second)
{
    uint32_t at = *pair_chain(pairs, first, second);
    while (at != NONE && (pairs->pairs[at].first != first || pairs->pairs[at].second != second))
        at = pairs->pairs[at].next;
    return at;
}

static void add_pair(struct evidence_pairs *pairs, const struct query_token *first,
                     const struct query_token *second)
{
    uint32_t *chain = pair_chain(pairs, first->stem, second->stem);
    if (find_pair(pairs, first->stem, second->stem) != NONE)
        return;
    pairs->pairs[pairs->count] = (struct evidence_pair){
        .first = first->stem,
        .second = second->stem,
        .next = *chain,
        .both_stop = first->word->stop && second->word->stop,
    };
    *chain = (uint32_t)pairs->count++;
}

/* Room for as many as there may be. */
static struct evidence_found new_found(const struct query_terms *terms)
{
    return (struct evidence_found){memory_allocate(terms->token_count, sizeof(uint32_t)), 0};
}

static struct evidence_pairs new_pairs(const struct query_terms *terms)
{
    struct evidence_pairs pairs = {
        .pairs = memory_allocate(terms->token_count, sizeof *pairs.pairs),
        .found = new_found(terms),
    };
    while (pairs.chain_mask < terms->token_count)
        pairs.chain_mask = 2 * pairs.chain_mask + 1;
    pairs.chains = memory_allocate((size_t)pairs.chain_mask + 1, sizeof *pairs.chains);
    for (size_t i = 0; i <= pairs.chain_mask; i++)
        pairs.chains[i] = NONE;
    return pairs;
}

static void free_pairs(struct evidence_pairs *pairs)
{
    free(pairs->pairs);
    free(pairs->chains);
    free(pairs->found.numbers);
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
        struct token_numbers *numbers = &evidence->memory->numbers[i];
        double weight = terms->stems[token->stem].weight;
        *numbers = (struct token_numbers){token->stem, NONE, NONE};
        if (token->parts > 0) {
            evidence->memory->wholes[token->stem] = (struct whole){(uint32_t)i + 1, token->parts};
            continue;
        }
        if (before && token->position == before->position + 1)
            add_pair(&evidence->adjacent, before, token);
        before = token;
        if (weight <= 0)
            continue;
        add_content(evidence, token->word, weight, numbers);
        if (content && content->stem != token->stem)
            add_pair(&evidence->near, content, token);
        content = token;
    }
}

static void new_memory(struct evidence *evidence)
{
    size_t stems = evidence->terms->stem_count;
    struct evidence_memory *memory = memory_allocate(1, sizeof *memory);
    memory->roles = roles_new();
    memory->numbers = memory_allocate(evidence->terms->token_count, sizeof *memory->numbers);
    memory->wholes = memory_allocate(stems, sizeof *memory->wholes);
    if (stems > FEW_STEMS_OF_QUERY)
        memory->number_of = memory_allocate(stems, sizeof *memory->number_of);
    else
        memory->stem_count = (uint32_t)stems;
    evidence->memory = memory;
}

struct evidence *evidence_new(const struct query_terms *terms)
{
    struct evidence *evidence = memory_allocate(1, sizeof *evidence);
    evidence->terms = terms;
    evidence->exact = memory_allocate(terms->token_count, sizeof *evidence->exact);
    evidence->prefix = memory_allocate(terms->token_count, sizeof *evidence->prefix);
    evidence->exact_found = new_found(terms);
    evidence->prefix_found = new_found(terms);
    evidence->adjacent = new_pairs(terms);
    evidence->near = new_pairs(terms);
    new_memory(evidence);
    read_query(evidence);
    return evidence;
}

void evidence_free(struct evidence *evidence)
{
    if (!evidence)
        return;
    free(evidence->exact);
    free(evidence->prefix);
    free(evidence->exact_found.numbers);
    free(evidence->prefix_found.numbers);
    free_pairs(&evidence->adjacent);
    free_pairs(&evidence->near);
    free(evidence->windows);
    roles_free(evidence->memory->roles);
    free(evidence->memory->numbers);
    free(evidence->memory->wholes);
    free(evidence->memory->occurrences);
    key_table_free(&evidence->memory->place_table);
    free(evidence->memory->counts);
    free(evidence->memory->number_of);
    free(evidence->memory);
    free(evidence);
}

/* -- The article's tokens -------------------------------------------------------------------- */

/* Notes how the article spells a word of the query, and says how much an occurrence counts. */
static double note_spelling(const struct forward *forward, uint32_t word,
                            struct evidence_key *exact)
{
    const struct french_word *typed = exact->word;
    bool typed_plain = typed->spelling.data == typed->folded.data;
    if (typed_plain || forward_is_spelt(forward, word, typed)) {
        exact->typed = true;
        return 1;
    }
    exact->other = true;
    return !exact->accents_tell && forward_is_plain(forward, word) ? PLAIN_SPELLING
                                                                   : OTHER_SPELLING;
}

static uint32_t number_in_article(struct evidence_memory *memory, uint32_t stem)
{
    if (memory->number_of[stem] == 0)
        memory->number_of[stem] = ++memory->stem_count;
    return memory->number_of[stem] - 1;
}

static void add_occurrence(struct evidence_memory *memory, uint32_t stem, uint32_t position)
{
    uint32_t number = memory->number_of ? number_in_article(memory, stem) : stem;
    memory->occurrences = memory_grow(memory->occurrences, &memory->occurrence_capacity,
                                      memory->occurrence_count + 1, sizeof *memory->occurrences);
    memory->occurrences[memory->occurrence_count++] = (struct occurrence){stem, position, number};
}

static void count_key(struct evidence_key *keys, struct evidence_found *found, uint32_t number,
                      double amount)
{
    if (keys[number].count <= 0)
        found->numbers[found->count++] = number;
    keys[number].count += amount;
}

static void count_role(struct evidence *evidence, const struct forward *forward,
                       const struct role *role, uint32_t amount)
{
    if (role->prefix != NONE)
        count_key(evidence->prefix, &evidence->prefix_found, role->prefix, amount);
    if (role->exact != NONE)
        count_key(evidence->exact, &evidence->exact_found, role->exact,
                  amount * note_spelling(forward, role->word, &evidence->exact[role->exact]));
}

static void count_pair(struct evidence_pairs *pairs, uint32_t first, uint32_t second,
                       uint32_t amount)
{
    uint32_t pair = find_pair(pairs, first, second);
    if (pair == NONE)
        return;
    if (pairs->pairs[pair].count == 0)
        pairs->found.numbers[pairs->found.count++] = pair;
    pairs->pairs[pair].count += amount;
}

/* A title or a text that is being read. */
struct reading {
    struct evidence *evidence;
    uint32_t amount;      /* that each of its tokens counts */
    uint32_t position;    /* of the next token */
    uint32_t stem_before; /* the last stem of the query, and where it stood */
    uint32_t position_before;
};

/* A stem of the query stands at the position. */
static inline void read_stem(struct reading *reading, uint32_t stem)
{
    struct evidence *evidence = reading->evidence;
    if (reading->stem_before != NONE && reading->position == reading->position_before + 1)
        count_pair(&evidence->adjacent, reading->stem_before, stem, reading->amount);
    if (evidence->terms->stems[stem].weight > 0)
        add_occurrence(evidence->memory, stem, reading->position);
    reading->stem_before = stem;
    reading->position_before = reading->position;
}

/* A compound in one word is what its parts would be, but for the spelling. */
static void read_whole(struct reading *reading, const struct whole *whole)
{
    struct evidence *evidence = reading->evidence;
    for (uint32_t i = whole->first; i < whole->first + whole->count; i++) {
        const struct token_numbers *part = &evidence->memory->numbers[i];
        if (part->exact != NONE)
            count_key(evidence->exact, &evidence->exact_found, part->exact,
                      PLAIN_SPELLING * reading->amount);
        if (part->prefix != NONE)
            count_key(evidence->prefix, &evidence->prefix_found, part->prefix, reading->amount);
        read_stem(reading, part->stem);
        reading->position++;
    }
    reading->position--; /* the last one's, as of other words */
}

/* Tokens [first, last) of the article, which begin at `position` and each count `amount`; returns
 * where the next ones begin. */
static uint32_t read_tokens(struct evidence *evidence, const struct forward *forward,
                            uint32_t first, uint32_t last, uint32_t position, uint32_t amount)
{
    struct evidence_memory *memory = evidence->memory;
    struct reading reading = {evidence, amount, position, NONE, 0};
    for (uint32_t i = first; i < last; i++) {
        uint32_t listed = roles_next_token(memory->roles, i, last);
        reading.position += listed - i;
        i = listed;
        if (i == last)
            break;
        const struct role *role = role_of_token(memory->roles, forward, i);
        count_role(evidence, forward, role, amount);
        if (role->compound)
            continue; /* it takes no position */
        if (role->stem != NONE) {
            const struct whole *whole = &memory->wholes[role->stem];
            if (whole->count == 0 || evidence->terms->stems[role->stem].scored)
                read_stem(&reading, role->stem);
            if (whole->count > 0)
                read_whole(&reading, whole);
        }
        reading.position++;
    }
    return reading.position;
}

/* -- What stands near what ------------------------------------------------------------------- */

/* Makes room for counts at so many places. */
static void need_counts(struct evidence_memory *memory, size_t places)
{
    size_t there = memory->count_places;
    if (places <= there)
        return;
    memory->counts = memory_grow(memory->counts, &memory->count_places, places,
                                 sizeof *memory->counts);
    memset(memory->counts + there, 0, (memory->count_places - there) * sizeof *memory->counts);
}

/* The place of a key in an article with many stems of the query: the next one when it is new. */
static uint32_t look_up_place(struct evidence_memory *memory, uint32_t key)
{
    uint32_t place = key_table_find(&memory->place_table, key);
    if (place != KEY_TABLE_NONE)
        return place;
    place = (uint32_t)memory->place_table.count;
    key_table_add(&memory->place_table, key, place);
    need_counts(memory, (size_t)place + 1);
    return place;
}

/* Where two numbers of stems have their count. */
static inline uint32_t place_of(struct evidence_memory *memory, uint32_t a, uint32_t b)
{
    uint32_t key = (a < b ? a : b) * memory->stem_count + (a < b ? b : a);
    return memory->stem_count <= FEW_STEMS ? key : look_up_place(memory, key);
}

static struct evidence_window window_of(const struct occurrence *a, const struct occurrence *b)
{
    uint32_t x = a->stem;
    uint32_t y = b->stem;
    return (struct evidence_window){.low = x < y ? x : y, .high = x < y ? y : x};
}

/* The windows and near pairs of an occurrence and those before it. A window is written where the
 * next new one belongs, and stays where it is new: that is as likely as not, so a branch would be
 * foreseen badly. Its place stands for its count. */
static void count_windows(struct evidence *evidence, size_t i)
{
    struct evidence_memory *memory = evidence->memory;
    const struct occurrence *here = &memory->occurrences[i];
    if (memory->window_capacity < evidence->window_count + i + 1)
        evidence->windows = memory_grow(evidence->windows, &memory->window_capacity,
                                        evidence->window_count + i + 1, sizeof *evidence->windows);
    struct evidence_window *next = evidence->windows + evidence->window_count;
    for (size_t j = i; j-- > 0;) {
        const struct occurrence *there = &memory->occurrences[j];
        uint32_t apart = here->position - there->position;
        if (apart >= EVIDENCE_WINDOW_WORDS)
            break;
        if (here->number == there->number)
            continue;
        if (apart <= EVIDENCE_NEAR_WORDS)
            count_pair(&evidence->near, there->stem, here->stem, 1);
        uint32_t place = place_of(memory, here->number, there->number);
        *next = window_of(here, there);
        next->count = place;
        next += memory->counts[place]++ == 0;
    }
    evidence->window_count = (size_t)(next - evidence->windows);
}

/* Puts the counts where their places stand. */
static void take_counts(struct evidence *evidence)
{
    uint32_t *counts = evidence->memory->counts;
    for (size_t i = 0; i < evidence->window_count; i++) {
        uint32_t *place = &counts[evidence->windows[i].count];
        evidence->windows[i].count = *place;
        *place = 0;
    }
}

static void read_windows(struct evidence *evidence)
{
    struct evidence_memory *memory = evidence->memory;
    if (memory->stem_count <= FEW_STEMS)
        need_counts(memory, (size_t)memory->stem_count * memory->stem_count);
    for (size_t i = 1; i < memory->occurrence_count; i++)
        count_windows(evidence, i);
    take_counts(evidence);
}

static void forget_keys(struct evidence_key *keys, struct evidence_found *found)
{
    for (size_t i = 0; i < found->count; i++) {
        struct evidence_key *key = &keys[found->numbers[i]];
        key->count = 0;
        key->typed = key->other = false;
    }
    found->count = 0;
}

static void forget_pairs(struct evidence_pairs *pairs)
{
    for (size_t i = 0; i < pairs->found.count; i++)
        pairs->pairs[pairs->found.numbers[i]].count = 0;
    pairs->found.count = 0;
}

static void forget(struct evidence *evidence)
{
    struct evidence_memory *memory = evidence->memory;
    forget_keys(evidence->exact, &evidence->exact_found);
    forget_keys(evidence->prefix, &evidence->prefix_found);
    forget_pairs(&evidence->adjacent);
    forget_pairs(&evidence->near);
    key_table_clear(&memory->place_table);
    evidence->window_count = 0;
    for (size_t i = 0; memory->number_of && i < memory->occurrence_count; i++)
        memory->number_of[memory->occurrences[i].stem] = 0;
    if (memory->number_of)
        memory->stem_count = 0;
    memory->occurrence_count = 0;
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* So few numbers are put in order one by one. */
#define FEW_FOUND 16

static void sort_found(struct evidence_found *found)
{
    uint32_t *numbers = found->numbers;
    if (found->count > FEW_FOUND) {
        qsort(numbers, found->count, sizeof *numbers, compare_numbers);
        return;
    }
    for (size_t i = 1; i < found->count; i++) {
        uint32_t number = numbers[i];
        size_t j = i;
        for (; j > 0 && numbers[j - 1] > number; j--)
            numbers[j] = numbers[j - 1];
        numbers[j] = number;
    }
}

double evidence_length(const struct forward *forward)
{
    return forward->text_tokens + SCHEMA_TITLE_WEIGHT * (double)forward->title_tokens;
}

double evidence_relative_length(const struct query_terms *terms, double length)
{
    return terms->average_words > 0 ? length / terms->average_words : 1;
}

void evidence_read(struct evidence *evidence, const struct forward *forward)
{
    uint32_t title = forward->title_tokens;
    forget(evidence);
    roles_read(evidence->memory->roles, forward);
    uint32_t position = read_tokens(evidence, forward, 0, title, 0, SCHEMA_TITLE_WEIGHT);
    read_tokens(evidence, forward, title, title + forward->text_tokens,
                position + EVIDENCE_WINDOW_WORDS, 1); /* title and text do not touch */
    read_windows(evidence);
    sort_found(&evidence->exact_found);
    sort_found(&evidence->prefix_found);
    sort_found(&evidence->adjacent.found);
    sort_found(&evidence->near.found);
    evidence->length = evidence_length(forward);
}

bool evidence_has_typed(struct evidence *evidence, const struct forward *forward)
{
    struct roles *roles = evidence->memory->roles;
    roles_read(roles, forward);
    for (size_t i = 0; i < roles->count; i++) {
        const struct role *role = &roles->roles[i];
        if (role->exact != NONE &&
            forward_is_spelt(forward, role->word, evidence->exact[role->exact].word))
            return true;
    }
    return false;
}
