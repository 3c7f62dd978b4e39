/* From an article to its Xapian document, by the schema. */
#include "document.h"

#include <stdlib.h>

#include "analysis.h"
#include "article_entities.h"
#include "database.h"
#include "entity_record.h"
#include "forward.h"
#include "hash.h"
#include "memory.h"
#include "name_parts.h"
#include "pack.h"
#include "schema.h"
#include "stem_order.h"

struct document_maker {
    struct analysers with; /* borrowed */
    struct article_packer *packer;
    struct analysis analysis;
    struct french_tokens name;
    struct article_entities entities;
    struct stem_order order; /* of the words */
    struct buffer mark;      /* the text of the SCHEMA_MARK term */
    struct buffer term;
    struct buffer value;
};

/* Whether what was needed for the text is not held until the next one. */
static bool is_long(const struct article *article)
{
    return article_get(article, ARTICLE_TEXT).length > NAME_PART_BYTES;
}

struct document_maker *document_maker_new(const struct analysers *analysers)
{
    struct document_maker *maker = memory_allocate(1, sizeof *maker);
    maker->with = *analysers;
    maker->packer = article_packer_new();
    schema_mark(&maker->mark);
    return maker;
}

void document_maker_free(struct document_maker *maker)
{
    if (!maker)
        return;
    article_packer_free(maker->packer);
    analysis_free(&maker->analysis);
    french_tokens_free(&maker->name);
    article_entities_free(&maker->entities);
    stem_order_free(&maker->order);
    buffer_free(&maker->mark);
    buffer_free(&maker->term);
    buffer_free(&maker->value);
    free(maker);
}

/* What is being made: the maker, the document, and the first failure of the binding. */
struct making {
    struct document_maker *maker;
    struct xapian_document *document;
    enum xapian_status status;
    char *message;
};

/* Adds the maker's term. */
static void add_made(struct making *making, uint32_t wdf)
{
    const struct buffer *term = &making->maker->term;
    if (making->status == XAPIAN_OK)
        making->status = xapian_document_add_term(making->document, term->data, term->length, wdf,
                                                  &making->message);
}

static void add_term(struct making *making, enum schema_term kind, struct str text, uint32_t wdf)
{
    buffer_clear(&making->maker->term);
    schema_term(kind, text, &making->maker->term);
    add_made(making, wdf);
}

static void set_value(struct making *making, enum schema_slot slot, struct str value)
{
    if (making->status != XAPIAN_OK || value.length == 0)
        return;
    making->status = xapian_document_set_value(making->document, slot, value.data, value.length,
                                               &making->message);
}

/* -- Words ----------------------------------------------------------------------------------- */

static void add_stem(struct making *making, enum schema_term kind, const struct stemmed *stemmed,
                     uint32_t wdf)
{
    buffer_clear(&making->maker->term);
    schema_stem_term(kind, stemmed->word->word, &making->maker->term);
    add_made(making, wdf);
}

static void add_stems(struct making *making)
{
    struct stem_order *order = &making->maker->order;
    uint32_t title_count;
    uint32_t text_count;
    stem_order_make(order, &making->maker->analysis.words);
    for (size_t i = 0, end; i < order->count; i = end) {
        end = stem_order_end(order, i, &title_count, &text_count);
        if (title_count > 0)
            add_stem(making, SCHEMA_TITLE_STEM, &order->stems[i], 0);
    }
    for (size_t i = 0, end; i < order->count; i = end) {
        end = stem_order_end(order, i, &title_count, &text_count);
        add_stem(making, SCHEMA_STEM, &order->stems[i],
                 SCHEMA_TITLE_WEIGHT * title_count + text_count);
    }
}

static void add_unknown_words(struct making *making,
                              bool (*is_known)(void *context, const struct french_word *word),
                              void *context)
{
    const struct article_words *words = &making->maker->analysis.words;
    for (size_t i = 0; i < words->count; i++)
        if (!is_known(context, words->words[i].word))
            add_term(making, SCHEMA_WORD, words->words[i].word->folded, 0);
}

/* -- Names and values ------------------------------------------------------------------------ */

/* The folded words of a name, each as a term. */
static void add_name(struct making *making, enum schema_term kind, struct str name)
{
    struct french_tokens *tokens = &making->maker->name;
    french_tokenise(making->maker->with.french, name, tokens);
    for (size_t i = 0; i < tokens->count; i++)
        add_term(making, kind, tokens->tokens[i].word->folded, 0);
}

/* Finds entities and names, and the words if they are asked for. */
static void analyse(struct document_maker *maker, const struct article *article, bool words)
{
    const struct analysers *with = &maker->with;
    const struct analysis_source source = {.french = with->french,
                                           .gazetteer = with->gazetteer,
                                           .names = with->names,
                                           .title = article_get(article, ARTICLE_TITLE),
                                           .text = article_get(article, ARTICLE_TEXT),
                                           .words = words};
    analysis_make(&maker->analysis, &source);
    const struct name_article read = analysis_article(&maker->analysis, &source);
    article_entities_collect(&maker->entities, with->french, with->gazetteer, &read,
                             with->names ? &maker->analysis.names : NULL);
}

static void add_entity_term(struct making *making, const struct article_entity *entity)
{
    struct buffer *name = &making->maker->value;
    if (!entity->discovered) {
        add_term(making, SCHEMA_ENTITY, entity->folded, 0);
        return;
    }
    buffer_clear(name);
    schema_name(entity->type, entity->folded, name);
    add_term(making, SCHEMA_NAME, buffer_str(name), 0);
}

/* Those that were found last. */
static void add_entities(struct making *making)
{
    struct document_maker *maker = making->maker;
    const struct article_entities *entities = &maker->entities;
    for (size_t i = 0; i < entities->count; i++)
        add_entity_term(making, &entities->entities[i]);
    if (entities->count == 0)
        return;
    buffer_clear(&maker->value);
    entity_record_build(entities, &maker->value);
    set_value(making, SCHEMA_SLOT_ENTITIES, buffer_str(&maker->value));
}

static void free_names(struct document_maker *maker)
{
    names_found_free(&maker->analysis.names);
    article_entities_free(&maker->entities);
    buffer_free(&maker->value);
}

static void add_date(struct making *making, struct str date)
{
    struct buffer *value = &making->maker->value;
    buffer_clear(value);
    for (size_t i = 0; i < date.length; i++)
        if (date.data[i] != '-')
            buffer_append_char(value, date.data[i]);
    set_value(making, SCHEMA_SLOT_DATE, buffer_str(value));
}

/* As much of the folded title as sorting needs. */
#define SORT_TITLE_BYTES 64

static void add_sort_title(struct making *making)
{
    struct document_maker *maker = making->maker;
    buffer_clear(&maker->value);
    for (size_t i = 0; i < maker->analysis.title.count && maker->value.length < SORT_TITLE_BYTES;
         i++) {
        if (maker->analysis.title.tokens[i].kind == FRENCH_COMPOUND)
            continue;
        buffer_append(&maker->value, maker->analysis.title.tokens[i].word->folded);
        buffer_append_char(&maker->value, ' ');
    }
    set_value(making, SCHEMA_SLOT_TITLE, str_clip(buffer_str(&maker->value), SORT_TITLE_BYTES));
}

static void put_bytes(char *out, uint64_t number)
{
    for (unsigned i = 0; i < 8; i++)
        out[i] = (char)(number >> 8 * i);
}

void document_fingerprint(const struct article *article, char fingerprint[FINGERPRINT_BYTES])
{
    static const enum article_field others[] = {ARTICLE_AUTHOR, ARTICLE_SECTION, ARTICLE_DATE,
                                                ARTICLE_URL};
    struct buffer bytes = {0};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        buffer_append(&bytes, article_get(article, others[i]));
        buffer_append_char(&bytes, '\0');
    }
    put_bytes(fingerprint, article_text_hash(article));
    put_bytes(fingerprint + 8, hash_bytes(buffer_str(&bytes), 0));
    buffer_free(&bytes);
}

static void add_values(struct making *making, const struct article *article)
{
    struct document_maker *maker = making->maker;
    set_value(making, SCHEMA_SLOT_ID, article_get(article, ARTICLE_ID));
    set_value(making, SCHEMA_SLOT_OUTLET, article_get(article, ARTICLE_OUTLET));
    set_value(making, SCHEMA_SLOT_AUTHOR, article_get(article, ARTICLE_AUTHOR));
    set_value(making, SCHEMA_SLOT_SECTION, article_get(article, ARTICLE_SECTION));
    add_date(making, article_get(article, ARTICLE_DATE));
    add_sort_title(making);
    char fingerprint[FINGERPRINT_BYTES];
    document_fingerprint(article, fingerprint);
    set_value(making, SCHEMA_SLOT_FINGERPRINT, str_of(fingerprint, FINGERPRINT_BYTES));
    buffer_clear(&maker->value);
    article_pack(maker->packer, article, &maker->value);
    set_value(making, SCHEMA_SLOT_ARTICLE, buffer_str(&maker->value));
    buffer_clear(&maker->value);
    forward_build(&maker->analysis.words, &maker->value);
    set_value(making, SCHEMA_SLOT_FORWARD, buffer_str(&maker->value));
}

static void free_words(struct document_maker *maker)
{
    article_words_free(&maker->analysis.words);
    stem_order_free(&maker->order);
    buffer_free(&maker->value);
}

static void add_identity(struct making *making, const struct article *article)
{
    struct buffer text = {0};
    add_term(making, SCHEMA_ID, article_get(article, ARTICLE_ID), 0);
    schema_headline(article, &text);
    add_term(making, SCHEMA_HEADLINE, buffer_str(&text), 0);
    buffer_free(&text);
    add_term(making, SCHEMA_MARK, buffer_str(&making->maker->mark), 0);
    if (article_get(article, ARTICLE_OUTLET).length > 0)
        add_term(making, SCHEMA_OUTLET, article_get(article, ARTICLE_OUTLET), 0);
}

enum status document_make(struct document_maker *maker, const struct article *article,
                          bool (*is_known)(void *context, const struct french_word *word),
                          void *context, struct xapian_document **document, struct error *error)
{
    struct making making = {.maker = maker};
    making.status = xapian_document_new(&making.document, &making.message);
    analyse(maker, article, true);
    add_name(&making, SCHEMA_AUTHOR_WORD, article_get(article, ARTICLE_AUTHOR));
    add_name(&making, SCHEMA_SECTION_WORD, article_get(article, ARTICLE_SECTION));
    add_name(&making, SCHEMA_OUTLET_WORD, article_get(article, ARTICLE_OUTLET));
    add_entities(&making);
    if (is_long(article))
        free_names(maker);
    add_identity(&making, article);
    add_unknown_words(&making, is_known, context);
    add_stems(&making);
    add_values(&making, article);
    if (is_long(article))
        free_words(maker);
    if (making.status != XAPIAN_OK) {
        xapian_document_free(making.document);
        return database_error(error, NULL, making.status, making.message);
    }
    *document = making.document;
    return STATUS_OK;
}

/* -- Entities anew --------------------------------------------------------------------------- */

/* Whether the document has the record of the entities found last. */
static bool has_record(struct making *making)
{
    struct document_maker *maker = making->maker;
    const char *bytes = "";
    size_t length = 0;
    buffer_clear(&maker->value);
    if (maker->entities.count > 0)
        entity_record_build(&maker->entities, &maker->value);
    making->status = xapian_document_value(making->document, SCHEMA_SLOT_ENTITIES, &bytes, &length,
                                           &making->message);
    return making->status == XAPIAN_OK &&
           str_equal(str_of(bytes, length), buffer_str(&maker->value));
}

/* The document's terms of a kind, each behind its length. */
static void collect_terms(struct making *making, enum schema_term kind, struct buffer *collected)
{
    struct buffer *prefix = &making->maker->term;
    struct xapian_terms *terms = NULL;
    const char *bytes;
    size_t length;
    buffer_clear(prefix);
    schema_term(kind, STR(""), prefix);
    if (making->status == XAPIAN_OK)
        making->status = xapian_document_terms(making->document, &terms, &making->message);
    if (making->status == XAPIAN_OK)
        making->status = xapian_terms_skip_to(terms, prefix->data, prefix->length,
                                              &making->message);
    while (making->status == XAPIAN_OK) {
        making->status = xapian_terms_next(terms, &bytes, &length, &making->message);
        if (making->status != XAPIAN_OK || !str_starts(str_of(bytes, length), buffer_str(prefix)))
            break;
        pack_text(collected, str_of(bytes, length));
    }
    xapian_terms_free(terms);
    if (making->status == XAPIAN_END)
        making->status = XAPIAN_OK;
}

static void remove_entities(struct making *making)
{
    struct buffer collected = {0};
    collect_terms(making, SCHEMA_ENTITY, &collected);
    collect_terms(making, SCHEMA_NAME, &collected);
    struct unpack terms = {buffer_str(&collected), false};
    while (making->status == XAPIAN_OK && terms.rest.length > 0) {
        struct str term = unpack_text(&terms);
        making->status = xapian_document_remove_term(making->document, term.data, term.length,
                                                     &making->message);
    }
    if (making->status == XAPIAN_OK)
        making->status = xapian_document_set_value(making->document, SCHEMA_SLOT_ENTITIES, "", 0,
                                                   &making->message);
    buffer_free(&collected);
}

enum status document_retag(struct document_maker *maker, const struct article *article,
                           struct xapian_document *document, bool *changed, struct error *error)
{
    struct making making = {.maker = maker, .document = document};
    analyse(maker, article, false);
    *changed = !has_record(&making);
    if (making.status == XAPIAN_OK && *changed) {
        remove_entities(&making);
        add_entities(&making);
    }
    return making.status == XAPIAN_OK ? STATUS_OK
                                      : database_error(error, NULL, making.status, making.message);
}
