/* What a term, a value slot and a metadata key of the database mean: known here alone.
 *
 * Versions of the schema:
 *
 * 6 (2026-11) No Z and S terms of function words (stop_words.h).
 *
 * 5 (2026-11) Eight more bits of each word's key in the forward record (forward.h).
 *
 * 4 (2026-11) A checksum in the record of entities (entity_record.h).
 *
 * 3 (2026-11) Names that were discovered: Pname terms, and marked in the record of entities
 *   (entity_record.h). The vocabulary (vocabulary.h): the terms of a stem that it has are Z and S
 *   with two bytes in the stem's place, 0x80 plus the upper bits and the lower eight of the number
 * of the stem's first word; the forward record names words by their numbers; articles are packed
 * with it.
 *
 * 2 (2026-11) Shorter keys in the forward record (forward.h).
 *
 * 1 (2026-11) The first. No position lists: stems as terms, the forward record in a value slot.
 *
 *   Terms: Zstem, its wdf the count in the text plus five times that in the title (RANKING: title
 *   weight 5); Sstem of the title, boolean; Wword, boolean, on at least one article that has the
 *   folded word, so that the terms with W are the list of words; Qid; Khash of outlet and title;
 * Oword, Aword, Cword: folded words of outlet, author, section; Noutlet: its whole name as written;
 * Ename: folded name of an entity; V: schema, analyser and stop words, on every article. Values:
 * see enum schema_slot. Metadata: see schema_metadata_key.
 */
#ifndef REVUE_SCHEMA_H
#define REVUE_SCHEMA_H

#include <stdint.h>

#include "article.h"
#include "entities.h"
#include "french.h"
#include "str.h"

#define SCHEMA_VERSION 6

/* A word of the title counts as this many of the text. Measured: 5 beats 3 and 1 (nDCG@10). */
#define SCHEMA_TITLE_WEIGHT 5

enum schema_term {
    SCHEMA_STEM,         /* a stem of title or text: schema_has_stem_term() */
    SCHEMA_TITLE_STEM,   /* a stem of the title, likewise */
    SCHEMA_WORD,         /* a folded word that the database knows */
    SCHEMA_ID,           /* the article's id, unique */
    SCHEMA_HEADLINE,     /* the hash of outlet and title */
    SCHEMA_OUTLET_WORD,  /* a folded word of the outlet's name */
    SCHEMA_AUTHOR_WORD,  /* ... of the author's */
    SCHEMA_SECTION_WORD, /* ... of the section's */
    SCHEMA_OUTLET,       /* the outlet's name as written */
    SCHEMA_ENTITY,       /* the folded name of an entity that the gazetteer has */
    SCHEMA_NAME,         /* a name that was discovered: schema_name */
    SCHEMA_MARK,         /* schema, analyser and stop words, on every article */
};

/* Appends the term of `text`: the prefix and as much of the text as a term holds. */
void schema_term(enum schema_term kind, struct str text, struct buffer *term);

/* Whether articles have terms of the word's stem: not of a function word's. */
static inline bool schema_has_stem_term(const struct french_word *word)
{
    return !word->function;
}

/* Appends what schema_term() appends for the word's stem, without looking it up. */
void schema_stem_term(enum schema_term kind, const struct french_word *word, struct buffer *term);

/* Appends what the terms begin with whose text begins with `text`, but for those of stems that a
 * number stands for. */
void schema_term_beginning(enum schema_term kind, struct str text, struct buffer *beginning);

/* Appends the term as a person can read it: with the stem that a number in it stands for. */
void schema_show_term(struct str term, struct buffer *shown);

/* The term's text without its prefix, borrowed from `term`. */
struct str schema_term_text(enum schema_term kind, struct str term);

/* Appends the text of the SCHEMA_MARK term of this program. */
void schema_mark(struct buffer *text);

/* Appends the text of the SCHEMA_NAME term of a discovered name: its type's digit and its folded
 * words, the last one first as in a catalogue, `0maduro, nicolas`, so that all names that end with
 * a word stand together. */
void schema_name(enum entity_type type, struct str folded, struct buffer *text);

/* Appends the folded name that a SCHEMA_NAME term's text is made of. */
void schema_name_folded(struct str text, struct buffer *folded);

/* Appends the text of the article's SCHEMA_HEADLINE term. */
void schema_headline(const struct article *article, struct buffer *text);

enum schema_slot {
    SCHEMA_SLOT_DATE = 0,     /* YYYYMMDD */
    SCHEMA_SLOT_ID = 1,       /* the id */
    SCHEMA_SLOT_FORWARD = 2,  /* the forward record (forward.h) */
    SCHEMA_SLOT_ARTICLE = 3,  /* the packed article (article.h) */
    SCHEMA_SLOT_ENTITIES = 4, /* the packed mentions (entity_record.h) */
    SCHEMA_SLOT_FINGERPRINT =
        5,                  /* 16 bytes: hash of outlet, title, text; hash of the other fields */
    SCHEMA_SLOT_OUTLET = 6, /* the name as written, and so the next two: for facets and sorting */
    SCHEMA_SLOT_AUTHOR = 7,
    SCHEMA_SLOT_SECTION = 8,
    SCHEMA_SLOT_TITLE = 9, /* the folded title's beginning: for sorting */
};

enum schema_metadata {
    SCHEMA_META_VERSION,    /* the schema's, in decimal */
    SCHEMA_META_ANALYSER,   /* french_analyser_id() */
    SCHEMA_META_STOP_WORDS, /* stop_words_hash(), 16 hexadecimal digits */
    SCHEMA_META_GAZETTEER,  /* the gazetteer's text, zstd-compressed */
    SCHEMA_META_GAZETTEER_HASH,
};

/* The key of a metadata entry. Static. */
struct str schema_metadata_key(enum schema_metadata entry);

#endif
