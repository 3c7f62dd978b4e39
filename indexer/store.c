/* Putting articles into the database: identity, updates, and which words are known. */
#include "store.h"

#include <stdlib.h>

#include "database.h"
#include "document.h"
#include "memory.h"
#include "schema.h"
#include "word_set.h"

struct store {
    struct xapian_writable *writable;
    struct xapian_database *database; /* the same, for reading */
    struct french *french;
    struct document_maker *maker;
    struct article_packer *packer;
    struct word_set words; /* known to be in the database or to go into it */
    bool was_empty;        /* then nothing is known but what this store put */
    struct article earlier;
    struct buffer term;
};

struct store *store_new(struct xapian_writable *writable, struct french *french,
                        const struct gazetteer *gazetteer)
{
    struct store *store = memory_allocate(1, sizeof *store);
    uint32_t documents = 1;
    store->writable = writable;
    store->database = xapian_writable_database(writable);
    store->french = french;
    store->maker = document_maker_new(french, gazetteer);
    store->packer = article_packer_new();
    xapian_database_count(store->database, &documents, NULL);
    store->was_empty = documents == 0;
    return store;
}

void store_free(struct store *store)
{
    if (!store)
        return;
    document_maker_free(store->maker);
    article_packer_free(store->packer);
    article_free(&store->earlier);
    word_set_free(&store->words);
    buffer_free(&store->term);
    free(store);
}

/* -- Known words ----------------------------------------------------------------------------- */

/* Whether the database knows the word; from now on it does. */
static bool is_known_word(void *context, struct str folded)
{
    struct store *store = context;
    if (!word_set_add(&store->words, folded))
        return true;
    if (store->was_empty)
        return false;
    uint32_t documents = 0;
    buffer_clear(&store->term);
    schema_term(SCHEMA_WORD, folded, &store->term);
    return xapian_database_frequency(store->database, store->term.data, store->term.length,
                                     &documents, NULL, NULL) == XAPIAN_OK &&
           documents > 0;
}

/* -- Reading what is there ------------------------------------------------------------------- */

static enum status read_value(struct store *store, xapian_docid docid, enum schema_slot slot,
                              struct buffer *value, struct error *error)
{
    struct xapian_document *document = NULL;
    const char *bytes;
    size_t length;
    char *message = NULL;
    enum xapian_status status = xapian_database_document(store->database, docid, &document,
                                                         &message);
    if (status == XAPIAN_OK)
        status = xapian_document_value(document, slot, &bytes, &length, &message);
    if (status == XAPIAN_OK)
        buffer_append(value, str_of(bytes, length));
    xapian_document_free(document);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, "the database", status, message);
}

static enum status read_article(struct store *store, xapian_docid docid, struct article *article,
                                struct error *error)
{
    struct buffer packed = {0};
    enum status status = read_value(store, docid, SCHEMA_SLOT_ARTICLE, &packed, error);
    if (status == STATUS_OK)
        status = article_unpack(store->packer, buffer_str(&packed), article, error);
    buffer_free(&packed);
    return status;
}

/* -- Writing --------------------------------------------------------------------------------- */

/* Writes the article under `docid`, or as a new one when it is 0. */
static enum status write_article(struct store *store, xapian_docid docid,
                                 const struct article *article, struct error *error)
{
    struct xapian_document *document;
    char *message = NULL;
    french_trim(store->french);
    enum status status = document_make(store->maker, article, is_known_word, store, &document,
                                       error);
    if (status != STATUS_OK)
        return status;
    enum xapian_status written = docid == 0 ? xapian_writable_add(store->writable, document, NULL,
                                                                  &message)
                                            : xapian_writable_replace(store->writable, docid,
                                                                      document, &message);
    xapian_document_free(document);
    return written == XAPIAN_OK ? STATUS_OK
                                : database_error(error, "the database", written, message);
}

/* A word whose only SCHEMA_WORD term is on an article that is to be replaced: other articles may
 * have the word, so the term moves to another one that has its stem. */
static enum status keep_words(struct store *store, xapian_docid docid, struct error *error);

static enum status replace_article(struct store *store, xapian_docid docid,
                                   const struct article *article, enum store_outcome *outcome,
                                   struct error *error)
{
    enum status status = keep_words(store, docid, error);
    if (status == STATUS_OK)
        status = write_article(store, docid, article, error);
    *outcome = STORE_UPDATED;
    return status;
}

/* Adds the word's term to the first article other than `docid` that has its stem. */
static enum xapian_status move_word(struct store *store, xapian_docid docid, struct str word,
                                    char **message)
{
    struct french_tokens tokens = {0};
    struct xapian_postings *postings = NULL;
    struct xapian_document *document = NULL;
    xapian_docid other = 0;
    french_tokenise(store->french, word, &tokens);
    enum xapian_status status = XAPIAN_END; /* a word that is no token any more goes */
    if (tokens.count > 0) {
        buffer_clear(&store->term);
        schema_term(SCHEMA_STEM, tokens.tokens[0].word->stem, &store->term);
        status = xapian_database_postings(store->database, store->term.data, store->term.length,
                                          &postings, message);
    }
    do {
        if (status == XAPIAN_OK)
            status = xapian_postings_next(postings, &other, message);
    } while (status == XAPIAN_OK && other == docid);
    if (status == XAPIAN_OK)
        status = xapian_database_document(store->database, other, &document, message);
    if (status == XAPIAN_OK) {
        buffer_clear(&store->term);
        schema_term(SCHEMA_WORD, word, &store->term);
        status = xapian_document_add_term(document, store->term.data, store->term.length, 0,
                                          message);
    }
    if (status == XAPIAN_OK)
        status = xapian_writable_replace(store->writable, other, document, message);
    xapian_document_free(document);
    xapian_postings_free(postings);
    french_tokens_free(&tokens);
    return status == XAPIAN_END ? XAPIAN_OK : status;
}

static enum status keep_words(struct store *store, xapian_docid docid, struct error *error)
{
    struct xapian_document *document = NULL;
    struct xapian_terms *terms = NULL;
    struct buffer first = {0};
    const char *term;
    size_t length;
    uint32_t documents;
    char *message = NULL;
    schema_term(SCHEMA_WORD, STR(""), &first);
    enum xapian_status status = xapian_database_document(store->database, docid, &document,
                                                         &message);
    if (status == XAPIAN_OK)
        status = xapian_document_terms(document, &terms, &message);
    if (status == XAPIAN_OK)
        status = xapian_terms_skip_to(terms, first.data, first.length, &message);
    while (status == XAPIAN_OK) {
        status = xapian_terms_next(terms, &term, &length, &message);
        if (status != XAPIAN_OK || !str_starts(str_of(term, length), buffer_str(&first)))
            break;
        struct buffer word = {0};
        buffer_append(&word, schema_term_text(SCHEMA_WORD, str_of(term, length)));
        status = xapian_database_frequency(store->database, term, length, &documents, NULL,
                                           &message);
        if (status == XAPIAN_OK && documents == 1)
            status = move_word(store, docid, buffer_str(&word), &message);
        buffer_free(&word);
    }
    xapian_terms_free(terms);
    xapian_document_free(document);
    buffer_free(&first);
    return status == XAPIAN_OK || status == XAPIAN_END
               ? STATUS_OK
               : database_error(error, "the database", status, message);
}

/* -- Identity -------------------------------------------------------------------------------- */

/* Brings into `article` what it lacks and the earlier one has; true when the two then differ. */
static bool merge_fields(struct article *article, const struct article *earlier)
{
    static const enum article_field fields[] = {ARTICLE_AUTHOR, ARTICLE_SECTION, ARTICLE_DATE,
                                                ARTICLE_URL};
    bool differs = false;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (article_get(article, fields[i]).length == 0)
            article_set(article, fields[i], article_get(earlier, fields[i]));
        differs |= !str_equal(article_get(article, fields[i]), article_get(earlier, fields[i]));
    }
    return differs;
}

/* An article that gave its id: everything counts. */
static enum status put_with_id(struct store *store, struct article *article,
                               enum store_outcome *outcome, struct error *error)
{
    xapian_docid docid;
    struct buffer known = {0};
    char fingerprint[FINGERPRINT_BYTES];
    enum status status = database_find(store->database, article_get(article, ARTICLE_ID), &docid,
                                       error);
    if (status != STATUS_OK)
        return status;
    if (docid == 0) {
        *outcome = STORE_ADDED;
        return write_article(store, 0, article, error);
    }
    status = read_value(store, docid, SCHEMA_SLOT_FINGERPRINT, &known, error);
    document_fingerprint(article, fingerprint);
    bool same = str_equal(buffer_str(&known), str_of(fingerprint, FINGERPRINT_BYTES));
    buffer_free(&known);
    *outcome = STORE_UNCHANGED;
    if (status != STATUS_OK || same)
        return status;
    return replace_article(store, docid, article, outcome, error);
}

/* The article with the same outlet and title whose id was made, not given; 0 when there is none. */
static enum status find_headline(struct store *store, const struct article *article,
                                 xapian_docid *found, struct error *error)
{
    struct buffer text = {0};
    struct buffer term = {0};
    struct xapian_postings *postings = NULL;
    char *message = NULL;
    xapian_docid docid = 0;
    *found = 0;
    schema_headline(article, &text);
    schema_term(SCHEMA_HEADLINE, buffer_str(&text), &term);
    enum xapian_status status = xapian_database_postings(store->database, term.data, term.length,
                                                         &postings, &message);
    if (status == XAPIAN_OK)
        status = xapian_postings_next(postings, &docid, &message);
    if (status == XAPIAN_OK)
        *found = docid;
    xapian_postings_free(postings);
    buffer_free(&text);
    buffer_free(&term);
    return status == XAPIAN_OK || status == XAPIAN_END
               ? STATUS_OK
               : database_error(error, "the database", status, message);
}

/* An article without an id: found by its text, or else, when asked, by outlet and title. */
static enum status put_by_text(struct store *store, struct article *article, bool replace_headline,
                               enum store_outcome *outcome, struct error *error)
{
    for (unsigned attempt = 0;; attempt++) {
        xapian_docid docid;
        article_make_id(article, attempt);
        enum status status = database_find(store->database, article_get(article, ARTICLE_ID),
                                           &docid, error);
        if (status == STATUS_OK && docid != 0)
            status = read_article(store, docid, &store->earlier, error);
        if (status != STATUS_OK)
            return status;
        if (docid == 0)
            break;
        if (article_text_hash(article) != article_text_hash(&store->earlier))
            continue; /* another text has this id: 48 bits are not enough to tell them apart */
        *outcome = STORE_UNCHANGED;
        if (!merge_fields(article, &store->earlier))
            return STATUS_OK;
        return replace_article(store, docid, article, outcome, error);
    }
    xapian_docid headline = 0;
    enum status status = STATUS_OK;
    if (replace_headline)
        status = find_headline(store, article, &headline, error);
    if (status != STATUS_OK)
        return status;
    if (headline != 0)
        return replace_article(store, headline, article, outcome, error);
    *outcome = STORE_ADDED;
    return write_article(store, 0, article, error);
}

enum status store_put(struct store *store, struct article *article, bool replace_headline,
                      enum store_outcome *outcome, struct error *error)
{
    if (article_get(article, ARTICLE_ID).length > 0)
        return put_with_id(store, article, outcome, error);
    return put_by_text(store, article, replace_headline, outcome, error);
}

enum status store_commit(struct store *store, struct error *error)
{
    char *message = NULL;
    enum xapian_status status = xapian_writable_commit(store->writable, &message);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, "the database", status, message);
}
