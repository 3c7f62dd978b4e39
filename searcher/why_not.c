/* The answer to --why-not: the conditions an article fails; or its rank, and what the hits above it
 * have more of. */
#include "why_not.h"

#include <stdlib.h>

#include "conditions.h"
#include "database.h"
#include "hit.h"
#include "json_text.h"
#include "language.h"
#include "memory.h"
#include "print_explain.h"
#include "terminal.h"

/* An article with its place among the hits. */
struct standing {
    size_t rank; /* 0: it is no hit */
    struct hit hit;
    struct explanation explanation; /* of a hit */
};

struct answer {
    const struct why_not *why_not;
    const struct print_context *context;
    struct hit_reader reader;
    struct standing asked;
    struct standing above, first; /* of a hit that is not the first; their ranks may be equal */
    struct conditions conditions; /* of an article that is no hit */
};

/* -- Finding out ----------------------------------------------------------------------------- */

static enum status read_standing(struct answer *answer, xapian_docid docid, size_t rank,
                                 struct standing *standing, struct error *error)
{
    const struct search *search = answer->why_not->search;
    enum status status = hit_read(&answer->reader, docid, &standing->hit, error);
    standing->rank = rank;
    if (status != STATUS_OK || rank == 0)
        return status;
    return explainer_explain(answer->context->explainer, &search->hits[rank - 1], &answer->reader,
                             &standing->hit, &standing->explanation, error);
}

static enum status read_others(struct answer *answer, struct error *error)
{
    const struct search_hit *hits = answer->why_not->search->hits;
    size_t rank = answer->asked.rank;
    if (rank < 2)
        return STATUS_OK;
    enum status status = read_standing(answer, hits[rank - 2].docid, rank - 1, &answer->above,
                                       error);
    if (status == STATUS_OK)
        status = read_standing(answer, hits[0].docid, 1, &answer->first, error);
    return status;
}

static enum status judge(struct answer *answer, xapian_docid docid, struct error *error)
{
    const struct why_not *why_not = answer->why_not;
    const struct request request = {.root = why_not->root,
                                    .mode = why_not->search->mode,
                                    .terms = &why_not->search->terms,
                                    .filters = why_not->filters,
                                    .names = why_not->names,
                                    .english = why_not->json};
    return conditions_judge(&request, docid, &answer->reader, &answer->asked.hit,
                            &answer->conditions, error);
}

static enum status find_out(struct answer *answer, struct error *error)
{
    const struct search *search = answer->why_not->search;
    xapian_docid docid = 0;
    size_t rank = 0;
    enum status status = database_find(answer->why_not->names->database,
                                       str_from(answer->why_not->id), &docid, error);
    if (status == STATUS_OK && docid == 0)
        status = error_set(error, STATUS_INPUT, "no article has the id %s; srch -f ids prints ids",
                           answer->why_not->id);
    for (size_t i = 0; i < search->count && rank == 0; i++)
        if (search->hits[i].docid == docid)
            rank = i + 1;
    if (status == STATUS_OK)
        status = read_standing(answer, docid, rank, &answer->asked, error);
    if (status == STATUS_OK)
        status = rank > 0 ? read_others(answer, error) : judge(answer, docid, error);
    return status;
}

/* -- As text --------------------------------------------------------------------------------- */

/* What two hits have of one part of the score, or how often the two words of a pair stand together
 * in each. */
struct row {
    struct buffer label;
    double asked, other;
    bool counts;
};

struct rows {
    struct row *rows;
    size_t count;
    size_t capacity;
};

static struct row *add_row(struct rows *rows, double asked, double other)
{
    rows->rows = memory_grow(rows->rows, &rows->capacity, rows->count + 1, sizeof *rows->rows);
    rows->rows[rows->count] = (struct row){.asked = asked, .other = other};
    return &rows->rows[rows->count++];
}

/* What the words add to the first stage's score, in the measure of the part that it is. */
static void add_words(const struct explainer *explainer, const struct explanation *asked,
                      const struct explanation *other, struct rows *rows)
{
    double first = asked->hit->first;
    double scale = first > 0 ? asked->parts[RANK_STEM] / first : 0;
    for (size_t i = 0; i < asked->word_count; i++)
        if (asked->words[i].part != 0 || other->words[i].part != 0)
            buffer_append_format(
                &add_row(rows, scale * asked->words[i].part, scale * other->words[i].part)->label,
                "  %.*s", STR_FORMAT(explainer->labels[i]));
    if (asked->prefix_count > 0)
        buffer_append(&add_row(rows, scale * asked->prefix_part, scale * other->prefix_part)->label,
                      str_from(_("  prefixes")));
}

static void add_pairs(const struct explainer *explainer, const struct evidence_pairs *pairs,
                      const uint32_t *asked, const uint32_t *other, struct rows *rows)
{
    for (size_t i = 0; i < pairs->count; i++) {
        if (asked[i] + other[i] == 0)
            continue;
        struct row *row = add_row(rows, asked[i], other[i]);
        row->counts = true;
        buffer_append_format(&row->label, _("  %.*s %.*s, times"),
                             STR_FORMAT(explainer->labels[pairs->pairs[i].first]),
                             STR_FORMAT(explainer->labels[pairs->pairs[i].second]));
    }
}

static void compare(const struct explainer *explainer, const struct explanation *asked,
                    const struct explanation *other, struct rows *rows)
{
    for (int part = 0; part < RANK_PARTS; part++) {
        buffer_append(&add_row(rows, asked->parts[part], other->parts[part])->label,
                      str_from(language_translate(explain_part_name((enum rank_part)part))));
        if (part == RANK_STEM)
            add_words(explainer, asked, other, rows);
        if (part == RANK_PAIR)
            add_pairs(explainer, &explainer->evidence->adjacent, asked->adjacent, other->adjacent,
                      rows);
        if (part == RANK_NEAR)
            add_pairs(explainer, &explainer->evidence->near, asked->near, other->near, rows);
    }
    buffer_append(&add_row(rows, asked->hit->score, other->hit->score)->label,
                  str_from(_("score")));
}

static void append_rows(const struct rows *rows, size_t asked, size_t other, struct buffer *text)
{
    size_t width = 0;
    for (size_t i = 0; i < rows->count; i++) {
        size_t columns = terminal_width_of(buffer_str(&rows->rows[i].label));
        width = columns > width ? columns : width;
    }
    struct buffer heads[2] = {{0}, {0}};
    buffer_append_format(&heads[0], _("hit %zu"), asked);
    buffer_append_format(&heads[1], _("hit %zu"), other);
    buffer_append_format(text, "    %*s  %10s  %10s  %10s\n", (int)width, "", heads[0].data,
                         heads[1].data, _("more"));
    buffer_free(&heads[0]);
    buffer_free(&heads[1]);
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->rows[i];
        size_t columns = terminal_width_of(buffer_str(&row->label));
        int digits = row->counts ? 0 : 4;
        buffer_append_format(text, "    %s%*s  %10.*f  %10.*f  %+10.*f\n", row->label.data,
                             (int)(width - columns), "", digits, row->asked, digits, row->other,
                             digits, row->other - row->asked);
    }
}

static void append_title(const struct standing *standing, struct buffer *text)
{
    buffer_append_format(text, "%zu. %.*s (%s)", standing->rank,
                         STR_FORMAT(article_get(&standing->hit.article, ARTICLE_TITLE)),
                         standing->hit.id.data);
}

/* A better hit, and what it has more of than the one asked for. */
static void append_better(const struct answer *answer, const char *which,
                          const struct standing *better, struct buffer *text)
{
    const struct explainer *explainer = answer->context->explainer;
    const struct search_hit *asked = answer->asked.explanation.hit;
    const struct search_hit *other = better->explanation.hit;
    struct rows rows = {0};
    buffer_append_format(text, _("\n%s: "), which);
    append_title(better, text);
    if (!explainer->scored) {
        buffer_append_char(text, '\n');
        return;
    }
    buffer_append_format(text, _(", score %.4f"), other->score);
    if (asked->score == other->score)
        buffer_append(text, str_from(_(", which is the same: its id comes first")));
    buffer_append_char(text, '\n');
    compare(explainer, &answer->asked.explanation, &better->explanation, &rows);
    append_rows(&rows, answer->asked.rank, better->rank, text);
    for (size_t i = 0; i < rows.count; i++)
        buffer_free(&rows.rows[i].label);
    free(rows.rows);
}

static void append_rank(const struct answer *answer, struct buffer *text)
{
    const struct standing *asked = &answer->asked;
    buffer_append_format(text, _("is hit %zu of %zu"), asked->rank, answer->context->total);
    if (!answer->context->explainer->scored)
        buffer_append(text, str_from(_(", in an order that is not by score")));
    else
        buffer_append_format(
            text, _(", score %.4f%s"), asked->explanation.hit->score,
            asked->explanation.ranked_again
                ? ""
                : _(", the first stage's: not among the best that are ranked again"));
    buffer_append_char(text, '\n');
    if (asked->rank > 2)
        append_better(answer, _("the hit above"), &answer->above, text);
    if (asked->rank > 1)
        append_better(answer, asked->rank > 2 ? _("the first hit") : _("the hit above, the first"),
                      &answer->first, text);
}

/* That the index finds what no condition keeps out should not be, and is told. */
static const char contradiction[] = N_(
    "no condition keeps it out: index and article disagree; idx check tells more");

static bool all_hold(const struct conditions *conditions)
{
    for (size_t i = 0; i < conditions->count; i++)
        if (conditions->conditions[i].depth == 0 && !conditions->conditions[i].holds)
            return false;
    return true;
}

static void append_conditions(const struct answer *answer, struct buffer *text)
{
    const struct conditions *conditions = &answer->conditions;
    size_t total = answer->context->total;
    if (total < 2)
        buffer_append(text, str_from(total == 0 ? _("is no hit, nor is any other article\n")
                                                : _("is not the one hit\n")));
    else
        buffer_append_format(text, _("is not among the %zu hits\n"), total);
    for (size_t i = 0; i < conditions->count; i++) {
        const struct condition *condition = &conditions->conditions[i];
        buffer_append_format(text, "    %-4s%*s%s\n", condition->holds ? _("yes") : _("no"),
                             2 * (int)condition->depth, "", condition->text.data);
    }
    if (all_hold(conditions))
        buffer_append_format(text, "    %s\n", _(contradiction));
}

static void print_text(const struct answer *answer)
{
    struct buffer text = {0};
    buffer_append_format(&text, "%.*s\n%s ",
                         STR_FORMAT(article_get(&answer->asked.hit.article, ARTICLE_TITLE)),
                         answer->asked.hit.id.data);
    if (answer->asked.rank > 0)
        append_rank(answer, &text);
    else
        append_conditions(answer, &text);
    print_marked(answer->context, buffer_str(&text), NULL, 0, 0, true, "");
    buffer_free(&text);
}

/* -- As JSON --------------------------------------------------------------------------------- */

static json_t *standing_json(const struct answer *answer, const struct standing *standing)
{
    if (standing->rank == 0)
        return json_null();
    json_t *object = json_object();
    const struct search_hit *hit = standing->explanation.hit;
    json_object_set_new(object, "rank", json_integer((json_int_t)standing->rank));
    json_object_set_new(object, "score", json_real(hit->score));
    json_object_set_new(object, "id", json_text(buffer_str(&standing->hit.id)));
    json_object_set_new(object, "title",
                        json_text(article_get(&standing->hit.article, ARTICLE_TITLE)));
    json_object_set_new(object, "explain",
                        explain_hit_json(answer->context->explainer, &standing->explanation));
    return object;
}

static json_t *conditions_json(const struct conditions *conditions)
{
    json_t *array = json_array();
    for (size_t i = 0; i < conditions->count; i++) {
        const struct condition *condition = &conditions->conditions[i];
        json_t *object = json_object();
        json_object_set_new(object, "depth", json_integer((json_int_t)condition->depth));
        json_object_set_new(object, "holds", json_boolean(condition->holds));
        json_object_set_new(object, "text", json_text(buffer_str(&condition->text)));
        json_array_append_new(array, object);
    }
    return array;
}

static void print_json(const struct answer *answer)
{
    const struct print_context *context = answer->context;
    const struct standing *asked = &answer->asked;
    json_t *object = json_object();
    json_object_set_new(object, "query", json_text(context->query));
    json_object_set_new(object, "parsed", json_text_or_null(context->parsed));
    json_object_set_new(object, "total", json_integer((json_int_t)context->total));
    json_object_set_new(object, "relaxed", json_boolean(context->relaxed));
    json_object_set_new(object, "id", json_text(buffer_str(&asked->hit.id)));
    json_object_set_new(object, "title",
                        json_text(article_get(&asked->hit.article, ARTICLE_TITLE)));
    json_object_set_new(object, "words", explain_words_json(context->explainer));
    json_object_set_new(object, "prefixes", explain_prefixes_json(context->explainer));
    json_object_set_new(object, "conditions", conditions_json(&answer->conditions));
    json_object_set_new(object, "hit", standing_json(answer, asked));
    json_object_set_new(object, "above", standing_json(answer, &answer->above));
    json_object_set_new(object, "first", standing_json(answer, &answer->first));
    print_json_value(context, object);
    putc('\n', context->stream);
}

/* -- All together ---------------------------------------------------------------------------- */

static void free_standing(struct standing *standing)
{
    hit_free(&standing->hit);
    explanation_free(&standing->explanation);
}

enum status why_not_tell(const struct why_not *why_not, const struct print_context *context,
                         bool *is_hit, struct error *error)
{
    struct answer answer = {
        .why_not = why_not,
        .context = context,
        .reader = {.search = why_not->search,
                   .database = why_not->names->database,
                   .french = why_not->names->french,
                   .parts = HIT_SNIPPET,
                   .columns = 80},
    };
    enum status status = find_out(&answer, error);
    *is_hit = answer.asked.rank > 0;
    if (status == STATUS_OK && context->stream && why_not->json)
        print_json(&answer);
    else if (status == STATUS_OK && context->stream)
        print_text(&answer);
    free_standing(&answer.asked);
    free_standing(&answer.above);
    free_standing(&answer.first);
    conditions_free(&answer.conditions);
    hit_reader_free(&answer.reader);
    return status;
}
