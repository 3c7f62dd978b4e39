/* French press text to tokens: words, elision, compounds, folding, stop words, stems.
 *
 * One tokeniser serves everything: indexing, queries, entities, snippets. The rules follow what
 * French press text holds; tests/french.txt has a case for each.
 *
 * A token is a word of the text with its byte range. Its position is how many words stand before
 * it: an elided article (`l’` of `l’armée`) is no token and takes none. A compound (`S-300`,
 * `Covid-19`, `O’Brien`) gives, before the tokens of its parts, one more for the whole:
 * FRENCH_COMPOUND, at the position of its first part, with the range of the whole; the whole takes
 * no position of its own.
 *
 * Every distinct word is analysed once and kept in the analyser's table, so that a token is a
 * pointer and comparing two words is comparing their pointers' keys. */
#ifndef REVUE_FRENCH_H
#define REVUE_FRENCH_H

#include <stdbool.h>
#include <stdint.h>
#include <strings.h>

#include "error.h"
#include "str.h"

/* The longest folded word kept, in bytes; a longer one is cut on a character's border and is found
 * by what was kept. Xapian's terms have 245 bytes. */
#define FRENCH_MAX_WORD_BYTES 64

/* A token's place has 29 bits. */
#define FRENCH_MAX_TEXT_BYTES (((size_t)512 << 20) - 1)

/* What a user of the analyser has found out of a word elsewhere and keeps with it: it is in the
 * processor's cache when the word is. */
struct french_note {
    uint16_t owner; /* french_new_owner(); 0: nobody */
    uint8_t bytes[6];
};

/* What a word is, however often it stands somewhere. What is looked at for each token comes first:
 * a word has more than a line of the processor's cache. */
struct french_word {
    /* Keys of the forward record: the lower 32 bits of XXH64. Part of the schema. */
    uint32_t folded_key;
    uint32_t spelling_key;
    struct french_note note;
    /* Its number in the vocabulary, and that of the first word of its stem there (vocabulary.h). */
    uint16_t common;
    uint16_t common_stem;
    uint16_t collector; /* french_collect() */
    bool stop;          /* a stop word, by its folded form */
    bool function;      /* its stem is that of function words: it has no postings */
    uint32_t stem_key;
    uint32_t prefix_key; /* of the folded word's first five letters */
    struct str
        folded; /* NFKD, marks stripped, case folded, œ→oe ...: what `etats` and `ÉTATS` share */
    struct str spelling; /* NFKC and case folded, marks kept: `états`; the same as folded when it
                            has none */
    struct str stem;     /* of the folded word */
};

enum french_token_kind {
    FRENCH_WORD = 0,
    FRENCH_COMPOUND, /* the whole of the parts that follow, at the position of the first */
};

/* 16 bytes: the longest article has eight million. */
struct french_token {
    const struct french_word *word;
    uint32_t start; /* bytes of the source, [start, end): */
    uint32_t end : 29;
    uint32_t kind : 1;    /* enum french_token_kind */
    uint32_t capital : 1; /* the first letter is upper or title case */
    uint32_t letters : 1; /* a run of letters and nothing else: no digit, mark or sign is in it */
};

/* Zeroed is empty; grows and is reused from text to text. */
struct french_tokens {
    struct french_token *tokens;
    size_t count;
    size_t capacity;
    uint32_t positions; /* how many positions the text has */
};

struct french;

/* One analyser a thread. Owned by the caller: french_free(). */
struct french *french_new(void);
/* One that is for french_fold_name() alone: its words have no stems. */
struct french *french_new_folding(void);
void french_free(struct french *french);

/* The analyser's name and version, such as "french-4": databases made with another one are refused.
 * Static. */
const char *french_analyser_id(void);

/* Replaces what is in `tokens` by the tokens of `text` (valid UTF-8; what goes beyond
 * FRENCH_MAX_TEXT_BYTES is not read). The words belong
 * to the analyser and live until french_trim() or french_free(). */
void french_tokenise(struct french *french, struct str text, struct french_tokens *tokens);

/* Where the next part of a text begins; zeroed is its beginning. */
struct french_place {
    size_t at;
    bool inside; /* words joined to those before */
};

/* The same of the part from `place` on that ends at byte `end` or, if a word is there, behind it:
 * tokens with their places in the whole text. Moves `place` to the next part. Part by part it gives
 * what french_tokenise gives at once. */
void french_tokenise_part(struct french *french, struct str text, struct french_place *place,
                          size_t end, struct french_tokens *tokens);

void french_tokens_free(struct french_tokens *tokens);

/* The index of the first token that starts at byte `start` or behind it; how many there are when
 * none does. */
size_t french_token_from(const struct french_tokens *tokens, size_t start);

/* Whether the word as it is written, in any case, may be `St` or `Ste`, whose token is of the word
 * `saint` or `sainte` by what stands behind it. True of a few others. */
static inline bool french_may_be_saint(struct str written)
{
    return written.length >= 2 && written.length <= 3 && (written.data[0] | 0x20) == 's' &&
           (written.data[1] | 0x20) == 't';
}

/* Whether the word, written so, may be taken for an elided one before another of so many bytes, as
 * in `cote d ivoire`, or for half of one, as in `aujourd hui`. */
static inline bool french_may_be_elided(struct str written, size_t next_bytes)
{
    if (written.length >= 4 && (written.data[written.length - 1] | 0x20) == 'd')
        return (written.length == 4 && strncasecmp(written.data, "prud", 4) == 0) ||
               (written.length == 7 && strncasecmp(written.data, "aujourd", 7) == 0);
    if (written.length == 1)
        return memchr(next_bytes > 1 ? "cdjln" : "jln", written.data[0], next_bytes > 1 ? 5 : 3) !=
               NULL;
    return written.length >= 2 && (written.data[written.length - 1] | 0x20) == 'u' &&
           (written.data[written.length - 2] | 0x20) == 'q';
}

/* The analysed form of one word, as the text of a token would give it; NULL when nothing of it
 * remains folded. Lives as a token's word does. */
const struct french_word *french_word_of(struct french *french, struct str written);

/* Forgets all words once the table has grown beyond what an ingest should hold in memory. Call it
 * between articles, when no token is in use. */
void french_trim(struct french *french);

/* The number by which a new owner tells its notes, and the words that it has collected, from
 * others', of 65,535 that take turns. */
uint16_t french_new_owner(struct french *french);

/* The note of one of the analyser's words, for its owner to read or anybody to replace. It lives
 * as the word does, and is nobody's at first. */
static inline struct french_note *french_note_of(const struct french_word *word)
{
    return (struct french_note *)&word->note; /* in the analyser's table, which is not constant */
}

/* Marks one of the analyser's words, for who collects each once; false: the owner has marked it
 * last. True again of another written form of the same word, and behind french_trim() and when the
 * numbers begin anew. */
static inline bool french_collect(const struct french_word *word, uint16_t owner)
{
    uint16_t *collector = (uint16_t *)&word->collector; /* as the note */
    bool collects = *collector != owner;
    *collector = owner;
    return collects;
}

/* Appends the folded words of a name (an outlet, an author, an entity), parted by single spaces:
 * what two ways of writing one name share. Elided articles are left out. */
void french_fold_name(struct french *french, struct str name, struct buffer *folded);

#endif
