/* What a gazetteer is made of, for the files that implement entities.h: gazetteer.c reads and
 * writes its lines, alias_index.c finds its words, mentions.c matches them in a text. */
#ifndef REVUE_GAZETTEER_H
#define REVUE_GAZETTEER_H

#include <stdbool.h>
#include <stdint.h>

#include "entities.h"
#include "phrases.h"

/* A line of the gazetteer, its fields trimmed and its lists without empty places. */
struct record {
    char *text; /* owned: what the fields point into */
    struct str name;
    struct str folded_name;
    struct str aliases;
    struct str required;
    enum entity_type type;
    size_t line; /* in the text that it was added with, from 1 */
};

#define ALIAS_NO_CAPITAL UINT8_MAX

struct alias {
    uint32_t entity;
    uint32_t node;   /* of the index's `names` */
    uint32_t next;   /* the next alias of the same words, plus 1; 0: none */
    uint8_t capital; /* which of its words must begin with a capital; or ALIAS_NO_CAPITAL */
    bool weak;
};

/* Where an entity's aliases (its name first) and required words begin; they end where the next
 * entity's begin. */
struct alias_range {
    size_t first_alias;
    size_t first_required;
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
    uint64_t *starts; /* bits: which words may begin an alias; see alias_index_starts */
    uint64_t start_mask;
};

struct gazetteer {
    struct french *french; /* borrowed */
    struct record *records;
    size_t count;
    size_t bytes; /* of the records' text */
    struct alias_index index;
};

/* Makes the index anew from the gazetteer's records. */
void alias_index_make(struct gazetteer *gazetteer);
void alias_index_free(struct alias_index *index);

static inline uint64_t alias_start_bit(const struct alias_index *index, uint32_t folded_key,
                                       bool capital)
{
    return (folded_key * UINT64_C(2) + capital) & index->start_mask;
}

/* Whether an alias may begin with this word, written with a capital or without: no is certain, yes
 * is to be looked up. It spares the look-up for nearly all words of a text. */
static inline bool alias_index_starts(const struct alias_index *index, uint32_t folded_key,
                                      bool capital)
{
    uint64_t bit = alias_start_bit(index, folded_key, capital);
    return index->starts && (index->starts[bit / 64] >> bit % 64 & 1);
}

#endif
