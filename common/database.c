/* Where the database is, what to say when it fails, and what it holds besides articles' words. */
#include "database.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "database_opening.h"
#include "hash.h"
#include "language.h"
#include "memory.h"
#include "schema.h"

enum status database_path(const char *option, struct buffer *path, struct error *error)
{
    const char *given = option ? option : getenv("REVUE_DB");
    if (given && *given) {
        buffer_append(path, str_from(given));
        return STATUS_OK;
    }
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    if (data && *data)
        buffer_append_format(path, "%s/revue/db", data);
    else if (home && *home)
        buffer_append_format(path, "%s/.local/share/revue/db", home);
    else
        return error_set(error, STATUS_SYSTEM,
                         "no place for the database: $HOME is not set; give one with --db PATH");
    return STATUS_OK;
}

/* Xapian puts its error's class before the text; a user has no use for it. */
static const char *without_class(const char *message)
{
    const char *colon = message ? strstr(message, "Error: ") : NULL;
    return colon ? colon + strlen("Error: ") : message ? message : _("unknown error");
}

enum status database_error(struct error *error, const char *path, enum xapian_status status,
                           char *message)
{
    const char *text = without_class(message);
    const char *name = path ? path : _("the database");
    switch (status) {
    case XAPIAN_NO_DATABASE:
        if (!path)
            error_set(error, STATUS_SYSTEM, "%s: %s", name, text);
        else if (access(path, R_OK | X_OK) != 0 && errno == EACCES)
            error_set(error, STATUS_SYSTEM, "%s: %s", path, strerror(EACCES));
        else
            error_set(error, STATUS_SYSTEM,
                      "no database at %s; make one with: idx ingest --db %s FILE", path, path);
        break;
    case XAPIAN_LOCKED:
        error_set(error, STATUS_SYSTEM,
                  "%s is being written by another idx; try again when it has finished", name);
        break;
    case XAPIAN_CORRUPT:
        error_set(error, STATUS_SYSTEM,
                  path ? N_("%s is damaged (%s); run: idx rebuild --db %s")
                       : N_("%s is damaged (%s); run: idx rebuild"),
                  name, text, path);
        break;
    case XAPIAN_OTHER_VERSION:
        error_set(
            error, STATUS_SYSTEM,
            path ? N_("%s was made by another version of Xapian (%s); run: idx rebuild --db %s")
                 : N_("%s was made by another version of Xapian (%s); run: idx rebuild"),
            name, text, path);
        break;
    case XAPIAN_NETWORK:
        error_set(error, STATUS_SYSTEM, "%s: a remote shard does not answer: %s", name, text);
        break;
    case XAPIAN_MODIFIED:
        error_set(error, STATUS_CHANGED,
                  "%s is being changed faster than it can be read; try again", name);
        break;
    default:
        error_set(error, STATUS_SYSTEM, "%s: %s", name, text);
        break;
    }
    free(message);
    return status == XAPIAN_MODIFIED ? STATUS_CHANGED : STATUS_SYSTEM;
}

enum status database_metadata(const struct xapian_database *database, struct str key,
                              struct buffer *value, struct error *error)
{
    char *bytes;
    size_t length;
    char *message = NULL;
    enum xapian_status status = xapian_database_metadata(database, key.data, key.length, &bytes,
                                                         &length, &message);
    if (status != XAPIAN_OK)
        return database_error(error, NULL, status, message);
    buffer_append(value, str_of(bytes, length));
    free(bytes);
    return STATUS_OK;
}

bool database_is_single(const char *path)
{
    struct buffer file = {0};
    struct stat status;
    buffer_append_format(&file, "%s/iamglass", path);
    bool single = stat(file.data, &status) == 0;
    buffer_free(&file);
    return single;
}

uint64_t database_bytes(const char *path)
{
    uint64_t bytes = 0;
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        struct stat file;
        if (fstatat(dirfd(folder), entry->d_name, &file, 0) == 0 && S_ISREG(file.st_mode))
            bytes += (uint64_t)file.st_size;
    }
    if (folder)
        closedir(folder);
    return bytes;
}

/* -- What it holds --------------------------------------------------------------------------- */

enum status database_find(const struct xapian_database *database, struct str id,
                          xapian_docid *docid, struct error *error)
{
    struct buffer term = {0};
    struct xapian_postings *postings = NULL;
    char *message = NULL;
    schema_term(SCHEMA_ID, id, &term);
    enum xapian_status status = xapian_database_postings(database, term.data, term.length,
                                                         &postings, &message);
    if (status == XAPIAN_OK)
        status = xapian_postings_next(postings, docid, &message);
    xapian_postings_free(postings);
    buffer_free(&term);
    if (status == XAPIAN_END) {
        *docid = 0;
        return STATUS_OK;
    }
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}

enum xapian_status database_set_text(struct xapian_writable *writable, enum schema_metadata entry,
                                     const char *text, char **message)
{
    struct str key = schema_metadata_key(entry);
    return xapian_writable_set_metadata(writable, key.data, key.length, text, strlen(text),
                                        message);
}

/* No gazetteer that a person keeps comes near this. */
#define MAX_GAZETTEER_BYTES ((unsigned long long)1 << 30)

static bool unpack_gazetteer(struct str packed, struct buffer *text)
{
    unsigned long long size = ZSTD_getFrameContentSize(packed.data, packed.length);
    if (size > MAX_GAZETTEER_BYTES) /* zstd's error values are far above */
        return false;
    buffer_reserve(text, (size_t)size);
    if (ZSTD_decompress(text->data, (size_t)size, packed.data, packed.length) != size)
        return false;
    text->length = (size_t)size;
    return true;
}

static void append_hash(struct str text, struct buffer *hash)
{
    buffer_append_format(hash, "%016llx", (unsigned long long)hash_bytes(text, 0));
}

enum status database_gazetteer(const struct xapian_database *database, struct buffer *text,
                               struct error *error)
{
    struct buffer packed = {0}, unpacked = {0}, hash = {0}, own_hash = {0};
    enum status status = database_metadata(database, schema_metadata_key(SCHEMA_META_GAZETTEER),
                                           &packed, error);
    if (status == STATUS_OK)
        status = database_metadata(database, schema_metadata_key(SCHEMA_META_GAZETTEER_HASH), &hash,
                                   error);
    if (status == STATUS_OK && (packed.length > 0 || hash.length > 0)) {
        bool sound = unpack_gazetteer(buffer_str(&packed), &unpacked);
        append_hash(buffer_str(&unpacked), &own_hash);
        if (!sound || !str_equal(buffer_str(&own_hash), buffer_str(&hash)))
            status = error_set(error, STATUS_SYSTEM,
                               "the database's list of entities is damaged; run: idx rebuild");
        else
            buffer_append(text, buffer_str(&unpacked));
    }
    buffer_free(&packed);
    buffer_free(&unpacked);
    buffer_free(&hash);
    buffer_free(&own_hash);
    return status;
}

enum status database_set_gazetteer(struct xapian_writable *writable, struct str text,
                                   struct error *error)
{
    struct buffer packed = {0};
    char *message = NULL;
    size_t bound = ZSTD_compressBound(text.length);
    buffer_reserve(&packed, bound);
    size_t bytes = ZSTD_compress(packed.data, bound, text.data, text.length, 3);
    if (ZSTD_isError(bytes))
        memory_out();
    struct str key = schema_metadata_key(SCHEMA_META_GAZETTEER);
    enum xapian_status status = xapian_writable_set_metadata(writable, key.data, key.length,
                                                             packed.data, bytes, &message);
    buffer_clear(&packed);
    append_hash(text, &packed);
    if (status == XAPIAN_OK)
        status = database_set_text(writable, SCHEMA_META_GAZETTEER_HASH, packed.data, &message);
    buffer_free(&packed);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}
