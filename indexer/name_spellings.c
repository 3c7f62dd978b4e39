/* Names of an article are compared with each other; the rarer joins the more frequent. */
#include "name_spellings.h"

#include <stdlib.h>

#include "memory.h"
#include "nearest.h"
#include "unicode.h"

#define LETTERS_FOR_EDIT 6
/* So many names of an article are compared, each with each; press articles have a few hundred. */
#define MOST_COMPARED 2000

static bool has_digit(struct str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (word.data[i] >= '0' && word.data[i] <= '9')
            return true;
    return false;
}

/* Whether two words, which differ, may be one word. */
static bool words_are_one(struct str a, struct str b)
{
    size_t letters_a = unicode_count(a);
    size_t letters_b = unicode_count(b);
    size_t most = (letters_a < letters_b ? letters_a : letters_b) / LETTERS_FOR_EDIT;
    return most > 0 && !has_digit(a) && !has_digit(b) && edit_distance(a, b, most) <= most;
}

static bool begin_alike(struct str a, struct str b)
{
    return a.length > 0 && b.length > 0 && a.data[0] == b.data[0];
}

/* Whether two folded names of this type may be one. Places and organisations that begin otherwise
 * are others: Cannes and Vannes, Kaboul and Zaboul. */
static bool are_one(enum entity_type type, struct str a, struct str b)
{
    bool single = !memchr(a.data, ' ', a.length);
    bool person = type == ENTITY_PERSON;
    size_t different = 0;
    for (size_t i = 0; a.data && b.data; i++) {
        struct str word = str_cut(&a, ' ');
        struct str other = str_cut(&b, ' ');
        if (str_equal(word, other))
            continue;
        bool first_name = person && i == 0 && !single;
        if (first_name || ++different > 1 || !words_are_one(word, other) ||
            (!person && !begin_alike(word, other)))
            return false;
    }
    return different == 1 && !a.data && !b.data;
}

/* What is cheap to see: names of different lengths are not compared. */
static bool may_be_one(const struct collected_name *a, const struct collected_name *b)
{
    size_t longer = a->folded.length > b->folded.length ? a->folded.length : b->folded.length;
    size_t shorter = a->folded.length + b->folded.length - longer;
    return a->discovered && b->discovered && a->type == b->type &&
           (longer - shorter) * LETTERS_FOR_EDIT <= longer;
}

/* The name that `index` is part of by now. */
static size_t whole_of(const uint32_t *into, size_t index)
{
    while (into[index] != index)
        index = into[index];
    return index;
}

static void compare(const struct collected_names *names, size_t a, size_t b, uint32_t *into)
{
    const struct collected_name *one = &names->names[a];
    const struct collected_name *other = &names->names[b];
    if (!may_be_one(one, other) || !are_one(one->type, one->folded, other->folded))
        return;
    size_t whole = whole_of(into, a);
    size_t part = whole_of(into, b);
    if (part < whole) { /* the names of most articles come first */
        size_t swap = part;
        part = whole;
        whole = swap;
    }
    into[part] = (uint32_t)whole;
}

void name_spellings_join(struct collected_names *names)
{
    uint32_t *into = memory_allocate(names->count, sizeof *into);
    size_t first = 0;
    for (size_t i = 0; i < names->count; i++)
        into[i] = (uint32_t)i;
    for (size_t article = 0; article < names->article_count; article++) {
        size_t end = names->ends[article];
        size_t last = end - first > MOST_COMPARED ? first + MOST_COMPARED : end;
        for (size_t i = first; i < last; i++)
            for (size_t j = i + 1; j < last; j++)
                compare(names, names->members[i], names->members[j], into);
        first = end;
    }
    for (size_t i = 0; i < names->count; i++)
        into[i] = (uint32_t)whole_of(into, i);
    collected_names_join(names, into);
    free(into);
}
