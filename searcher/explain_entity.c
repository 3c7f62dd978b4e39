/* Mentions, as they are stored with the article. */
#include "explain_entity.h"

#include "database.h"
#include "entity_choice.h"
#include "entity_record.h"
#include "hit.h"
#include "json_text.h"
#include "name_evidence.h"
#include "name_links.h"
#include "printer.h"
#include "terminal.h"

/* A mention of an entity of the article. */
struct told {
    const struct entity_record *entity;
    bool in_title;
    uint8_t link; /* enum name_link */
    size_t start, length;
    struct str written;
};

/* Appends what found the mention: the list, a link, or what speaks for a name that was discovered.
 */
static void append_reason(const struct told *told, struct buffer *text)
{
    if (!told->entity->discovered)
        buffer_append(text, STR("list"));
    else if (told->link != NAME_LINK_NONE)
        buffer_append(text, str_from(name_link_name(told->link)));
    else
        name_evidence_append(told->entity->evidence, text);
}

static void print_line(const struct print_context *context, const struct told *told)
{
    struct buffer text = {0};
    entity_record_show(told->entity, &text);
    print_on_one_line(context, buffer_str(&text));
    fprintf(context->stream, "\t%s\t%s\t%zu\t%zu\t", entity_type_name(told->entity->type),
            told->in_title ? "title" : "text", told->start, told->start + told->length);
    print_on_one_line(context, told->written);
    buffer_clear(&text);
    append_reason(told, &text);
    fprintf(context->stream, "\t%s\n", text.data);
    buffer_free(&text);
}

static json_t *mention_json(const struct told *told)
{
    json_t *object = json_object();
    struct buffer text = {0};
    entity_record_show(told->entity, &text);
    json_object_set_new(object, "name", json_text(buffer_str(&text)));
    buffer_clear(&text);
    append_reason(told, &text);
    json_object_set_new(object, "type", json_string(entity_type_name(told->entity->type)));
    json_object_set_new(object, "field", json_string(told->in_title ? "title" : "text"));
    json_object_set_new(object, "start", json_integer((json_int_t)told->start));
    json_object_set_new(object, "end",
                        json_integer((json_int_t)told->start + (json_int_t)told->length));
    json_object_set_new(object, "written", json_text(told->written));
    json_object_set_new(object, "by", json_text(buffer_str(&text)));
    buffer_free(&text);
    return object;
}

/* Tells the mentions of one entity; those that do not lie in their field are damaged, and left out.
 */
static void tell_entity(const struct print_context *context, const struct hit *hit,
                        const struct entity_record *entity, json_t *array)
{
    struct mention_reader reader = entity_record_mentions(entity);
    struct article_mention mention;
    while (mention_reader_next(&reader, &mention)) {
        struct told told = {.entity = entity, .link = mention.link};
        told.in_title = mention.field == 0;
        told.start = mention.start;
        told.length = mention.end - mention.start;
        struct str field = article_get(&hit->article, told.in_title ? ARTICLE_TITLE : ARTICLE_TEXT);
        if (told.start + told.length > field.length)
            continue;
        told.written = str_of(field.data + told.start, told.length);
        if (array)
            json_array_append_new(array, mention_json(&told));
        else
            print_line(context, &told);
    }
}

static void tell_article(const struct explain_entity *explained, const struct hit *hit)
{
    struct print_context context = {.stream = explained->stream, .escape = terminal_is(stdout)};
    json_t *array = explained->json ? json_array() : NULL;
    struct entity_record entity;
    const struct entity_choice choice = {.confirmed = explained->names->confirmed};
    if (entity_record_open(buffer_str(&hit->entity_record), &entity))
        while (entity_record_next(&entity))
            if (entity_choice_has(choice, &entity))
                tell_entity(&context, hit, &entity, array);
    if (!array)
        return;
    print_json_value(&context, array);
    putc('\n', explained->stream);
}

enum status explain_entity_tell(const struct explain_entity *explained, bool *found,
                                struct error *error)
{
    struct search search = {0};
    struct hit hit = {0};
    struct hit_reader reader = {.search = &search,
                                .database = explained->database,
                                .french = explained->names->french,
                                .parts = HIT_ARTICLE,
                                .confirmed = explained->names->confirmed};
    xapian_docid docid = 0;
    enum status status = database_find(explained->database, str_from(explained->id), &docid, error);
    *found = docid != 0;
    if (status == STATUS_OK && !*found)
        terminal_message("srch", "no article has the id %s", explained->id);
    else if (status == STATUS_OK)
        status = hit_read(&reader, docid, &hit, error);
    if (status == STATUS_OK && *found)
        tell_article(explained, &hit);
    hit_free(&hit);
    hit_reader_free(&reader);
    return status;
}
