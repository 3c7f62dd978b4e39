/* The C binding of libxapian; what it promises stands in xapian_c.h.
 *
 * Every entry that can fail runs inside `guard`, and only `status_of_exception` knows which
 * exception means which status. Nothing here decides anything for the caller. */
#include "xapian_c.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <unistd.h>
#include <xapian.h>

#include "bump.h"

static_assert(sizeof(Xapian::docid) == sizeof(xapian_docid) &&
                  sizeof(Xapian::termcount) == sizeof(uint32_t) &&
                  sizeof(Xapian::valueno) == sizeof(uint32_t),
              "this binding is for a libxapian with numbers of 32 bits");

/* -- Memory ------------------------------------------------------------------------------------ */

/* What Xapian allocates comes from bump.h where that was begun. AddressSanitizer has operators of
 * its own. */
#ifndef __SANITIZE_ADDRESS__

void *operator new(std::size_t size)
{
    void *memory = bump_take(size);
    if (!memory)
        memory = std::malloc(size ? size : 1);
    if (!memory)
        throw std::bad_alloc();
    return memory;
}

void operator delete(void *memory) noexcept
{
    if (!bump_give_back(memory))
        std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    operator delete(memory);
}

#endif

namespace
{

/* An iterator of Xapian's stands at its first entry from the beginning on; ours is moved there by
 * the first `next`. `fresh`: the next `next` gives the entry where `now` stands already. */
template <typename Iterator> struct cursor {
    Iterator now;
    bool fresh = true;
    std::string held = {}; /* what `next` lent out */

    bool at_end() const
    {
        return now == Iterator();
    }

    bool next()
    {
        if (!fresh && !at_end())
            ++now;
        fresh = false;
        return !at_end();
    }

    /* The iterator, at the entry that `next` gave last. */
    const Iterator &given() const
    {
        if (fresh || at_end())
            throw Xapian::InvalidOperationError("The iterator is not at an entry");
        return now;
    }
};

} // namespace

struct xapian_database {
    Xapian::Database xapian;
};

struct xapian_writable {
    Xapian::WritableDatabase xapian;
    xapian_database reader;
};

struct xapian_document {
    Xapian::Document xapian;
    std::string held = {}; /* what the last call lent out */
};

struct xapian_query {
    Xapian::Query xapian;
};

struct xapian_weight {
    std::unique_ptr<const Xapian::Weight> xapian;
};

struct xapian_enquire {
    Xapian::Enquire xapian;
};

struct xapian_mset {
    Xapian::MSet xapian;
};

struct xapian_terms {
    cursor<Xapian::TermIterator> at;
};

struct xapian_postings {
    cursor<Xapian::PostingIterator> at;
};

struct xapian_values {
    cursor<Xapian::ValueIterator> at;
};

struct xapian_stemmer {
    Xapian::Stem xapian;
    std::string held = {}; /* what the last call lent out */
};

namespace
{

/* -- The border -------------------------------------------------------------------------------- */

struct release {
    void operator()(char *bytes) const
    {
        std::free(bytes);
    }
};
using allocated = std::unique_ptr<char, release>;

/* A copy for a C caller to free(), with a NUL behind its last byte. */
allocated copy_of(const std::string &bytes)
{
    allocated copy(static_cast<char *>(std::malloc(bytes.size() + 1)));
    if (!copy)
        throw std::bad_alloc();
    std::memcpy(copy.get(), bytes.c_str(), bytes.size() + 1);
    return copy;
}

std::string bytes_of(const char *data, size_t length)
{
    return length > 0 ? std::string(data, length) : std::string();
}

void lend(const std::string &held, const char **data, size_t *length)
{
    *data = held.data();
    *length = held.size();
}

xapian_status fail(xapian_status status, const char *description, char **message)
{
    if (message)
        *message = strdup(description);
    return status;
}

xapian_status fail(xapian_status status, const Xapian::Error &error, char **message)
{
    try {
        return fail(status, error.get_description().c_str(), message);
    } catch (const std::bad_alloc &) {
        return fail(status, error.get_type(), message);
    }
}

/* Called while an exception is handled: the status that it means; its description in `*message`. Of
 * the kinds of Xapian::Error a derived one stands before the one it derives from. */
xapian_status status_of_exception(char **message) noexcept
{
    try {
        throw;
    } catch (const Xapian::DocNotFoundError &error) {
        return fail(XAPIAN_NOT_FOUND, error, message);
    } catch (const Xapian::DatabaseNotFoundError &error) {
        return fail(XAPIAN_NO_DATABASE, error, message);
    } catch (const Xapian::DatabaseVersionError &error) {
        return fail(XAPIAN_OTHER_VERSION, error, message);
    } catch (const Xapian::DatabaseLockError &error) {
        return fail(XAPIAN_LOCKED, error, message);
    } catch (const Xapian::DatabaseModifiedError &error) {
        return fail(XAPIAN_MODIFIED, error, message);
    } catch (const Xapian::DatabaseCorruptError &error) {
        return fail(XAPIAN_CORRUPT, error, message);
    } catch (const Xapian::NetworkError &error) {
        return fail(XAPIAN_NETWORK, error, message);
    } catch (const Xapian::FeatureUnavailableError &error) {
        return fail(XAPIAN_UNSUPPORTED, error, message);
    } catch (const Xapian::UnimplementedError &error) {
        return fail(XAPIAN_UNSUPPORTED, error, message);
    } catch (const Xapian::InvalidArgumentError &error) {
        return fail(XAPIAN_INVALID, error, message);
    } catch (const Xapian::InvalidOperationError &error) {
        return fail(XAPIAN_INVALID, error, message);
    } catch (const Xapian::RangeError &error) {
        return fail(XAPIAN_INVALID, error, message);
    } catch (const Xapian::Error &error) {
        return fail(XAPIAN_FAILED, error, message);
    } catch (const std::bad_alloc &error) {
        return fail(XAPIAN_MEMORY, error.what(), message);
    } catch (const std::exception &error) {
        return fail(XAPIAN_FAILED, error.what(), message);
    } catch (...) {
        return fail(XAPIAN_FAILED, "unknown exception", message);
    }
}

/* Runs `action` and lets no exception out. It returns nothing, or a status of its own. */
template <typename Action> xapian_status guard(char **message, Action action) noexcept
{
    try {
        if constexpr (std::is_void_v<decltype(action())>) {
            action();
            return XAPIAN_OK;
        } else {
            return action();
        }
    } catch (...) {
        return status_of_exception(message);
    }
}

/* As guard, for what writes. Where a write fails with DB_DANGEROUS, Xapian then fails to cancel it,
 * and that is what it throws; of the reason only the system's error number is left. */
template <typename Action> xapian_status guard_write(char **message, Action action) noexcept
{
    errno = 0;
    return guard(message, [&] {
        try {
            action();
        } catch (const Xapian::InvalidOperationError &error) {
            const int reason = errno;
            if (reason == 0 || error.get_msg().compare(0, 8, "cancel()") != 0)
                throw;
            throw Xapian::DatabaseError("Error writing", reason);
        }
    });
}

/* -- Numbers that mean something to Xapian ----------------------------------------------------- */

int open_flags(unsigned flags)
{
    constexpr int actions[] = {Xapian::DB_OPEN, Xapian::DB_CREATE, Xapian::DB_CREATE_OR_OPEN,
                               Xapian::DB_CREATE_OR_OVERWRITE};
    constexpr unsigned action_mask = 3;
    if (flags & ~(action_mask | XAPIAN_NO_SYNC | XAPIAN_DANGEROUS | XAPIAN_NO_TERMLIST))
        throw Xapian::InvalidArgumentError("Unknown flags for opening a database");
    return actions[flags & action_mask] | (flags & XAPIAN_NO_SYNC ? Xapian::DB_NO_SYNC : 0) |
           (flags & XAPIAN_DANGEROUS ? Xapian::DB_DANGEROUS : 0) |
           (flags & XAPIAN_NO_TERMLIST ? Xapian::DB_NO_TERMLIST : 0);
}

static_assert(XAPIAN_COMPACT_STANDARD == +Xapian::Compactor::STANDARD &&
                  XAPIAN_COMPACT_FULL == +Xapian::Compactor::FULL &&
                  XAPIAN_COMPACT_FULLER == +Xapian::Compactor::FULLER &&
                  XAPIAN_COMPACT_NO_RENUMBER == Xapian::DBCOMPACT_NO_RENUMBER &&
                  XAPIAN_COMPACT_MULTIPASS == Xapian::DBCOMPACT_MULTIPASS &&
                  XAPIAN_COMPACT_SINGLE_FILE == Xapian::DBCOMPACT_SINGLE_FILE,
              "the flags for compacting are handed on as they are");

Xapian::Query::op operator_of(xapian_operator operator_)
{
    switch (operator_) {
    case XAPIAN_AND:
        return Xapian::Query::OP_AND;
    case XAPIAN_OR:
        return Xapian::Query::OP_OR;
    case XAPIAN_AND_NOT:
        return Xapian::Query::OP_AND_NOT;
    case XAPIAN_FILTER:
        return Xapian::Query::OP_FILTER;
    case XAPIAN_AND_MAYBE:
        return Xapian::Query::OP_AND_MAYBE;
    case XAPIAN_SYNONYM:
        return Xapian::Query::OP_SYNONYM;
    case XAPIAN_MAX:
        return Xapian::Query::OP_MAX;
    }
    throw Xapian::InvalidArgumentError("Unknown operator of a query");
}

} // namespace

const char *xapian_version(void)
{
    return Xapian::version_string();
}

void xapian_abort_quietly(void)
{
    std::set_terminate(std::abort);
}

/* -- Database, for reading --------------------------------------------------------------------- */

xapian_status xapian_database_open(const char *path, xapian_database **database, char **message)
{
    return guard(message, [&] { *database = new xapian_database{Xapian::Database(path)}; });
}

xapian_status xapian_database_new(xapian_database **database, char **message)
{
    return guard(message, [&] { *database = new xapian_database{}; });
}

xapian_status xapian_database_add(xapian_database *database, const xapian_database *other,
                                  char **message)
{
    return guard(message, [&] { database->xapian.add_database(other->xapian); });
}

void xapian_database_free(xapian_database *database)
{
    delete database;
}

xapian_status xapian_database_reopen(xapian_database *database, bool *changed, char **message)
{
    return guard(message, [&] {
        const bool newer = database->xapian.reopen();
        if (changed)
            *changed = newer;
    });
}

xapian_status xapian_database_state(const xapian_database *database, char **state,
                                    size_t *state_length, char **message)
{
    return guard(message, [&] {
        const std::string shown = std::to_string(database->xapian.get_revision()) + " " +
                                  database->xapian.get_uuid();
        *state = copy_of(shown).release();
        *state_length = shown.size();
    });
}

xapian_status xapian_database_count(const xapian_database *database, uint32_t *documents,
                                    char **message)
{
    return guard(message, [&] { *documents = database->xapian.get_doccount(); });
}

xapian_status xapian_database_last_docid(const xapian_database *database, xapian_docid *last,
                                         char **message)
{
    return guard(message, [&] { *last = database->xapian.get_lastdocid(); });
}

xapian_status xapian_database_total_length(const xapian_database *database, uint64_t *length,
                                           char **message)
{
    return guard(message, [&] { *length = database->xapian.get_total_length(); });
}

xapian_status xapian_database_document_length(const xapian_database *database, xapian_docid docid,
                                              uint32_t *length, char **message)
{
    return guard(message, [&] { *length = database->xapian.get_doclength(docid); });
}

xapian_status xapian_database_frequency(const xapian_database *database, const char *term,
                                        size_t term_length, uint32_t *documents,
                                        uint64_t *occurrences, char **message)
{
    return guard(message, [&] {
        const std::string name = bytes_of(term, term_length);
        const uint32_t holding = documents ? database->xapian.get_termfreq(name) : 0;
        const uint64_t summed = occurrences ? database->xapian.get_collection_freq(name) : 0;
        if (documents)
            *documents = holding;
        if (occurrences)
            *occurrences = summed;
    });
}

xapian_status xapian_database_value_bounds(const xapian_database *database, uint32_t slot,
                                           uint32_t *documents, char **lower, size_t *lower_length,
                                           char **upper, size_t *upper_length, char **message)
{
    return guard(message, [&] {
        const uint32_t holding = database->xapian.get_value_freq(slot);
        const std::string least = database->xapian.get_value_lower_bound(slot);
        const std::string greatest = database->xapian.get_value_upper_bound(slot);
        allocated least_copy = lower ? copy_of(least) : nullptr;
        allocated greatest_copy = upper ? copy_of(greatest) : nullptr;
        *documents = holding;
        if (lower) {
            *lower = least_copy.release();
            *lower_length = least.size();
        }
        if (upper) {
            *upper = greatest_copy.release();
            *upper_length = greatest.size();
        }
    });
}

xapian_status xapian_database_metadata(const xapian_database *database, const char *key,
                                       size_t key_length, char **value, size_t *value_length,
                                       char **message)
{
    return guard(message, [&] {
        const std::string found = database->xapian.get_metadata(bytes_of(key, key_length));
        *value = copy_of(found).release();
        *value_length = found.size();
    });
}

xapian_status xapian_database_metadata_keys(const xapian_database *database, const char *prefix,
                                            size_t prefix_length, xapian_terms **keys,
                                            char **message)
{
    return guard(message, [&] {
        *keys = new xapian_terms{
            {database->xapian.metadata_keys_begin(bytes_of(prefix, prefix_length))}};
    });
}

xapian_status xapian_database_terms(const xapian_database *database, const char *prefix,
                                    size_t prefix_length, xapian_terms **terms, char **message)
{
    return guard(message, [&] {
        *terms = new xapian_terms{
            {database->xapian.allterms_begin(bytes_of(prefix, prefix_length))}};
    });
}

xapian_status xapian_database_postings(const xapian_database *database, const char *term,
                                       size_t term_length, xapian_postings **postings,
                                       char **message)
{
    return guard(message, [&] {
        std::string name = bytes_of(term, term_length);
        /* Asked for a term, a table keeps the blocks that led to it, and postings begin with the
         * blocks of the table: whoever asks for terms in their order reads each block once. */
        bool exists = name.empty() || database->xapian.term_exists(name);
        *postings = new xapian_postings{
            {exists ? database->xapian.postlist_begin(name) : Xapian::PostingIterator()}};
    });
}

xapian_status xapian_database_values(const xapian_database *database, uint32_t slot,
                                     xapian_values **values, char **message)
{
    return guard(message,
                 [&] { *values = new xapian_values{{database->xapian.valuestream_begin(slot)}}; });
}

xapian_status xapian_database_document(const xapian_database *database, xapian_docid docid,
                                       xapian_document **document, char **message)
{
    return guard(message,
                 [&] { *document = new xapian_document{database->xapian.get_document(docid)}; });
}

/* -- Database, for writing --------------------------------------------------------------------- */

xapian_status xapian_writable_open(const char *path, unsigned flags, xapian_writable **writable,
                                   char **message)
{
    return guard(message, [&] {
        const Xapian::WritableDatabase database(path, open_flags(flags));
        *writable = new xapian_writable{database, {database}};
    });
}

void xapian_writable_free(xapian_writable *writable)
{
    if (!writable)
        return;
    /* Fails inside a transaction, where closing does not commit either. */
    guard(nullptr, [&] { writable->xapian.begin_transaction(false); });
    guard(nullptr, [&] { writable->xapian.close(); });
    delete writable;
}

xapian_database *xapian_writable_database(xapian_writable *writable)
{
    return &writable->reader;
}

xapian_status xapian_writable_add(xapian_writable *writable, const xapian_document *document,
                                  xapian_docid *docid, char **message)
{
    return guard_write(message, [&] {
        const xapian_docid added = writable->xapian.add_document(document->xapian);
        if (docid)
            *docid = added;
    });
}

xapian_status xapian_writable_replace(xapian_writable *writable, xapian_docid docid,
                                      const xapian_document *document, char **message)
{
    return guard_write(message,
                       [&] { writable->xapian.replace_document(docid, document->xapian); });
}

xapian_status xapian_writable_delete(xapian_writable *writable, xapian_docid docid, char **message)
{
    return guard(message, [&] { writable->xapian.delete_document(docid); });
}

xapian_status xapian_writable_set_metadata(xapian_writable *writable, const char *key,
                                           size_t key_length, const char *value,
                                           size_t value_length, char **message)
{
    return guard(message, [&] {
        writable->xapian.set_metadata(bytes_of(key, key_length), bytes_of(value, value_length));
    });
}

xapian_status xapian_writable_commit(xapian_writable *writable, char **message)
{
    return guard_write(message, [&] { writable->xapian.commit(); });
}

xapian_status xapian_writable_begin_transaction(xapian_writable *writable, char **message)
{
    return guard(message, [&] { writable->xapian.begin_transaction(); });
}

xapian_status xapian_writable_commit_transaction(xapian_writable *writable, char **message)
{
    return guard(message, [&] { writable->xapian.commit_transaction(); });
}

xapian_status xapian_writable_cancel_transaction(xapian_writable *writable, char **message)
{
    return guard(message, [&] { writable->xapian.cancel_transaction(); });
}

/* -- Document ---------------------------------------------------------------------------------- */

xapian_status xapian_document_new(xapian_document **document, char **message)
{
    return guard(message, [&] { *document = new xapian_document{}; });
}

void xapian_document_free(xapian_document *document)
{
    delete document;
}

xapian_status xapian_document_add_term(xapian_document *document, const char *term,
                                       size_t term_length, uint32_t wdf, char **message)
{
    return guard(message, [&] { document->xapian.add_term(bytes_of(term, term_length), wdf); });
}

xapian_status xapian_document_remove_term(xapian_document *document, const char *term,
                                          size_t term_length, char **message)
{
    return guard(message, [&] { document->xapian.remove_term(bytes_of(term, term_length)); });
}

xapian_status xapian_document_set_value(xapian_document *document, uint32_t slot, const char *value,
                                        size_t value_length, char **message)
{
    return guard(message, [&] { document->xapian.add_value(slot, bytes_of(value, value_length)); });
}

xapian_status xapian_document_value(xapian_document *document, uint32_t slot, const char **value,
                                    size_t *value_length, char **message)
{
    return guard(message, [&] {
        document->held = document->xapian.get_value(slot);
        lend(document->held, value, value_length);
    });
}

xapian_status xapian_document_set_data(xapian_document *document, const char *data,
                                       size_t data_length, char **message)
{
    return guard(message, [&] { document->xapian.set_data(bytes_of(data, data_length)); });
}

xapian_status xapian_document_data(xapian_document *document, const char **data,
                                   size_t *data_length, char **message)
{
    return guard(message, [&] {
        document->held = document->xapian.get_data();
        lend(document->held, data, data_length);
    });
}

xapian_status xapian_document_terms(const xapian_document *document, xapian_terms **terms,
                                    char **message)
{
    return guard(message, [&] { *terms = new xapian_terms{{document->xapian.termlist_begin()}}; });
}

/* -- Iterators --------------------------------------------------------------------------------- */

xapian_status xapian_terms_next(xapian_terms *terms, const char **term, size_t *term_length,
                                char **message)
{
    return guard(message, [&] {
        if (!terms->at.next())
            return XAPIAN_END;
        terms->at.held = *terms->at.now;
        lend(terms->at.held, term, term_length);
        return XAPIAN_OK;
    });
}

xapian_status xapian_terms_wdf(const xapian_terms *terms, uint32_t *wdf, char **message)
{
    return guard(message, [&] { *wdf = terms->at.given().get_wdf(); });
}

xapian_status xapian_terms_frequency(const xapian_terms *terms, uint32_t *documents, char **message)
{
    return guard(message, [&] { *documents = terms->at.given().get_termfreq(); });
}

xapian_status xapian_terms_skip_to(xapian_terms *terms, const char *term, size_t term_length,
                                   char **message)
{
    return guard(message, [&] {
        const std::string wanted = bytes_of(term, term_length);
        /* Xapian would go back, and with a prefix fall off before its first term. */
        if (!terms->at.at_end() && *terms->at.now < wanted)
            terms->at.now.skip_to(wanted);
        terms->at.fresh = true;
    });
}

void xapian_terms_free(xapian_terms *terms)
{
    delete terms;
}

xapian_status xapian_postings_next(xapian_postings *postings, xapian_docid *docid, char **message)
{
    return guard(message, [&] {
        if (!postings->at.next())
            return XAPIAN_END;
        *docid = *postings->at.now;
        return XAPIAN_OK;
    });
}

xapian_status xapian_postings_wdf(const xapian_postings *postings, uint32_t *wdf, char **message)
{
    return guard(message, [&] { *wdf = postings->at.given().get_wdf(); });
}

xapian_status xapian_postings_read(xapian_postings *postings, size_t most, xapian_docid *docids,
                                   uint32_t *wdfs, uint32_t *lengths, size_t *count, char **message)
{
    return guard(message, [&] {
        size_t read = 0;
        while (read < most && postings->at.next()) {
            docids[read] = *postings->at.now;
            if (wdfs)
                wdfs[read] = postings->at.now.get_wdf();
            if (lengths)
                lengths[read] = postings->at.now.get_doclength();
            read++;
        }
        if (read == 0)
            return XAPIAN_END;
        *count = read;
        return XAPIAN_OK;
    });
}

xapian_status xapian_postings_skip_to(xapian_postings *postings, xapian_docid docid, char **message)
{
    return guard(message, [&] {
        if (!postings->at.at_end())
            postings->at.now.skip_to(docid);
        postings->at.fresh = true;
    });
}

void xapian_postings_free(xapian_postings *postings)
{
    delete postings;
}

xapian_status xapian_values_next(xapian_values *values, xapian_docid *docid, const char **value,
                                 size_t *value_length, char **message)
{
    return guard(message, [&] {
        if (!values->at.next())
            return XAPIAN_END;
        values->at.held = *values->at.now;
        *docid = values->at.now.get_docid();
        lend(values->at.held, value, value_length);
        return XAPIAN_OK;
    });
}

xapian_status xapian_values_skip_to(xapian_values *values, xapian_docid docid, char **message)
{
    return guard(message, [&] {
        if (!values->at.at_end())
            values->at.now.skip_to(docid);
        values->at.fresh = true;
    });
}

void xapian_values_free(xapian_values *values)
{
    delete values;
}

/* -- Query ------------------------------------------------------------------------------------- */

xapian_status xapian_query_new_term(const char *term, size_t term_length, uint32_t wqf,
                                    xapian_query **query, char **message)
{
    return guard(message, [&] {
        *query = new xapian_query{Xapian::Query(bytes_of(term, term_length), wqf)};
    });
}

xapian_status xapian_query_new_all(xapian_query **query, char **message)
{
    return guard(message, [&] { *query = new xapian_query{Xapian::Query::MatchAll}; });
}

xapian_status xapian_query_new_nothing(xapian_query **query, char **message)
{
    return guard(message, [&] { *query = new xapian_query{}; });
}

xapian_status xapian_query_new_combined(xapian_operator operator_, xapian_query *const *queries,
                                        size_t count, xapian_query **query, char **message)
{
    return guard(message, [&] {
        std::vector<const Xapian::Query *> parts(count);
        for (size_t i = 0; i < count; i++)
            parts[i] = &queries[i]->xapian;
        *query = new xapian_query{
            Xapian::Query(operator_of(operator_), parts.begin(), parts.end())};
    });
}

xapian_status xapian_query_new_scaled(const xapian_query *query, double factor,
                                      xapian_query **scaled, char **message)
{
    return guard(message,
                 [&] { *scaled = new xapian_query{Xapian::Query(factor, query->xapian)}; });
}

xapian_status xapian_query_new_range(uint32_t slot, const char *lower, size_t lower_length,
                                     const char *upper, size_t upper_length, xapian_query **query,
                                     char **message)
{
    return guard(message, [&] {
        std::string least = lower ? bytes_of(lower, lower_length) : std::string();
        if (upper) {
            *query = new xapian_query{Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, least,
                                                    bytes_of(upper, upper_length))};
            return;
        }
        if (least.empty()) {
            /* From "" on would be all documents, with a value or not: this is the least value. */
            least.assign(1, '\0');
        }
        *query = new xapian_query{Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, least)};
    });
}

void xapian_query_free(xapian_query *query)
{
    delete query;
}

xapian_status xapian_query_description(const xapian_query *query, char **description,
                                       char **message)
{
    return guard(message,
                 [&] { *description = copy_of(query->xapian.get_description()).release(); });
}

/* -- Weight ------------------------------------------------------------------------------------ */

xapian_status xapian_weight_new_boolean(xapian_weight **weight, char **message)
{
    return guard(message, [&] {
        *weight = new xapian_weight{std::make_unique<const Xapian::BoolWeight>()};
    });
}

xapian_status xapian_weight_new_bm25(double k1, double k2, double k3, double b,
                                     double least_normalised_length, xapian_weight **weight,
                                     char **message)
{
    return guard(message, [&] {
        *weight = new xapian_weight{
            std::make_unique<const Xapian::BM25Weight>(k1, k2, k3, b, least_normalised_length)};
    });
}

xapian_status xapian_weight_new_bm25_plus(double k1, double k2, double k3, double b,
                                          double least_normalised_length, double delta,
                                          xapian_weight **weight, char **message)
{
    return guard(message, [&] {
        *weight = new xapian_weight{std::make_unique<const Xapian::BM25PlusWeight>(
            k1, k2, k3, b, least_normalised_length, delta)};
    });
}

void xapian_weight_free(xapian_weight *weight)
{
    delete weight;
}

/* -- Enquire and match set --------------------------------------------------------------------- */

xapian_status xapian_enquire_new(const xapian_database *database, xapian_enquire **enquire,
                                 char **message)
{
    return guard(message,
                 [&] { *enquire = new xapian_enquire{Xapian::Enquire(database->xapian)}; });
}

void xapian_enquire_free(xapian_enquire *enquire)
{
    delete enquire;
}

xapian_status xapian_enquire_set_query(xapian_enquire *enquire, const xapian_query *query,
                                       char **message)
{
    return guard(message, [&] { enquire->xapian.set_query(query->xapian); });
}

xapian_status xapian_enquire_set_weight(xapian_enquire *enquire, const xapian_weight *weight,
                                        char **message)
{
    return guard(message, [&] { enquire->xapian.set_weighting_scheme(*weight->xapian); });
}

xapian_status xapian_enquire_set_sort(xapian_enquire *enquire, xapian_sort sort, uint32_t slot,
                                      bool descending, char **message)
{
    return guard(message, [&] {
        switch (sort) {
        case XAPIAN_SORT_RELEVANCE:
            return enquire->xapian.set_sort_by_relevance();
        case XAPIAN_SORT_VALUE:
            return enquire->xapian.set_sort_by_value(slot, descending);
        case XAPIAN_SORT_VALUE_THEN_RELEVANCE:
            return enquire->xapian.set_sort_by_value_then_relevance(slot, descending);
        case XAPIAN_SORT_RELEVANCE_THEN_VALUE:
            return enquire->xapian.set_sort_by_relevance_then_value(slot, descending);
        }
        throw Xapian::InvalidArgumentError("Unknown order of hits");
    });
}

xapian_status xapian_enquire_set_cutoff(xapian_enquire *enquire, int percent, double weight,
                                        char **message)
{
    return guard(message, [&] { enquire->xapian.set_cutoff(percent, weight); });
}

xapian_status xapian_enquire_get_mset(xapian_enquire *enquire, uint32_t first, uint32_t most,
                                      uint32_t check_at_least, xapian_mset **mset, char **message)
{
    return guard(message, [&] {
        *mset = new xapian_mset{enquire->xapian.get_mset(first, most, check_at_least)};
    });
}

void xapian_mset_free(xapian_mset *mset)
{
    delete mset;
}

uint32_t xapian_mset_size(const xapian_mset *mset)
{
    return mset->xapian.size();
}

uint32_t xapian_mset_lower_bound(const xapian_mset *mset)
{
    return mset->xapian.get_matches_lower_bound();
}

uint32_t xapian_mset_estimate(const xapian_mset *mset)
{
    return mset->xapian.get_matches_estimated();
}

uint32_t xapian_mset_upper_bound(const xapian_mset *mset)
{
    return mset->xapian.get_matches_upper_bound();
}

static Xapian::MSetIterator hit_at(const xapian_mset *mset, uint32_t index)
{
    if (index >= mset->xapian.size())
        throw Xapian::RangeError("There is no hit of this index");
    return mset->xapian[index];
}

xapian_status xapian_mset_hit(const xapian_mset *mset, uint32_t index, xapian_docid *docid,
                              double *weight, char **message)
{
    return guard(message, [&] {
        const Xapian::MSetIterator hit = hit_at(mset, index);
        if (docid)
            *docid = *hit;
        if (weight)
            *weight = hit.get_weight();
    });
}

xapian_status xapian_mset_document(const xapian_mset *mset, uint32_t index,
                                   xapian_document **document, char **message)
{
    return guard(message,
                 [&] { *document = new xapian_document{hit_at(mset, index).get_document()}; });
}

/* -- Stems ------------------------------------------------------------------------------------- */

xapian_status xapian_stemmer_new(const char *language, xapian_stemmer **stemmer, char **message)
{
    return guard(message, [&] { *stemmer = new xapian_stemmer{Xapian::Stem(language)}; });
}

void xapian_stemmer_free(xapian_stemmer *stemmer)
{
    delete stemmer;
}

xapian_status xapian_stemmer_stem(xapian_stemmer *stemmer, const char *word, size_t length,
                                  const char **stem, size_t *stem_length, char **message)
{
    return guard(message, [&] {
        stemmer->held = stemmer->xapian(bytes_of(word, length));
        lend(stemmer->held, stem, stem_length);
    });
}

/* -- Whole databases --------------------------------------------------------------------------- */

xapian_status xapian_check(const char *path, uint64_t *errors, char **report, char **message)
{
    return guard(message, [&] {
        /* Xapian's check does not tell a path with nothing there from one it cannot read. */
        if (access(path, F_OK) != 0 && errno == ENOENT)
            throw Xapian::DatabaseNotFoundError("Nothing to check", path, ENOENT);
        std::ostringstream found;
        const uint64_t count = Xapian::Database::check(path, 0, report ? &found : nullptr);
        if (report)
            *report = copy_of(found.str()).release();
        *errors = count;
    });
}

xapian_status xapian_compact(const char *const *sources, size_t count, const char *destination,
                             unsigned flags, char **message)
{
    return guard(message, [&] {
        if (count == 0)
            throw Xapian::InvalidArgumentError("No database to compact");
        Xapian::Database together;
        for (size_t i = 0; i < count; i++)
            together.add_database(Xapian::Database(sources[i]));
        together.compact(destination, flags);
    });
}
