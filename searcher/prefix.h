/* The words of a database that begin with a prefix: their keys for the check, and the terms that
 * they are asked for by. */
#ifndef REVUE_PREFIX_H
#define REVUE_PREFIX_H

#include "bits.h"
#include "formula.h"
#include "french.h"
#include "key_table.h"

/* Keys are forward_key_of() of the words. Zeroed before prefix_expand(); prefix_free() after. */
struct prefix {
    struct key_table keys;
    uint64_t *lower_halves; /* a bit for the lower half of each key; NULL: there is no word */
    uint64_t *common;       /* a bit for each word of the vocabulary that has one of the keys */
    size_t words;
    struct formula *formula; /* finds the articles that have any of them, and perhaps others */
};

/* Reads the words of the database that begin with `text`, which is folded. The formula has terms of
 * `kind`, SCHEMA_STEM or SCHEMA_TITLE_STEM; it is all articles where the terms stand in as many as
 * there are: `documents`. */
enum xapian_status prefix_expand(const struct xapian_database *database, struct french *french,
                                 struct str text, enum schema_term kind, uint32_t documents,
                                 struct prefix *prefix, char **message);
void prefix_free(struct prefix *prefix);

/* Whether it has the word of this key. */
static inline bool prefix_has(const struct prefix *prefix, uint32_t key)
{
    return prefix->lower_halves && bits_have(prefix->lower_halves, (uint16_t)key) &&
           key_table_find(&prefix->keys, key) != KEY_TABLE_NONE;
}

#endif
