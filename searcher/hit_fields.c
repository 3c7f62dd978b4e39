/* The table of a hit's fields. */
#include "hit_fields.h"

static const struct {
    const char *name;
    enum hit_parts parts;       /* needed to show it */
    enum article_field article; /* where it is a field of the article */
} table[HIT_FIELDS] = {
    [HIT_FIELD_RANK] = {"rank", HIT_ID, ARTICLE_FIELDS},
    [HIT_FIELD_SCORE] = {"score", HIT_ID, ARTICLE_FIELDS},
    [HIT_FIELD_ID] = {"id", HIT_ID, ARTICLE_FIELDS}, /* the article's own may be empty */
    [HIT_FIELD_DATE] = {"date", HIT_ARTICLE, ARTICLE_DATE},
    [HIT_FIELD_OUTLET] = {"outlet", HIT_ARTICLE, ARTICLE_OUTLET},
    [HIT_FIELD_SECTION] = {"section", HIT_ARTICLE, ARTICLE_SECTION},
    [HIT_FIELD_AUTHOR] = {"author", HIT_ARTICLE, ARTICLE_AUTHOR},
    [HIT_FIELD_TITLE] = {"title", HIT_ARTICLE, ARTICLE_TITLE},
    [HIT_FIELD_ENTITIES] = {"entities", HIT_ARTICLE, ARTICLE_FIELDS},
    [HIT_FIELD_URL] = {"url", HIT_ARTICLE, ARTICLE_URL},
    [HIT_FIELD_SNIPPET] = {"snippet", HIT_SNIPPET, ARTICLE_FIELDS},
    [HIT_FIELD_TEXT] = {"text", HIT_ARTICLE, ARTICLE_TEXT},
};

const char *hit_field_name(enum hit_field field)
{
    return table[field].name;
}

void hit_field_append(enum hit_field field, const struct hit *hit, struct buffer *text)
{
    switch (field) {
    case HIT_FIELD_RANK:
        buffer_append_format(text, "%zu", hit->rank);
        break;
    case HIT_FIELD_SCORE:
        buffer_append_format(text, "%.4f", hit->score);
        break;
    case HIT_FIELD_ID:
        buffer_append(text, buffer_str(&hit->id));
        break;
    case HIT_FIELD_ENTITIES:
        for (size_t i = 0; i < hit->entity_count; i++) {
            buffer_append(text, i > 0 ? STR("; ") : STR(""));
            buffer_append(text, hit->entities[i].name);
        }
        break;
    case HIT_FIELD_SNIPPET:
        buffer_append(text, buffer_str(&hit->snippet.text));
        break;
    default:
        buffer_append(text, article_get(&hit->article, table[field].article));
    }
}

/* -- Lists ----------------------------------------------------------------------------------- */

enum status hit_fields_read(const struct option_use *use, struct hit_fields *fields,
                            struct error *error)
{
    const char *names[HIT_FIELDS + 1] = {0};
    size_t chosen[HIT_FIELDS];
    for (size_t i = 0; i < HIT_FIELDS; i++)
        names[i] = table[i].name;
    enum status status = option_choices(use, names, chosen, &fields->count, error);
    for (size_t i = 0; i < fields->count; i++)
        fields->fields[i] = (enum hit_field)chosen[i];
    return status;
}

enum hit_parts hit_fields_parts(const struct hit_fields *fields)
{
    enum hit_parts parts = HIT_ID;
    for (size_t i = 0; i < fields->count; i++)
        if (table[fields->fields[i]].parts > parts)
            parts = table[fields->fields[i]].parts;
    return parts;
}
