/* Families are neighbours among the terms: the last word of a name comes first there. */
#include "families.h"

#include <stdlib.h>

#include "database.h"
#include "entities.h"
#include "memory.h"
#include "schema.h"

static void close_terms(struct family_reader *reader)
{
    xapian_terms_free(reader->terms);
    reader->terms = NULL;
}

void family_reader_close(struct family_reader *reader)
{
    close_terms(reader);
    free(reader->listed);
    reader->listed = NULL;
}

void family_free(struct family *family)
{
    free(family->members);
    buffer_free(&family->last_word);
    buffer_free(&family->text);
    *family = (struct family){0};
}

struct str family_last_word(struct str name)
{
    size_t at = name.length;
    while (at > 0 && name.data[at - 1] != ' ')
        at--;
    return str_after(name, at);
}

bool family_is_longer(struct str full, struct str folded)
{
    return full.length > folded.length + 1 && str_ends(full, folded) &&
           full.data[full.length - folded.length - 1] == ' ';
}

/* -- Persons of a list ----------------------------------------------------------------------- */

static int compare_listed(const void *a, const void *b)
{
    return str_compare(((const struct family_listed *)a)->last_word,
                       ((const struct family_listed *)b)->last_word);
}

static void list_persons(struct family_reader *reader)
{
    const struct gazetteer *gazetteer = reader->source.listed;
    size_t count = gazetteer ? gazetteer_count(gazetteer) : 0;
    reader->listed = memory_allocate(count, sizeof *reader->listed);
    for (size_t i = 0; i < count; i++) {
        const struct entity entity = gazetteer_entity(gazetteer, i);
        if (entity.type == ENTITY_PERSON)
            reader->listed[reader->listed_count++] = (struct family_listed){
                family_last_word(entity.folded_name), entity.folded_name};
    }
    if (reader->listed_count > 1)
        qsort(reader->listed, reader->listed_count, sizeof *reader->listed, compare_listed);
}

static struct family_member *add_member(struct family *family)
{
    family->members = memory_grow(family->members, &family->capacity, family->count + 1,
                                  sizeof *family->members);
    return &family->members[family->count++];
}

static void add_listed(struct family_reader *reader, struct family *family)
{
    struct str word = buffer_str(&family->last_word);
    size_t low = 0;
    size_t high = reader->listed_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(reader->listed[middle].last_word, word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < reader->listed_count && str_equal(reader->listed[low].last_word, word); low++)
        *add_member(family) = (struct family_member){reader->listed[low].name, UINT32_MAX, true,
                                                     true};
}

/* -- Reading --------------------------------------------------------------------------------- */

/* Whether the text of a term, which begins with `prefix`, is a name that ends with its word. */
static bool is_of_family(struct str text, struct str prefix)
{
    return text.length == prefix.length || str_starts(str_after(text, prefix.length), STR(", "));
}

/* Whether no term behind that one is of the family: the words that begin with this one come then,
 * and are left to the next family. */
static bool is_behind_family(struct str text, struct str prefix)
{
    return !str_starts(text, prefix) ||
           (text.length > prefix.length && (unsigned char)text.data[prefix.length] > ',');
}

static void add_discovered(struct family *family, struct str text, uint32_t articles)
{
    size_t at = family->text.length;
    schema_name_folded(text, &family->text);
    /* The text may move yet; its length is right already. */
    *add_member(family) = (struct family_member){str_of(NULL, family->text.length - at), articles,
                                                 false, true};
}

static void place_names(struct family *family)
{
    size_t at = 0;
    for (size_t i = 0; i < family->count; i++) {
        family->members[i].name.data = family->text.data + at;
        at += family->members[i].name.length;
    }
}

static bool has_two_words(struct str name)
{
    return memchr(name.data, ' ', name.length);
}

static bool is_rare(uint32_t articles, uint32_t beside)
{
    return (uint64_t)FAMILY_RARE * articles < beside;
}

/* A longer name that is rare beside the one that it ends with is that one with words before it that
 * do not belong to it. Where a surname stands alone, it may yet be another person's. */
static void compare_names(struct family_member *longer, struct family_member *shorter)
{
    if (!family_is_longer(longer->name, shorter->name))
        return;
    bool rare = is_rare(longer->articles, shorter->articles);
    if (rare && has_two_words(shorter->name))
        longer->full = false;
    else
        shorter->full = false;
}

static void mark_full_names(struct family *family)
{
    for (size_t i = 0; i < family->count && family->count <= FAMILY_MOST; i++)
        for (size_t j = 0; j < family->count; j++)
            compare_names(&family->members[j], &family->members[i]);
}

static enum xapian_status read_members(struct family_reader *reader, struct family *family,
                                       char **message)
{
    struct buffer prefix = {0};
    struct buffer term = {0};
    struct str found;
    enum xapian_status status = XAPIAN_OK;
    schema_name(ENTITY_PERSON, buffer_str(&family->last_word), &prefix);
    schema_term(SCHEMA_NAME, buffer_str(&prefix), &term);
    if (!reader->terms)
        status = xapian_database_terms(reader->source.database, "", 0, &reader->terms, message);
    if (status == XAPIAN_OK)
        status = xapian_terms_skip_to(reader->terms, term.data, term.length, message);
    while (status == XAPIAN_OK &&
           (status = xapian_terms_next(reader->terms, &found.data, &found.length, message)) ==
               XAPIAN_OK) {
        uint32_t articles = 0;
        struct str text = schema_term_text(SCHEMA_NAME, found);
        if (is_behind_family(text, buffer_str(&prefix)))
            break;
        if (!is_of_family(text, buffer_str(&prefix)))
            continue;
        status = xapian_terms_frequency(reader->terms, &articles, message);
        add_discovered(family, text, articles);
    }
    buffer_free(&prefix);
    buffer_free(&term);
    return status;
}

enum status family_read(struct family_reader *reader, struct str folded, struct family *family,
                        struct error *error)
{
    struct str word = family_last_word(folded);
    char *message = NULL;
    if (family->last_word.length > 0 && str_equal(word, buffer_str(&family->last_word)))
        return STATUS_OK;
    if (!reader->listed)
        list_persons(reader);
    if (str_compare(word, buffer_str(&family->last_word)) < 0)
        close_terms(reader); /* a cursor goes forward only */
    buffer_clear(&family->last_word);
    buffer_append(&family->last_word, word);
    buffer_clear(&family->text);
    family->count = 0;
    enum xapian_status status = read_members(reader, family, &message);
    place_names(family);
    add_listed(reader, family);
    mark_full_names(family);
    if (status == XAPIAN_END)
        close_terms(reader);
    return status == XAPIAN_OK || status == XAPIAN_END
               ? STATUS_OK
               : database_error(error, NULL, status, message);
}

/* -- Asking ---------------------------------------------------------------------------------- */

static struct str first_word(struct str name)
{
    return str_cut(&name, ' ');
}

static uint32_t articles_of(const struct family *family, struct str folded)
{
    for (size_t i = 0; i < family->count; i++)
        if (str_equal(family->members[i].name, folded))
            return family->members[i].articles;
    return 0;
}

const struct family_member *family_full_name(const struct family *family, struct str folded)
{
    const struct family_member *best = NULL;
    if (family->count > FAMILY_MOST)
        return NULL;
    for (size_t i = 0; i < family->count; i++) {
        const struct family_member *member = &family->members[i];
        if (!member->full || !family_is_longer(member->name, folded))
            continue;
        if (member->listed)
            return NULL;
        if (best && !str_equal(first_word(best->name), first_word(member->name)))
            return NULL;
        if (!best || member->articles > best->articles)
            best = member;
    }
    return best && !is_rare(best->articles, articles_of(family, folded)) ? best : NULL;
}

size_t family_full_names(const struct family *family, struct str folded)
{
    size_t count = 0;
    for (size_t i = 0; i < family->count; i++)
        count += family->members[i].full && family_is_longer(family->members[i].name, folded);
    return count;
}
