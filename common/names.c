/* The steps from an article to its names: tokens, facts, rules, the model, links, and
 * what speaks for each. */
#include "names.h"

#include <stdlib.h>

#include "memory.h"
#include "name_end.h"
#include "name_evidence.h"
#include "name_facts.h"
#include "name_links.h"
#include "name_lists.h"
#include "name_model.h"
#include "name_parts.h"
#include "name_recall.h"
#include "name_rules.h"
#include "name_tagger.h"

/* A byte a token of the article at hand. */
struct bytes {
    uint8_t *data;
    size_t capacity;
};

struct name_finder {
    struct french *french;             /* borrowed */
    const struct gazetteer *gazetteer; /* borrowed; may be NULL */
    struct name_lists *lists;
    struct name_model model;   /* without rows: none */
    struct name_recall recall; /* of the lists and the model */
    struct name_text text;
    struct bytes rules, tags; /* a tag a token */
    struct names_found part;  /* the names of a part of a long article */
};

/* A part of an article: bytes [begin, end) of its text, the title with the first. */
struct part {
    const struct name_article *article;
    size_t begin, end;
};

/* To be called where lists or model have changed. */
static void forget(struct name_finder *names)
{
    names->recall = name_recall_new(names->french, names->lists, &names->model.lexicon);
}

struct name_finder *name_finder_new(struct french *french, const struct gazetteer *gazetteer)
{
    struct name_finder *names = memory_allocate(1, sizeof *names);
    names->french = french;
    names->gazetteer = gazetteer;
    names->lists = name_lists_new();
    forget(names);
    return names;
}

void name_finder_free(struct name_finder *names)
{
    if (!names)
        return;
    name_lists_free(names->lists);
    name_model_free(&names->model);
    name_text_free(&names->text);
    free(names->rules.data);
    free(names->tags.data);
    names_found_free(&names->part);
    free(names);
}

enum status name_finder_add_lists(struct name_finder *names, struct str text, const char *name,
                                  struct error *error)
{
    forget(names);
    return name_lists_add(names->lists, text, name, error);
}

enum status name_finder_set_model(struct name_finder *names, struct str bytes, const char *name,
                                  struct error *error)
{
    struct name_model model = {0};
    enum status status = name_model_read(bytes, name, &model, error);
    if (status == STATUS_OK) {
        name_model_free(&names->model);
        names->model = model;
        forget(names);
    }
    return status;
}

static uint8_t *reserve(struct bytes *bytes, size_t count)
{
    bytes->data = memory_grow(bytes->data, &bytes->capacity, count + 1, 1);
    return bytes->data;
}

/* The first token of the field that ends behind byte `start`. */
static size_t token_at(const struct name_text *text, uint8_t field, uint32_t start)
{
    size_t low = 0;
    size_t high = text->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct name_token *token = &text->tokens[middle];
        if (token->field < field || (token->field == field && token->end <= start))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void mark_mention(struct name_text *text, const struct mention *mention,
                         enum entity_type type)
{
    size_t at = token_at(text, mention->field, mention->start);
    uint8_t tag = name_tag_begin(type);
    for (; at < text->count && text->tokens[at].field == mention->field &&
           text->tokens[at].start < mention->end;
         at++) {
        text->tokens[at].known = tag;
        tag = name_tag_inside(type);
    }
}

static bool is_in_part(const struct part *part, const struct mention *mention)
{
    return mention->field == 0 ? part->begin == 0
                               : mention->start >= part->begin && mention->start < part->end;
}

static struct name_text *read_part(struct name_finder *names, const struct part *part,
                                   const uint8_t **rules)
{
    const struct name_article *article = part->article;
    const struct name_text_source source = {
        .french = names->french,
        .recall = &names->recall,
        .fields = {article->title, str_before(article->text, part->end)},
        .begin = part->begin,
        .tokens = {article->title_tokens, article->text_tokens},
    };
    const struct mentions *mentions = article->mentions;
    name_text_read(&names->text, &source);
    for (size_t i = 0; names->gazetteer && mentions && i < mentions->count; i++) {
        const struct mention *mention = &mentions->mentions[i];
        enum entity_type type = gazetteer_entity(names->gazetteer, mention->entity).type;
        if (type < NAME_TYPES && is_in_part(part, mention))
            mark_mention(&names->text, mention, type);
    }
    name_facts_find(&names->text);
    name_rules_tag(&names->text, reserve(&names->rules, names->text.count));
    *rules = names->rules.data;
    return &names->text;
}

struct name_text *name_finder_read(struct name_finder *names, const struct name_article *article,
                                   const uint8_t **rules)
{
    return read_part(names, &(struct part){article, 0, article->text.length}, rules);
}

/* -- Names of tags --------------------------------------------------------------------------- */

static void add_name(const struct name_text *text, size_t first, size_t last, uint8_t tag,
                     struct names_found *found)
{
    found->names = memory_grow(found->names, &found->capacity, found->count + 1,
                               sizeof *found->names);
    found->names[found->count++] = (struct name){
        .field = text->tokens[first].field,
        .type = (uint8_t)name_tag_type(tag),
        .start = text->tokens[first].start,
        .end = text->tokens[last - 1].end,
        .first_token = (uint32_t)first,
        .token_count = (uint32_t)(last - first),
    };
}

static void add_names(const struct name_text *text, const uint8_t *tags, struct names_found *found)
{
    for (size_t first = 0, last; first < text->count; first = last) {
        last = first + 1;
        if (tags[first] == NAME_OUTSIDE)
            continue;
        while (last < text->count && name_tag_goes_on(tags[last]) &&
               text->tokens[last].field == text->tokens[first].field)
            last++;
        size_t end = name_end_find(text, first, last, name_tag_type(tags[first]));
        size_t begin = name_end_begin(text, first, end);
        if (end > begin)
            add_name(text, begin, end, tags[first], found);
    }
}

static void find_in_part(struct name_finder *names, const struct part *part,
                         struct names_found *found)
{
    const uint8_t *rules;
    struct name_text *read = read_part(names, part, &rules);
    const uint8_t *decided = rules;
    found->count = 0;
    if (names->model.rows) {
        uint8_t *tags = reserve(&names->tags, read->count);
        name_lexicon_apply_pairs(&names->model.lexicon, read);
        name_tagger_tag(&names->model, read, rules, tags);
        decided = tags;
    }
    add_names(read, decided, found);
    name_links_find(read, found);
    name_evidence_find(read, rules, decided, found);
}

static void append_names(const struct names_found *part, struct names_found *found)
{
    uint32_t before = (uint32_t)found->count;
    found->names = memory_grow(found->names, &found->capacity, found->count + part->count,
                               sizeof *found->names);
    for (size_t i = 0; i < part->count; i++) {
        struct name *name = &found->names[found->count++];
        *name = part->names[i];
        name->linked += before;
    }
}

void name_finder_find_part(struct name_finder *names, const struct name_article *article,
                           size_t begin, size_t end, struct names_found *found)
{
    const struct part part = {article, begin, end};
    if (begin == 0) {
        find_in_part(names, &part, found);
        return;
    }
    find_in_part(names, &part, &names->part);
    append_names(&names->part, found);
}

void name_finder_find(struct name_finder *names, const struct name_article *article,
                      struct names_found *found)
{
    size_t end = 0;
    do {
        size_t begin = end;
        end = name_part_end(article->text, begin);
        name_finder_find_part(names, article, begin, end, found);
    } while (end < article->text.length);
}

void names_found_free(struct names_found *found)
{
    free(found->names);
    *found = (struct names_found){0};
}
