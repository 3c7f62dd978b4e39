/* What the words of an article are to a query, and where the article's tokens have them.
 *
 * Most words of an article are nothing to the query. A query of few words compares its keys with
 * eight of the article's words at once, and the words it found with 16 tokens at once. */
#ifndef REVUE_ROLES_H
#define REVUE_ROLES_H

#include <stdbool.h>
#include <stdint.h>

#include "forward.h"
#include "key_table.h"

#define ROLE_NONE KEY_TABLE_NONE

/* What a word of the article is to the query. */
struct role {
    uint32_t word; /* of the article */
    uint32_t stem; /* of the query, or ROLE_NONE */
    uint32_t exact,
        prefix;    /* the query's numbers of its words and their beginnings, or ROLE_NONE */
    bool compound; /* it takes no position; every compound has a role */
};

struct roles {
    struct role *roles; /* of the article read last */
    size_t count;
    uint32_t *of; /* by the article's word: 0 nothing, else one more than an index into `roles` */
    struct key_table exact, prefix; /* the query's numbers by key */
    struct roles_memory *memory;
};

/* Roles for a query of no words yet. Owned by the caller: roles_free(). */
struct roles *roles_new(void);
void roles_free(struct roles *roles);

/* Adds a stem of the query, all its words having `word`'s; `number` is what roles call it. */
void roles_add_stem(struct roles *roles, const struct french_word *word, uint32_t number);

/* Adds the word itself, or its beginning; a key that has a number keeps it. Returns its number. */
uint32_t roles_add_exact(struct roles *roles, const struct french_word *word, uint32_t number);
uint32_t roles_add_prefix(struct roles *roles, const struct french_word *word, uint32_t number);

/* Finds the roles of an article, which take the place of those before. The record is borrowed until
 * the next. */
void roles_read(struct roles *roles, const struct forward *forward);

/* The first token of [first, last) whose word has a role; `last` when none has. */
uint32_t roles_next_token(const struct roles *roles, uint32_t first, uint32_t last);

/* The role of a token that has one. */
static inline const struct role *role_of_token(const struct roles *roles,
                                               const struct forward *forward, uint32_t token)
{
    return &roles->roles[roles->of[forward_token(forward, token)] - 1];
}

#endif
