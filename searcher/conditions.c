/* Judging an article by the parts of a query and its filters.
 *
 * Whether a part holds, the check says; here are the sentences, and what of the article they tell.
 */
#include "conditions.h"

#include <stdlib.h>

#include "check.h"
#include "forms.h"
#include "forward.h"
#include "language.h"
#include "match.h"
#include "memory.h"

struct judge {
    const struct request *request;
    enum plan_mode mode; /* of the part in hand */
    struct plan plan;
    struct forward forward;
    xapian_docid docid;
    const struct hit *hit;
    struct tokenised article;
    struct conditions *conditions;
    struct forms forms; /* working memory */
};

void conditions_free(struct conditions *conditions)
{
    for (size_t i = 0; i < conditions->count; i++)
        buffer_free(&conditions->conditions[i].text);
    free(conditions->conditions);
    *conditions = (struct conditions){0};
}

/* Adds a condition; its text is for the caller to write, before the next is added. */
static struct buffer *add(struct judge *judge, unsigned depth, bool holds)
{
    struct conditions *conditions = judge->conditions;
    conditions->conditions = memory_grow(conditions->conditions, &conditions->capacity,
                                         conditions->count + 1, sizeof *conditions->conditions);
    struct condition *condition = &conditions->conditions[conditions->count++];
    *condition = (struct condition){.depth = depth, .holds = holds};
    return &condition->text;
}

/* The words in the reader's language; a program reads English. */
__attribute__((format_arg(2))) static const char *worded(const struct judge *judge,
                                                         const char *words)
{
    return judge->request->english ? words : language_translate(words);
}

static void say(const struct judge *judge, const char *words, struct buffer *text)
{
    buffer_append(text, str_from(worded(judge, words)));
}

/* Whether a part of the tree holds, by itself. */
static bool part_holds(const struct judge *judge, const struct node *part)
{
    struct checker *checker = checker_new(part, judge->mode, &judge->plan);
    bool holds = checker_matches(checker, judge->docid, &judge->forward);
    checker_free(checker);
    return holds;
}

/* -- Names and dates ------------------------------------------------------------------------- */

static struct str value_of(const struct judge *judge, enum query_field field)
{
    static const enum article_field fields[] = {[FIELD_OUTLET] = ARTICLE_OUTLET,
                                                [FIELD_AUTHOR] = ARTICLE_AUTHOR,
                                                [FIELD_SECTION] = ARTICLE_SECTION,
                                                [FIELD_DATE] = ARTICLE_DATE};
    return article_get(&judge->hit->article, fields[field]);
}

static void append_entities(const struct judge *judge, struct buffer *text)
{
    const struct hit *hit = judge->hit;
    if (hit->entity_count == 0)
        say(judge, N_("no known entity"), text);
    for (size_t i = 0; i < hit->entity_count; i++)
        buffer_append_format(text, "%s%.*s", i > 0 ? ", " : "", STR_FORMAT(hit->entities[i].name));
}

/* The article's own value, as a clause: `its outlet is RFI`, `has no date`. */
static void append_value(const struct judge *judge, enum query_field field, struct buffer *text)
{
    static const char *const is[] = {[FIELD_OUTLET] = N_("its outlet is %.*s"),
                                     [FIELD_AUTHOR] = N_("its author is %.*s"),
                                     [FIELD_SECTION] = N_("its section is %.*s"),
                                     [FIELD_DATE] = N_("its date is %.*s")};
    static const char *const none[] = {[FIELD_OUTLET] = N_("has no outlet"),
                                       [FIELD_AUTHOR] = N_("has no author"),
                                       [FIELD_SECTION] = N_("has no section"),
                                       [FIELD_DATE] = N_("has no date")};
    if (field == FIELD_ENTITY) {
        say(judge, N_("it mentions "), text);
        append_entities(judge, text);
        return;
    }
    struct str value = value_of(judge, field);
    if (value.length > 0)
        buffer_append_format(text, worded(judge, is[field]), STR_FORMAT(value));
    else
        say(judge, none[field], text);
}

static void say_names(struct judge *judge, enum query_field field, const struct str *names,
                      size_t count, bool holds, unsigned depth)
{
    struct buffer *text = add(judge, depth, holds);
    if (field == FIELD_ENTITY)
        buffer_append_format(text,
                             holds ? worded(judge, "mentions %.*s (")
                                   : worded(judge, "does not mention %.*s ("),
                             STR_FORMAT(names[0]));
    append_value(judge, field, text);
    if (field == FIELD_ENTITY)
        buffer_append_char(text, ')');
    if (field == FIELD_ENTITY || holds || value_of(judge, field).length == 0)
        return;
    for (size_t i = 0; i < count; i++)
        buffer_append_format(text, "%s%.*s",
                             i == 0 ? worded(judge, ", not ") : worded(judge, " or "),
                             STR_FORMAT(names[i]));
}

static void say_dates(struct judge *judge, const struct date_range *dates, bool holds,
                      unsigned depth)
{
    struct buffer *text = add(judge, depth, holds);
    struct str date = value_of(judge, FIELD_DATE);
    append_value(judge, FIELD_DATE, text);
    if (holds || date.length == 0)
        return;
    if (str_compare(date, str_from(dates->first)) < 0)
        buffer_append_format(text, worded(judge, ", before %s"), dates->first);
    else
        buffer_append_format(text, worded(judge, ", after %s"), dates->last);
}

/* -- Words ----------------------------------------------------------------------------------- */

/* Fills judge->forms by the pattern and tells whether the field has one. */
static bool has_form(struct judge *judge, struct form_pattern pattern, enum query_field field)
{
    forms_find(&judge->article, pattern, &judge->forms);
    return judge->forms.in_title > 0 || (field != FIELD_TITLE && judge->forms.in_text > 0);
}

/* Appends the forms found last, of the field: ` (base, Bases)`. */
static void append_forms(const struct judge *judge, enum query_field field, const char *before,
                         struct buffer *text)
{
    buffer_append_format(text, " (%s", before);
    const char *separator = "";
    for (size_t i = 0; i < judge->forms.count; i++) {
        const struct form *form = &judge->forms.forms[i];
        if (field == FIELD_TITLE && form->in_title == 0)
            continue;
        buffer_append_format(text, "%s%.*s", separator, STR_FORMAT(form->written));
        separator = ", ";
    }
    buffer_append_char(text, ')');
}

/* Why a word or prefix is not there. */
static void append_lack(struct judge *judge, const struct node *leaf, struct buffer *text)
{
    has_form(judge, form_pattern_of(leaf), FIELD_ANY);
    if (judge->forms.count > 0) {
        say(judge, N_(" (in the text alone)"), text);
        return;
    }
    if (leaf->exact)
        has_form(judge, (struct form_pattern){.kind = FORM_OF_STEM, .word = leaf->word}, FIELD_ANY);
    if (judge->forms.count > 0)
        append_forms(judge, FIELD_ANY, worded(judge, "it has "), text);
    else
        say(judge,
            leaf->kind == NODE_PREFIX ? N_(" (no word begins so)")
            : leaf->exact             ? N_(" (not in this spelling)")
                                      : N_(" (no form of it)"),
            text);
}

static void say_leaf(struct judge *judge, const struct node *leaf, bool holds, unsigned depth)
{
    struct buffer *text = add(judge, depth, holds);
    say(judge, holds ? N_("has ") : N_("lacks "), text);
    query_print(leaf, text);
    if (!holds) {
        append_lack(judge, leaf, text);
    } else {
        has_form(judge, form_pattern_of(leaf), leaf->field);
        append_forms(judge, leaf->field, "", text);
    }
}

/* Whether the article has a word of a phrase as it is written there, or a compound or its parts. */
static bool has_written(struct judge *judge, const struct node *unit)
{
    if (unit->kind == NODE_WORD)
        return has_form(
            judge,
            (struct form_pattern){unit->exact ? FORM_SPELT : FORM_WRITTEN, unit->word, STR("")},
            unit->field);
    bool parts = true;
    for (size_t i = 1; i < unit->count; i++)
        parts &= has_written(judge, unit->children[i]);
    return parts || has_written(judge, unit->children[0]);
}

/* Appends a word that the article lacks, or those of a compound's parts that it lacks. */
static void append_if_missing(struct judge *judge, const struct node *unit, struct buffer *text)
{
    if (has_written(judge, unit))
        return;
    if (unit->kind == NODE_WORD)
        buffer_append_format(text, "%s%.*s", text->length > 0 ? ", " : "", STR_FORMAT(unit->typed));
    for (size_t i = 1; i < unit->count; i++)
        append_if_missing(judge, unit->children[i], text);
}

static const char *place_of(const struct judge *judge, const struct node *node)
{
    return node->field == FIELD_TITLE ? worded(judge, " in the title") : "";
}

static void say_phrase(struct judge *judge, const struct node *phrase, bool holds, unsigned depth)
{
    struct buffer *text = add(judge, depth, holds);
    struct buffer missing = {0};
    const struct node *units = node_joined(phrase);
    for (size_t i = 0; i < units->count && !holds; i++)
        append_if_missing(judge, units->children[i], &missing);
    if (holds) {
        say(judge, N_("has "), text);
        query_print(phrase, text);
    } else if (missing.length > 0) {
        buffer_append_format(text, worded(judge, "lacks %s as written%s, of "), missing.data,
                             place_of(judge, phrase));
        query_print(phrase, text);
    } else {
        query_print(phrase, text);
        buffer_append_format(text, worded(judge, " does not stand there side by side%s"),
                             place_of(judge, phrase));
    }
    buffer_free(&missing);
}

/* A phrase of a list in which any word is enough: so are its words, one by one. */
static void say_loose(struct judge *judge, const struct node *phrase, unsigned depth)
{
    bool holds = false;
    const struct node *units = node_joined(phrase);
    for (size_t i = 0; i < units->count; i++)
        holds |= !plan_is_stop_word(units->children[i]) && part_holds(judge, units->children[i]);
    struct buffer *text = add(judge, depth, holds);
    say(judge, holds ? N_("has words of ") : N_("has no word of "), text);
    query_print(phrase, text);
}

static void say_near(struct judge *judge, const struct node *near, bool holds, unsigned depth)
{
    struct buffer *text = add(judge, depth, holds);
    size_t missing = 0;
    buffer_append(text, str_from(holds ? worded(judge, "has ") : ""));
    for (size_t i = 0; i < near->count && !holds; i++)
        if (!part_holds(judge, near->children[i])) {
            buffer_append(text, str_from(missing++ > 0 ? ", " : worded(judge, "lacks ")));
            query_print(near->children[i], text);
        }
    buffer_append(text, str_from(missing > 0 ? worded(judge, ", of ") : ""));
    query_print(near, text);
    if (!holds && missing == 0)
        buffer_append_format(text,
                             near->distance == 1
                                 ? worded(judge, ": not within %u word of each other%s")
                                 : worded(judge, ": not within %u words of each other%s"),
                             near->distance, place_of(judge, near));
}

static void say_compound(struct judge *judge, const struct node *compound, bool holds,
                         unsigned depth)
{
    struct buffer *text = add(judge, depth, holds);
    say(judge, holds ? N_("has ") : N_("lacks "), text);
    query_print(compound, text);
    if (!holds)
        say(judge,
            judge->mode == PLAN_ANY ? N_(" (neither the whole nor any part)")
                                    : N_(" (neither the whole nor all its parts)"),
            text);
}

/* -- The tree -------------------------------------------------------------------------------- */

static void judge_node(struct judge *judge, const struct node *node, unsigned depth);

static void say_unwanted(struct judge *judge, const struct node *unwanted, bool holds,
                         unsigned depth)
{
    struct buffer *text = add(judge, depth, holds);
    bool leaf = unwanted->kind == NODE_WORD || unwanted->kind == NODE_PREFIX;
    if (holds)
        say(judge, N_("is without "), text);
    else
        say(judge, leaf ? N_("has the unwanted word ") : N_("has the unwanted "), text);
    query_print(unwanted, text);
    if (leaf && !holds) {
        has_form(judge, form_pattern_of(unwanted), unwanted->field);
        append_forms(judge, unwanted->field, "", text);
    } else if (unwanted->kind == NODE_NAME || unwanted->kind == NODE_DATE) {
        buffer_append(text, STR(" ("));
        append_value(judge, unwanted->field, text);
        buffer_append_char(text, ')');
    }
}

/* In a list of this plan_content() of which any part is enough: whether `child` is one of those. */
static bool is_one_of_any(const struct judge *judge, const struct node *list, unsigned content,
                          const struct node *child)
{
    return list->kind == NODE_LIST && judge->mode == PLAN_ANY && child->kind != NODE_NOT &&
           child->kind != NODE_NEEDED && !plan_is_condition(child) &&
           !plan_is_optional(content, child);
}

static void judge_child(struct judge *judge, const struct node *list, unsigned content,
                        const struct node *child, unsigned depth)
{
    if (list->kind == NODE_LIST && plan_is_optional(content, child))
        buffer_append_format(add(judge, depth, true),
                             worded(judge, "%.*s is a stop word, not asked for"),
                             STR_FORMAT(child->typed));
    else if (plan_is_loose(list, child, judge->mode))
        say_loose(judge, child, depth);
    else
        judge_node(judge, child, depth);
}

/* The parts of which any is enough, below one condition: that there is one, unless a part that is
 * needed is enough. */
static void judge_any(struct judge *judge, const struct node *list, unsigned content,
                      unsigned depth)
{
    struct conditions *all = judge->conditions;
    bool needed = false;
    bool one = false;
    size_t any = 0;
    for (size_t i = 0; i < list->count; i++) {
        needed |= list->children[i]->kind == NODE_NEEDED;
        any += is_one_of_any(judge, list, content, list->children[i]);
    }
    if (any == 0)
        return;
    size_t group = all->count;
    add(judge, depth, false);
    for (size_t i = 0; i < list->count; i++) {
        size_t part = all->count;
        if (!is_one_of_any(judge, list, content, list->children[i]))
            continue;
        judge_child(judge, list, content, list->children[i], depth + 1);
        one |= all->conditions[part].holds;
    }
    all->conditions[group].holds = one || needed;
    say(judge,
        needed ? N_("none of these is needed")
        : one  ? N_("has one of these, which is enough")
               : N_("has none of these; any is enough"),
        &all->conditions[group].text);
}

/* The parts of a list or an AND, each a condition. */
static void judge_parts(struct judge *judge, const struct node *list, unsigned depth)
{
    const unsigned content = plan_content(list);
    for (size_t i = 0; i < list->count; i++)
        if (!is_one_of_any(judge, list, content, list->children[i]))
            judge_child(judge, list, content, list->children[i], depth);
    judge_any(judge, list, content, depth);
}

/* What is joined inside of the query: its parts are told when it fails. */
static void judge_joined(struct judge *judge, const struct node *node, bool holds, unsigned depth)
{
    struct buffer *text = add(judge, depth, holds);
    say(judge,
        holds                   ? N_("has ")
        : node->kind == NODE_OR ? N_("has none of ")
                                : N_("does not have all of "),
        text);
    query_print(node, text);
    if (holds)
        return;
    if (node->kind != NODE_OR)
        judge_parts(judge, node, depth + 1);
    for (size_t i = 0; i < node->count && node->kind == NODE_OR; i++)
        judge_node(judge, node->children[i], depth + 1);
}

/* The parser bounds how deep a tree is. */
static void judge_node(struct judge *judge, const struct node *node, unsigned depth)
{
    bool holds = part_holds(judge, node);
    enum plan_mode mode = judge->mode;
    judge->mode = plan_mode_below(node, mode);
    switch (node->kind) {
    case NODE_WORD:
    case NODE_PREFIX:
        say_leaf(judge, node, holds, depth);
        break;
    case NODE_NAME:
        say_names(judge, node->field, &node->text, 1, holds, depth);
        break;
    case NODE_DATE:
        say_dates(judge, &node->dates, holds, depth);
        break;
    case NODE_COMPOUND:
        say_compound(judge, node, holds, depth);
        break;
    case NODE_PHRASE:
        say_phrase(judge, node, holds, depth);
        break;
    case NODE_NEAR:
        say_near(judge, node, holds, depth);
        break;
    case NODE_NOT:
        say_unwanted(judge, node->children[0], holds, depth);
        break;
    case NODE_NEEDED:
        judge_node(judge, node->children[0], depth);
        break;
    case NODE_OR:
    case NODE_LIST:
    case NODE_AND:
        judge_joined(judge, node, holds, depth);
        break;
    }
    judge->mode = mode;
}

/* -- Filters --------------------------------------------------------------------------------- */

static enum status has_name(const struct judge *judge, enum query_field field, struct str name,
                            bool *holds, struct error *error)
{
    struct names *names = judge->request->names;
    struct xapian_query *query = NULL;
    double score;
    enum status status = names_query(names, field, name, &query, error);
    if (status != STATUS_OK)
        return status;
    status = match_weigh(names->database, query, buffer_str(&judge->hit->id), holds, &score, error);
    xapian_query_free(query);
    return status;
}

/* All of the entities, any of the other names. */
static enum status judge_names(struct judge *judge, enum query_field field, struct error *error)
{
    const struct str *names = judge->request->filters->names[field];
    size_t count = judge->request->filters->counts[field];
    enum status status = STATUS_OK;
    bool any = false;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        bool holds = false;
        status = has_name(judge, field, names[i], &holds, error);
        if (field == FIELD_ENTITY && status == STATUS_OK)
            say_names(judge, field, &names[i], 1, holds, 0);
        any |= holds;
    }
    if (field != FIELD_ENTITY && count > 0 && status == STATUS_OK)
        say_names(judge, field, names, count, any, 0);
    return status;
}

static enum status judge_filters(struct judge *judge, struct error *error)
{
    const struct filters *filters = judge->request->filters;
    enum status status = STATUS_OK;
    for (enum query_field field = FIELD_OUTLET; field <= FIELD_SECTION && status == STATUS_OK;
         field++)
        status = judge_names(judge, field, error);
    if (!filters->dated || status != STATUS_OK)
        return status;
    struct str date = value_of(judge, FIELD_DATE);
    bool holds = date.length > 0 && str_compare(date, str_from(filters->dates.first)) >= 0 &&
                 str_compare(date, str_from(filters->dates.last)) <= 0;
    say_dates(judge, &filters->dates, holds, 0);
    return status;
}

/* -- All together ---------------------------------------------------------------------------- */

static enum status judge_query(struct judge *judge, struct error *error)
{
    const struct request *request = judge->request;
    const struct node *root = request->root;
    judge->plan.needs_check = true; /* look up what every part needs */
    enum status status = plan_make(root, request->terms, request->mode, request->names,
                                   &judge->plan, error);
    if (status != STATUS_OK)
        return status;
    if (!forward_open(buffer_str(&judge->hit->forward_record), &judge->forward))
        return error_set(error, STATUS_SYSTEM,
                         "the words of article %s cannot be read; idx check tells more",
                         judge->hit->id.data);
    if (root->kind == NODE_LIST || root->kind == NODE_AND)
        judge_parts(judge, root, 0);
    else
        judge_node(judge, root, 0);
    return status;
}

enum status conditions_judge(const struct request *request, xapian_docid docid,
                             const struct hit_reader *reader, const struct hit *hit,
                             struct conditions *conditions, struct error *error)
{
    struct judge judge = {.request = request,
                          .mode = request->mode,
                          .docid = docid,
                          .hit = hit,
                          .article = {&hit->article, &reader->title, &reader->text},
                          .conditions = conditions};
    enum status status = request->root ? judge_query(&judge, error) : STATUS_OK;
    if (status == STATUS_OK)
        status = judge_filters(&judge, error);
    plan_free(&judge.plan);
    forms_free(&judge.forms);
    return status;
}
