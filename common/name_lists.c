/* The lists: a hash table from the key of a folded word to the kinds of the word. */
#include "name_lists.h"

#include <stdlib.h>

#include "hash.h"
#include "memory.h"
#include "unicode.h"

struct entry {
    uint32_t key;
    uint32_t kinds; /* 0: free */
};

struct name_lists {
    struct entry *entries;
    size_t size; /* a power of two */
    size_t count;
};

/* The names of the bits, in their order. */
static const char *const kind_names[] = {
    "first-name", "surname",   "proper",   "country",      "region",    "demonym",
    "title",      "role",      "speech",   "organisation", "place",     "into",
    "particle",   "adjective", "calendar", "article",      "auxiliary", "company"};

struct name_lists *name_lists_new(void)
{
    struct name_lists *lists = memory_allocate(1, sizeof *lists);
    lists->size = 1024;
    lists->entries = memory_allocate(lists->size, sizeof *lists->entries);
    return lists;
}

void name_lists_free(struct name_lists *lists)
{
    if (!lists)
        return;
    free(lists->entries);
    free(lists);
}

/* The entry of `key`, or the free one where it would stand. */
static struct entry *find(const struct name_lists *lists, uint32_t key)
{
    size_t at = key & (lists->size - 1);
    while (lists->entries[at].kinds && lists->entries[at].key != key)
        at = (at + 1) & (lists->size - 1);
    return &lists->entries[at];
}

static void grow(struct name_lists *lists)
{
    struct name_lists larger = {.size = lists->size * 2};
    larger.entries = memory_allocate(larger.size, sizeof *larger.entries);
    for (size_t i = 0; i < lists->size; i++)
        if (lists->entries[i].kinds)
            *find(&larger, lists->entries[i].key) = lists->entries[i];
    free(lists->entries);
    lists->entries = larger.entries;
    lists->size = larger.size;
}

static void add_word(struct name_lists *lists, struct str word, uint32_t kind,
                     struct buffer *folded)
{
    buffer_clear(folded);
    unicode_fold(word, folded);
    if (folded->length == 0)
        return;
    if (lists->count * 2 >= lists->size)
        grow(lists);
    uint32_t key = (uint32_t)hash_bytes(buffer_str(folded), 0);
    struct entry *entry = find(lists, key);
    lists->count += entry->kinds == 0;
    entry->key = key;
    entry->kinds |= kind;
}

/* The bit of the kind's name; 0 when there is no such kind. */
static uint32_t kind_of(struct str name)
{
    for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
        if (str_equal(name, str_from(kind_names[i])))
            return UINT32_C(1) << i;
    return 0;
}

enum status name_lists_add(struct name_lists *lists, struct str text, const char *name,
                           struct error *error)
{
    struct buffer folded = {0};
    enum status status = STATUS_OK;
    size_t number = 0;
    for (struct str rest = text; rest.data && status == STATUS_OK;) {
        struct str words = str_trim(str_cut(&rest, '\n'));
        number++;
        if (words.length == 0 || words.data[0] == '#')
            continue;
        struct str kind_name = str_cut(&words, '\t');
        uint32_t kind = kind_of(kind_name);
        if (!kind || !words.data)
            status = error_set(error, STATUS_INPUT,
                               "%s:%zu: no list of words; write a kind such as country, a tab, and "
                               "words parted by |",
                               name, number);
        while (words.data && status == STATUS_OK)
            add_word(lists, str_cut(&words, '|'), kind, &folded);
    }
    buffer_free(&folded);
    return status;
}

uint32_t name_lists_get(const struct name_lists *lists, uint32_t folded_key)
{
    return find(lists, folded_key)->kinds;
}
