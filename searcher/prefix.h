/* The words of a database that begin with a prefix: their keys for the check, and the terms that
 * they are asked for by. */
#ifndef REVUE_PREFIX_H
#define REVUE_PREFIX_H

#include "bits.h"
#include "forward.h"
#include "formula.h"
#include "french.h"
#include "key_table.h"

/* Zeroed before prefix_expand(); prefix_free() after. */
struct prefix {
    struct key_table keys;  /* forward_key_of() the words; the number of each is forward_top_of()
                               them, or FORWARD_ANY_TOP where two differ */
    uint64_t *lower_halves; /* a bit for the lower half of each key; NULL: there is no word */
    uint64_t *common;       /* a bit for each word of the vocabulary that has one of the keys */
    size_t words;
    struct formula *formula; /* finds the articles that have any of them, and perhaps others */
};

/* Reads the words of the database that begin with `text`, which is folded. The formula has terms of
 * `kind`, SCHEMA_STEM or SCHEMA_TITLE_STEM; it is all articles where the terms stand in as many as
 * there are, `documents`, and all besides these where a function word begins so. */
enum xapian_status prefix_expand(const struct xapian_database *database, struct french *french,
                                 struct str text, enum schema_term kind, uint32_t documents,
                                 struct prefix *prefix, char **message);
void prefix_free(struct prefix *prefix);

/* Whether it has the word of this key and top. */
static inline bool prefix_has(const struct prefix *prefix, uint32_t key, uint8_t top)
{
    if (!prefix->lower_halves || !bits_have(prefix->lower_halves, (uint16_t)key))
        return false;
    uint32_t found = key_table_find(&prefix->keys, key);
    return found == top || found == FORWARD_ANY_TOP;
}

#endif
