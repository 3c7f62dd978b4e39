/* Articles: their fields, their ids and their stored form. */
#include "article.h"

#include <stdlib.h>
#include <zstd.h>

#include "hash.h"
#include "memory.h"
#include "pack.h"
#include "vocabulary.h"

const char *article_field_name(enum article_field field)
{
    static const char *const names[ARTICLE_FIELDS] = {
        [ARTICLE_ID] = "id",         [ARTICLE_TITLE] = "title",   [ARTICLE_TEXT] = "text",
        [ARTICLE_OUTLET] = "outlet", [ARTICLE_AUTHOR] = "author", [ARTICLE_SECTION] = "section",
        [ARTICLE_DATE] = "date",     [ARTICLE_URL] = "url",
    };
    return names[field];
}

void article_set(struct article *article, enum article_field field, struct str value)
{
    buffer_clear(&article->fields[field]);
    buffer_append(&article->fields[field], value);
}

void article_clear(struct article *article)
{
    for (size_t i = 0; i < ARTICLE_FIELDS; i++)
        buffer_clear(&article->fields[i]);
    article->date_guessed = false;
}

void article_free(struct article *article)
{
    for (size_t i = 0; i < ARTICLE_FIELDS; i++)
        buffer_free(&article->fields[i]);
}

uint64_t article_text_hash(const struct article *article)
{
    static const enum article_field identity[] = {ARTICLE_OUTLET, ARTICLE_TITLE, ARTICLE_TEXT};
    struct buffer bytes = {0};
    for (size_t i = 0; i < sizeof identity / sizeof *identity; i++) {
        buffer_append(&bytes, article_get(article, identity[i]));
        buffer_append_char(&bytes, '\0');
    }
    uint64_t hash = hash_bytes(buffer_str(&bytes), 0);
    buffer_free(&bytes);
    return hash;
}

#define MADE_ID_ATTEMPTS 256

static void append_made_id(uint64_t text_hash, unsigned attempt, struct buffer *id)
{
    const char byte = (char)attempt;
    if (attempt > 0)
        text_hash = hash_bytes(str_of(&byte, 1), text_hash);
    buffer_append_format(id, "%012llx", (unsigned long long)(text_hash >> 16));
}

void article_make_id(struct article *article, unsigned attempt)
{
    uint64_t hash = article_text_hash(article);
    buffer_clear(&article->fields[ARTICLE_ID]);
    append_made_id(hash, attempt, &article->fields[ARTICLE_ID]);
}

bool article_id_is_made(const struct article *article)
{
    struct buffer id = {0};
    uint64_t hash = article_text_hash(article);
    bool made = false;
    for (unsigned attempt = 0; attempt < MADE_ID_ATTEMPTS && !made; attempt++) {
        buffer_clear(&id);
        append_made_id(hash, attempt, &id);
        made = str_equal(buffer_str(&id), article_get(article, ARTICLE_ID));
    }
    buffer_free(&id);
    return made;
}

void article_append_fields(const struct article *article, struct buffer *bytes)
{
    for (size_t i = 0; i < ARTICLE_FIELDS; i++)
        pack_text(bytes, buffer_str(&article->fields[i]));
}

void article_read_fields(struct unpack *unpack, struct article *article)
{
    for (size_t i = 0; i < ARTICLE_FIELDS; i++)
        article_set(article, (enum article_field)i, unpack_text(unpack));
}

/* 1: without a dictionary, which idx rebuild may still meet. 2: with the vocabulary as one, and
 * without an id that is made. */
#define PACKED_PLAIN 1
#define PACKED       2

struct article_packer {
    ZSTD_CCtx *compressor;
    ZSTD_CDict *compressor_words;
    ZSTD_DCtx *decompressor;
    ZSTD_DDict *decompressor_words;
    struct buffer plain;
};

struct article_packer *article_packer_new(void)
{
    return memory_allocate(1, sizeof(struct article_packer));
}

void article_packer_free(struct article_packer *packer)
{
    if (!packer)
        return;
    ZSTD_freeCCtx(packer->compressor);
    ZSTD_freeCDict(packer->compressor_words);
    ZSTD_freeDCtx(packer->decompressor);
    ZSTD_freeDDict(packer->decompressor_words);
    buffer_free(&packer->plain);
    free(packer);
}

static void make_compressor(struct article_packer *packer)
{
    if (packer->compressor)
        return;
    packer->compressor = ZSTD_createCCtx();
    packer->compressor_words = ZSTD_createCDict(vocabulary_dictionary, vocabulary_dictionary_bytes,
                                                ARTICLE_ZSTD_LEVEL);
    if (!packer->compressor || !packer->compressor_words)
        memory_out();
    /* A checksum: no other field tells of a changed byte in an address, say. */
    if (ZSTD_isError(ZSTD_CCtx_setParameter(packer->compressor, ZSTD_c_checksumFlag, 1)) ||
        ZSTD_isError(ZSTD_CCtx_refCDict(packer->compressor, packer->compressor_words)))
        memory_out();
}

static void make_decompressor(struct article_packer *packer)
{
    if (packer->decompressor)
        return;
    packer->decompressor = ZSTD_createDCtx();
    packer->decompressor_words = ZSTD_createDDict(vocabulary_dictionary,
                                                  vocabulary_dictionary_bytes);
    if (!packer->decompressor || !packer->decompressor_words)
        memory_out();
}

/* Appends all fields; an id that is made of others is left empty. */
static void append_stored_fields(const struct article *article, struct buffer *bytes)
{
    struct buffer made = {0};
    append_made_id(article_text_hash(article), 0, &made);
    bool is_made = str_equal(buffer_str(&made), article_get(article, ARTICLE_ID));
    buffer_free(&made);
    for (size_t i = 0; i < ARTICLE_FIELDS; i++)
        pack_text(bytes, i == ARTICLE_ID && is_made ? STR("") : buffer_str(&article->fields[i]));
}

void article_pack(struct article_packer *packer, const struct article *article,
                  struct buffer *packed)
{
    make_compressor(packer);
    buffer_clear(&packer->plain);
    append_stored_fields(article, &packer->plain);
    buffer_append_char(packed, PACKED);
    size_t bound = ZSTD_compressBound(packer->plain.length);
    buffer_reserve(packed, bound);
    size_t bytes = ZSTD_compress2(packer->compressor, packed->data + packed->length, bound,
                                  packer->plain.data, packer->plain.length);
    if (ZSTD_isError(bytes)) /* with room for the bound, only for want of memory */
        memory_out();
    packed->length += bytes;
    buffer_append(packed, STR(""));
}

/* All fields of the largest article: title and text are bounded, the others far below. */
#define MAX_PLAIN_BYTES (2 * ARTICLE_MAX_BYTES)

size_t article_packed_bytes(struct str packed)
{
    if (packed.length < 1)
        return 0;
    unsigned long long size = ZSTD_getFrameContentSize(packed.data + 1, packed.length - 1);
    return size > MAX_PLAIN_BYTES ? 0 : (size_t)size; /* what tells no size is greater, too */
}

static bool decompress(struct article_packer *packer, struct str packed)
{
    if (packed.length < 1 || (packed.data[0] != PACKED && packed.data[0] != PACKED_PLAIN))
        return false;
    struct str frame = str_after(packed, 1);
    unsigned long long size = ZSTD_getFrameContentSize(frame.data, frame.length);
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR ||
        size > MAX_PLAIN_BYTES)
        return false;
    make_decompressor(packer);
    buffer_clear(&packer->plain);
    buffer_reserve(&packer->plain, (size_t)size);
    size_t bytes = ZSTD_decompress_usingDDict(
        packer->decompressor, packer->plain.data, (size_t)size, frame.data, frame.length,
        packed.data[0] == PACKED ? packer->decompressor_words : NULL);
    if (ZSTD_isError(bytes) || bytes != size)
        return false;
    packer->plain.length = bytes;
    return true;
}

enum status article_unpack(struct article_packer *packer, struct str packed,
                           struct article *article, struct error *error)
{
    article_clear(article);
    if (!decompress(packer, packed))
        return error_set(error, STATUS_SYSTEM, "a stored article is damaged; run: idx rebuild");
    struct unpack unpack = {buffer_str(&packer->plain), false};
    article_read_fields(&unpack, article);
    if (unpack.failed || unpack.rest.length > 0)
        return error_set(error, STATUS_SYSTEM, "a stored article is damaged; run: idx rebuild");
    if (article_get(article, ARTICLE_ID).length == 0)
        article_make_id(article, 0);
    return STATUS_OK;
}
