/* Entities: the gazetteer, and finding its names in a text.
 *
 * The gazetteer is text, a line an entity:
 *     name TAB type TAB aliases parted by | [TAB required words parted by |]
 * The types are person organisation place event, and none; # begins a comment line. The aliases may
 * be empty: the name is an alias of its own. An alias with ~ before it is weak: it counts only in
 * an article that holds a full (not weak) alias of the same entity or one of its required words,
 * which are words or phrases in any case. Full aliases need no required word. A name that stands
 * among its own aliases with ~ is weak. A later text's line with the same name (folded) replaces
 * the earlier one. What a line of type none is called is no entity: it is matched like the others,
 * so that nothing shorter is found within it, and gives no mention.
 *
 * Matching, by the cases of tests/entities.txt:
 * - Whole tokens, folded: accents, apostrophes, elision, hyphens, dots of acronyms and the case of
 *   all letters but the first apart. The words of a mention follow each other: spaces (one line
 *   break among them), hyphens, apostrophes, elided articles, an ampersand and the dots of
 *   abbreviations may part them.
 * - An alias that begins with a capital needs one in the text. Le, la or les at its beginning
 *   are free, the capital then counts on the next word: `La Poste` finds `la Poste`, not `la
 * poste`.
 * - The longest alias first, from left to right, no overlaps; an alias of two entities gives both.
 * - Whole names: an alias is not found inside a longer capitalised name. A capitalised word that
 *   touches it (by spaces or a hyphen) makes it one, except: another mention; before it a stop
 *   word or a word that opens sentences (`Selon`, `Lundi`); before a person a title, a first
 *   name of theirs, perhaps mistyped, or its initial, and anything before their first name;
 *   behind it a title, a second surname, a stop word that is no particle. A number of up to two
 *   digits behind a place makes another name of it, but behind `en`: `France 2`. Acronyms of
 *   organisations in capitals, aliases in lower case and texts all in capitals know no neighbours,
 *   and what ends in lower case none behind it. */
#ifndef REVUE_ENTITIES_H
#define REVUE_ENTITIES_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "french.h"
#include "str.h"

enum entity_type {
    ENTITY_PERSON,
    ENTITY_ORGANISATION,
    ENTITY_PLACE,
    ENTITY_EVENT,
    ENTITY_TYPES,               /* how many there are */
    ENTITY_NONE = ENTITY_TYPES, /* no entity, but a line of the gazetteer */
};

/* "person", ..., "none": static. */
const char *entity_type_name(enum entity_type type);

/* The type that `articles`, of ENTITY_TYPES places, has most of; of equal ones the first. */
enum entity_type entity_type_most(const size_t *articles);

/* The type of this name, ENTITY_NONE among them; false when there is none. */
bool entity_type_find(struct str name, enum entity_type *type);

struct gazetteer;

/* An empty gazetteer; it makes its own tokens with `french`, borrowed for its lifetime. */
struct gazetteer *gazetteer_new(struct french *french);
void gazetteer_free(struct gazetteer *gazetteer);

/* Adds the lines of `text`; `name` is what errors call it. The first bad line fails with
 * STATUS_INPUT and "NAME:LINE: ..." and nothing of `text` is added. */
enum status gazetteer_add(struct gazetteer *gazetteer, struct str text, const char *name,
                          struct error *error);

/* Reads the file and adds its lines. */
enum status gazetteer_add_file(struct gazetteer *gazetteer, const char *path, struct error *error);

size_t gazetteer_count(const struct gazetteer *gazetteer);

/* Appends the gazetteer as text that gazetteer_add reads, a line an entity in order of the folded
 * name, without comments: the same for the same entities, so that its hash tells two apart. */
void gazetteer_write(const struct gazetteer *gazetteer, struct buffer *text);

/* What the gazetteer says of one entity. Borrowed from it, valid until the next gazetteer_add. */
struct entity {
    struct str name;
    struct str folded_name; /* french_fold_name of the name: the entity's key */
    struct str
        aliases; /* as written in the file: parted by |, weak ones with ~; without the name */
    struct str required; /* the words that weak aliases ask for, parted by | */
    enum entity_type type;
};
/* Entity `index` of [0, count), in order of the folded name. */
struct entity gazetteer_entity(const struct gazetteer *gazetteer, size_t index);

/* Appends the entity's line, without the newline at its end. */
void gazetteer_append_line(const struct entity *entity, struct buffer *text);

/* The entities of which `name` is the name or an alias, weak or not, case and accents apart; those
 * of type none left out. Writes at most `most` indexes and returns how many there are in all; 0
 * when it is no entity. */
size_t gazetteer_find(const struct gazetteer *gazetteer, struct str name, size_t *indexes,
                      size_t most);

/* The line of this folded name, of any type: sets `*index`; false when there is none. */
bool gazetteer_find_name(const struct gazetteer *gazetteer, struct str folded_name, size_t *index);

/* Whether the name of entity `index` is weak, as its aliases may be. */
bool gazetteer_has_weak_name(const struct gazetteer *gazetteer, size_t index);

/* Whether a line says that what has this folded name is no entity. */
bool gazetteer_rejects(const struct gazetteer *gazetteer, struct str folded_name);

/* Names nearest to `name` by edit distance over names and aliases, nearest first, at most `most`
 * none further than a third of its letters and none of type none; returns how many. Borrowed from
 * the gazetteer. */
size_t gazetteer_nearest(const struct gazetteer *gazetteer, struct str name, struct str *names,
                         size_t most);

struct mention {
    uint32_t entity;     /* index for gazetteer_entity */
    uint8_t field;       /* 0 title, 1 text */
    bool none;           /* of a line of type none */
    bool weak;           /* internal: by a weak alias */
    uint32_t start, end; /* bytes of that field: its words, no elided article before them */
};

/* For qsort(): those of entities before those of lines of type none, by entity, field and start. */
int mention_compare(const void *a, const void *b);

/* Zeroed is empty; grows and is reused. */
struct mentions {
    struct mention *mentions; /* those of entities, then those of lines of type none */
    size_t count;             /* of entities */
    size_t none_count;        /* behind them: no mentions, but places that hold no entity */
    size_t capacity;
};

/* Finds the mentions in an article's title and text, given with their tokens, in order of entity,
 * field and start; replaces what is in `found`. The same words may be an entity's mention and a
 * line's of type none: then the mention counts. */
void gazetteer_match(const struct gazetteer *gazetteer, struct str title,
                     const struct french_tokens *title_tokens, struct str text,
                     const struct french_tokens *text_tokens, struct mentions *found);

/* The same of an article whose text is read in parts: a match of the title, to which the parts of
 * the text are added in their order, each by its tokens, whose places are those of the whole text.
 * No alias is found across the border of two parts. gazetteer_match_end() frees it. */
struct gazetteer_parts;
struct gazetteer_parts *gazetteer_match_begin(const struct gazetteer *gazetteer, struct str title,
                                              const struct french_tokens *title_tokens);
void gazetteer_match_add(struct gazetteer_parts *parts, struct str text,
                         const struct french_tokens *tokens);
void gazetteer_match_end(struct gazetteer_parts *parts, struct mentions *found);

void mentions_free(struct mentions *mentions);

#endif
