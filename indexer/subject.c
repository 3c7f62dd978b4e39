/* Names in the lists, and those that were discovered. */
#include "subject.h"

#include <stdlib.h>

#include "families.h"
#include "language.h"
#include "memory.h"
#include "unicode.h"

#define MOST_NEAREST 3

void subject_free(struct subject *subject)
{
    stored_name_free(&subject->stored);
}

static enum status ambiguous(const struct gazetteer *known, struct str name, size_t count,
                             struct error *error)
{
    struct buffer text = {0};
    size_t *indexes = memory_allocate(count, sizeof *indexes);
    gazetteer_find(known, name, indexes, count);
    for (size_t i = 0; i < count; i++)
        buffer_append_format(&text, "%s%.*s", i > 0 ? ", " : "",
                             STR_FORMAT(gazetteer_entity(known, indexes[i]).name));
    enum status status = error_set(error, STATUS_INPUT, "\"%.*s\" may be each of %s; say which",
                                   STR_FORMAT(name), text.data);
    buffer_free(&text);
    free(indexes);
    return status;
}

/* The entity of that name, or what was rejected under it. */
static bool find_line(const struct name_source *source, struct str folded, struct subject *subject)
{
    size_t index = 0;
    if (!gazetteer_find_name(source->listed, folded, &index))
        return false;
    subject->entity = gazetteer_entity(source->listed, index);
    subject->kind = subject->entity.type == ENTITY_NONE ? SUBJECT_REJECTED : SUBJECT_ENTITY;
    return true;
}

bool subject_is_surname_of_other(const struct name_source *source, struct str alias,
                                 struct str name)
{
    struct buffer folded = {0};
    bool found = false;
    french_fold_name(source->french, alias, &folded);
    for (size_t i = 0; i < gazetteer_count(source->listed) && !found; i++) {
        const struct entity entity = gazetteer_entity(source->listed, i);
        found = entity.type == ENTITY_PERSON && !str_equal(entity.folded_name, name) &&
                family_is_longer(entity.folded_name, buffer_str(&folded));
    }
    buffer_free(&folded);
    return found;
}

/* Takes out the surnames that a person of a list has, too. */
static void keep_own_surnames(const struct name_source *source, struct stored_name *stored)
{
    struct buffer kept = {0};
    for (struct str rest = buffer_str(&stored->aliases); rest.length > 0 && rest.data;) {
        struct str alias = str_cut(&rest, '|');
        if (subject_is_surname_of_other(source, alias, buffer_str(&stored->folded)))
            continue;
        if (kept.length > 0)
            buffer_append_char(&kept, '|');
        buffer_append(&kept, alias);
    }
    buffer_free(&stored->aliases);
    stored->aliases = kept;
}

/* The last word of a person's full name; empty when it is none that stands for a person: a number
 * (Jean-Paul II), an initial, one in small letters. */
static struct str surname_of(struct str name)
{
    static const char *const numbers[] = {"I",  "II",  "III",  "IV", "IX",  "Ier", "V",
                                          "VI", "VII", "VIII", "X",  "XIV", "XV",  "XVI"};
    struct str surname = family_last_word(name);
    size_t first = 0;
    if (surname.length == name.length || surname.length < 2 ||
        str_among(surname, numbers, sizeof numbers / sizeof *numbers) ||
        !unicode_is_upper(unicode_next(surname, &first)))
        return STR("");
    return surname;
}

/* A surname that does not stand for the person alone does so beside the full name: a weak alias. */
static void add_weak_surname(struct stored_name *stored)
{
    struct str surname = surname_of(buffer_str(&stored->name));
    if (stored->type == ENTITY_PERSON && stored->aliases.length == 0 && surname.length > 0)
        buffer_append_format(&stored->aliases, "~%.*s", STR_FORMAT(surname));
}

static enum status find_discovered(const struct name_source *source, struct str folded,
                                   struct subject *subject, struct error *error)
{
    struct stored_name *stored = &subject->stored;
    if (!source->database)
        return STATUS_OK;
    enum status status = stored_name_find(source, folded, stored, error);
    if (status != STATUS_OK || stored->name.length == 0)
        return status;
    keep_own_surnames(source, stored);
    add_weak_surname(stored);
    subject->kind = SUBJECT_DISCOVERED;
    subject->entity = (struct entity){.name = buffer_str(&stored->name),
                                      .folded_name = buffer_str(&stored->folded),
                                      .aliases = buffer_str(&stored->aliases),
                                      .type = stored->type};
    return STATUS_OK;
}

static enum status find_alias(const struct name_source *source, struct str name,
                              struct subject *subject, struct error *error)
{
    size_t index = 0;
    size_t count = gazetteer_find(source->listed, name, &index, 1);
    if (count > 1)
        return ambiguous(source->listed, name, count, error);
    if (count == 1) {
        subject->kind = SUBJECT_ENTITY;
        subject->by_alias = true;
        subject->entity = gazetteer_entity(source->listed, index);
    }
    return STATUS_OK;
}

enum status subject_find(const struct name_source *source, struct str name, struct subject *subject,
                         struct error *error)
{
    struct buffer folded = {0};
    enum status status = STATUS_OK;
    *subject = (struct subject){.entity = {.name = name}};
    french_fold_name(source->french, name, &folded);
    if (!find_line(source, buffer_str(&folded), subject))
        status = find_discovered(source, buffer_str(&folded), subject, error);
    if (status == STATUS_OK &&
        (subject->kind == SUBJECT_UNKNOWN || subject->kind == SUBJECT_REJECTED))
        status = find_alias(source, name, subject, error);
    buffer_free(&folded);
    return status;
}

enum status subject_unknown(const struct name_source *source, struct str name, struct error *error)
{
    struct str nearest[MOST_NEAREST];
    struct buffer text = {0};
    size_t count = gazetteer_nearest(source->listed, name, nearest, MOST_NEAREST);
    for (size_t i = 0; i < count; i++)
        buffer_append_format(&text, "%s%.*s", i > 0 ? ", " : _("; the nearest there are: "),
                             STR_FORMAT(nearest[i]));
    error_set(error, STATUS_INPUT, "\"%.*s\" is no known name%s", STR_FORMAT(name),
              text.length ? text.data : "");
    buffer_free(&text);
    return STATUS_INPUT;
}

enum status subject_find_entity(const struct name_source *source, struct str name,
                                struct subject *subject, struct error *error)
{
    enum status status = subject_find(source, name, subject, error);
    if (status == STATUS_OK && subject->kind == SUBJECT_UNKNOWN)
        return subject_unknown(source, name, error);
    if (status == STATUS_OK && subject->kind == SUBJECT_REJECTED)
        return error_set(error, STATUS_INPUT, "\"%.*s\" is rejected; accept it first",
                         STR_FORMAT(subject->entity.name));
    return status;
}
