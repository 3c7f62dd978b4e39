/* A hit with all that a printer may show of it. */
#ifndef REVUE_HIT_H
#define REVUE_HIT_H

#include "article.h"
#include "entities.h"
#include "error.h"
#include "hit_ids.h"
#include "search.h"
#include "snippet.h"

struct explanation; /* explain.h */

/* An entity of the article. */
struct hit_entity {
    struct str name; /* as it is shown; borrowed from the hit */
    enum entity_type type;
    uint32_t mentions;
};

/* Zeroed is empty; reused from hit to hit; hit_free(). */
struct hit {
    size_t rank; /* from 1 */
    double score;
    struct buffer id;
    struct article article; /* empty unless it was asked for, and so what follows */
    struct hit_entity *entities;
    size_t entity_count;
    struct highlight *title_marks; /* bytes of the title */
    size_t title_mark_count;
    struct highlight *text_marks; /* bytes of the text */
    size_t text_mark_count;
    struct snippet snippet;
    const struct explanation *explanation; /* borrowed; NULL: not asked for */
    /* Working memory. */
    struct buffer entity_record;
    struct buffer entity_names;
    struct buffer forward_record;
    size_t entity_capacity, title_capacity, text_capacity;
};

/* How much of a hit is read, each with all before it; but only with HIT_OCCURRENCES the words of a
 * phrase are one mark. */
enum hit_parts { HIT_ID, HIT_ARTICLE, HIT_OCCURRENCES, HIT_SNIPPET };

/* Reads hits of one search. */
struct hit_reader {
    const struct search *search; /* whose plan tells what matched */
    const struct xapian_database *database;
    struct french *french;
    struct article_packer *packer;
    enum hit_parts parts;
    struct hit_ids ids; /* of the hits, when no more is read of them; or empty */
    bool confirmed;     /* no entities that were discovered */
    size_t columns;     /* of a snippet */
    bool in_context;    /* the snippet is of whole sentences, with so many more on either side: */
    size_t sentences;
    struct french_tokens title, text;
    struct token_matches matches;
};

/* Fills `hit` from the database. Fails when it does not hold what it should. */
enum status hit_read(struct hit_reader *reader, xapian_docid docid, struct hit *hit,
                     struct error *error);

void hit_free(struct hit *hit);
void hit_reader_free(struct hit_reader *reader);

#endif
