/* One pass over an article's tokens, which is a fifth of what its whole evidence takes. */
#include "function_score.h"

#include <stdlib.h>

#include "bits.h"
#include "evidence.h"
#include "memory.h"
#include "schema.h"
#include "vocabulary.h"

/* A row of words in the title is worth so many in the text. */
#define TITLE_ROW 1.5

/* n occurrences in an article of average length are worth n / (n + this). */
#define HALF_WORTH 10

struct function_score {
    const struct query_terms *terms;                    /* borrowed */
    uint64_t numbers[BITS_WORDS(VOCABULARY_WORDS + 1)]; /* of the vocabulary: the query's words */
    bool *has; /* by word of the article: it is one of them */
    size_t capacity;
};

/* Some of the article's tokens, as they are read. */
struct row {
    uint32_t length, longest; /* words of the query side by side: up to here, and at the most */
    uint32_t occurrences;
};

struct function_score *function_score_new(const struct query_terms *terms)
{
    if (terms->stem_count == 0)
        return NULL;
    for (size_t i = 0; i < terms->stem_count; i++)
        if (schema_has_stem_term(terms->stems[i].word))
            return NULL;
    struct function_score *score = memory_allocate(1, sizeof *score);
    score->terms = terms;
    for (size_t i = 0; i < terms->stem_count; i++) {
        const struct french_word *word = terms->stems[i].word;
        struct vocabulary_range range = vocabulary_of_stem(word->stem, word->stem_key);
        for (uint32_t number = range.first; number < range.end; number++)
            bits_add(score->numbers, number);
    }
    return score;
}

void function_score_free(struct function_score *score)
{
    if (!score)
        return;
    free(score->has);
    free(score);
}

/* Other words than the vocabulary's are hardly ever of such a stem. */
static void find_words(struct function_score *score, const struct forward *forward)
{
    score->has = memory_grow(score->has, &score->capacity, forward->words, sizeof *score->has);
    for (uint32_t word = 0; word < forward->words; word++)
        score->has[word] = word < forward->common &&
                           bits_have(score->numbers, forward_number(forward, word));
}

static struct row read_row(const struct function_score *score, const struct forward *forward,
                           uint32_t begin, uint32_t end)
{
    struct row row = {0};
    for (uint32_t i = begin; i < end; i++) {
        uint32_t word = forward_token(forward, i);
        bool here = word < forward->words && score->has[word]; /* not damaged */
        row.occurrences += here;
        row.length = here ? row.length + 1 : 0;
        row.longest = row.length > row.longest ? row.length : row.longest;
    }
    if (row.longest > score->terms->token_count) /* le le le */
        row.longest = (uint32_t)score->terms->token_count;
    return row;
}

double function_score_read(struct function_score *score, const struct forward *forward)
{
    const uint32_t title_end = forward->title_tokens;
    find_words(score, forward);
    struct row title = read_row(score, forward, 0, title_end);
    struct row text = read_row(score, forward, title_end, title_end + forward->text_tokens);
    double length = evidence_relative_length(score->terms, evidence_length(forward));
    double times = text.occurrences + SCHEMA_TITLE_WEIGHT * (double)title.occurrences;
    double part = length > 0 ? times / length : times;
    double in_title = TITLE_ROW * title.longest;
    return (in_title > text.longest ? in_title : text.longest) + part / (part + HALF_WORTH);
}
