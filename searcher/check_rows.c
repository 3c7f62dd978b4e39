/* Rows of places: a bit for each place of what is looked at of an article. */
#include <stdlib.h>
#include <string.h>

#include "checking.h"
#include "memory.h"

/* Rows of so many words are kept with their leaf, so that thousands of leaves have a few megabytes;
 * longer ones, of articles of 65,536 words and more, are made again. */
#define MOST_KEPT_WORDS 1024
/* So many words of a leaf are compared with each place, and more by a table. Measured (callgrind,
 * re* PROCHE/3 con*): 576 M instructions with 16, 618 with 8, 574 with 32. */
#define FEW_WORDS 16

bool check_is_empty(const struct checker *checker, const uint64_t *row)
{
    uint64_t any = 0;
    for (size_t i = 0; i < checker->row_words; i++)
        any |= row[i];
    return any == 0;
}

/* -- Words ------------------------------------------------------------------------------------ */

/* Eight bytes of eight bits with rows and columns changed. */
static uint64_t transpose(uint64_t bits)
{
    uint64_t moved = (bits ^ bits >> 7) & 0x00AA00AA00AA00AAU;
    bits ^= moved ^ moved << 7;
    moved = (bits ^ bits >> 14) & 0x0000CCCC0000CCCCU;
    bits ^= moved ^ moved << 14;
    moved = (bits ^ bits >> 28) & 0x00000000F0F0F0F0U;
    return bits ^ moved ^ moved << 28;
}

/* Bytes that are compared at once. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));

static bytes16 load(const unsigned char *bytes)
{
    bytes16 loaded;
    memcpy(&loaded, bytes, sizeof loaded);
    return loaded;
}

/* The bit that a place counts in a sum, by the eight places that it is one of. */
static const bytes16 weights[4] = {
    {1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2},
    {4, 4, 4, 4, 4, 4, 4, 4, 8, 8, 8, 8, 8, 8, 8, 8},
    {16, 16, 16, 16, 16, 16, 16, 16, 32, 32, 32, 32, 32, 32, 32, 32},
    {64, 64, 64, 64, 64, 64, 64, 64, 128, 128, 128, 128, 128, 128, 128, 128},
};

/* The bytes of some words' numbers, one for each plane. */
struct wanted_words {
    bytes16 bytes[FEW_WORDS][4];
    size_t count;
};

/* Which of 64 places have any of the words. */
static inline uint64_t find_few(const struct checker *checker, size_t first,
                                const struct wanted_words *words, unsigned plane_count)
{
    bytes16 found[4] = {{0}};
    bytes16 sum = {0};
    uint64_t halves[2];
    for (size_t word = 0; word < words->count; word++)
        for (size_t i = 0; i < 4; i++) {
            const size_t at = first + 16 * i;
            bytes16 same = (bytes16)(load(checker->planes[0] + at) == words->bytes[word][0]);
            for (unsigned plane = 1; plane < plane_count; plane++)
                same &= (bytes16)(load(checker->planes[plane] + at) == words->bytes[word][plane]);
            found[i] |= same;
        }
    for (unsigned i = 0; i < 4; i++)
        sum |= found[i] & weights[i];
    memcpy(halves, &sum, sizeof halves);
    return transpose(halves[0] | halves[1]);
}

/* Where the words stand. */
static inline void find_few_words(const struct checker *checker, const struct wanted_words *words,
                                  unsigned plane_count, uint64_t *row)
{
    for (size_t i = 0; i < checker->row_words; i++)
        row[i] = find_few(checker, 64 * i, words, plane_count) & checker->taken[i];
}

uint32_t check_word_at(const struct checker *checker, size_t place)
{
    uint32_t word = checker->planes[0][place];
    for (unsigned i = 1; i < checker->plane_count; i++)
        word |= (uint32_t)checker->planes[i][place] << 8 * i;
    return word;
}

/* Where the words stand that a table tells. */
static void find_words(const struct checker *checker, const bool *has, uint64_t *row)
{
    for (size_t i = 0; i < checker->row_words; i++) {
        uint64_t bits = 0;
        const unsigned char *bytes = checker->planes[0] + 64 * i;
        for (unsigned j = 0; checker->plane_count == 1 && j < 64; j++)
            bits |= (uint64_t)has[bytes[j]] << j;
        for (unsigned j = 0; checker->plane_count > 1 && j < 64; j++)
            bits |= (uint64_t)has[check_word_at(checker, 64 * i + j)] << j;
        row[i] = bits & checker->taken[i];
    }
}

/* Tells checker->has of the leaf's words, or takes them back. */
static void set_words(struct checker *checker, const struct check_leaf *leaf, bool value)
{
    bool *has = check_has(checker);
    for (size_t i = 0; i < leaf->word_count; i++)
        has[leaf->words[i]] = value;
}

static void make_row(struct checker *checker, const struct check_leaf *leaf, uint64_t *row)
{
    const uint32_t simple = forward_simple(checker->forward);
    struct wanted_words words;
    if (leaf->word_count > FEW_WORDS) {
        set_words(checker, leaf, true);
        find_words(checker, check_has(checker), row);
        set_words(checker, leaf, false);
        return;
    }
    words.count = 0;
    for (size_t i = 0; i < leaf->word_count && leaf->words[i] < simple; i++, words.count++)
        for (unsigned plane = 0; plane < checker->plane_count; plane++)
            words.bytes[i][plane] = (bytes16){0} + (unsigned char)(leaf->words[i] >> 8 * plane);
    if (checker->plane_count == 1)
        find_few_words(checker, &words, 1, row);
    else if (checker->plane_count == 2)
        find_few_words(checker, &words, 2, row);
    else
        find_few_words(checker, &words, 4, row);
}

/* The row of a leaf that the article has, borrowed until the next call. */
static const uint64_t *row_of(struct checker *checker, struct check_leaf *leaf)
{
    if (checker->row_words > MOST_KEPT_WORDS) {
        uint64_t *row = check_scratch(checker, CHECK_LEAF_ROW);
        make_row(checker, leaf, row);
        return row;
    }
    if (leaf->row_round == checker->round)
        return leaf->row;
    leaf->row_round = checker->round;
    leaf->row = memory_grow(leaf->row, &leaf->row_capacity, checker->row_words, sizeof *leaf->row);
    make_row(checker, leaf, leaf->row);
    return leaf->row;
}

/* -- Leaves of a distance --------------------------------------------------------------------- */

void check_keep_title(const struct checker *checker, uint64_t *row)
{
    size_t words = checker->title_places / 64;
    row[words] &= ((uint64_t)1 << checker->title_places % 64) - 1;
    for (size_t i = words + 1; i < checker->row_words; i++)
        row[i] = 0;
}

void check_leaves_row(struct checker *checker, struct check_leaf *const *leaves, size_t count,
                      bool in_title, uint64_t *row)
{
    memset(row, 0, checker->row_words * sizeof *row);
    for (size_t i = 0; i < count; i++) {
        if (!check_words(checker, leaves[i]))
            continue;
        const uint64_t *own = row_of(checker, leaves[i]);
        for (size_t j = 0; j < checker->row_words; j++)
            row[j] |= own[j];
    }
    if (in_title)
        check_keep_title(checker, row);
}

/* -- Phrases ---------------------------------------------------------------------------------- */

bool check_needs(struct checker *checker, struct check *check)
{
    if (check_found_all(checker))
        return !check_lacking(checker, check);
    for (size_t i = 0; i < check->need_count; i++)
        if (!check_words(checker, check->needs[i])) {
            struct check_leaf *lacking = check->needs[i];
            check->needs[i] = check->needs[0];
            check->needs[0] = lacking;
            return false;
        }
    return true;
}

bool check_keep_followed(const struct checker *checker, uint64_t *restrict row,
                         const uint64_t *restrict other, size_t places)
{
    const size_t words = checker->row_words;
    const size_t by_words = places / 64;
    const unsigned by_bits = places % 64;
    uint64_t any = 0;
    for (size_t i = 0; i < words; i++) {
        uint64_t low = i + by_words < words ? other[i + by_words] : 0;
        uint64_t high = i + by_words + 1 < words ? other[i + by_words + 1] : 0;
        row[i] &= by_bits == 0 ? low : low >> by_bits | high << (64 - by_bits);
        any |= row[i];
    }
    return any != 0;
}

/* Compounds stand between words without parting them. */
bool check_phrase_row(struct checker *checker, struct check *phrase, uint64_t *row)
{
    if (phrase->count == 0 || phrase->count > checker->end || !check_needs(checker, phrase))
        return false;
    memcpy(row, row_of(checker, phrase->children[0]->leaf), checker->row_words * sizeof *row);
    if (phrase->node->field == FIELD_TITLE)
        check_keep_title(checker, row);
    for (size_t i = 1; i < phrase->count; i++)
        if (!check_keep_followed(checker, row, row_of(checker, phrase->children[i]->leaf), i))
            return false;
    return !check_is_empty(checker, row);
}

/* -- Phrases, at a glance --------------------------------------------------------------------- */

/* What looking at all pairs of tokens at once tells of two words. */
struct pairs {
    bool adjacent; /* the one stands before the other */
    bool parted;   /* the one stands before a compound, which may part it from the other */
};

/* Over tokens of one byte; written for the compiler to compare many at once. */
static struct pairs find_pairs(const unsigned char *tokens, uint32_t count, uint32_t first,
                               uint32_t second, uint32_t compounds)
{
    const unsigned char a = (unsigned char)first, b = (unsigned char)second;
    const unsigned char simple = (unsigned char)(compounds < 256 ? compounds : 255);
    unsigned char adjacent = 0, parted = 0;
    for (uint32_t i = 0; i + 1 < count; i++) {
        unsigned char is_first = tokens[i] == a;
        adjacent |= is_first & (tokens[i + 1] == b);
        parted |= is_first & (tokens[i + 1] >= simple);
    }
    return (struct pairs){adjacent, parted && compounds < 256};
}

/* What is seen without rows. */
enum glance {
    SEEN,
    NOT_THERE,
    UNSEEN,
};

/* Whether the first two words of a phrase stand side by side in tokens [at, end). */
static enum glance glance_at(const struct forward *forward, const struct check *phrase, uint32_t at,
                             uint32_t end)
{
    const struct check_leaf *first = phrase->children[0]->leaf;
    const struct check_leaf *second = phrase->children[1]->leaf;
    struct pairs pairs = find_pairs(forward->tokens + at, end - at, first->words[0],
                                    second->words[0], forward_simple(forward));
    if (pairs.adjacent && phrase->count == 2)
        return SEEN;
    return pairs.adjacent || pairs.parted ? UNSEEN : NOT_THERE;
}

/* Whether the article has a single word of the leaf, which is no compound's whole. */
static bool is_one_word(const struct forward *forward, const struct check_leaf *leaf)
{
    return leaf->word_count == 1 && leaf->words[0] < forward_simple(forward);
}

/* Looks at the tokens as they are recorded, which is faster for a phrase or two. */
static enum glance glance(const struct checker *checker, const struct check *phrase)
{
    const struct forward *forward = checker->forward;
    const uint32_t title = forward->title_tokens;
    if (checker->many || forward->width != 8 || phrase->count < 2 ||
        !is_one_word(forward, phrase->children[0]->leaf) ||
        !is_one_word(forward, phrase->children[1]->leaf))
        return UNSEEN;
    enum glance in_title = glance_at(forward, phrase, 0, title);
    if (in_title == SEEN || phrase->node->field == FIELD_TITLE)
        return in_title;
    enum glance in_text = glance_at(forward, phrase, title, title + forward->text_tokens);
    return in_text == NOT_THERE ? in_title : in_text;
}

bool check_phrase(struct checker *checker, struct check *phrase)
{
    const struct forward *forward = checker->forward;
    const bool in_title = phrase->node->field == FIELD_TITLE;
    if (phrase->count == 0 ||
        phrase->count > (size_t)forward->title_tokens + forward->text_tokens ||
        !check_needs(checker, phrase))
        return false;
    enum glance seen = glance(checker, phrase);
    if (seen != UNSEEN)
        return seen == SEEN;
    const bool wholes = check_count_wholes(checker, phrase) > 0;
    check_look(checker);
    do {
        if (check_phrase_row(checker, phrase, check_scratch(checker, 0)) ||
            (wholes && check_phrase_wholes(checker, phrase)))
            return true;
    } while (!in_title && check_look_further(checker));
    return false;
}
