/* What lists say of a word by itself: a first name, a country, a title, a word before places. */
#ifndef REVUE_NAME_LISTS_H
#define REVUE_NAME_LISTS_H

#include <stdint.h>

#include "error.h"
#include "str.h"

/* A word may be of several kinds: bits. */
enum name_kind {
    NAME_FIRST = 1 << 0,
    NAME_SURNAME = 1 << 1,
    NAME_PROPER = 1 << 2, /* a proper noun of the dictionary, mostly a place */
    NAME_COUNTRY = 1 << 3,
    NAME_REGION = 1 << 4, /* or a city */
    NAME_DEMONYM = 1 << 5,
    NAME_TITLE = 1 << 6,        /* président, Mme */
    NAME_ROLE = 1 << 7,         /* chanteur */
    NAME_SPEECH = 1 << 8,       /* déclaré: what persons do */
    NAME_ORGANISATION = 1 << 9, /* ministère */
    NAME_PLACE = 1 << 10,       /* rue */
    NAME_INTO = 1 << 11,        /* à, en: before places */
    NAME_PARTICLE = 1 << 12,    /* de, ben: inside names */
    NAME_ADJECTIVE = 1 << 13,   /* nationale: inside names of organisations */
    NAME_CALENDAR = 1 << 14,    /* lundi: capitalised though no name */
    NAME_ARTICLE = 1 << 15,     /* la */
    NAME_AUXILIARY = 1 << 16,   /* est: between a name and what the person does */
    NAME_COMPANY = 1 << 17,     /* Airbus: an organisation by itself */
    NAME_STOP = 1 << 18,        /* a stop word; name_text adds it, no list has it */
};

struct name_lists;

/* Empty lists. Owned by the caller: name_lists_free(). */
struct name_lists *name_lists_new(void);
void name_lists_free(struct name_lists *lists);

/* Adds the lines of `text`, `kind TAB words parted by |`, # beginning a comment; `name` is what
 * errors call it. The first bad line fails with STATUS_INPUT and "NAME:LINE: ...". */
enum status name_lists_add(struct name_lists *lists, struct str text, const char *name,
                           struct error *error);

/* The kinds of the word whose folded form has this key (the lower 32 bits of its XXH64); 0 when no
 * list has it. */
uint32_t name_lists_get(const struct name_lists *lists, uint32_t folded_key);

#endif
