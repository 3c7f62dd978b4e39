/* Which full name a surname is, over all articles: that of the one person discovered whose name
 * ends with it. Where two have it with different first names, or one of a list has it, it stays
 * open. */
#ifndef REVUE_FAMILIES_H
#define REVUE_FAMILIES_H

#include <stdbool.h>
#include <stdint.h>

#include "entities.h"
#include "error.h"
#include "french.h"
#include "str.h"
#include "xapian_c.h"

/* Where names are looked up; all is borrowed. */
struct name_source {
    const struct xapian_database *database; /* its discovered names */
    struct french *french;
    const struct gazetteer *listed; /* the entities that have names besides; NULL: none */
};

struct family_member {
    struct str name;   /* folded: `nicolas maduro`; borrowed from the family or the gazetteer */
    uint32_t articles; /* UINT32_MAX for one of a list, which is never rare */
    bool listed;
    bool full; /* no member's name is this one with words before it: `de gaulle` is not full beside
                * `charles de gaulle`, nor is `cher charles de gaulle` */
};

/* A longer name in fewer articles than this part of the shorter one's is not what that stands for:
 * the press gives a person's full name nearly each time. Measured, 34,060 articles: `MoDem Marielle
 * de Sarnez` in one article took the other 33; with a tenth 213 facets of 10 articles and more were
 * called by such a name. */
#define FAMILY_RARE 4

/* A surname that more persons have stays open without a look: this bounds the time. */
#define FAMILY_MOST 1000

/* The persons whose names end with one word. Zeroed is empty; family_free() it. */
struct family {
    struct family_member *members;
    size_t count, capacity;
    struct buffer last_word;
    struct buffer text;
};

/* Reads families, fastest when their last words come in order. Zeroed but for the source;
 * family_reader_close() it. */
struct family_reader {
    struct name_source source;
    struct xapian_terms *terms; /* opened when it is needed */
    struct family_listed {
        struct str last_word, name;
    } * listed; /* internal: the persons of the gazetteer, by last word */
    size_t listed_count;
};
void family_reader_close(struct family_reader *reader);

/* Replaces what is in `family` by the persons whose folded names end with the last word of
 * `folded`. */
enum status family_read(struct family_reader *reader, struct str folded, struct family *family,
                        struct error *error);

/* The full name that `folded`, a name of this family, stands for alone: of several that begin with
 * the same word the one of most articles. NULL when it is a full name, or may be several or one of
 * a list, or all that is longer is rare. */
const struct family_member *family_full_name(const struct family *family, struct str folded);

/* How many full names end with the words of `folded` and have others before. */
size_t family_full_names(const struct family *family, struct str folded);

/* The last of the words of a name; borrowed from it. */
struct str family_last_word(struct str name);

/* Whether `full` ends with the words of `folded` and has others before. */
bool family_is_longer(struct str full, struct str folded);

void family_free(struct family *family);

#endif
