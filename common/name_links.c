/* Linking by one table: for each word of the article, the long name that it is, or ends, alone. */
#include "name_links.h"

#include <stdlib.h>

#include "memory.h"
#include "name_acronyms.h"

/* What a word links to: the index of a name, plus 2. */
#define NOTHING 0
#define SEVERAL 1

struct links {
    const struct name_text *text;
    struct names_found *found;
    uint32_t *surnames; /* a word of the text: the full name that ends with it */
    uint32_t *acronyms; /* a word of the text: the name that it stands for */
};

static uint32_t word_of(const struct links *links, size_t token)
{
    return links->text->tokens[token].word;
}

static size_t last_token(const struct name *name)
{
    return name->first_token + name->token_count - 1;
}

/* -- Surnames -------------------------------------------------------------------------------- */

/* Whether two full names may be those of one person: the same first and last word. */
static bool may_be_one(const struct links *links, const struct name *a, const struct name *b)
{
    return word_of(links, a->first_token) == word_of(links, b->first_token) &&
           word_of(links, last_token(a)) == word_of(links, last_token(b));
}

static bool is_full_name(const struct links *links, const struct name *name)
{
    return name->type == ENTITY_PERSON && name->token_count > 1 &&
           !(name_text_word(links->text, name->first_token)->kinds & (NAME_PARTICLE | NAME_TITLE));
}

/* What also is somebody's first name is nobody's surname for certain. */
static void leave_out_first_names(struct links *links)
{
    for (size_t i = 0; i < links->found->count; i++)
        if (is_full_name(links, &links->found->names[i]))
            links->surnames[word_of(links, links->found->names[i].first_token)] = SEVERAL;
}

/* Whether another first name goes with the surname of names[i]: `Anne et Paul Moreau`. */
static bool is_shared(const struct links *links, size_t i)
{
    const struct name *name = &links->found->names[i];
    const struct name *before = i > 0 ? name - 1 : name;
    size_t between = last_token(before) + 1;
    return before->type == ENTITY_PERSON && before->token_count == 1 &&
           name->first_token == between + 1 &&
           str_equal(name_text_word(links->text, between)->folded, STR("et"));
}

static void note_full_names(struct links *links)
{
    for (size_t i = 0; i < links->found->count; i++) {
        const struct name *name = &links->found->names[i];
        if (!is_full_name(links, name))
            continue;
        uint32_t *known = &links->surnames[word_of(links, last_token(name))];
        bool another = *known > SEVERAL &&
                       !may_be_one(links, &links->found->names[*known - 2], name);
        if (another || is_shared(links, i))
            *known = SEVERAL;
        else if (*known == NOTHING)
            *known = (uint32_t)i + 2;
    }
}

/* Whether `full` ends with the words of `name` and has others before. */
static bool ends_with(const struct links *links, const struct name *full, const struct name *name)
{
    if (full->token_count <= name->token_count)
        return false;
    for (size_t i = 0; i < name->token_count; i++)
        if (word_of(links, last_token(full) - i) != word_of(links, last_token(name) - i))
            return false;
    return true;
}

static bool link_surname(const struct links *links, struct name *name)
{
    uint32_t known = links->surnames[word_of(links, last_token(name))];
    if (name->type != ENTITY_PERSON || known < 2)
        return false;
    const struct name *full = &links->found->names[known - 2];
    if (full == name || !ends_with(links, full, name))
        return false;
    name->link = NAME_LINK_SURNAME;
    name->linked = known - 2;
    return true;
}

/* -- Acronyms -------------------------------------------------------------------------------- */

/* Whether `name` stands in brackets right behind `before`. */
static bool is_bracketed(const struct links *links, const struct name *before,
                         const struct name *name)
{
    size_t opening = last_token(before) + 1;
    return name->first_token == opening + 1 && last_token(name) + 1 < links->text->count &&
           name_text_word(links->text, opening)->key == '(' &&
           name_text_word(links->text, last_token(name) + 1)->key == ')';
}

static void note_acronym(struct links *links, size_t acronym, size_t name)
{
    const struct name *names = links->found->names;
    uint32_t word = word_of(links, names[acronym].first_token);
    uint32_t *known = &links->acronyms[word];
    if (*known == NOTHING && names[acronym].token_count == 1 &&
        name_acronym_is_initials(links->text, names[acronym].first_token, names[name].first_token,
                                 last_token(&names[name]) + 1))
        *known = (uint32_t)name + 2;
}

static void note_acronyms(struct links *links)
{
    for (size_t i = 1; i < links->found->count; i++)
        if (is_bracketed(links, &links->found->names[i - 1], &links->found->names[i])) {
            note_acronym(links, i, i - 1);
            note_acronym(links, i - 1, i);
        }
}

static bool link_acronym(const struct links *links, struct name *name)
{
    uint32_t known = links->acronyms[word_of(links, name->first_token)];
    if (known < 2 || name->token_count != 1)
        return false;
    name->link = NAME_LINK_ACRONYM;
    name->linked = known - 2;
    return true;
}

void name_links_find(const struct name_text *text, struct names_found *found)
{
    struct links links = {.text = text, .found = found};
    links.surnames = memory_allocate(text->word_count + 1, sizeof *links.surnames);
    links.acronyms = memory_allocate(text->word_count + 1, sizeof *links.acronyms);
    note_full_names(&links);
    leave_out_first_names(&links);
    note_acronyms(&links);
    for (size_t i = 0; i < found->count; i++)
        if (!link_acronym(&links, &found->names[i]))
            link_surname(&links, &found->names[i]);
    free(links.surnames);
    free(links.acronyms);
}

const char *name_link_name(enum name_link link)
{
    static const char *const names[] = {
        [NAME_LINK_NONE] = "", [NAME_LINK_SURNAME] = "surname", [NAME_LINK_ACRONYM] = "acronym"};
    return names[link];
}
