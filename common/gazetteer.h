/* What a gazetteer is made of, for the files that implement entities.h: record.c reads its lines,
 * gazetteer.c keeps them, alias_index.c enters their words, mentions.c finds those in a text. */
#ifndef REVUE_GAZETTEER_H
#define REVUE_GAZETTEER_H

#include <stdbool.h>
#include <stdint.h>

#include "entities.h"
#include "key_set.h"
#include "phrases.h"
#include "record.h"

struct alias {
    uint32_t entity;
    uint32_t node;   /* of the index's `names` */
    uint32_t next;   /* the next alias of the same words, plus 1; 0: none */
    uint8_t capital; /* which of its words must begin with a capital; or RECORD_NO_CAPITAL */
    bool weak;
};

/* Where an entity's aliases (its name first) and required words begin; they end where the next
 * entity's begin. */
struct alias_range {
    size_t first_alias;
    size_t first_required;
    bool weak_name; /* the line marks its name as weak */
};

/* The words of all aliases, made from the records. */
struct alias_index {
    struct phrases names;
    struct phrases required_words;
    struct alias *aliases; /* by entity */
    size_t alias_count;
    size_t alias_capacity;
    uint32_t *required; /* nodes of `required_words`, by entity */
    size_t required_count;
    size_t required_capacity;
    struct alias_range *ranges; /* one an entity, and one more */
    uint32_t *alias_at;         /* by node of `names`: the last alias ending there, plus 1, or 0 */
    size_t alias_at_capacity;
    struct key_set first_words; /* see below */
    struct key_set first_pairs;
};

struct gazetteer {
    struct french *french; /* borrowed */
    struct record *records;
    size_t count;
    size_t none_count; /* those of type none */
    size_t bytes;      /* of all that was added */
    struct alias_index index;
};

/* Makes the index anew from the gazetteer's records. */
void alias_index_make(struct gazetteer *gazetteer);
void alias_index_free(struct alias_index *index);

/* -- Which words may begin an alias -------------------------------------------------------------
 *
 * Two sets answer for nearly all words of a text, so that few are looked up: whether any alias
 * begins with the word, written with a capital or without; whether one is that word alone, or goes
 * on with the next word. */

static inline uint64_t alias_first_hash(uint32_t folded_key, bool capital)
{
    return (folded_key * UINT64_C(2) + capital) * UINT64_C(0x9E3779B97F4A7C15);
}

/* `next_key` is 0 for the word alone. */
static inline uint64_t alias_pair_hash(uint64_t first_hash, uint32_t next_key)
{
    return (first_hash + next_key + 1) * UINT64_C(0xD6E8FEB86659FD93);
}

#endif
