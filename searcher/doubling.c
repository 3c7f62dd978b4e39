/* Each letter of the word once more or once less is looked up in the list of words. */
#include "doubling.h"

#include "database.h"
#include "schema.h"

static enum status is_listed(const struct xapian_database *database, struct str folded,
                             bool *listed, struct error *error)
{
    struct buffer term = {0};
    uint32_t frequency = 0;
    char *message = NULL;
    schema_term(SCHEMA_WORD, folded, &term);
    enum xapian_status status = xapian_database_frequency(database, term.data, term.length,
                                                          &frequency, NULL, &message);
    buffer_free(&term);
    *listed = frequency > 0;
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
}

static bool is_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* Whether French doubles the letter in another form of the word: publiée, rejette, appellent. */
static bool may_be_double(struct str folded, size_t letter)
{
    static const struct str endings[] = {
        STR_CONSTANT("e"),    STR_CONSTANT("es"),    STR_CONSTANT("ee"),   STR_CONSTANT("ees"),
        STR_CONSTANT("le"),   STR_CONSTANT("les"),   STR_CONSTANT("lent"), STR_CONSTANT("lle"),
        STR_CONSTANT("lles"), STR_CONSTANT("llent"), STR_CONSTANT("te"),   STR_CONSTANT("tes"),
        STR_CONSTANT("tent"), STR_CONSTANT("tte"),   STR_CONSTANT("ttes"), STR_CONSTANT("ttent"),
    };
    struct str ending = str_after(folded, letter);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_equal(ending, endings[i]))
            return true;
    return false;
}

enum status doubling_find(const struct names *names, const struct french_word *word,
                          const struct french_word **listed, struct error *error)
{
    struct str folded = word->folded;
    struct buffer other = {0};
    bool found = false;
    enum status status = is_listed(names->database, folded, &found, error);
    bool known = found;
    found = false;
    *listed = NULL;
    for (size_t i = 0; !known && i < folded.length && !found && status == STATUS_OK; i++) {
        bool doubled = i + 1 < folded.length && folded.data[i] == folded.data[i + 1];
        if (!is_letter(folded.data[i]) || (i > 0 && folded.data[i - 1] == folded.data[i]) ||
            may_be_double(folded, i))
            continue;
        buffer_clear(&other);
        buffer_append(&other, str_before(folded, i + 1));
        buffer_append(&other, str_after(folded, doubled ? i + 2 : i));
        status = is_listed(names->database, buffer_str(&other), &found, error);
    }
    if (found)
        *listed = french_word_of(names->french, buffer_str(&other));
    buffer_free(&other);
    return status;
}
