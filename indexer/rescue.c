/* A process that reads and one that takes, a pipe and a shared place between them. */
#include "rescue.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crash.h"
#include "database.h"
#include "document.h"
#include "memory.h"
#include "schema.h"

/* A reader that says nothing for so long is stuck: an article takes less than a millisecond. */
#define STUCK_MILLISECONDS 30000

/* So many docids are tried behind the last one that was there, where the table cannot be read. */
#define BEYOND 100000

/* What the two processes share. */
struct place {
    volatile xapian_docid at; /* the docid that is being read */
    volatile uint32_t stored; /* articles, by the database's count; set before the first is sent */
    volatile uint32_t unread; /* docids that have something of an article, but none to be read */
    volatile xapian_docid found; /* the greatest docid that something was found of */
    volatile bool torn;          /* behind the database's last docid something cannot be read */
    volatile bool opened;        /* the database, by the reader at work */
    volatile bool ended;         /* all have been read */
};

/* Goes before the bytes of a packed article. */
struct sent {
    uint32_t length;
    char fingerprint[FINGERPRINT_BYTES];
};

/* -- The process that reads ------------------------------------------------------------------ */

static bool send_bytes(int pipe, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t written = write(pipe, at, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        at += written;
        length -= (size_t)written;
    }
    return true;
}

/* The first value of the slot from `docid` on, through a stream of its own: a stream that failed is
 * of no more use. `value`, which may be NULL, gets its bytes. */
static enum xapian_status find_value(const struct xapian_database *database, uint32_t slot,
                                     xapian_docid docid, xapian_docid *found, struct buffer *value)
{
    struct xapian_values *values = NULL;
    const char *bytes = NULL;
    size_t length = 0;
    enum xapian_status status = xapian_database_values(database, slot, &values, NULL);
    if (status == XAPIAN_OK)
        status = xapian_values_skip_to(values, docid, NULL);
    if (status == XAPIAN_OK)
        status = xapian_values_next(values, found, &bytes, &length, NULL);
    if (status == XAPIAN_OK && value)
        buffer_append(value, str_of(bytes, length));
    xapian_values_free(values);
    return status;
}

/* The value of one article; false where it has none or it cannot be read. */
static bool read_value(const struct xapian_database *database, uint32_t slot, xapian_docid docid,
                       struct buffer *value)
{
    xapian_docid found = 0;
    buffer_clear(value);
    return find_value(database, slot, docid, &found, value) == XAPIAN_OK && found == docid &&
           value->length > 0;
}

/* Where there is no article: the first docid from there on of which there may be an article; 0: of
 * none. What every article has is asked, for any of it may be damaged. Where something cannot be
 * read, it is asked one by one, up to the database's last docid and, since that may be damaged too,
 * well beyond those that were there. */
static xapian_docid find_docid(const struct xapian_database *database, struct place *place)
{
    static const uint32_t slots[] = {SCHEMA_SLOT_ARTICLE, SCHEMA_SLOT_FINGERPRINT, SCHEMA_SLOT_ID};
    xapian_docid docid = place->at;
    xapian_docid first = 0;
    xapian_docid last = 0;
    bool failed = false;
    xapian_database_last_docid(database, &last, NULL);
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        xapian_docid found = 0;
        enum xapian_status status = find_value(database, slots[i], docid, &found, NULL);
        failed |= status != XAPIAN_OK && status != XAPIAN_END;
        if (status == XAPIAN_OK && (first == 0 || found < first))
            first = found;
    }
    if (first > place->found)
        place->found = first;
    place->torn |= failed && docid > last;
    return failed && (docid <= last || docid - place->found < BEYOND) ? docid : first;
}

/* Sends the packed article at the docid; false when nobody takes it. */
static bool send_article(const struct xapian_database *database, xapian_docid docid,
                         const struct buffer *packed, struct buffer *fingerprint, int pipe)
{
    struct sent sent = {.length = (uint32_t)packed->length};
    if (read_value(database, SCHEMA_SLOT_FINGERPRINT, docid, fingerprint) &&
        fingerprint->length == FINGERPRINT_BYTES)
        memcpy(sent.fingerprint, fingerprint->data, FINGERPRINT_BYTES);
    return send_bytes(pipe, &sent, sizeof sent) && send_bytes(pipe, packed->data, packed->length);
}

/* Goes to where the next article may be; false when there is none. What is there in part, here,
 * counts as unread. */
static bool skip_to_next(const struct xapian_database *database, struct place *place,
                         struct buffer *value)
{
    xapian_docid docid = place->at;
    xapian_docid next = find_docid(database, place);
    if (next == docid) {
        place->unread += read_value(database, SCHEMA_SLOT_FINGERPRINT, docid, value) ||
                         read_value(database, SCHEMA_SLOT_ID, docid, value);
        next++; /* 0 behind the greatest docid */
    }
    place->at = next;
    return next != 0;
}

static void read_all(const struct xapian_database *database, struct place *place, int pipe)
{
    struct buffer packed = {0};
    struct buffer fingerprint = {0};
    uint32_t stored = 0;
    bool more = place->at != 0;
    xapian_database_count(database, &stored, NULL);
    place->stored = stored;
    place->opened = true;
    while (more) {
        if (!read_value(database, SCHEMA_SLOT_ARTICLE, place->at, &packed)) {
            more = skip_to_next(database, place, &fingerprint);
            continue;
        }
        place->found = place->at;
        more = send_article(database, place->at, &packed, &fingerprint, pipe) && ++place->at != 0;
    }
    place->ended = true;
    buffer_free(&packed);
    buffer_free(&fingerprint);
}

static _Noreturn void run_reader(const char *path, struct place *place, int pipe)
{
    struct xapian_database *database = NULL;
    crash_forget();
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* it may be going round in circles */
    if (xapian_database_open(path, &database, NULL) == XAPIAN_OK)
        read_all(database, place, pipe);
    xapian_database_free(database);
    _exit(0);
}

/* -- The process that takes ------------------------------------------------------------------ */

struct taking {
    struct place *place;
    struct article_packer *packer;
    struct article article;
    struct buffer packed;
    struct rescue_counts *counts;
    enum status (*take)(void *context, struct article *article, bool altered, struct error *error);
    void *context;
};

/* False at the end of what is sent, and where nothing comes. */
static bool receive_bytes(int pipe, void *bytes, size_t length)
{
    char *at = bytes;
    while (length > 0) {
        struct pollfd polled = {.fd = pipe, .events = POLLIN};
        int ready = poll(&polled, 1, STUCK_MILLISECONDS);
        ssize_t received = ready > 0 ? read(pipe, at, length) : ready;
        if (received < 0 && errno == EINTR)
            continue;
        if (received <= 0)
            return false;
        at += received;
        length -= (size_t)received;
    }
    return true;
}

static enum status take_article(struct taking *taking, const struct sent *sent, struct error *error)
{
    struct error damage = {0};
    char fingerprint[FINGERPRINT_BYTES];
    struct article *article = &taking->article;
    enum status status = article_unpack(taking->packer, buffer_str(&taking->packed), article,
                                        &damage);
    error_free(&damage);
    if (status != STATUS_OK)
        return STATUS_OK; /* one that is stored and not read */
    document_fingerprint(article, fingerprint);
    bool altered = memcmp(fingerprint, sent->fingerprint, sizeof fingerprint) != 0;
    taking->counts->read++;
    taking->counts->changed += altered;
    return taking->take(taking->context, article, altered, error);
}

/* Takes what one reader sends, to its end. */
static enum status take_all(struct taking *taking, int pipe, struct error *error)
{
    struct sent sent;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && receive_bytes(pipe, &sent, sizeof sent)) {
        buffer_clear(&taking->packed);
        buffer_reserve(&taking->packed, sent.length);
        if (!receive_bytes(pipe, taking->packed.data, sent.length))
            break;
        taking->packed.length = sent.length;
        status = take_article(taking, &sent, error);
    }
    return status;
}

/* Starts a reader at the shared place and takes what it sends. */
static enum status run_once(struct taking *taking, const char *path, struct error *error)
{
    int ends[2];
    if (pipe(ends) != 0)
        return error_set(error, STATUS_SYSTEM, "cannot start reading %s: %s", path,
                         strerror(errno));
    pid_t reader = fork();
    if (reader == 0) {
        close(ends[0]);
        run_reader(path, taking->place, ends[1]);
    }
    close(ends[1]);
    enum status status = reader > 0 ? take_all(taking, ends[0], error)
                                    : error_set(error, STATUS_SYSTEM, "cannot start reading %s: %s",
                                                path, strerror(errno));
    close(ends[0]);
    if (reader > 0) {
        kill(reader, SIGKILL); /* a reader that is at its end has gone already */
        while (waitpid(reader, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    return status;
}

/* Fails when the database cannot be opened, with the reason: then nothing of it can be read. */
static enum status look_at(const char *path, struct error *error)
{
    struct xapian_database *database = NULL;
    char *message = NULL;
    enum xapian_status status = xapian_database_open(path, &database, &message);
    xapian_database_free(database);
    if (status != XAPIAN_CORRUPT)
        return status == XAPIAN_OK ? STATUS_OK : database_error(error, path, status, message);
    error_set(
        error, STATUS_SYSTEM,
        "%s is damaged where it begins (%s) and cannot be read; put a copy in its place, or ingest "
        "its files again",
        path, message ? message : "");
    free(message);
    return STATUS_SYSTEM;
}

enum status rescue_articles(const char *path,
                            enum status (*take)(void *context, struct article *article,
                                                bool altered, struct error *error),
                            void *context, struct rescue_counts *counts, struct error *error)
{
    *counts = (struct rescue_counts){0};
    enum status status = look_at(path, error);
    if (status != STATUS_OK)
        return status;
    struct place *place = mmap(NULL, sizeof *place, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED)
        memory_out();
    struct taking taking = {.place = place,
                            .packer = article_packer_new(),
                            .counts = counts,
                            .take = take,
                            .context = context};
    place->at = 1;
    while (status == STATUS_OK && !place->ended) {
        place->opened = false;
        status = run_once(&taking, path, error);
        place->unread += !place->ended; /* where a reader ended, the next goes on behind it */
        place->at++;
        if (status == STATUS_OK && !place->opened)
            status = error_set(error, STATUS_SYSTEM, "%s cannot be read any more", path);
    }
    counts->stored = place->stored;
    size_t found = counts->read + place->unread + (place->torn && place->unread == 0);
    if (counts->stored < found) /* the count is damaged, too */
        counts->stored = found;
    article_packer_free(taking.packer);
    article_free(&taking.article);
    buffer_free(&taking.packed);
    munmap(place, sizeof *place);
    return status;
}
