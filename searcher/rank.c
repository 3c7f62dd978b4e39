/* The second stage: exact words, beginnings of words, pairs and nearness, from the forward records.
 *
 *     score = 0.6 S(stem) + 0.6 S(exact word) + 0.5 S(first five letters) + 1.5 PAIR + 0.3 WINDOW
 *
 * S is BM25+ over one key of the words; the first stage's score is S(stem) already. PAIR rewards
 * words that stand side by side in the query and in the article, by how rare that is among the
 * candidates; WINDOW rewards words of the query near each other in the article, whatever the order.
 */
#include "rank.h"

#include <math.h>
#include <stdlib.h>

#include "database.h"
#include "forward.h"
#include "memory.h"
#include "schema.h"

/* All of the second stage's parameters. Each was chosen by the mean nDCG@10 of the three sets. */
static const struct {
    double stem, exact, prefix, pair, window; /* weights of the five parts */
    double k1, b;                             /* BM25 */
    double delta;                             /* BM25+: of exact word and prefix */
    double half_stop_pair;                    /* a pair of two stop words */
    double pair_gain;      /* what n occurrences of a pair are worth: gain·n/(n+.5) */
    uint32_t window_words; /* nearer than this many positions */
} parameters = {
    .stem = 0.6,
    .exact = 0.6,
    .prefix = 0.5,
    .pair = 1.5,
    .window = 0.3,
    .k1 = 1.2,
    .b = 0.75,
    .delta = 0.5,
    .half_stop_pair = 0.8,
    .pair_gain = 1.5,
    .window_words = 20,
};

/* A key (exact word or prefix) of the query's scored words, each once. */
struct key {
    uint32_t key;
    double weight; /* of its stem, times how often it stands in the query */
};

/* Two words side by side in the query. */
struct pair {
    uint32_t first, second; /* stems */
    double half;
    uint32_t candidates; /* how many hold it */
};

struct ranking {
    const struct query_terms *terms;
    struct key *exact, *prefix;
    size_t exact_count, prefix_count;
    struct pair *pairs;
    size_t pair_count;
    uint32_t known_stems;  /* distinct scored stems that the database has */
    uint32_t *pair_counts; /* by candidate and pair */
    double *exact_counts;  /* of the candidate in hand, by key: title occurrences weigh more */
    double *prefix_counts;
    /* The candidate in hand. */
    uint8_t *roles;  /* by word number: whether the query has its stem, word or prefix */
    uint32_t *stems; /* by word number: the query's stem, or NO_STEM */
    size_t roles_capacity;
    struct occurrence *occurrences; /* of scored stems, in order */
    size_t occurrence_count, occurrence_capacity;
};

struct occurrence {
    uint32_t stem, position;
};

#define NO_STEM UINT32_MAX

enum role { ROLE_STEM = 1, ROLE_EXACT = 2, ROLE_PREFIX = 4 };

void rank_parts_free(struct rank_parts *parts)
{
    free(parts->pairs);
    *parts = (struct rank_parts){0};
}

/* -- The query ------------------------------------------------------------------------------------
 */

static uint32_t prefix_of(const struct french_word *word)
{
    return word->prefix_key >> 16;
}

static void add_key(struct key *keys, size_t *count, uint32_t key, double weight)
{
    for (size_t i = 0; i < *count; i++)
        if (keys[i].key == key) {
            keys[i].weight += weight;
            return;
        }
    keys[(*count)++] = (struct key){key, weight};
}

static void add_pair(struct ranking *ranking, const struct query_token *first,
                     const struct query_token *second)
{
    for (size_t i = 0; i < ranking->pair_count; i++)
        if (ranking->pairs[i].first == first->stem && ranking->pairs[i].second == second->stem)
            return;
    bool both_stop = first->word->stop && second->word->stop;
    ranking->pairs[ranking->pair_count++] = (struct pair){
        first->stem, second->stem, both_stop ? parameters.half_stop_pair : 1, 0};
}

static void read_query(struct ranking *ranking, const struct query_terms *terms, size_t candidates)
{
    size_t count = terms->token_count;
    ranking->terms = terms;
    ranking->exact = memory_allocate(count, sizeof *ranking->exact);
    ranking->prefix = memory_allocate(count, sizeof *ranking->prefix);
    ranking->pairs = memory_allocate(count, sizeof *ranking->pairs);
    const struct query_token *before = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct query_token *token = &terms->tokens[i];
        double weight = terms->stems[token->stem].weight;
        if (weight > 0) {
            add_key(ranking->exact, &ranking->exact_count, forward_key_of(token->word), weight);
            add_key(ranking->prefix, &ranking->prefix_count, prefix_of(token->word), weight);
        }
        if (token->compound)
            continue;
        if (before && token->position == before->position + 1)
            add_pair(ranking, before, token);
        before = token;
    }
    for (size_t i = 0; i < terms->stem_count; i++)
        ranking->known_stems += terms->stems[i].weight > 0;
    ranking->exact_counts = memory_allocate(count, sizeof *ranking->exact_counts);
    ranking->prefix_counts = memory_allocate(count, sizeof *ranking->prefix_counts);
    ranking->pair_counts = memory_allocate(candidates * (ranking->pair_count + 1),
                                           sizeof *ranking->pair_counts);
}

static void free_ranking(struct ranking *ranking)
{
    free(ranking->exact);
    free(ranking->prefix);
    free(ranking->pairs);
    free(ranking->pair_counts);
    free(ranking->exact_counts);
    free(ranking->prefix_counts);
    free(ranking->roles);
    free(ranking->stems);
    free(ranking->occurrences);
}

/* -- A candidate ----------------------------------------------------------------------------------
 */

static bool has_key(const struct key *keys, size_t count, uint32_t key)
{
    for (size_t i = 0; i < count; i++)
        if (keys[i].key == key)
            return true;
    return false;
}

/* Finds what each distinct word of the article is to the query. */
static void read_words(struct ranking *ranking, const struct forward *forward)
{
    const struct query_terms *terms = ranking->terms;
    if (ranking->roles_capacity < forward->words) {
        ranking->roles_capacity = forward->words;
        ranking->roles = memory_resize(ranking->roles, forward->words, sizeof *ranking->roles);
        ranking->stems = memory_resize(ranking->stems, forward->words, sizeof *ranking->stems);
    }
    for (uint32_t word = 0; word < forward->words; word++) {
        uint32_t key = forward_word_key(forward, word);
        uint32_t stem_key = forward_stem_key(forward, word);
        uint8_t role = 0;
        ranking->stems[word] = NO_STEM;
        for (size_t i = 0; i < terms->stem_count; i++)
            if (terms->stems[i].word->stem_key == stem_key) {
                ranking->stems[word] = (uint32_t)i;
                role = ROLE_STEM;
            }
        if (has_key(ranking->prefix, ranking->prefix_count, key >> 16)) {
            role |= ROLE_PREFIX;
            if (has_key(ranking->exact, ranking->exact_count, key))
                role |= ROLE_EXACT;
        }
        ranking->roles[word] = role;
    }
}

static void count_key(const struct key *keys, size_t count, uint32_t key, double *counts,
                      double amount)
{
    for (size_t i = 0; i < count; i++)
        if (keys[i].key == key)
            counts[i] += amount;
}

static void count_pair(struct ranking *ranking, uint32_t first, uint32_t second, uint32_t *counts)
{
    for (size_t i = 0; i < ranking->pair_count; i++)
        if (ranking->pairs[i].first == first && ranking->pairs[i].second == second)
            counts[i]++;
}

static void add_occurrence(struct ranking *ranking, uint32_t stem, uint32_t position)
{
    ranking->occurrences = memory_grow(ranking->occurrences, &ranking->occurrence_capacity,
                                       ranking->occurrence_count + 1, sizeof *ranking->occurrences);
    ranking->occurrences[ranking->occurrence_count++] = (struct occurrence){stem, position};
}

/* Goes over the tokens once: counts of keys and pairs, and where the scored stems stand. */
static void read_tokens(struct ranking *ranking, const struct forward *forward, uint32_t *pairs)
{
    uint32_t tokens = forward->title_tokens + forward->text_tokens;
    uint32_t before = NO_STEM; /* the stem at the position before */
    uint32_t position = 0;
    ranking->occurrence_count = 0;
    for (uint32_t i = 0; i < tokens; i++) {
        if (i == forward->title_tokens) { /* title and text do not touch */
            before = NO_STEM;
            position += parameters.window_words;
        }
        uint32_t word = forward_token(forward, i);
        if (word >= forward->words)
            return;
        uint8_t role = ranking->roles[word];
        uint32_t stem = ranking->stems[word];
        double amount = i < forward->title_tokens ? SCHEMA_TITLE_WEIGHT : 1;
        uint32_t key = role & (ROLE_EXACT | ROLE_PREFIX) ? forward_word_key(forward, word) : 0;
        if (role & ROLE_PREFIX)
            count_key(ranking->prefix, ranking->prefix_count, key >> 16, ranking->prefix_counts,
                      amount);
        if (role & ROLE_EXACT)
            count_key(ranking->exact, ranking->exact_count, key, ranking->exact_counts, amount);
        if (forward_is_compound(forward, word))
            continue;
        if (stem != NO_STEM && before != NO_STEM)
            count_pair(ranking, before, stem, pairs);
        if (stem != NO_STEM && ranking->terms->stems[stem].weight > 0)
            add_occurrence(ranking, stem, position);
        before = stem;
        position++;
    }
}

/* -- The parts of the score -----------------------------------------------------------------------
 */

/* BM25+ over keys; `length` is relative to the average article. */
static double score_keys(const struct key *keys, size_t count, const double *counts, double length)
{
    double score = 0;
    for (size_t i = 0; i < count; i++) {
        if (counts[i] <= 0)
            continue;
        double frequency = counts[i] / (1 - parameters.b + parameters.b * length);
        score += keys[i].weight *
                 ((parameters.k1 + 1) * frequency / (parameters.k1 + frequency) + parameters.delta);
    }
    return score;
}

static double gain(double count)
{
    return parameters.pair_gain * count / (count + .5);
}

/* Over all pairs of different stems less than a window apart. */
static double score_window(const struct ranking *ranking)
{
    size_t stems = ranking->terms->stem_count;
    double score = 0;
    if (ranking->known_stems < 2)
        return 0;
    double *counts = memory_allocate(stems * stems, sizeof *counts);
    for (size_t i = 0; i < ranking->occurrence_count; i++) {
        const struct occurrence *here = &ranking->occurrences[i];
        for (size_t j = i; j-- > 0;) {
            const struct occurrence *there = &ranking->occurrences[j];
            if (here->position - there->position >= parameters.window_words)
                break;
            if (here->stem != there->stem)
                counts[here->stem < there->stem ? here->stem * stems + there->stem
                                                : there->stem * stems + here->stem]++;
        }
    }
    for (size_t a = 0; a < stems; a++)
        for (size_t b = a + 1; b < stems; b++)
            if (counts[a * stems + b] > 0)
                score += fmin(ranking->terms->stems[a].idf, ranking->terms->stems[b].idf) *
                         gain(counts[a * stems + b]);
    free(counts);
    return score * 2 / (ranking->known_stems - 1);
}

/* All parts but PAIR, which needs to know all candidates. */
static double score_candidate(struct ranking *ranking, const struct candidate *candidate,
                              const struct forward *forward, uint32_t *pairs)
{
    for (size_t i = 0; i < ranking->exact_count; i++)
        ranking->exact_counts[i] = 0;
    for (size_t i = 0; i < ranking->prefix_count; i++)
        ranking->prefix_counts[i] = 0;
    read_words(ranking, forward);
    read_tokens(ranking, forward, pairs);
    double length = forward->text_tokens + SCHEMA_TITLE_WEIGHT * (double)forward->title_tokens;
    length /= ranking->terms->average_length;
    struct rank_parts parts = {
        .stem = parameters.stem * candidate->first,
        .exact = parameters.exact *
                 score_keys(ranking->exact, ranking->exact_count, ranking->exact_counts, length),
        .prefix = parameters.prefix * score_keys(ranking->prefix, ranking->prefix_count,
                                                 ranking->prefix_counts, length),
        .window = parameters.window * score_window(ranking),
    };
    if (candidate->parts)
        *candidate->parts = parts;
    return parts.stem + parts.exact + parts.prefix + parts.window;
}

static void keep_pair(struct rank_parts *parts, const struct pair *pair, uint32_t count,
                      double score)
{
    parts->pairs = memory_resize(parts->pairs, parts->pair_count + 1, sizeof *parts->pairs);
    parts->pairs[parts->pair_count++] = (struct rank_pair){pair->first, pair->second, count, score};
    parts->pair += score;
}

/* PAIR; kept in `parts` unless that is NULL. */
static double score_pairs(const struct ranking *ranking, const uint32_t *counts, size_t candidates,
                          struct rank_parts *parts)
{
    double score = 0;
    for (size_t i = 0; i < ranking->pair_count; i++) {
        const struct pair *pair = &ranking->pairs[i];
        if (counts[i] == 0)
            continue;
        double rarity = log(1 + ((double)(candidates - pair->candidates) + .5) /
                                    (pair->candidates + .5));
        double worth = parameters.pair * pair->half * rarity * gain(counts[i]);
        score += worth;
        if (parts)
            keep_pair(parts, pair, counts[i], worth);
    }
    return score;
}

/* -- All candidates -------------------------------------------------------------------------------
 */

static int compare_docids(const void *a, const void *b)
{
    const struct candidate *x = *(struct candidate *const *)a;
    const struct candidate *y = *(struct candidate *const *)b;
    return (x->docid > y->docid) - (x->docid < y->docid);
}

/* Reads the records in docid order, so that the stream of values is gone through once. */
static enum xapian_status read_candidates(struct ranking *ranking,
                                          const struct xapian_database *database,
                                          struct candidate **ordered, size_t count, char **message)
{
    struct xapian_values *values = NULL;
    xapian_docid docid = 0;
    const char *bytes = NULL;
    size_t length = 0;
    struct forward forward;
    enum xapian_status status = xapian_database_values(database, SCHEMA_SLOT_FORWARD, &values,
                                                       message);
    for (size_t i = 0; i < count && status == XAPIAN_OK; i++) {
        uint32_t *pairs = &ranking->pair_counts[i * ranking->pair_count];
        status = xapian_values_skip_to(values, ordered[i]->docid, message);
        if (status == XAPIAN_OK)
            status = xapian_values_next(values, &docid, &bytes, &length, message);
        if (status != XAPIAN_OK)
            break;
        ordered[i]->score = ordered[i]->first;
        if (docid != ordered[i]->docid || !forward_open(str_of(bytes, length), &forward)) {
            ordered[i]->parts = NULL;
            continue;
        }
        ordered[i]->score = score_candidate(ranking, ordered[i], &forward, pairs);
        for (size_t p = 0; p < ranking->pair_count; p++)
            ranking->pairs[p].candidates += pairs[p] > 0;
    }
    xapian_values_free(values);
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

enum status rank_candidates(const struct query_terms *terms, const struct xapian_database *database,
                            struct candidate *candidates, size_t count, struct error *error)
{
    struct ranking ranking = {0};
    char *message = NULL;
    if (count == 0)
        return STATUS_OK;
    struct candidate **ordered = memory_allocate(count, sizeof *ordered);
    for (size_t i = 0; i < count; i++)
        ordered[i] = &candidates[i];
    qsort(ordered, count, sizeof *ordered, compare_docids);
    read_query(&ranking, terms, count);
    enum xapian_status status = read_candidates(&ranking, database, ordered, count, &message);
    for (size_t i = 0; i < count && status == XAPIAN_OK; i++)
        ordered[i]->score += score_pairs(&ranking, &ranking.pair_counts[i * ranking.pair_count],
                                         count, ordered[i]->parts);
    free(ordered);
    free_ranking(&ranking);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, "the database", status, message);
}
