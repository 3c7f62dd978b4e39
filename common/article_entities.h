/* The entities of an article, as it is stored with them: those that the gazetteer found, and names
 * that were discovered.
 *
 * Where the gazetteer found something, no name is discovered, nor one that it says is no entity; a
 * name that is one of its entities' is a mention of that.
 * The names of an article that fold to the same, and those linked to them, are one entity, called
 * as it is first written. */
#ifndef REVUE_ARTICLE_ENTITIES_H
#define REVUE_ARTICLE_ENTITIES_H

#include <stdbool.h>
#include <stdint.h>

#include "entities.h"
#include "french.h"
#include "names.h"
#include "str.h"

/* The longest name that is discovered, in bytes of its folded form: it is a whole term. */
#define ARTICLE_ENTITY_MAX_BYTES 120

/* So many are discovered in an article at most: those that it mentions most. */
#define ARTICLE_ENTITIES_DISCOVERED 100000

struct article_mention {
    uint8_t field;       /* 0 title, 1 text */
    uint8_t link;        /* enum name_link: why it is one of this entity, when it is written so */
    uint32_t start, end; /* bytes of that field */
};

struct article_entity {
    struct str name, folded; /* borrowed from the gazetteer or from the struct below */
    enum entity_type type;
    bool discovered;
    uint8_t evidence;    /* enum name_evidence, of a discovered one */
    size_t first, count; /* its mentions */
    size_t place;        /* internal: the number of its first name in the article */
};

/* Zeroed is empty; grows and is reused. */
struct article_entities {
    struct article_entity
        *entities; /* the gazetteer's, then those discovered, most mentions first */
    size_t count, capacity;
    struct article_mention *mentions; /* of an entity: in the order of the article */
    size_t mention_count, mention_capacity;
    struct buffer text; /* names of those discovered, and their folded forms */
};

/* Replaces what is in `entities` by the article's mentions, which are the gazetteer's and not NULL,
 * and the names found in it; `names` may be NULL. Valid as long as the gazetteer. */
void article_entities_collect(struct article_entities *entities, struct french *french,
                              const struct gazetteer *gazetteer, const struct name_article *article,
                              const struct names_found *names);

void article_entities_free(struct article_entities *entities);

#endif
