/* An article is read from the database as it is by then: decisions change it. */
#include "name_context.h"

#include <stdlib.h>

#include "article.h"
#include "database.h"
#include "entity_record.h"
#include "memory.h"
#include "schema.h"
#include "sentence_extent.h"

struct name_context {
    const char *path;
    struct french *french;
    struct article_packer *packer;
    struct article article;
    struct buffer record; /* of its entities */
};

struct name_context *name_context_new(const char *path, struct french *french)
{
    struct name_context *context = memory_allocate(1, sizeof *context);
    context->path = path;
    context->french = french;
    context->packer = article_packer_new();
    return context;
}

void name_context_free(struct name_context *context)
{
    article_packer_free(context->packer);
    article_free(&context->article);
    buffer_free(&context->record);
    free(context);
}

/* Whether the record's present entity is one of the ways in which the name is written. */
static bool is_way(const struct entity_record *entity, const struct collected_names *names,
                   size_t index)
{
    const struct collected_name *name = &names->names[index];
    for (size_t i = 0; i < name->way_count && entity->discovered; i++)
        if (str_equal(names->ways[name->first_way + i].name, entity->name))
            return true;
    return false;
}

/* The first mention in the text, or else in the title; false when there is none. */
static bool find_mention(struct str record, const struct collected_names *names, size_t index,
                         struct article_mention *found)
{
    struct entity_record entity;
    bool has = false;
    if (!entity_record_open(record, &entity))
        return false;
    while (entity_record_next(&entity)) {
        struct article_mention mention;
        struct mention_reader reader = entity_record_mentions(&entity);
        while (is_way(&entity, names, index) && mention_reader_next(&reader, &mention)) {
            if (!has || (mention.field == 1 && found->field == 0))
                *found = mention;
            has = true;
        }
    }
    return has;
}

/* Appends the text on one line. */
static void append_on_one_line(struct str text, struct buffer *line)
{
    for (size_t i = 0; i < text.length; i++)
        buffer_append_char(line, (char)(text.data[i] == '\n' ? ' ' : text.data[i]));
}

static void append_sentence(const struct name_context *context,
                            const struct article_mention *mention, struct buffer *sentence)
{
    struct str text = article_get(&context->article,
                                  mention->field == 0 ? ARTICLE_TITLE : ARTICLE_TEXT);
    if (mention->end > text.length) /* damaged */
        return;
    struct sentence_extent extent = sentence_extent_around(text, mention->start, mention->end, 0);
    append_on_one_line(str_of(text.data + extent.start, extent.end - extent.start), sentence);
}

static enum xapian_status read_value(struct xapian_document *document, enum schema_slot slot,
                                     struct buffer *value, char **message)
{
    const char *bytes = "";
    size_t length = 0;
    enum xapian_status read = xapian_document_value(document, slot, &bytes, &length, message);
    if (read == XAPIAN_OK)
        buffer_append(value, str_of(bytes, length));
    return read;
}

/* Reads the article and its record; the record is empty when there is no such article. */
static enum status read_article(struct name_context *context, xapian_docid docid,
                                struct error *error)
{
    struct xapian_database *database = NULL;
    struct xapian_document *document = NULL;
    struct buffer packed = {0};
    char *message = NULL;
    enum xapian_status read = XAPIAN_OK;
    buffer_clear(&context->record);
    enum status status = database_open(&context->path, 1, &database, error);
    if (status == STATUS_OK)
        read = xapian_database_document(database, docid, &document, &message);
    if (document && read == XAPIAN_OK)
        read = read_value(document, SCHEMA_SLOT_ENTITIES, &context->record, &message);
    if (document && read == XAPIAN_OK)
        read = read_value(document, SCHEMA_SLOT_ARTICLE, &packed, &message);
    if (read == XAPIAN_NOT_FOUND)
        free(message);
    else if (read != XAPIAN_OK)
        status = database_error(error, context->path, read, message);
    else if (status == STATUS_OK)
        status = article_unpack(context->packer, buffer_str(&packed), &context->article, error);
    xapian_document_free(document);
    xapian_database_free(database);
    buffer_free(&packed);
    return status;
}

enum status name_context_read(struct name_context *context, xapian_docid docid,
                              const struct collected_names *names, size_t index,
                              struct buffer *sentence, struct error *error)
{
    struct article_mention mention;
    enum status status = read_article(context, docid, error);
    if (status == STATUS_OK && find_mention(buffer_str(&context->record), names, index, &mention))
        append_sentence(context, &mention, sentence);
    return status;
}
