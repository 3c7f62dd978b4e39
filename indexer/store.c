/* Putting articles into the database: identity and updates. */
#include "store.h"

#include <stdlib.h>

#include "database.h"
#include "document.h"
#include "memory.h"
#include "name_parts.h"
#include "schema.h"
#include "word_list.h"
#include "word_set.h"

/* So many articles of a headline are looked at, at most: of a heading such as "En bref" there may
 * be thousands. */
#define MOST_OF_A_HEADLINE 100

struct store {
    struct xapian_writable *writable;
    const char *path;                 /* of the database */
    struct xapian_database *database; /* the same, for reading */
    struct french *french;
    struct document_maker *maker;
    struct article_packer *packer;
    struct word_list *words;
    struct article earlier;
    size_t uncommitted;    /* bytes */
    size_t deleted_memory; /* bytes */
};

struct store *store_new(struct xapian_writable *writable, const char *path,
                        const struct analysers *analysers)
{
    struct store *store = memory_allocate(1, sizeof *store);
    store->writable = writable;
    store->path = path;
    store->database = xapian_writable_database(writable);
    store->french = analysers->french;
    store->maker = document_maker_new(analysers);
    store->packer = article_packer_new();
    store->words = word_list_new(writable, analysers->french);
    return store;
}

void store_free(struct store *store)
{
    if (!store)
        return;
    document_maker_free(store->maker);
    article_packer_free(store->packer);
    article_free(&store->earlier);
    word_list_free(store->words);
    free(store);
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
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, store->path, status, message);
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

static size_t size_of(const struct article *article)
{
    return article_get(article, ARTICLE_TITLE).length + article_get(article, ARTICLE_TEXT).length;
}

/* Writes the article under `docid`, or as a new one when it is 0. */
static enum status write_article(struct store *store, xapian_docid docid,
                                 const struct article *article, struct error *error)
{
    struct xapian_document *document;
    char *message = NULL;
    french_trim(store->french);
    enum status status = document_make(store->maker, article, word_list_has, store->words,
                                       &document, error);
    if (status != STATUS_OK)
        return status;
    status = word_list_settle(store->words, error);
    if (status != STATUS_OK) {
        xapian_document_free(document);
        return status;
    }
    enum xapian_status written = docid == 0 ? xapian_writable_add(store->writable, document, NULL,
                                                                  &message)
                                            : xapian_writable_replace(store->writable, docid,
                                                                      document, &message);
    xapian_document_free(document);
    store->uncommitted += size_of(article);
    return written == XAPIAN_OK ? STATUS_OK : database_error(error, store->path, written, message);
}

/* The bytes of an article's fields. */
static enum status count_bytes(struct store *store, xapian_docid docid, size_t *bytes,
                               struct error *error)
{
    struct buffer packed = {0};
    enum status status = read_value(store, docid, SCHEMA_SLOT_ARTICLE, &packed, error);
    *bytes = article_packed_bytes(buffer_str(&packed));
    buffer_free(&packed);
    return status;
}

static enum status replace_article(struct store *store, xapian_docid docid,
                                   const struct article *article, enum store_outcome *outcome,
                                   struct error *error)
{
    size_t bytes;
    *outcome = STORE_UPDATED;
    enum status status = count_bytes(store, docid, &bytes, error);
    store->uncommitted += bytes; /* its terms go */
    if (status == STATUS_OK)
        status = word_list_leave(store->words, docid, error);
    return status == STATUS_OK ? write_article(store, docid, article, error) : status;
}

/* -- Identity -------------------------------------------------------------------------------- */

/* A date that was guessed from a file's name gives way to the one that the article has already. */
static void keep_date(struct article *article, const struct article *earlier)
{
    struct str date = article_get(earlier, ARTICLE_DATE);
    if (article->date_guessed && date.length > 0)
        article_set(article, ARTICLE_DATE, date);
}

/* Brings into `article` what it lacks and the earlier one has; true when the two then differ. */
static bool merge_fields(struct article *article, const struct article *earlier)
{
    static const enum article_field fields[] = {ARTICLE_AUTHOR, ARTICLE_SECTION, ARTICLE_DATE,
                                                ARTICLE_URL};
    bool differs = false;
    keep_date(article, earlier);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (article_get(article, fields[i]).length == 0)
            article_set(article, fields[i], article_get(earlier, fields[i]));
        differs |= !str_equal(article_get(article, fields[i]), article_get(earlier, fields[i]));
    }
    return differs;
}

static bool has_fingerprint(const struct article *article, const struct buffer *known)
{
    char fingerprint[FINGERPRINT_BYTES];
    document_fingerprint(article, fingerprint);
    return str_equal(buffer_str(known), str_of(fingerprint, FINGERPRINT_BYTES));
}

/* An article that gave its id: everything counts. */
static enum status put_with_id(struct store *store, struct article *article,
                               enum store_outcome *outcome, struct error *error)
{
    xapian_docid docid;
    struct buffer known = {0};
    enum status status = database_find(store->database, article_get(article, ARTICLE_ID), &docid,
                                       error);
    if (status != STATUS_OK)
        return status;
    if (docid == 0) {
        *outcome = STORE_ADDED;
        return write_article(store, 0, article, error);
    }
    status = read_value(store, docid, SCHEMA_SLOT_FINGERPRINT, &known, error);
    bool same = status == STATUS_OK && has_fingerprint(article, &known);
    if (status == STATUS_OK && !same && article->date_guessed) {
        status = read_article(store, docid, &store->earlier, error);
        if (status == STATUS_OK)
            keep_date(article, &store->earlier);
        same = has_fingerprint(article, &known);
    }
    buffer_free(&known);
    *outcome = STORE_UNCHANGED;
    if (status != STATUS_OK || same)
        return status;
    return replace_article(store, docid, article, outcome, error);
}

static enum status headline_postings(struct store *store, const struct article *article,
                                     struct xapian_postings **postings, struct error *error)
{
    struct buffer text = {0};
    struct buffer term = {0};
    char *message = NULL;
    schema_headline(article, &text);
    schema_term(SCHEMA_HEADLINE, buffer_str(&text), &term);
    enum xapian_status status = xapian_database_postings(store->database, term.data, term.length,
                                                         postings, &message);
    buffer_free(&text);
    buffer_free(&term);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, store->path, status, message);
}

/* A headline's term is a hash: two of ten million share one with a chance of one in six. */
static bool same_headline(const struct article *a, const struct article *b)
{
    return str_equal(article_get(a, ARTICLE_OUTLET), article_get(b, ARTICLE_OUTLET)) &&
           str_equal(article_get(a, ARTICLE_TITLE), article_get(b, ARTICLE_TITLE));
}

/* Articles that one may replace. */
struct candidates {
    xapian_docid docids[MOST_OF_A_HEADLINE];
    size_t count;
};

/* Whether the article read last may be replaced by this one. */
static bool is_replaceable(const struct store *store, const struct article *article,
                           const struct store_update *update)
{
    return same_headline(article, &store->earlier) && article_id_is_made(&store->earlier) &&
           !update->is_kept(update->context, article_get(&store->earlier, ARTICLE_ID));
}

/* Adds the words of a text, part by part; returns how many of those that are new `others` has. */
static size_t add_words(struct store *store, struct str text, const struct word_set *others,
                        struct word_set *words)
{
    struct french_tokens tokens = {0};
    struct french_place next = {0};
    size_t shared = 0;
    for (size_t end = 0; end < text.length;) {
        end = name_part_end(text, end);
        french_tokenise_part(store->french, text, &next, end, &tokens);
        for (size_t i = 0; i < tokens.count; i++) {
            struct str word = tokens.tokens[i].word->folded;
            shared += word_set_add(words, word) && word_set_has(others, word);
        }
    }
    french_tokens_free(&tokens);
    return shared;
}

/* How many of the words the text has, among all that the two have; in thousandths. */
static size_t likeness(struct store *store, const struct word_set *words, struct str text)
{
    struct word_set own = {0};
    size_t shared = add_words(store, text, words, &own);
    size_t all = words->count + own.count - shared;
    word_set_free(&own);
    return all > 0 ? shared * 1000 / all : 0;
}

/* The candidate whose text is most like the article's, the first of equals. */
static enum status find_most_like(struct store *store, const struct article *article,
                                  const struct candidates *candidates, xapian_docid *found,
                                  struct error *error)
{
    const struct word_set no_words = {0};
    struct word_set words = {0};
    enum status status = STATUS_OK;
    size_t best = 0;
    add_words(store, article_get(article, ARTICLE_TEXT), &no_words, &words);
    for (size_t i = 0; status == STATUS_OK && i < candidates->count; i++) {
        status = read_article(store, candidates->docids[i], &store->earlier, error);
        if (status != STATUS_OK)
            break;
        size_t like = likeness(store, &words, article_get(&store->earlier, ARTICLE_TEXT));
        if (i == 0 || like > best) {
            *found = candidates->docids[i];
            best = like;
        }
    }
    word_set_free(&words);
    return status;
}

static enum status find_candidates(struct store *store, const struct article *article,
                                   const struct store_update *update, struct candidates *candidates,
                                   struct error *error)
{
    struct xapian_postings *postings = NULL;
    enum status status = headline_postings(store, article, &postings, error);
    for (size_t i = 0; status == STATUS_OK && i < MOST_OF_A_HEADLINE; i++) {
        xapian_docid docid;
        char *message = NULL;
        enum xapian_status next = xapian_postings_next(postings, &docid, &message);
        if (next == XAPIAN_END)
            break;
        status = next == XAPIAN_OK ? read_article(store, docid, &store->earlier, error)
                                   : database_error(error, store->path, next, message);
        if (status == STATUS_OK && is_replaceable(store, article, update))
            candidates->docids[candidates->count++] = docid;
    }
    xapian_postings_free(postings);
    return status;
}

/* The article that it may replace, of several the one most like it; 0 when there is none. */
static enum status find_headline(struct store *store, const struct article *article,
                                 const struct store_update *update, xapian_docid *found,
                                 struct error *error)
{
    struct candidates candidates = {.count = 0};
    enum status status = find_candidates(store, article, update, &candidates, error);
    if (status == STATUS_OK && candidates.count > 1)
        return find_most_like(store, article, &candidates, found, error);
    *found = candidates.count > 0 ? candidates.docids[0] : 0;
    return status;
}

/* An article without an id: found by its text, or else, when asked, by outlet and title. */
static enum status put_by_text(struct store *store, struct article *article,
                               const struct store_update *update, enum store_outcome *outcome,
                               struct error *error)
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
    if (update)
        status = find_headline(store, article, update, &headline, error);
    if (status != STATUS_OK)
        return status;
    if (headline != 0)
        return replace_article(store, headline, article, outcome, error);
    *outcome = STORE_ADDED;
    return write_article(store, 0, article, error);
}

enum status store_put(struct store *store, struct article *article,
                      const struct store_update *update, enum store_outcome *outcome,
                      struct error *error)
{
    if (article_get(article, ARTICLE_ID).length > 0)
        return put_with_id(store, article, outcome, error);
    return put_by_text(store, article, update, outcome, error);
}

enum status store_delete(struct store *store, struct str id, bool *found, struct error *error)
{
    xapian_docid docid = 0;
    enum status status = database_find(store->database, id, &docid, error);
    *found = docid != 0;
    if (status != STATUS_OK || docid == 0)
        return status;
    size_t bytes;
    status = count_bytes(store, docid, &bytes, error);
    if (status == STATUS_OK)
        status = word_list_leave(store->words, docid, error);
    store->deleted_memory += 5 * bytes + 560 * word_list_leaving(store->words);
    if (status == STATUS_OK)
        status = word_list_settle(store->words, error);
    if (status != STATUS_OK)
        return status;
    char *message = NULL;
    enum xapian_status deleted = xapian_writable_delete(store->writable, docid, &message);
    return deleted == XAPIAN_OK ? STATUS_OK : database_error(error, store->path, deleted, message);
}

size_t store_deleted_memory(const struct store *store)
{
    return store->deleted_memory;
}

size_t store_uncommitted(const struct store *store)
{
    return store->uncommitted;
}

bool store_is_full(const struct store *store, const struct article *article)
{
    return store->uncommitted > 0 && store->uncommitted + size_of(article) > STORE_COMMIT_BYTES;
}

enum status store_commit(struct store *store, struct error *error)
{
    store->uncommitted = 0;
    return database_commit(store->writable, store->path, error);
}

enum status store_commit_transaction(struct store *store, struct error *error)
{
    store->deleted_memory = 0;
    return database_commit_transaction(store->writable, store->path, error);
}
