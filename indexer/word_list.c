/* Which words are known, and who carries a word whose article goes. */
#include "word_list.h"

#include <stdlib.h>

#include "article.h"
#include "database.h"
#include "forward.h"
#include "memory.h"
#include "schema.h"
#include "word_set.h"

/* A word of the article that leaves. */
struct leaving {
    struct str folded; /* its data is owned: free() */
    bool stays;        /* the document that comes in its place has it */
};

/* The article that is to carry words, until another is. */
struct carrier {
    xapian_docid docid;               /* 0: there is none */
    struct xapian_document *document; /* with the words that it will carry; owned */
    struct word_set words;            /* of the article */
};

struct word_list {
    struct xapian_writable *writable;
    struct xapian_database *database; /* the same, for reading */
    struct french *french;
    struct article_packer *packer;
    struct word_set known; /* to be in the database or to go into it */
    bool was_empty;        /* then nothing is known but what this list was asked for */
    xapian_docid leaver;
    struct leaving *leaving; /* sorted */
    size_t leaving_count;
    size_t leaving_capacity;
    struct carrier carrier;
    struct article article;
    struct french_tokens tokens;
    struct buffer term;
};

/* -- The list -------------------------------------------------------------------------------- */

struct word_list *word_list_new(struct xapian_writable *writable, struct french *french)
{
    struct word_list *list = memory_allocate(1, sizeof *list);
    uint32_t documents = 1;
    list->writable = writable;
    list->database = xapian_writable_database(writable);
    list->french = french;
    list->packer = article_packer_new();
    xapian_database_count(list->database, &documents, NULL);
    list->was_empty = documents == 0;
    return list;
}

static void forget_leaving(struct word_list *list)
{
    for (size_t i = 0; i < list->leaving_count; i++)
        free((char *)list->leaving[i].folded.data);
    list->leaving_count = 0;
}

void word_list_free(struct word_list *list)
{
    if (!list)
        return;
    forget_leaving(list);
    free(list->leaving);
    word_set_free(&list->known);
    article_packer_free(list->packer);
    article_free(&list->article);
    french_tokens_free(&list->tokens);
    buffer_free(&list->term);
    free(list);
}

/* -- Known words ----------------------------------------------------------------------------- */

/* How many articles carry the word. */
static enum xapian_status count_carriers(struct word_list *list, struct str folded,
                                         uint32_t *carriers, char **message)
{
    buffer_clear(&list->term);
    schema_term(SCHEMA_WORD, folded, &list->term);
    return xapian_database_frequency(list->database, list->term.data, list->term.length, carriers,
                                     NULL, message);
}

static int compare_leaving(const void *a, const void *b)
{
    return str_compare(((const struct leaving *)a)->folded, ((const struct leaving *)b)->folded);
}

static struct leaving *find_leaving(struct word_list *list, struct str folded)
{
    struct leaving key = {.folded = folded};
    return list->leaving_count == 0 ? NULL
                                    : bsearch(&key, list->leaving, list->leaving_count,
                                              sizeof *list->leaving, compare_leaving);
}

bool word_list_has(void *context, const struct french_word *word)
{
    struct str folded = word->folded;
    struct word_list *list = context;
    uint32_t carriers = 0;
    struct leaving *leaving = find_leaving(list, folded);
    if (leaving) {
        leaving->stays = true;
        return count_carriers(list, folded, &carriers, NULL) == XAPIAN_OK && carriers > 1;
    }
    if (!word_set_add(&list->known, folded))
        return true;
    return !list->was_empty && count_carriers(list, folded, &carriers, NULL) == XAPIAN_OK &&
           carriers > 0;
}

/* -- Words that leave ------------------------------------------------------------------------ */

static void add_leaving(struct word_list *list, struct str folded)
{
    list->leaving = memory_grow(list->leaving, &list->leaving_capacity, list->leaving_count + 1,
                                sizeof *list->leaving);
    struct str copy = {memory_copy(folded.data, folded.length), folded.length};
    list->leaving[list->leaving_count++] = (struct leaving){.folded = copy};
}

enum status word_list_leave(struct word_list *list, xapian_docid docid, struct error *error)
{
    struct xapian_document *document = NULL;
    struct xapian_terms *terms = NULL;
    struct buffer first = {0};
    const char *term;
    size_t length;
    char *message = NULL;
    forget_leaving(list);
    list->leaver = docid;
    schema_term(SCHEMA_WORD, STR(""), &first);
    enum xapian_status status = xapian_database_document(list->database, docid, &document,
                                                         &message);
    if (status == XAPIAN_OK)
        status = xapian_document_terms(document, &terms, &message);
    if (status == XAPIAN_OK)
        status = xapian_terms_skip_to(terms, first.data, first.length, &message);
    while (status == XAPIAN_OK &&
           (status = xapian_terms_next(terms, &term, &length, &message)) == XAPIAN_OK &&
           str_starts(str_of(term, length), buffer_str(&first)))
        add_leaving(list, schema_term_text(SCHEMA_WORD, str_of(term, length)));
    xapian_terms_free(terms);
    xapian_document_free(document);
    buffer_free(&first);
    return status == XAPIAN_OK || status == XAPIAN_END
               ? STATUS_OK
               : database_error(error, NULL, status, message);
}

size_t word_list_leaving(const struct word_list *list)
{
    return list->leaving_count;
}

/* Whether the forward record has a word of this key: nearly always, that it has the word. */
static bool may_have_word(struct str record, const struct french_word *word)
{
    struct forward forward;
    if (!forward_open(record, &forward))
        return false;
    for (uint32_t i = 0; i < forward.words; i++)
        if (forward_word_key(&forward, i) == forward_key_of(word))
            return true;
    return false;
}

/* -- Who carries them ------------------------------------------------------------------------ */

static void free_carrier(struct carrier *carrier)
{
    xapian_document_free(carrier->document);
    word_set_free(&carrier->words);
    *carrier = (struct carrier){0};
}

/* Writes the carrier with its words; then there is none. */
static enum xapian_status put_carrier(struct word_list *list, char **message)
{
    const struct carrier *carrier = &list->carrier;
    enum xapian_status status = XAPIAN_OK;
    if (carrier->docid != 0)
        status = xapian_writable_replace(list->writable, carrier->docid, carrier->document,
                                         message);
    free_carrier(&list->carrier);
    return status;
}

static void add_words(struct word_list *list, enum article_field field, struct word_set *words)
{
    french_tokenise(list->french, article_get(&list->article, field), &list->tokens);
    for (size_t i = 0; i < list->tokens.count; i++)
        word_set_add(words, list->tokens.tokens[i].word->folded);
}

/* Reads the words of the document's article, if it has this one for all that its record says; of
 * one that is damaged there are none. */
static enum xapian_status read_words(struct word_list *list, struct xapian_document *document,
                                     const struct french_word *word, struct word_set *words,
                                     char **message)
{
    const char *bytes;
    size_t length;
    enum xapian_status status = xapian_document_value(document, SCHEMA_SLOT_FORWARD, &bytes,
                                                      &length, message);
    if (status != XAPIAN_OK || !may_have_word(str_of(bytes, length), word))
        return status;
    status = xapian_document_value(document, SCHEMA_SLOT_ARTICLE, &bytes, &length, message);
    struct error damaged = {0};
    if (status == XAPIAN_OK && article_unpack(list->packer, str_of(bytes, length), &list->article,
                                              &damaged) == STATUS_OK) {
        add_words(list, ARTICLE_TITLE, words);
        add_words(list, ARTICLE_TEXT, words);
    }
    error_free(&damaged);
    return status;
}

/* Replaces `carrier` by an article that has the word, for all that its record says. */
static enum xapian_status read_carrier(struct word_list *list, xapian_docid docid,
                                       const struct french_word *word, struct carrier *carrier,
                                       char **message)
{
    free_carrier(carrier);
    carrier->docid = docid;
    enum xapian_status status = xapian_database_document(list->database, docid, &carrier->document,
                                                         message);
    return status == XAPIAN_OK ? read_words(list, carrier->document, word, &carrier->words, message)
                               : status;
}

/* Looks for an article that has the word among those of its stem; XAPIAN_END when there is none but
 * the leaving one. */
static enum xapian_status find_by_stem(struct word_list *list, const struct french_word *word,
                                       struct carrier *found, char **message)
{
    struct xapian_postings *postings = NULL;
    xapian_docid docid = 0;
    buffer_clear(&list->term);
    schema_stem_term(SCHEMA_STEM, word, &list->term);
    enum xapian_status status = xapian_database_postings(list->database, list->term.data,
                                                         list->term.length, &postings, message);
    while (status == XAPIAN_OK && !word_set_has(&found->words, word->folded)) {
        status = xapian_postings_next(postings, &docid, message);
        if (status == XAPIAN_OK && docid != list->leaver)
            status = read_carrier(list, docid, word, found, message);
    }
    xapian_postings_free(postings);
    return status;
}

/* The same of a word whose stem has no term: among all whose record may have it. */
static enum xapian_status find_by_record(struct word_list *list, const struct french_word *word,
                                         struct carrier *found, char **message)
{
    struct xapian_values *records = NULL;
    xapian_docid docid = 0;
    struct str record = {0};
    enum xapian_status status = xapian_database_values(list->database, SCHEMA_SLOT_FORWARD,
                                                       &records, message);
    while (status == XAPIAN_OK && !word_set_has(&found->words, word->folded)) {
        status = xapian_values_next(records, &docid, &record.data, &record.length, message);
        if (status == XAPIAN_OK && docid != list->leaver && may_have_word(record, word))
            status = read_carrier(list, docid, word, found, message);
    }
    xapian_values_free(records);
    return status;
}

/* Makes an article that has the word the carrier, the one at hand if it does; XAPIAN_END when there
 * is none but the leaving one. */
static enum xapian_status find_carrier(struct word_list *list, const struct french_word *word,
                                       char **message)
{
    struct carrier found = {0};
    if (word_set_has(&list->carrier.words, word->folded))
        return XAPIAN_OK;
    enum xapian_status status = schema_has_stem_term(word)
                                    ? find_by_stem(list, word, &found, message)
                                    : find_by_record(list, word, &found, message);
    if (status != XAPIAN_OK) {
        free_carrier(&found);
        return status;
    }
    status = put_carrier(list, message);
    list->carrier = found;
    return status;
}

static enum xapian_status move_word(struct word_list *list, struct str folded, char **message)
{
    french_trim(list->french); /* of the words of many carriers */
    const struct french_word *word = french_word_of(list->french, folded);
    enum xapian_status status = word && str_equal(word->folded, folded)
                                    ? find_carrier(list, word, message)
                                    : XAPIAN_END;
    if (status == XAPIAN_OK) {
        buffer_clear(&list->term);
        schema_term(SCHEMA_WORD, folded, &list->term);
        return xapian_document_add_term(list->carrier.document, list->term.data, list->term.length,
                                        0, message);
    }
    if (status != XAPIAN_END)
        return status;
    word_set_remove(&list->known, folded);
    return XAPIAN_OK;
}

enum status word_list_settle(struct word_list *list, struct error *error)
{
    enum xapian_status status = XAPIAN_OK;
    char *message = NULL;
    for (size_t i = 0; i < list->leaving_count && status == XAPIAN_OK; i++) {
        uint32_t carriers = 0;
        if (list->leaving[i].stays)
            continue;
        status = count_carriers(list, list->leaving[i].folded, &carriers, &message);
        if (status == XAPIAN_OK && carriers <= 1)
            status = move_word(list, list->leaving[i].folded, &message);
    }
    if (status == XAPIAN_OK)
        status = put_carrier(list, &message);
    free_carrier(&list->carrier);
    forget_leaving(list);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}
