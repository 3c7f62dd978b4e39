/* Keys of the query against the rows of a forward record. */
#include "roles.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "bits.h"
#include "memory.h"

/* A query of so few keys compares each; of more it asks a set. An article of so few words with a
 * role compares each with its tokens. */
#define FEW 8

/* What is compared at once. */
typedef uint16_t key_vector __attribute__((vector_size(16)));
typedef uint8_t token_vector __attribute__((vector_size(16)));
#define KEYS_AT_ONCE   8
#define TOKENS_AT_ONCE 16

/* Keys of 16 bits that a row may have. */
struct wanted_keys {
    key_vector few[FEW]; /* each in all places, in the records' order of bytes */
    size_t count;        /* of `few` */
    uint64_t *set;       /* of all, a bit each; NULL while they are few */
};

struct roles_memory {
    struct key_table stems;                 /* the query's numbers by key */
    bool common[VOCABULARY_WORDS + 1];      /* by number: may be something to the query */
    struct wanted_keys prefixes, stem_lows; /* likewise, other words by their keys */
    size_t of_capacity, role_capacity;
    /* Of the article read last. */
    const struct forward *forward;
    token_vector few[FEW]; /* its simple words with a role, each in all places */
    size_t few_count;
    token_vector first_compound; /* a token from here on may be one */
    bool compare;                /* tokens are bytes, and the words are few */
};

/* -- The query ------------------------------------------------------------------------------- */

struct roles *roles_new(void)
{
    struct roles *roles = memory_allocate(1, sizeof *roles);
    roles->memory = memory_allocate(1, sizeof *roles->memory);
    return roles;
}

void roles_free(struct roles *roles)
{
    if (!roles)
        return;
    key_table_free(&roles->exact);
    key_table_free(&roles->prefix);
    key_table_free(&roles->memory->stems);
    free(roles->memory->prefixes.set);
    free(roles->memory->stem_lows.set);
    free(roles->memory);
    free(roles->roles);
    free(roles->of);
    free(roles);
}

static void want_key(struct wanted_keys *wanted, uint16_t key)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (wanted->few[i][0] == htole16(key))
            return;
    if (wanted->count < FEW) {
        wanted->few[wanted->count++] = (key_vector){0} + htole16(key);
        return;
    }
    if (!wanted->set) {
        wanted->set = memory_allocate(BITS_WORDS(UINT16_MAX + 1), sizeof *wanted->set);
        for (size_t i = 0; i < wanted->count; i++)
            bits_add(wanted->set, le16toh(wanted->few[i][0]));
    }
    bits_add(wanted->set, key);
}

static bool is_wanted(const struct wanted_keys *wanted, uint16_t key)
{
    if (wanted->set)
        return bits_have(wanted->set, key);
    for (size_t i = 0; i < wanted->count; i++)
        if (wanted->few[i][0] == htole16(key))
            return true;
    return false;
}

static uint32_t add_key(struct key_table *table, uint32_t key, uint32_t number)
{
    uint32_t known = key_table_find(table, key);
    if (known != ROLE_NONE)
        return known;
    key_table_add(table, key, number);
    return number;
}

void roles_add_stem(struct roles *roles, const struct french_word *word, uint32_t number)
{
    struct vocabulary_range range = vocabulary_of_stem(word->stem, word->stem_key);
    key_table_add(&roles->memory->stems, forward_stem_of(word), number);
    want_key(&roles->memory->stem_lows, (uint16_t)word->stem_key);
    for (uint16_t i = range.first; i < range.end; i++)
        roles->memory->common[i] = true;
}

uint32_t roles_add_exact(struct roles *roles, const struct french_word *word, uint32_t number)
{
    return add_key(&roles->exact, forward_key_of(word), number);
}

uint32_t roles_add_prefix(struct roles *roles, const struct french_word *word, uint32_t number)
{
    uint16_t key = (uint16_t)(forward_key_of(word) >> 16);
    struct vocabulary_range range = vocabulary_of_prefix(key);
    want_key(&roles->memory->prefixes, key);
    for (uint16_t i = range.first; i < range.end; i++)
        roles->memory->common[vocabulary_tables.by_prefix[i]] = true;
    return add_key(&roles->prefix, key, number);
}

/* -- The article's words --------------------------------------------------------------------- */

static void add_role(struct roles *roles, const struct forward *forward, uint32_t word)
{
    struct roles_memory *memory = roles->memory;
    uint32_t key = forward_word_key(forward, word);
    struct role role = {
        .word = word,
        .stem = key_table_find(&memory->stems, forward_stem_key(forward, word)),
        .exact = key_table_find(&roles->exact, key),
        .prefix = key_table_find(&roles->prefix, key >> 16),
        .compound = forward_is_compound(forward, word),
    };
    if (role.stem == ROLE_NONE && role.prefix == ROLE_NONE && !role.compound)
        return; /* the keys let a few others through */
    roles->roles = memory_grow(roles->roles, &memory->role_capacity, roles->count + 1, sizeof role);
    roles->roles[roles->count++] = role;
    roles->of[word] = (uint32_t)roles->count;
}

/* Forgets the roles of the article before, and makes room: a place for each number that a token
 * can be written as in one byte or in 12 bits. */
static void clear(struct roles *roles, const struct forward *forward)
{
    size_t places = forward->words < 4096 ? 4096 : forward->words;
    size_t there = roles->memory->of_capacity;
    for (size_t i = 0; i < roles->count; i++)
        roles->of[roles->roles[i].word] = 0;
    roles->count = 0;
    if (places <= there)
        return;
    roles->of = memory_grow(roles->of, &roles->memory->of_capacity, places, sizeof *roles->of);
    memset(roles->of + there, 0, (roles->memory->of_capacity - there) * sizeof *roles->of);
}

/* The first common word from `word` on that may be something to the query; `end` when none may. */
static size_t next_common(const bool *wanted, const uint16_t *numbers, size_t word, size_t end)
{
    while (word + 4 <= end && !(wanted[numbers[word]] | wanted[numbers[word + 1]] |
                                wanted[numbers[word + 2]] | wanted[numbers[word + 3]]))
        word += 4;
    while (word < end && !wanted[numbers[word]])
        word++;
    return word;
}

static void read_common_words(struct roles *roles, const struct forward *forward)
{
    const bool *wanted = roles->memory->common;
    size_t word = 0;
    while ((word = next_common(wanted, forward->numbers, word, forward->common)) < forward->common)
        add_role(roles, forward, (uint32_t)word++);
}

/* Whether any of the keys from `row` on, as many as are compared at once, may be wanted. */
static bool has_wanted(const struct wanted_keys *wanted, const unsigned char *row)
{
    key_vector keys, found = {0};
    uint64_t halves[2];
    if (wanted->set)
        return true;
    memcpy(&keys, row, sizeof keys);
    for (size_t i = 0; i < wanted->count; i++)
        found |= (key_vector)(keys == wanted->few[i]);
    memcpy(halves, &found, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

/* Words with keys, but for compounds. */
static void read_other_words(struct roles *roles, const struct forward *forward)
{
    const struct wanted_keys *prefixes = &roles->memory->prefixes;
    const struct wanted_keys *stems = &roles->memory->stem_lows;
    size_t others = (size_t)forward->plain + forward->accented;
    for (size_t first = 0; first < others; first += KEYS_AT_ONCE) {
        const unsigned char *prefix_keys = forward->prefix_keys + 2 * first;
        const unsigned char *stem_keys = forward->stem_keys + 2 * first;
        size_t count = others - first < KEYS_AT_ONCE ? others - first : KEYS_AT_ONCE;
        if (count == KEYS_AT_ONCE && !has_wanted(prefixes, prefix_keys) &&
            !has_wanted(stems, stem_keys))
            continue;
        for (size_t i = 0; i < count; i++)
            if (is_wanted(prefixes, (uint16_t)forward_load16(prefix_keys + 2 * i)) ||
                is_wanted(stems, (uint16_t)forward_load16(stem_keys + 2 * i)))
                add_role(roles, forward, forward->common + (uint32_t)(first + i));
    }
}

/* Says what the tokens of the article are compared with. */
static void prepare_tokens(struct roles *roles, const struct forward *forward)
{
    struct roles_memory *memory = roles->memory;
    uint32_t simple = forward_simple(forward);
    memory->forward = forward;
    memory->few_count = 0;
    memory->compare = false;
    if (forward->width != 8)
        return;
    for (size_t i = 0; i < roles->count && !roles->roles[i].compound; i++) {
        if (memory->few_count == FEW)
            return;
        memory->few[memory->few_count++] = (token_vector){0} + (uint8_t)roles->roles[i].word;
    }
    memory->first_compound = (token_vector){0} + (uint8_t)(simple < UINT8_MAX ? simple : UINT8_MAX);
    memory->compare = true;
}

void roles_read(struct roles *roles, const struct forward *forward)
{
    clear(roles, forward);
    read_common_words(roles, forward);
    read_other_words(roles, forward);
    for (uint32_t word = forward_simple(forward); word < forward->words; word++)
        add_role(roles, forward, word);
    prepare_tokens(roles, forward);
}

/* -- The article's tokens -------------------------------------------------------------------- */

/* Of tokens of a byte: the first of [first, last) that may have a role, or one from which on there
 * are too few to be compared at once. */
static uint32_t compare_tokens(const struct roles *roles, uint32_t first, uint32_t last)
{
    const struct roles_memory *memory = roles->memory;
    for (; last - first >= TOKENS_AT_ONCE; first += TOKENS_AT_ONCE) {
        token_vector tokens;
        uint64_t halves[2];
        memcpy(&tokens, memory->forward->tokens + first, sizeof tokens);
        token_vector found = (token_vector)(tokens >= memory->first_compound);
        for (size_t i = 0; i < memory->few_count; i++)
            found |= (token_vector)(tokens == memory->few[i]);
        memcpy(halves, &found, sizeof halves);
        if (halves[0] != 0)
            return first + (uint32_t)__builtin_ctzll(le64toh(halves[0])) / 8;
        if (halves[1] != 0)
            return first + 8 + (uint32_t)__builtin_ctzll(le64toh(halves[1])) / 8;
    }
    return first;
}

static uint32_t next_of_bytes(const struct roles *roles, uint32_t first, uint32_t last)
{
    const unsigned char *tokens = roles->memory->forward->tokens;
    if (roles->memory->compare)
        first = compare_tokens(roles, first, last);
    while (first < last && roles->of[tokens[first]] == 0) /* there is a place for each byte */
        first++;
    return first;
}

/* Of tokens of 12 bits, four of which stand in six bytes: those before the first four of which one
 * has a role are passed over. There is a place for each number. */
static uint32_t skip_fours(const struct roles *roles, uint32_t first, uint32_t last)
{
    const uint32_t *of = roles->of;
    if (first % 2 == 1) {
        if (first == last || of[forward_token(roles->memory->forward, first)] != 0)
            return first;
        first++;
    }
    for (; first + 4 <= last; first += 4) {
        const unsigned char *bytes = roles->memory->forward->tokens + (size_t)first / 2 * 3;
        uint32_t low = forward_load32(bytes);
        uint32_t high = forward_load32(bytes + 2);
        if ((of[low & 0xFFF] | of[low >> 12 & 0xFFF] | of[high >> 8 & 0xFFF] | of[high >> 20]) != 0)
            break;
    }
    return first;
}

uint32_t roles_next_token(const struct roles *roles, uint32_t first, uint32_t last)
{
    const struct forward *forward = roles->memory->forward;
    if (forward->width == 8)
        return next_of_bytes(roles, first, last);
    if (forward->width == 12)
        first = skip_fours(roles, first, last);
    while (first < last) {
        uint32_t word = forward_token(forward, first);
        if (word < forward->words && roles->of[word] != 0)
            break;
        first++;
    }
    return first;
}
