/* What the whole article says of its capitalised words: a word that once stands behind a first name
 * or a title is a person's wherever it stands. */
#ifndef REVUE_NAME_FACTS_H
#define REVUE_NAME_FACTS_H

#include "name_text.h"

/* Of a capitalised word, somewhere in the article: bits of name_word.facts. */
enum name_fact {
    NAME_FACT_AFTER_FIRST = 1 << 0,        /* behind a first name */
    NAME_FACT_AFTER_TITLE = 1 << 1,        /* behind a title or a role: `le président Macron` */
    NAME_FACT_BEFORE_SPEECH = 1 << 2,      /* before what persons do: `Macron a déclaré` */
    NAME_FACT_AFTER_INTO = 1 << 3,         /* `à Paris` */
    NAME_FACT_AFTER_PLACE = 1 << 4,        /* `la ville de Paris` */
    NAME_FACT_AFTER_ORGANISATION = 1 << 5, /* `le groupe Renault` */
    NAME_FACT_AFTER_ARTICLE = 1 << 6,      /* `l’Otan`, `la France` */
    NAME_FACT_BRACKETS = 1 << 7,           /* alone in brackets: `(ONU)`, `(Drôme)` */
    NAME_FACT_AFTER_CAPITAL = 1 << 8,      /* part of a longer name */
    NAME_FACT_BEFORE_CAPITAL = 1 << 9,
    NAME_FACT_KNOWN_PERSON = 1 << 10, /* the gazetteer's; the next two in the order of the types */
    NAME_FACT_KNOWN_ORGANISATION = 1 << 11,
    NAME_FACT_KNOWN_PLACE = 1 << 12,
};

/* Fills the facts of the text's words. The tokens' `known` must be set. */
void name_facts_find(struct name_text *text);

/* The word that says what the name at token `at` is: the nearest one before it that is no particle,
 * article or capitalised word, at most four tokens away and in the same sentence. Returns
 * text->count when there is none. */
size_t name_facts_cue_before(const struct name_text *text, size_t at);

/* The same behind it: auxiliary verbs and commas are passed over. */
size_t name_facts_cue_after(const struct name_text *text, size_t at);

#endif
