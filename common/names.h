/* The recogniser: persons, organisations and places in an article, whether a list knows them or
 * not.
 *
 * Rules and lists find names alone; a model, when one is given, decides with the rules as one of
 * its hints. doc/names.md has the figures of both. Time grows with the article's length; memory
 * with that of a part (name_parts.h), but for the names themselves. */
#ifndef REVUE_NAMES_H
#define REVUE_NAMES_H

#include <stdint.h>

#include "entities.h"
#include "error.h"
#include "french.h"
#include "name_text.h"
#include "str.h"

/* Why a name is another way to write a longer one of the article (name_links.h). */
enum name_link {
    NAME_LINK_NONE = 0,
    NAME_LINK_SURNAME,
    NAME_LINK_ACRONYM,
};

/* What speaks for a name and its type: bits. */
enum name_evidence {
    NAME_EVIDENCE_RULES = 1 << 0,     /* the rules say the same without the model */
    NAME_EVIDENCE_FIRST = 1 << 1,     /* it begins with a first name of the lists */
    NAME_EVIDENCE_LIST = 1 << 2,      /* a list has it: a country, a city, a company, a surname */
    NAME_EVIDENCE_TITLE = 1 << 3,     /* a title or a role stands before it in the article */
    NAME_EVIDENCE_CONTEXT = 1 << 4,   /* other words beside it speak for the type: `à`, `a dit` */
    NAME_EVIDENCE_EXPANSION = 1 << 5, /* it stands beside its acronym or its expansion */
};

struct name {
    uint8_t field;       /* 0 title, 1 text */
    uint8_t type;        /* enum entity_type: person, organisation or place */
    uint8_t link;        /* enum name_link */
    uint8_t evidence;    /* enum name_evidence */
    uint32_t linked;     /* index of the longer name; of no meaning with NAME_LINK_NONE */
    uint32_t start, end; /* bytes of that field, on the borders of words */
    uint32_t first_token, token_count; /* of what the recogniser made of the article, or its part */
};

/* Zeroed is empty; grows and is reused. */
struct names_found {
    struct name *names; /* in the order of the text, without overlaps */
    size_t count;
    size_t capacity;
};

struct name_finder;

/* A recogniser without lists and model; it makes its own tokens with `french`. Both are borrowed
 * for its lifetime; the gazetteer may be NULL. One a thread. Owned by the caller:
 * name_finder_free(). */
struct name_finder *name_finder_new(struct french *french, const struct gazetteer *gazetteer);
void name_finder_free(struct name_finder *names);

/* Adds lists of words (name_lists.h). */
enum status name_finder_add_lists(struct name_finder *names, struct str text, const char *name,
                                  struct error *error);

/* Gives the recogniser its model (name_model.h). One that is damaged or foreign fails with
 * STATUS_INPUT and leaves the rules at work. */
enum status name_finder_set_model(struct name_finder *names, struct str bytes, const char *name,
                                  struct error *error);

/* An article to find names in; all is borrowed for the call. */
struct name_article {
    struct str title, text; /* valid UTF-8 */
    /* What the finder's analyser made of the two, to save time; either may be NULL. */
    const struct french_tokens *title_tokens, *text_tokens;
    /* The gazetteer's in the two, NULL for none: they are hints, not answers. */
    const struct mentions *mentions;
};

/* Finds the names of the article; replaces what is in `found`. */
void name_finder_find(struct name_finder *names, const struct name_article *article,
                      struct names_found *found);

/* The same of one part: finds the names in bytes [begin, end) of the text, and with `begin` 0 in
 * the title, and adds them to `found`. Parts end as name_part_end says; `text_tokens` may be those
 * of the part alone. name_finder_find does so part by part. */
void name_finder_find_part(struct name_finder *names, const struct name_article *article,
                           size_t begin, size_t end, struct names_found *found);

void names_found_free(struct names_found *found);

/* -- For the trainer ------------------------------------------------------------------------- */

/* Reads an article as name_finder_find does, up to the rules' answers: a tag a token, at `rules`,
 * which has room for as many as text->count. Borrowed until the next call. */
struct name_text *name_finder_read(struct name_finder *names, const struct name_article *article,
                                   const uint8_t **rules);

#endif
