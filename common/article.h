/* An article: what the readers make, the index keeps and the printers show. */
#ifndef REVUE_ARTICLE_H
#define REVUE_ARTICLE_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "pack.h"
#include "str.h"

/* The longest article, title and text together, in bytes: INTERFACE, "Articles up to 16 MiB". */
#define ARTICLE_MAX_BYTES ((size_t)16 << 20)

/* The longest id somebody may give: a Xapian term has 245 bytes, its prefix among them. */
#define ARTICLE_MAX_ID_BYTES ((size_t)200)

/* zstd's level of packed articles. Measured with the vocabulary: 3 takes 2 % more of an ingest's
 * time and saves 2 % of the database; -1 1 % less time for 6 % more; 4 and 5 take longer for more
 * bytes. */
#define ARTICLE_ZSTD_LEVEL 1

enum article_field {
    ARTICLE_ID, /* empty: made from outlet, title and text */
    ARTICLE_TITLE,
    ARTICLE_TEXT, /* paragraphs parted by an empty line */
    ARTICLE_OUTLET,
    ARTICLE_AUTHOR,
    ARTICLE_SECTION,
    ARTICLE_DATE, /* YYYY-MM-DD */
    ARTICLE_URL,
    ARTICLE_FIELDS, /* how many there are */
};

/* The fields as owned text, UTF-8, without control characters but for newlines in the text. An
 * empty field is one that the article does not have. A zeroed article is empty. */
struct article {
    struct buffer fields[ARTICLE_FIELDS];
    bool date_guessed; /* of the file's name: where the article is known already, it has its date */
};

/* The field's name, as JSON and --fields have it: "id", "title", ... Static. */
const char *article_field_name(enum article_field field);

static inline struct str article_get(const struct article *article, enum article_field field)
{
    return buffer_str(&article->fields[field]);
}

/* Copies `value`. */
void article_set(struct article *article, enum article_field field, struct str value);

/* All fields empty, memory kept for the next article. */
void article_clear(struct article *article);

void article_free(struct article *article);

/* XXH64 over outlet, title and text, each ended by a NUL: what makes two articles the same. */
uint64_t article_text_hash(const struct article *article);

/* Gives an article without an id its own, 12 lower-case hexadecimal digits: the upper 48 bits of
 * XXH64 over outlet, title and text, each ended by a NUL. `attempt` is 0, or counts up when that id
 * is taken by another text (at most 255). */
void article_make_id(struct article *article, unsigned attempt);

/* Whether the article's id is one that article_make_id gives for its outlet, title and text. */
bool article_id_is_made(const struct article *article);

/* Appends all fields, each with its length. */
void article_append_fields(const struct article *article, struct buffer *bytes);

/* Replaces all fields by those that come next; where they do not fit, unpack->failed is set. */
void article_read_fields(struct unpack *unpack, struct article *article);

/* Packs and unpacks articles as they are stored: a version byte, then zstd over the fields, each
 * with its length, with the vocabulary as its dictionary; an id that is made of the other fields,
 * as article_make_id() makes it first, is not stored but made anew. Holds zstd's working memory;
 * one a thread. Owned by the caller: article_packer_free(). */
struct article_packer;
struct article_packer *article_packer_new(void);
void article_packer_free(struct article_packer *packer);

/* Appends the packed article. */
void article_pack(struct article_packer *packer, const struct article *article,
                  struct buffer *packed);

/* The bytes of all fields of a packed article, by what its head says; 0 where that cannot be. */
size_t article_packed_bytes(struct str packed);

/* Reads what article_pack wrote. Whatever the bytes are, it fails with STATUS_SYSTEM rather than
 * read outside them or make more than ARTICLE_MAX_BYTES of them. */
enum status article_unpack(struct article_packer *packer, struct str packed,
                           struct article *article, struct error *error);

#endif
