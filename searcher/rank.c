/* The second stage, over the evidence of each candidate (evidence.h).
 *
 * STEM, EXACT and PREFIX are BM25+ over three keys of a word. PAIR and NEAR reward words that
 * follow each other in the query and in the article, by how rare that is among the candidates;
 * WINDOW rewards words near each other, by how rare the words are. ACCENTS rewards an article that
 * has a word as typed, where there are such as have it with other accents only. */
#include "rank.h"

#include <math.h>
#include <stdlib.h>

#include "database.h"
#include "evidence.h"
#include "memory.h"
#include "schema.h"
#include "values.h"

/* All of the second stage's parameters, chosen together by the mean nDCG@10 of bench/relevance; it
 * is flat around them: 20 % more or less of one changes it by less than .002. */
static const struct {
    double weights[RANK_PARTS];
    double k1, b;     /* BM25 */
    double delta;     /* BM25+, of EXACT and PREFIX */
    double stop_pair; /* a pair of two stop words counts so much */
    double gain;      /* n occurrences together are worth gain n / (n + .5) */
    size_t accents;   /* ACCENTS: in queries of so many words at the most */
} parameters = {
    .weights = {[RANK_STEM] = 0.6,
                [RANK_EXACT] = 0.6,
                [RANK_PREFIX] = 1.1,
                [RANK_PAIR] = 2.0,
                [RANK_NEAR] = 0.6,
                [RANK_WINDOW] = 0.3,
                [RANK_ACCENTS] = 8.0},
    .k1 = 1.2,
    .b = 0.75,
    .delta = 0.8,
    .stop_pair = 0.8,
    .gain = 1.5,
    .accents = 3,
};

/* A pair that a candidate holds. */
struct held_pair {
    uint32_t pair, count;
};

/* How often the candidates hold each pair. */
struct pair_counts {
    struct held_pair *held; /* one candidate's after the other's, by pair */
    size_t held_count, held_capacity;
    size_t *ends;      /* by candidate: where its end in `held` */
    uint32_t *holders; /* by pair: how many candidates hold it */
    double *worth;     /* by pair, when all are read: by how rare it is */
};

/* What a candidate's record gave. */
struct scored {
    bool read;             /* its record was there */
    uint32_t typed, other; /* a bit for each word: has it as typed; with other accents only */
    double parts[RANK_PARTS];
};

struct ranking {
    const struct query_terms *terms;
    struct evidence *evidence;
    size_t known_stems;           /* scored stems that the database has */
    struct candidate *candidates; /* in docid order */
    struct scored *scored;        /* of each candidate */
    size_t count;
    struct pair_counts adjacent, near;
};

static void new_counts(struct pair_counts *counts, const struct evidence_pairs *pairs,
                       size_t candidates)
{
    counts->ends = memory_allocate(candidates, sizeof *counts->ends);
    counts->holders = memory_allocate(pairs->count, sizeof *counts->holders);
    counts->worth = memory_allocate(pairs->count, sizeof *counts->worth);
}

static void free_counts(struct pair_counts *counts)
{
    free(counts->held);
    free(counts->ends);
    free(counts->holders);
    free(counts->worth);
}

static void take_counts(struct pair_counts *counts, const struct evidence_pairs *pairs)
{
    const struct evidence_found *found = &pairs->found;
    counts->held = memory_grow(counts->held, &counts->held_capacity,
                               counts->held_count + found->count, sizeof *counts->held);
    for (size_t i = 0; i < found->count; i++) {
        uint32_t pair = found->numbers[i];
        counts->held[counts->held_count++] = (struct held_pair){pair, pairs->pairs[pair].count};
        counts->holders[pair]++;
    }
}

/* BM25+ over keys; `length` is relative to the average article. */
static double score_keys(const struct evidence_key *keys, const struct evidence_found *found,
                         double length)
{
    double score = 0;
    for (size_t i = 0; i < found->count; i++) {
        const struct evidence_key *key = &keys[found->numbers[i]];
        double frequency = key->count / (1 - parameters.b + parameters.b * length);
        score += key->weight *
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
        double low = stems[window->low].idf;
        double high = stems[window->high].idf;
        score += (low < high ? low : high) * gain(window->count);
    }
    return ranking->known_stems < 2 ? 0 : score * 2 / (double)(ranking->known_stems - 1);
}

static void weigh_pairs(struct pair_counts *counts, const struct evidence_pairs *pairs,
                        size_t candidates)
{
    for (size_t i = 0; i < pairs->count; i++) {
        double holders = counts->holders[i];
        double rarity = log(1 + ((double)candidates - holders + .5) / (holders + .5));
        counts->worth[i] = (pairs->pairs[i].both_stop ? parameters.stop_pair : 1) * rarity;
    }
}

static double score_pairs(const struct pair_counts *counts, size_t candidate)
{
    double score = 0;
    for (size_t i = candidate > 0 ? counts->ends[candidate - 1] : 0; i < counts->ends[candidate];
         i++)
        score += counts->worth[counts->held[i].pair] * gain(counts->held[i].count);
    return score;
}

/* How the article spells the words that were typed with accents. */
static void note_accents(const struct evidence *evidence, struct scored *scored)
{
    if (evidence->exact_count > parameters.accents)
        return;
    for (size_t i = 0; i < evidence->exact_count; i++) {
        const struct evidence_key *key = &evidence->exact[i];
        scored->typed |= (uint32_t)(key->accents_tell && key->typed) << i;
        scored->other |= (uint32_t)(key->accents_tell && key->other && !key->typed) << i;
    }
}

/* What a word is worth falls with the square of how many there are: of a word alone it is more than
 * all other parts together, so that who types péché gets no pêche before it. */
static double score_accents(const struct evidence *evidence, uint32_t words)
{
    double score = 0;
    if (words == 0)
        return 0;
    for (size_t i = 0; i < evidence->exact_count; i++)
        if (words & (uint32_t)1 << i)
            score += evidence->exact[i].weight;
    return score / (double)(evidence->exact_count * evidence->exact_count);
}

/* The parts that need the candidate alone. */
static void score_article(const struct ranking *ranking, double first, double *parts)
{
    const struct evidence *evidence = ranking->evidence;
    double length = evidence_relative_length(ranking->terms, evidence->length);
    parts[RANK_STEM] = first;
    parts[RANK_EXACT] = score_keys(evidence->exact, &evidence->exact_found, length);
    parts[RANK_PREFIX] = score_keys(evidence->prefix, &evidence->prefix_found, length);
    parts[RANK_WINDOW] = score_windows(ranking);
}

/* In docid order, as records are read. */
static enum xapian_status read_candidates(struct ranking *ranking, struct records *records,
                                          char **message)
{
    const struct candidate *candidates = ranking->candidates;
    struct scored *scored = ranking->scored;
    struct str record;
    struct forward forward;
    enum xapian_status status = XAPIAN_OK;
    records_begin(records);
    for (size_t i = 0; i < ranking->count && status == XAPIAN_OK; i++) {
        status = records_read(records, candidates[i].docid, &record, message);
        if (i + 1 < ranking->count)
            records_expect(records, candidates[i + 1].docid);
        scored[i].read = status == XAPIAN_OK && forward_open(record, &forward);
        if (scored[i].read) {
            evidence_read(ranking->evidence, &forward);
            take_counts(&ranking->adjacent, &ranking->evidence->adjacent);
            take_counts(&ranking->near, &ranking->evidence->near);
            score_article(ranking, candidates[i].first, scored[i].parts);
            note_accents(ranking->evidence, &scored[i]);
        }
        ranking->adjacent.ends[i] = ranking->adjacent.held_count;
        ranking->near.ends[i] = ranking->near.held_count;
    }
    return status;
}

void rank_by_first(struct candidate *candidates, size_t count)
{
    for (size_t i = 0; i < count; i++)
        candidates[i].score = parameters.weights[RANK_STEM] * candidates[i].first;
}

size_t rank_best(struct candidate *candidates, size_t count)
{
    size_t most = count < RANK_CANDIDATES ? count : RANK_CANDIDATES;
    size_t best = 0;
    double greatest = 0;
    for (size_t i = 0; i < most; i++)
        greatest = fmax(greatest, candidates[i].first);
    for (size_t i = 0; i < most; i++) {
        struct candidate candidate = candidates[i];
        if (candidate.first < RANK_SHARE * greatest)
            continue;
        candidates[i] = candidates[best];
        candidates[best++] = candidate;
    }
    return best;
}

/* The words that a candidate has with other accents only. */
static uint32_t find_ambiguous(const struct ranking *ranking)
{
    uint32_t words = 0;
    for (size_t i = 0; i < ranking->count; i++)
        words |= ranking->scored[i].other;
    return words;
}

static void finish(struct ranking *ranking, bool *ambiguous)
{
    const struct evidence *evidence = ranking->evidence;
    const uint32_t told = find_ambiguous(ranking);
    *ambiguous = told != 0;
    weigh_pairs(&ranking->adjacent, &evidence->adjacent, ranking->count);
    weigh_pairs(&ranking->near, &evidence->near, ranking->count);
    for (size_t i = 0; i < ranking->count; i++) {
        struct candidate *candidate = &ranking->candidates[i];
        double *parts = ranking->scored[i].parts;
        rank_by_first(candidate, 1);
        if (!ranking->scored[i].read) {
            candidate->parts = NULL;
            continue;
        }
        candidate->score = 0;
        parts[RANK_PAIR] = score_pairs(&ranking->adjacent, i);
        parts[RANK_NEAR] = score_pairs(&ranking->near, i);
        parts[RANK_ACCENTS] = score_accents(evidence, told & ranking->scored[i].typed);
        for (int part = 0; part < RANK_PARTS; part++) {
            parts[part] *= parameters.weights[part];
            candidate->score += parts[part];
            if (candidate->parts)
                candidate->parts[part] = parts[part];
        }
    }
}

enum status rank_candidates(const struct query_terms *terms, struct records *records,
                            struct candidate *candidates, size_t count, bool *ambiguous,
                            struct error *error)
{
    struct ranking ranking = {.terms = terms, .candidates = candidates, .count = count};
    char *message = NULL;
    *ambiguous = false;
    if (count == 0)
        return STATUS_OK;
    ranking.scored = memory_allocate(count, sizeof *ranking.scored);
    values_sort(candidates, count);
    for (size_t i = 0; i < terms->stem_count; i++)
        ranking.known_stems += terms->stems[i].weight > 0;
    ranking.evidence = evidence_new(terms);
    new_counts(&ranking.adjacent, &ranking.evidence->adjacent, count);
    new_counts(&ranking.near, &ranking.evidence->near, count);
    enum xapian_status status = read_candidates(&ranking, records, &message);
    if (status == XAPIAN_OK)
        finish(&ranking, ambiguous);
    evidence_free(ranking.evidence);
    free_counts(&ranking.adjacent);
    free_counts(&ranking.near);
    free(ranking.scored);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}
