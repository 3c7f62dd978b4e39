/* Reading a hit: the stored article, its entities, and where the query matched. */
#include "hit.h"

#include <stdlib.h>

#include "database.h"
#include "entity_choice.h"
#include "entity_record.h"
#include "forward.h"
#include "memory.h"
#include "schema.h"

void hit_free(struct hit *hit)
{
    buffer_free(&hit->id);
    article_free(&hit->article);
    free(hit->entities);
    free(hit->title_marks);
    free(hit->text_marks);
    snippet_free(&hit->snippet);
    buffer_free(&hit->entity_record);
    buffer_free(&hit->entity_names);
    buffer_free(&hit->forward_record);
}

void hit_reader_free(struct hit_reader *reader)
{
    article_packer_free(reader->packer);
    hit_ids_free(&reader->ids);
    french_tokens_free(&reader->title);
    french_tokens_free(&reader->text);
    token_matches_free(&reader->matches);
}

static enum xapian_status copy_value(struct xapian_document *document, enum schema_slot slot,
                                     struct buffer *value, char **message)
{
    const char *bytes = NULL;
    size_t length = 0;
    enum xapian_status status = xapian_document_value(document, slot, &bytes, &length, message);
    buffer_clear(value);
    if (status == XAPIAN_OK)
        buffer_append(value, str_of(bytes, length));
    return status;
}

static void read_entities(const struct hit_reader *reader, struct hit *hit)
{
    const struct entity_choice choice = {.confirmed = reader->confirmed};
    struct entity_record record;
    struct buffer *names = &hit->entity_names;
    hit->entity_count = 0;
    buffer_clear(names);
    /* No name is longer shown than its entry in the record, so that none moves. */
    buffer_reserve(names, hit->entity_record.length);
    if (!entity_record_open(buffer_str(&hit->entity_record), &record))
        return;
    while (entity_record_next(&record)) {
        size_t at = names->length;
        if (!entity_choice_has(choice, &record))
            continue;
        entity_record_show(&record, names);
        hit->entities = memory_grow(hit->entities, &hit->entity_capacity, hit->entity_count + 1,
                                    sizeof *hit->entities);
        hit->entities[hit->entity_count++] = (struct hit_entity){
            str_of(names->data + at, names->length - at), record.type, record.mentions};
    }
}

/* -- Where the query matched ----------------------------------------------------------------- */

/* The token of the record with this number, and whether it is of the title. */
static const struct french_token *token_at(const struct hit_reader *reader, uint32_t number,
                                           bool *in_title)
{
    *in_title = number < reader->title.count;
    if (*in_title)
        return &reader->title.tokens[number];
    size_t index = number - reader->title.count;
    return index < reader->text.count ? &reader->text.tokens[index] : NULL;
}

/* Adds a token, or `joined` to the last mark. */
static void add_mark(struct highlight **marks, size_t *count, size_t *capacity,
                     const struct french_token *token, bool joined)
{
    if (*count > 0) {
        struct highlight *last = &(*marks)[*count - 1];
        uint32_t end = last->start + last->length;
        if (joined && token->end > end)
            last->length = token->end - last->start;
        if (joined || token->start < end) /* a part of a compound that is marked already */
            return;
    }
    *marks = memory_grow(*marks, capacity, *count + 1, sizeof **marks);
    (*marks)[(*count)++] = (struct highlight){token->start, token->end - token->start};
}

/* Whether match `index` goes on with the phrase of the one before. */
static bool continues_phrase(const struct hit_reader *reader, size_t index)
{
    const struct token_match *matches = reader->matches.matches;
    return reader->parts == HIT_OCCURRENCES && index > 0 && matches[index].place > 0 &&
           matches[index].place == matches[index - 1].place;
}

static void mark_tokens(const struct hit_reader *reader, struct hit *hit)
{
    hit->title_mark_count = 0;
    hit->text_mark_count = 0;
    for (size_t i = 0; i < reader->matches.count; i++) {
        bool in_title;
        bool joined = continues_phrase(reader, i);
        const struct french_token *token = token_at(reader, reader->matches.matches[i].token,
                                                    &in_title);
        if (token && in_title)
            add_mark(&hit->title_marks, &hit->title_mark_count, &hit->title_capacity, token,
                     joined);
        else if (token)
            add_mark(&hit->text_marks, &hit->text_mark_count, &hit->text_capacity, token, joined);
    }
}

/* What a match of the leaf is worth in a snippet: its word's idf; a prefix has none of its own. */
static double weight_of(const struct query_terms *terms, const struct node *leaf, uint32_t *key)
{
    const struct query_stem *stem = leaf->kind == NODE_WORD ? query_terms_stem(terms, leaf->word)
                                                            : NULL;
    *key = (uint32_t)(stem ? (size_t)(stem - terms->stems) : terms->stem_count);
    return stem ? stem->idf + .1 : 1;
}

static void make_snippet(struct hit_reader *reader, struct hit *hit)
{
    const struct token_matches *matches = &reader->matches;
    struct snippet_match *weighed = memory_allocate(matches->count, sizeof *weighed);
    size_t count = 0;
    uint32_t end = 0; /* of the last token taken: parts of a marked compound are left out */
    for (size_t i = 0; i < matches->count; i++) {
        bool in_title;
        const struct french_token *token = token_at(reader, matches->matches[i].token, &in_title);
        if (!token || in_title || token->start < end)
            continue;
        struct snippet_match *match = &weighed[count++];
        match->token = (uint32_t)(token - reader->text.tokens);
        match->weight = weight_of(&reader->search->terms, matches->matches[i].leaf, &match->key);
        end = token->end;
    }
    struct str text = article_get(&hit->article, ARTICLE_TEXT);
    if (reader->in_context)
        snippet_make_context(text, &reader->text, weighed, count, reader->columns,
                             reader->sentences, &hit->snippet);
    else
        snippet_make(text, &reader->text, weighed, count, reader->columns, &hit->snippet);
    free(weighed);
}

static void read_matches(struct hit_reader *reader, struct hit *hit)
{
    struct forward forward;
    reader->matches.count = 0;
    french_tokenise(reader->french, article_get(&hit->article, ARTICLE_TITLE), &reader->title);
    french_tokenise(reader->french, article_get(&hit->article, ARTICLE_TEXT), &reader->text);
    if (reader->search->checker && forward_open(buffer_str(&hit->forward_record), &forward))
        checker_find(reader->search->checker, &forward, &reader->matches);
    mark_tokens(reader, hit);
    if (reader->parts >= HIT_SNIPPET)
        make_snippet(reader, hit);
}

enum status hit_read(struct hit_reader *reader, xapian_docid docid, struct hit *hit,
                     struct error *error)
{
    struct xapian_document *document = NULL;
    struct buffer packed = {0};
    char *message = NULL;
    struct str known = reader->parts == HIT_ID ? hit_ids_find(&reader->ids, docid) : STR("");
    if (known.length > 0) {
        buffer_clear(&hit->id);
        buffer_append(&hit->id, known);
        return STATUS_OK;
    }
    enum xapian_status status = xapian_database_document(reader->database, docid, &document,
                                                         &message);
    if (status == XAPIAN_OK)
        status = copy_value(document, SCHEMA_SLOT_ID, &hit->id, &message);
    if (status == XAPIAN_OK && reader->parts >= HIT_ARTICLE)
        status = copy_value(document, SCHEMA_SLOT_ARTICLE, &packed, &message);
    if (status == XAPIAN_OK && reader->parts >= HIT_ARTICLE)
        status = copy_value(document, SCHEMA_SLOT_ENTITIES, &hit->entity_record, &message);
    if (status == XAPIAN_OK && reader->parts >= HIT_OCCURRENCES)
        status = copy_value(document, SCHEMA_SLOT_FORWARD, &hit->forward_record, &message);
    xapian_document_free(document);
    enum status result = STATUS_OK;
    if (status != XAPIAN_OK)
        result = database_error(error, NULL, status, message);
    if (result == STATUS_OK && reader->parts >= HIT_ARTICLE) {
        if (!reader->packer)
            reader->packer = article_packer_new();
        result = article_unpack(reader->packer, buffer_str(&packed), &hit->article, error);
    }
    buffer_free(&packed);
    if (result != STATUS_OK)
        return result;
    if (reader->parts >= HIT_ARTICLE)
        read_entities(reader, hit);
    if (reader->parts >= HIT_OCCURRENCES)
        read_matches(reader, hit);
    return STATUS_OK;
}
