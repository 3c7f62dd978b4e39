/* The second stage, over the evidence of each candidate (evidence.h).
 *
 * STEM, EXACT and PREFIX are BM25+ over three keys of a word. PAIR and NEAR reward words that
 * follow each other in the query and in the article, by how rare that is among the candidates;
 * WINDOW rewards words near each other, by how rare the words are. */
#include "rank.h"

#include <math.h>
#include <stdlib.h>

#include "database.h"
#include "evidence.h"
#include "memory.h"
#include "schema.h"

/* All of the second stage's parameters, chosen together by the mean nDCG@10 of bench/relevance; it
 * is flat around them: 20 % more or less of one changes it by less than .002. */
static const struct {
    double weights[RANK_PARTS];
    double k1, b;     /* BM25 */
    double delta;     /* BM25+, of EXACT and PREFIX */
    double stop_pair; /* a pair of two stop words counts so much */
    double gain;      /* n occurrences together are worth gain n / (n + .5) */
} parameters = {
    .weights = {[RANK_STEM] = 0.6,
                [RANK_EXACT] = 0.6,
                [RANK_PREFIX] = 1.1,
                [RANK_PAIR] = 2.0,
                [RANK_NEAR] = 0.6,
                [RANK_WINDOW] = 0.3},
    .k1 = 1.2,
    .b = 0.75,
    .delta = 0.8,
    .stop_pair = 0.8,
    .gain = 1.5,
};

/* How often the candidates hold each pair. */
struct pair_counts {
    uint32_t *counts;     /* by candidate and pair */
    uint32_t *candidates; /* by pair: how many hold it */
};

struct ranking {
    const struct query_terms *terms;
    struct evidence *evidence;
    size_t known_stems; /* scored stems that the database has */
    size_t count;       /* candidates */
    struct pair_counts adjacent, near;
};

static void new_counts(struct pair_counts *counts, const struct evidence_pairs *pairs,
                       size_t candidates)
{
    counts->counts = memory_allocate(pairs->count * candidates, sizeof *counts->counts);
    counts->candidates = memory_allocate(pairs->count, sizeof *counts->candidates);
}

static void take_counts(struct pair_counts *counts, const struct evidence_pairs *pairs,
                        size_t candidate)
{
    for (size_t i = 0; i < pairs->count; i++) {
        counts->counts[candidate * pairs->count + i] = pairs->pairs[i].count;
        counts->candidates[i] += pairs->pairs[i].count > 0;
    }
}

/* BM25+ over keys; `length` is relative to the average article. */
static double score_keys(const struct evidence_key *keys, size_t count, double length)
{
    double score = 0;
    for (size_t i = 0; i < count; i++) {
        if (keys[i].count <= 0)
            continue;
        double frequency = keys[i].count / (1 - parameters.b + parameters.b * length);
        score += keys[i].weight *
                 ((parameters.k1 + 1) * frequency / (parameters.k1 + frequency) + parameters.delta);
    }
    return score;
}

static double gain(double count)
{
    return parameters.gain * count / (count + .5);
}

static double score_windows(const struct ranking *ranking)
{
    const struct evidence *evidence = ranking->evidence;
    const struct query_stem *stems = ranking->terms->stems;
    double score = 0;
    for (size_t i = 0; i < evidence->window_count; i++) {
        const struct evidence_window *window = &evidence->windows[i];
        score += fmin(stems[window->low].idf, stems[window->high].idf) * gain(window->count);
    }
    return ranking->known_stems < 2 ? 0 : score * 2 / (double)(ranking->known_stems - 1);
}

static double score_pairs(const struct ranking *ranking, const struct evidence_pairs *pairs,
                          const struct pair_counts *counts, size_t candidate)
{
    const uint32_t *now = &counts->counts[candidate * pairs->count];
    double score = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        if (now[i] == 0)
            continue;
        double holders = counts->candidates[i];
        double rarity = log(1 + ((double)ranking->count - holders + .5) / (holders + .5));
        score += (pairs->pairs[i].both_stop ? parameters.stop_pair : 1) * rarity * gain(now[i]);
    }
    return score;
}

/* The parts that need the candidate alone. */
static void score_article(const struct ranking *ranking, double first, double *parts)
{
    const struct evidence *evidence = ranking->evidence;
    double length = evidence->length / ranking->terms->average_length;
    parts[RANK_STEM] = first;
    parts[RANK_EXACT] = score_keys(evidence->exact, evidence->exact_count, length);
    parts[RANK_PREFIX] = score_keys(evidence->prefix, evidence->prefix_count, length);
    parts[RANK_WINDOW] = score_windows(ranking);
}

/* A candidate in docid order, with its parts. */
struct scored {
    struct candidate *candidate;
    bool read; /* its record was there */
    double parts[RANK_PARTS];
};

static int compare_docids(const void *a, const void *b)
{
    const struct candidate *x = ((const struct scored *)a)->candidate;
    const struct candidate *y = ((const struct scored *)b)->candidate;
    return (x->docid > y->docid) - (x->docid < y->docid);
}

/* In docid order, as records are read. */
static enum xapian_status read_candidates(struct ranking *ranking, struct records *records,
                                          struct scored *scored, char **message)
{
    struct str record;
    struct forward forward;
    enum xapian_status status = XAPIAN_OK;
    records_begin(records);
    for (size_t i = 0; i < ranking->count && status == XAPIAN_OK; i++) {
        status = records_read(records, scored[i].candidate->docid, &record, message);
        scored[i].read = status == XAPIAN_OK && forward_open(record, &forward);
        if (!scored[i].read)
            continue;
        evidence_read(ranking->evidence, &forward);
        take_counts(&ranking->adjacent, &ranking->evidence->adjacent, i);
        take_counts(&ranking->near, &ranking->evidence->near, i);
        score_article(ranking, scored[i].candidate->first, scored[i].parts);
    }
    return status;
}

void rank_by_first(struct candidate *candidates, size_t count)
{
    for (size_t i = 0; i < count; i++)
        candidates[i].score = parameters.weights[RANK_STEM] * candidates[i].first;
}

size_t rank_best(const struct candidate *candidates, size_t count)
{
    size_t best = 0;
    while (best < count && best < RANK_CANDIDATES &&
           candidates[best].first >= RANK_SHARE * candidates[0].first)
        best++;
    return best;
}

static void finish(const struct ranking *ranking, struct scored *scored)
{
    for (size_t i = 0; i < ranking->count; i++) {
        struct candidate *candidate = scored[i].candidate;
        double *parts = scored[i].parts;
        rank_by_first(candidate, 1);
        if (!scored[i].read) {
            candidate->parts = NULL;
            continue;
        }
        candidate->score = 0;
        parts[RANK_PAIR] = score_pairs(ranking, &ranking->evidence->adjacent, &ranking->adjacent,
                                       i);
        parts[RANK_NEAR] = score_pairs(ranking, &ranking->evidence->near, &ranking->near, i);
        for (int part = 0; part < RANK_PARTS; part++) {
            parts[part] *= parameters.weights[part];
            candidate->score += parts[part];
            if (candidate->parts)
                candidate->parts[part] = parts[part];
        }
    }
}

enum status rank_candidates(const struct query_terms *terms, struct records *records,
                            struct candidate *candidates, size_t count, struct error *error)
{
    struct ranking ranking = {.terms = terms, .count = count};
    char *message = NULL;
    if (count == 0)
        return STATUS_OK;
    struct scored *scored = memory_allocate(count, sizeof *scored);
    for (size_t i = 0; i < count; i++)
        scored[i].candidate = &candidates[i];
    qsort(scored, count, sizeof *scored, compare_docids);
    for (size_t i = 0; i < terms->stem_count; i++)
        ranking.known_stems += terms->stems[i].weight > 0;
    ranking.evidence = evidence_new(terms);
    new_counts(&ranking.adjacent, &ranking.evidence->adjacent, count);
    new_counts(&ranking.near, &ranking.evidence->near, count);
    enum xapian_status status = read_candidates(&ranking, records, scored, &message);
    if (status == XAPIAN_OK)
        finish(&ranking, scored);
    evidence_free(ranking.evidence);
    free(ranking.adjacent.counts);
    free(ranking.adjacent.candidates);
    free(ranking.near.counts);
    free(ranking.near.candidates);
    free(scored);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, "the database", status, message);
}
