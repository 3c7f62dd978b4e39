/* Choosing the way in, and what many articles at once need besides: to know which are there, and to
 * put aside those that change one that is not in its place yet. */
#include "bulk.h"

#include <stdlib.h>

#include "builder.h"
#include "database.h"
#include "document.h"
#include "known.h"
#include "memory.h"
#include "pack.h"
#include "replacement.h"
#include "schema.h"
#include "word_set.h"

/* The plain way goes on for this many bytes of articles, or this part of the database's size if
 * that is more. Measured: a MB of text takes 170 ms more than in a shard, a MB of database 5 ms
 * to be merged. */
#define PLAIN_BYTES ((size_t)256 << 10)
#define PLAIN_PART  32

/* Into a new database so many bytes of files go the other way at once. */
#define MANY_BYTES ((uint64_t)2 << 20)

/* A round ends when this many bytes of articles wait for its end, or when it knows this many
 * articles: 64 MB of memory. */
#define LATER_BYTES ((size_t)16 << 20)
#define MAX_KNOWN   ((size_t)2 << 20)

/* All articles of the database become known after this many were looked for, or a part of them if
 * that is more: reading them all costs as much. */
#define LOAD_AFTER 1000
#define LOAD_PART  32

struct bulk {
    struct bulk_settings settings;
    struct xapian_writable *writable;
    struct store *store;
    size_t plain_bytes;   /* of articles that went the plain way since the last round */
    size_t plain_most;    /* when it ends; SIZE_MAX: never */
    struct known known;   /* articles that are in the database or in the round */
    struct word_set kept; /* with --update, what each file has given: keep_own() */
    bool all_known;       /* there are no others */
    size_t looked_for;    /* articles, since the database was opened */
    /* The round: articles that are being built beside the database. */
    struct builder *builder; /* NULL: there is none */
    struct replacement replacement;
    xapian_docid last_docid;
    struct word_set headlines; /* of what was put, with --update: none from before */
    struct word_set waiting;   /* those of them that an article put aside has */
    struct buffer later;       /* articles, packed, that are put when the round is in its place */
    char fingerprint[FINGERPRINT_BYTES]; /* of the article at hand */
};

/* -- The database ----------------------------------------------------------------------------- */

static uint32_t count_articles(const struct bulk *bulk)
{
    uint32_t documents = 0;
    xapian_database_count(xapian_writable_database(bulk->writable), &documents, NULL);
    return documents;
}

static enum status open_database(struct bulk *bulk, struct error *error)
{
    const struct bulk_settings *settings = &bulk->settings;
    enum status status = database_open_writable(settings->database, settings->wait,
                                                settings->notify, &bulk->writable, error);
    if (status != STATUS_OK)
        return status;
    bulk->store = store_new(bulk->writable, settings->database, settings->analysers);
    bulk->plain_bytes = 0;
    bulk->looked_for = 0;
    if (bulk->plain_most == SIZE_MAX)
        return STATUS_OK;
    bulk->plain_most = (size_t)database_bytes(settings->database) / PLAIN_PART;
    if (bulk->plain_most < PLAIN_BYTES)
        bulk->plain_most = PLAIN_BYTES;
    bool is_new = count_articles(bulk) == 0;
    if (is_new && settings->bytes >= MANY_BYTES)
        bulk->plain_most = 0;
    if (settings->update && !is_new)
        bulk->plain_most = SIZE_MAX; /* each article may replace one that is there */
    return STATUS_OK;
}

static void close_database(struct bulk *bulk)
{
    store_free(bulk->store);
    xapian_writable_free(bulk->writable);
    bulk->store = NULL;
    bulk->writable = NULL;
}

enum status bulk_open(const struct bulk_settings *settings, struct bulk **bulk_out,
                      struct error *error)
{
    struct bulk *bulk = memory_allocate(1, sizeof *bulk);
    bulk->settings = *settings;
    enum status status = open_database(bulk, error);
    if (status != STATUS_OK) {
        bulk_free(bulk);
        return status;
    }
    replacement_clean(settings->database);
    *bulk_out = bulk;
    return STATUS_OK;
}

static void free_round(struct bulk *bulk)
{
    builder_free(bulk->builder);
    bulk->builder = NULL;
    replacement_end(&bulk->replacement);
    word_set_free(&bulk->headlines);
    word_set_free(&bulk->waiting);
}

void bulk_free(struct bulk *bulk)
{
    if (!bulk)
        return;
    free_round(bulk);
    close_database(bulk);
    known_free(&bulk->known);
    word_set_free(&bulk->kept);
    buffer_free(&bulk->later);
    free(bulk);
}

struct xapian_writable *bulk_writable(struct bulk *bulk)
{
    return bulk->writable;
}

static enum status commit(struct bulk *bulk, struct error *error)
{
    enum status status = store_commit(bulk->store, error);
    if (status == STATUS_OK && !bulk->builder) /* what a round makes is not in its place yet */
        bulk->settings.committed(bulk->settings.context);
    return status;
}

/* -- What is known ---------------------------------------------------------------------------- */

static void forget_known(struct bulk *bulk)
{
    known_free(&bulk->known);
    bulk->all_known = false;
    bulk->looked_for = 0;
}

/* Makes all articles of the database known, if they are not too many. */
static void load_known(struct bulk *bulk)
{
    if (count_articles(bulk) <= MAX_KNOWN / 2 && store_uncommitted(bulk->store) == 0)
        bulk->all_known = known_load(&bulk->known, xapian_writable_database(bulk->writable));
}

/* Another article is looked for: loads them all when that costs no more than has been spent. */
static void look_for_another(struct bulk *bulk)
{
    if (bulk->all_known || bulk->builder || ++bulk->looked_for < LOAD_AFTER)
        return;
    if (bulk->looked_for >= count_articles(bulk) / LOAD_PART)
        load_known(bulk);
}

enum presence {
    PRESENCE_NONE,  /* no article has this id */
    PRESENCE_SAME,  /* one has it and does not differ */
    PRESENCE_OTHER, /* one has it; whether and how it differs the store finds out */
};

/* Whether an article of the database or of the round has the id of the one at hand. */
static enum status find_presence(struct bulk *bulk, const struct article *article,
                                 enum presence *presence, struct error *error)
{
    struct str id = article_get(article, ARTICLE_ID);
    const struct known_entry *entry = known_find(&bulk->known, id);
    *presence = PRESENCE_NONE;
    if (entry)
        *presence = known_is_same(entry, str_of(bulk->fingerprint, FINGERPRINT_BYTES))
                        ? PRESENCE_SAME
                        : PRESENCE_OTHER;
    if (entry || bulk->all_known)
        return STATUS_OK;
    xapian_docid docid;
    enum status status = database_find(xapian_writable_database(bulk->writable), id, &docid, error);
    if (status == STATUS_OK && docid != 0)
        *presence = PRESENCE_OTHER;
    return status;
}

/* What the store has written is known, but not what it is like. */
static void note_written(struct bulk *bulk, const struct article *article,
                         enum store_outcome outcome)
{
    if (outcome == STORE_UNCHANGED)
        return;
    if (outcome == STORE_UPDATED && bulk->settings.update) {
        forget_known(bulk); /* an id has gone with what was replaced */
        return;
    }
    struct known_entry *entry = known_find(&bulk->known, article_get(article, ARTICLE_ID));
    if (entry)
        entry->fingerprint = 0;
    else if (bulk->all_known)
        known_add(&bulk->known, article_get(article, ARTICLE_ID), STR(""));
}

/* Remembers the headline of an article that was put. */
static void note_headline(struct bulk *bulk, const struct article *article)
{
    struct buffer headline = {0};
    schema_headline(article, &headline);
    word_set_add(&bulk->headlines, buffer_str(&headline));
    buffer_free(&headline);
}

/* -- What a file has given --------------------------------------------------------------------- */

static void append_own(size_t number, struct str id, struct buffer *own)
{
    buffer_append_format(own, "%zu %.*s", number, STR_FORMAT(id));
}

/* With --update: the article, of the file of this number, stays when others of it come. */
static void keep_own(struct bulk *bulk, const struct article *article, size_t number)
{
    struct buffer own = {0};
    if (!bulk->settings.update)
        return;
    append_own(number, article_get(article, ARTICLE_ID), &own);
    word_set_add(&bulk->kept, buffer_str(&own));
    buffer_free(&own);
}

struct giving {
    const struct bulk *bulk;
    size_t number;
};

static bool is_own(void *context, struct str id)
{
    const struct giving *giving = context;
    struct buffer own = {0};
    append_own(giving->number, id, &own);
    bool is_kept = word_set_has(&giving->bulk->kept, buffer_str(&own));
    buffer_free(&own);
    return is_kept;
}

/* -- The plain way ---------------------------------------------------------------------------- */

static void count(const struct bulk *bulk, size_t number, enum store_outcome outcome)
{
    bulk->settings.count(bulk->settings.context, number, outcome);
}

static enum status put_plain(struct bulk *bulk, struct article *article, size_t number,
                             struct error *error)
{
    enum store_outcome outcome = STORE_UNCHANGED;
    enum status status = STATUS_OK;
    if (store_is_full(bulk->store, article))
        status = commit(bulk, error);
    size_t before = store_uncommitted(bulk->store);
    struct giving giving = {bulk, number};
    const struct store_update update = {is_own, &giving};
    if (status == STATUS_OK)
        status = store_put(bulk->store, article, bulk->settings.update ? &update : NULL, &outcome,
                           error);
    if (status != STATUS_OK)
        return status;
    keep_own(bulk, article, number);
    note_written(bulk, article, outcome);
    if (bulk->settings.update && bulk->plain_most != SIZE_MAX)
        note_headline(bulk, article);
    count(bulk, number, outcome);
    bulk->plain_bytes += store_uncommitted(bulk->store) - before;
    return store_uncommitted(bulk->store) < STORE_COMMIT_BYTES ? STATUS_OK : commit(bulk, error);
}

/* -- The round -------------------------------------------------------------------------------- */

/* Begins to build beside the database. Where that cannot be done, all goes the plain way. */
static enum status begin_round(struct bulk *bulk, struct error *error)
{
    struct error reason = {0};
    char *message = NULL;
    enum status status = commit(bulk, error);
    if (status != STATUS_OK)
        return status;
    if (replacement_begin(&bulk->replacement, bulk->settings.database, &reason) != STATUS_OK) {
        bulk->plain_most = SIZE_MAX;
        error_free(&reason);
        return STATUS_OK;
    }
    enum xapian_status asked = xapian_database_last_docid(xapian_writable_database(bulk->writable),
                                                          &bulk->last_docid, &message);
    if (asked != XAPIAN_OK)
        return database_error(error, bulk->settings.database, asked, message);
    if (!bulk->all_known)
        load_known(bulk);
    bulk->builder = builder_new(&(struct builder_options){
        .folder = bulk->replacement.folder.data,
        .jobs = bulk->settings.jobs,
        .bytes = bulk->settings.bytes,
        .analysers = bulk->settings.analysers,
    });
    return STATUS_OK;
}

/* Whether the article must wait for the end of the round; remembers its headline. What waits
 * already may, when it is put, change or replace an article of its id or of its headline, or be
 * one: so all that have either wait, too, and in the end each finds what it would have found one by
 * one. */
static bool must_wait(struct bulk *bulk, const struct article *article, bool given,
                      enum presence presence)
{
    bool waits = presence == PRESENCE_OTHER;
    if (!bulk->settings.update)
        return waits;
    struct buffer text = {0};
    schema_headline(article, &text);
    struct str headline = buffer_str(&text);
    bool is_new = word_set_add(&bulk->headlines, headline);
    waits |= word_set_has(&bulk->waiting, headline) ||
             (presence == PRESENCE_NONE && !given && !is_new);
    if (waits)
        word_set_add(&bulk->waiting, headline);
    buffer_free(&text);
    return waits;
}

static void put_aside(struct bulk *bulk, struct article *article, bool given, size_t number)
{
    struct str id = article_get(article, ARTICLE_ID);
    struct known_entry *entry = known_find(&bulk->known, id);
    if (entry)
        entry->fingerprint = 0; /* the next one must wait, too */
    else
        known_add(&bulk->known, id, STR(""));
    if (!given)
        article_set(article, ARTICLE_ID, STR("")); /* it gets one when it is put */
    pack_number(&bulk->later, number);
    pack_number(&bulk->later, article->date_guessed);
    article_append_fields(article, &bulk->later);
}

/* Puts what was put aside, in the order in which it came. */
static enum status put_later(struct bulk *bulk, struct error *error)
{
    struct unpack later = {buffer_str(&bulk->later), false};
    struct article article = {0};
    enum status status = STATUS_OK;
    while (status == STATUS_OK && later.rest.length > 0) {
        size_t number = (size_t)unpack_number(&later);
        article.date_guessed = unpack_number(&later) != 0;
        article_read_fields(&later, &article);
        status = put_plain(bulk, &article, number, error);
    }
    article_free(&article);
    buffer_clear(&bulk->later);
    return status == STATUS_OK ? commit(bulk, error) : status;
}

/* Puts what was put aside into the database that was made, before it takes its place: the lock that
 * is held stands on the one before. */
static enum status complete_made(struct bulk *bulk, struct error *error)
{
    struct xapian_writable *before = bulk->writable;
    struct store *store_before = bulk->store;
    const char *made = bulk->replacement.made.data;
    if (bulk->later.length == 0)
        return STATUS_OK;
    enum status status = database_open_writable(made, 0, NULL, &bulk->writable, error);
    if (status == STATUS_OK) {
        bulk->store = store_new(bulk->writable, made, bulk->settings.analysers);
        status = put_later(bulk, error);
        close_database(bulk);
    }
    bulk->writable = before;
    bulk->store = store_before;
    return status;
}

/* Builds the rest of the round and puts it into its place. Then the database is closed. */
static enum status end_round(struct bulk *bulk, struct error *error)
{
    enum status status = builder_finish(bulk->builder, bulk->settings.database,
                                        bulk->replacement.made.data, error);
    if (status == STATUS_OK)
        status = complete_made(bulk, error);
    if (status == STATUS_OK)
        status = replacement_swap(&bulk->replacement, error);
    if (status != STATUS_OK)
        return status;
    close_database(bulk);
    free_round(bulk);
    forget_known(bulk); /* another writer may come in between */
    bulk->settings.committed(bulk->settings.context);
    return STATUS_OK;
}

/* Ends the round amid the articles. The lock is given up for a moment, since it stands on the
 * database that was: where another writer has taken it, what was read so far is in. */
static enum status begin_anew(struct bulk *bulk, struct error *error)
{
    enum status status = end_round(bulk, error);
    return status == STATUS_OK ? open_database(bulk, error) : status;
}

/* `given`: the article brought its id. */
static enum status put_in_round(struct bulk *bulk, struct article *article, bool given,
                                enum presence presence, size_t number, struct error *error)
{
    if (must_wait(bulk, article, given, presence)) {
        put_aside(bulk, article, given, number);
        return bulk->later.length < LATER_BYTES ? STATUS_OK : begin_anew(bulk, error);
    }
    keep_own(bulk, article, number);
    if (presence == PRESENCE_SAME) {
        count(bulk, number, STORE_UNCHANGED);
        return STATUS_OK;
    }
    if (bulk->last_docid == UINT32_MAX)
        return error_set(error, STATUS_SYSTEM, "%s is full; begin another with --db",
                         bulk->settings.database);
    enum status status = builder_add(bulk->builder, ++bulk->last_docid, article, error);
    if (status != STATUS_OK)
        return status;
    known_add(&bulk->known, article_get(article, ARTICLE_ID),
              str_of(bulk->fingerprint, FINGERPRINT_BYTES));
    count(bulk, number, STORE_ADDED);
    return bulk->known.count < MAX_KNOWN ? STATUS_OK : begin_anew(bulk, error);
}

/* -- Either way ------------------------------------------------------------------------------- */

void bulk_rest(struct bulk *bulk)
{
    if (bulk->builder)
        builder_rest(bulk->builder);
}

enum status bulk_put(struct bulk *bulk, struct article *article, size_t number, struct error *error)
{
    bool given = article_get(article, ARTICLE_ID).length > 0;
    enum status status = STATUS_OK;
    enum presence presence = PRESENCE_OTHER;
    if (!bulk->builder && bulk->plain_bytes >= bulk->plain_most)
        status = begin_round(bulk, error);
    look_for_another(bulk);
    if (status == STATUS_OK && (bulk->builder || bulk->all_known)) {
        if (!given)
            article_make_id(article, 0);
        document_fingerprint(article, bulk->fingerprint);
        status = find_presence(bulk, article, &presence, error);
    }
    if (status != STATUS_OK)
        return status;
    if (bulk->builder)
        return put_in_round(bulk, article, given, presence, number, error);
    if (presence == PRESENCE_SAME) {
        keep_own(bulk, article, number);
        count(bulk, number, STORE_UNCHANGED);
        return STATUS_OK;
    }
    if (!given)
        article_set(article, ARTICLE_ID, STR(""));
    return put_plain(bulk, article, number, error);
}

enum status bulk_commit(struct bulk *bulk, struct error *error)
{
    return bulk->builder ? end_round(bulk, error) : commit(bulk, error);
}
