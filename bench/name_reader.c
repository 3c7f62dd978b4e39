/* What idx names does with an article before the model comes to it. */
#include "name_reader.h"

#include <stdio.h>
#include <stdlib.h>

#include "gazetteer_files.h"
#include "memory.h"
#include "name_files.h"
#include "names.h"

struct name_reader {
    struct french *french;
    struct gazetteer *gazetteer;
    struct name_finder *finder;
    struct french_tokens title_tokens, text_tokens;
    struct mentions mentions;
    char *line;
    size_t capacity;
};

enum status name_reader_new(struct name_reader **reader, struct error *error)
{
    struct name_reader *made = memory_allocate(1, sizeof *made);
    made->french = french_new();
    made->gazetteer = gazetteer_new(made->french);
    made->finder = name_finder_new(made->french, made->gazetteer);
    *reader = made;
    enum status status = gazetteer_load(made->gazetteer, NULL, error);
    return status == STATUS_OK ? name_files_load_lists(made->finder, error) : status;
}

void name_reader_free(struct name_reader *reader)
{
    if (!reader)
        return;
    free(reader->line);
    mentions_free(&reader->mentions);
    french_tokens_free(&reader->title_tokens);
    french_tokens_free(&reader->text_tokens);
    name_finder_free(reader->finder);
    gazetteer_free(reader->gazetteer);
    french_free(reader->french);
    free(reader);
}

json_t *name_reader_line(struct name_reader *reader, FILE *file, const char *name,
                         struct error *error)
{
    json_error_t fault;
    ssize_t length = getline(&reader->line, &reader->capacity, file);
    if (length < 0)
        return NULL;
    json_t *object = json_loadb(reader->line, (size_t)length, 0, &fault);
    if (object && json_is_string(json_object_get(object, "text")))
        return object;
    error_set(error, STATUS_INPUT, "%s: no article with a text: %.*s", name,
              length > 60 ? 60 : (int)length, reader->line);
    json_decref(object);
    return NULL;
}

static struct str text_of(const json_t *object, const char *key)
{
    const json_t *text = json_object_get(object, key);
    return text ? str_of(json_string_value(text), json_string_length(text)) : STR("");
}

struct name_text *name_reader_read(struct name_reader *reader, const json_t *object,
                                   const uint8_t **rules)
{
    struct str title = text_of(object, "title");
    struct str text = text_of(object, "text");
    french_trim(reader->french);
    french_tokenise(reader->french, title, &reader->title_tokens);
    french_tokenise(reader->french, text, &reader->text_tokens);
    gazetteer_match(reader->gazetteer, title, &reader->title_tokens, text, &reader->text_tokens,
                    &reader->mentions);
    const struct name_article article = {.title = title,
                                         .text = text,
                                         .title_tokens = &reader->title_tokens,
                                         .text_tokens = &reader->text_tokens,
                                         .mentions = &reader->mentions};
    return name_finder_read(reader->finder, &article, rules);
}
