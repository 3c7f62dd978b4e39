/* The places of an article's words. */
#include <stdlib.h>
#include <string.h>

#include "checking.h"
#include "memory.h"

/* How many tokens of a text are looked at first, and then four times as many: where words are
 * common they meet early, and one place is enough. */
#define FIRST_TOKENS 64

void check_open(struct checker *checker, const struct forward *forward, xapian_docid docid)
{
    checker->forward = forward;
    checker->docid = docid;
    checker->article++;
    checker->asked = 0;
    checker->arranged = 0;
}

bool *check_has(struct checker *checker)
{
    size_t known = checker->has_capacity;
    size_t words = checker->forward->words < 256 ? 256 : checker->forward->words;
    checker->has = memory_grow(checker->has, &checker->has_capacity, words, sizeof *checker->has);
    if (checker->has_capacity > known)
        memset(checker->has + known, false, checker->has_capacity - known);
    return checker->has;
}

static uint32_t count_tokens(const struct checker *checker)
{
    return checker->forward->title_tokens + checker->forward->text_tokens;
}

static void add_compound(struct checker *checker, uint32_t place, uint32_t word)
{
    checker->compounds = memory_grow(checker->compounds, &checker->compound_capacity,
                                     checker->compound_count + 1, sizeof *checker->compounds);
    checker->compounds[checker->compound_count++] = (struct compound_token){.place = place,
                                                                            .word = word};
}

/* So many tokens are looked at at once. */
#define RUN 16

typedef unsigned char bytes_run __attribute__((vector_size(RUN)));

/* Whether any of a run of tokens of a byte each is a compound. */
static bool run_has_compound(const unsigned char *tokens, unsigned char last_simple)
{
    bytes_run run;
    uint64_t halves[2];
    memcpy(&run, tokens, sizeof run);
    run = (bytes_run)(run > last_simple);
    memcpy(halves, &run, sizeof halves);
    return halves[0] | halves[1];
}

/* Gives tokens [at, end) of a byte each their places from `place` on, and returns the next one. */
static uint32_t arrange_bytes(struct checker *checker, uint32_t at, uint32_t end, uint32_t place)
{
    const unsigned char *tokens = checker->forward->tokens;
    const uint32_t simple = forward_simple(checker->forward);
    const unsigned char last = (unsigned char)(simple > 256 ? 255 : simple - 1);
    while (at < end) {
        if (simple > 0 && end - at >= RUN && !run_has_compound(tokens + at, last)) {
            memcpy(checker->planes[0] + place, tokens + at, RUN);
            place += RUN;
            at += RUN;
            continue;
        }
        for (uint32_t stop = end - at < RUN ? end : at + RUN; at < stop; at++) {
            checker->planes[0][place] = tokens[at];
            if (tokens[at] < simple)
                place++;
            else
                add_compound(checker, place, tokens[at]);
        }
    }
    return place;
}

static uint32_t arrange_number(struct checker *checker, uint32_t word, uint32_t place)
{
    checker->planes[0][place] = (unsigned char)word;
    checker->planes[1][place] = (unsigned char)(word >> 8);
    for (unsigned i = 2; i < checker->plane_count; i++)
        checker->planes[i][place] = (unsigned char)(word >> 8 * i);
    if (word < forward_simple(checker->forward))
        return place + 1;
    add_compound(checker, place, word);
    return place;
}

/* So many tokens of 12 bits are looked at at once. */
#define WIDE_RUN 8

typedef uint64_t wide_halves __attribute__((vector_size(16)));
typedef int16_t wide_run __attribute__((vector_size(2 * WIDE_RUN)));
typedef unsigned char wide_bytes __attribute__((vector_size(WIDE_RUN)));

/* Four tokens of 12 bits. */
static uint64_t load_four(const unsigned char *bytes)
{
    return forward_load32(bytes) | (uint64_t)forward_load16(bytes + 4) << 32;
}

/* A run of tokens of 12 bits, of which the first begins a byte: each half is drawn apart to two
 * times 32 bits, and then to four times 16. */
static wide_run load_run(const unsigned char *bytes)
{
    wide_halves halves = {load_four(bytes), load_four(bytes + 6)};
    wide_run run;
    halves = (halves & 0xFFFFFFU) | (halves & 0xFFFFFF000000U) << 8;
    halves = (halves & 0x00000FFF00000FFFU) | (halves & 0x00FFF00000FFF000U) << 4;
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
    halves = halves << 48 | (halves & 0xFFFF0000U) << 16 | (halves >> 16 & 0xFFFF0000U) |
             halves >> 48;
#endif
    memcpy(&run, &halves, sizeof run);
    return run;
}

/* Gives such a run its places from `place` on; whether none is a compound. */
static bool arrange_run(struct checker *checker, const unsigned char *bytes, uint32_t place,
                        uint32_t simple)
{
    wide_run run = load_run(bytes);
    wide_run compounds = (wide_run)(run >= (int16_t)simple);
    wide_bytes low = __builtin_convertvector(run & 0xFF, wide_bytes);
    wide_bytes high = __builtin_convertvector(run >> 8, wide_bytes);
    uint64_t halves[2];
    memcpy(checker->planes[0] + place, &low, sizeof low);
    memcpy(checker->planes[1] + place, &high, sizeof high);
    memcpy(halves, &compounds, sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

/* The same of wider tokens. */
static uint32_t arrange_numbers(struct checker *checker, uint32_t at, uint32_t end, uint32_t place)
{
    const struct forward *forward = checker->forward;
    const uint32_t simple = forward_simple(forward);
    while (at < end) {
        if (forward->width == 12 && at % 2 == 0 && end - at >= WIDE_RUN &&
            arrange_run(checker, forward->tokens + at + at / 2, place, simple)) {
            place += WIDE_RUN;
            at += WIDE_RUN;
            continue;
        }
        uint32_t stop = end - at < WIDE_RUN ? end : at + WIDE_RUN - at % 2;
        for (; at < stop; at++)
            place = arrange_number(checker, forward_token(forward, at), place);
    }
    return place;
}

/* Gives tokens up to `end` their places. What is no word of the article counts as a compound that
 * nothing matches. */
static void arrange(struct checker *checker, uint32_t end)
{
    checker->end = checker->forward->width == 8
                       ? arrange_bytes(checker, checker->arranged, end, checker->end)
                       : arrange_numbers(checker, checker->arranged, end, checker->end);
    checker->arranged = end;
}

/* Places without a word get word 0, which `taken` leaves out. */
static void clear_places(struct checker *checker, uint32_t first, uint32_t end)
{
    for (unsigned i = 0; i < checker->plane_count; i++)
        memset(checker->planes[i] + first, 0, end - first);
}

static void take_places(uint64_t *row, uint32_t first, uint32_t end)
{
    for (uint32_t place = first; place < end;) {
        uint32_t count = 64 - place % 64 < end - place ? 64 - place % 64 : end - place;
        row[place / 64] |= (UINT64_MAX >> (64 - count)) << place % 64;
        place += count;
    }
}

/* Makes room for all places there may be. */
static void begin(struct checker *checker)
{
    size_t most = (size_t)count_tokens(checker) + checker->gap + 64;
    checker->plane_count = checker->forward->width == 8 ? 1 : checker->forward->width == 32 ? 4 : 2;
    for (unsigned i = 0; i < checker->plane_count; i++)
        checker->planes[i] = memory_grow(checker->planes[i], &checker->plane_capacity[i], most, 1);
    checker->taken = memory_grow(checker->taken, &checker->taken_capacity, most / 64 + 1,
                                 sizeof *checker->taken);
    checker->end = 0;
    checker->compound_count = 0;
    arrange(checker, checker->forward->title_tokens);
    checker->title_places = checker->end;
    checker->end += checker->gap;
    clear_places(checker, checker->title_places, checker->end);
}

/* Looks at the title and the first `tokens` of the text. */
static void look_at(struct checker *checker, uint32_t tokens)
{
    const struct forward *forward = checker->forward;
    if (checker->arranged == 0)
        begin(checker);
    arrange(checker, forward->title_tokens +
                         (tokens < forward->text_tokens ? tokens : forward->text_tokens));
    checker->row_words = checker->end / 64 + 1;
    checker->scratch = memory_grow(checker->scratch, &checker->scratch_capacity,
                                   CHECK_SCRATCH_ROWS * checker->row_words,
                                   sizeof *checker->scratch);
    clear_places(checker, checker->end, (uint32_t)(64 * checker->row_words));
    memset(checker->taken, 0, checker->row_words * sizeof *checker->taken);
    take_places(checker->taken, 0, checker->title_places);
    take_places(checker->taken, checker->title_places + checker->gap, checker->end);
    checker->round++;
}

void check_look(struct checker *checker)
{
    if (checker->arranged == 0)
        look_at(checker,
                checker->forward->text_tokens < 2 * FIRST_TOKENS ? UINT32_MAX : FIRST_TOKENS);
}

bool check_looked_at_all(const struct checker *checker)
{
    return checker->arranged == count_tokens(checker);
}

bool check_look_further(struct checker *checker)
{
    uint32_t tokens = 4 * (checker->arranged - checker->forward->title_tokens);
    if (check_looked_at_all(checker))
        return false;
    look_at(checker, tokens < checker->forward->text_tokens / 2 ? tokens : UINT32_MAX);
    return true;
}

uint32_t *check_places(const struct checker *checker)
{
    const struct forward *forward = checker->forward;
    const uint32_t simple = forward_simple(forward);
    const uint32_t count = count_tokens(checker);
    uint32_t *places = memory_allocate(count, sizeof *places);
    uint32_t place = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (i == forward->title_tokens)
            place += checker->gap;
        places[i] = place;
        place += forward_token(forward, i) < simple;
    }
    return places;
}
