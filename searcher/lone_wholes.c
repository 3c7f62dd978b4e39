/* The whole's postings, less those that all parts with terms have. */
#include "lone_wholes.h"

#include <stdlib.h>

#include "memory.h"
#include "schema.h"
#include "sorted.h"

static enum xapian_status read_word(struct postings *postings, const struct french_word *word,
                                    const struct posting_list **list, char **message)
{
    struct buffer term = {0};
    schema_stem_term(SCHEMA_STEM, word, &term);
    enum xapian_status status = postings_read(postings, buffer_str(&term), list, message);
    buffer_free(&term);
    return status;
}

/* Says of which articles of the whole's a part has none. */
static void mark_lone(const struct posting_list *whole, const struct posting_list *part, bool *lone)
{
    for (size_t i = 0; i < whole->count; i++)
        lone[i] |= !sorted_have(part->docids, part->count, whole->docids[i]);
}

static struct posting_list copy_list(const struct posting_list *list)
{
    struct posting_list copy = {
        .docids = memory_resize(NULL, list->count, sizeof *copy.docids),
        .counts = memory_resize(NULL, list->count, sizeof *copy.counts),
        .count = list->count,
    };
    for (size_t i = 0; i < list->count; i++) {
        copy.docids[i] = list->docids[i];
        copy.counts[i] = list->counts[i];
    }
    return copy;
}

static void keep_lone(struct posting_list *whole, const bool *lone)
{
    size_t kept = 0;
    for (size_t i = 0; i < whole->count; i++) {
        whole->docids[kept] = whole->docids[i];
        whole->counts[kept] = whole->counts[i];
        kept += lone[i];
    }
    whole->count = kept;
}

enum xapian_status lone_wholes_read(struct postings *postings, const struct node *compound,
                                    struct posting_list *lone, char **message)
{
    const struct posting_list *list = NULL;
    enum xapian_status status = read_word(postings, compound->children[0]->word, &list, message);
    if (status != XAPIAN_OK)
        return status;
    *lone = copy_list(list); /* it is borrowed until the next is read */
    bool *is_lone = memory_allocate(lone->count, sizeof *is_lone);
    for (size_t part = 1; part < compound->count && status == XAPIAN_OK; part++) {
        if (!schema_has_stem_term(compound->children[part]->word))
            continue;
        status = read_word(postings, compound->children[part]->word, &list, message);
        if (status == XAPIAN_OK)
            mark_lone(lone, list, is_lone);
    }
    keep_lone(lone, is_lone);
    free(is_lone);
    return status;
}

void lone_wholes_free(struct posting_list *lone)
{
    free(lone->docids);
    free(lone->counts);
    *lone = (struct posting_list){0};
}
