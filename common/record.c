/* Reading a line of the gazetteer, with all that can be wrong in it. */
#include "record.h"

#include <stdlib.h>

#include "language.h"
#include "memory.h"
#include "phrases.h"
#include "unicode.h"

#define MAX_NAME_BYTES 200

/* How much of a bad field a message shows. */
#define SHOWN_BYTES 60

enum line_field { LINE_NAME, LINE_TYPE, LINE_ALIASES, LINE_REQUIRED, LINE_FIELDS };

/* The strings of a record, in the order in which they stand in its text. */
enum record_part { PART_NAME, PART_FOLDED_NAME, PART_ALIASES, PART_REQUIRED, PART_PHRASES, PARTS };

/* A record being read: its text is in the reader's buffers. */
struct draft {
    enum entity_type type;
    size_t ends[PARTS]; /* where each part of the text ends */
};

void record_reader_free(struct record_reader *reader)
{
    french_tokens_free(&reader->tokens);
    buffer_free(&reader->fields);
    buffer_free(&reader->phrases);
}

enum status record_error(const struct record_reader *reader, struct error *error,
                         const char *format, ...)
{
    struct buffer message = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_append_arguments(&message, language_translate(format), arguments);
    va_end(arguments);
    enum status status = error_set(error, STATUS_INPUT, "%s:%zu: %s", reader->name, reader->line,
                                   message.data);
    buffer_free(&message);
    return status;
}

/* -- Phrases --------------------------------------------------------------------------------- */

static bool is_article(struct str folded)
{
    return str_equal(folded, STR("la")) || str_equal(folded, STR("le")) ||
           str_equal(folded, STR("les"));
}

/* Which word of an alias needs a capital: the first when it has one. An article before it (`La
 * Poste`, `les Républicains`) is written either way, so that the word behind it counts. */
static uint8_t capital_word(const struct french_tokens *tokens)
{
    uint8_t word = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct french_token *token = &tokens->tokens[i];
        if (token->kind == FRENCH_COMPOUND)
            continue;
        if (word > 0 || i + 1 == tokens->count || !is_article(token->word->folded))
            return token->capital ? word : RECORD_NO_CAPITAL;
        word++;
    }
    return RECORD_NO_CAPITAL;
}

/* Adds the words last read as a phrase: its role, its capital, how many bytes its words take (in
 * two bytes, the lower one first), and the words. */
static void add_phrase(struct record_reader *reader, enum phrase_role role)
{
    struct buffer *phrases = &reader->phrases;
    const struct french_tokens *tokens = &reader->tokens;
    size_t head = phrases->length;
    buffer_append_char(phrases, (char)role);
    buffer_append_char(phrases, (char)capital_word(tokens));
    buffer_append(phrases, STR("\0\0"));
    size_t begin = phrases->length;
    phrase_append_words(tokens, phrases);
    size_t bytes = phrases->length - begin;
    phrases->data[head + 2] = (char)(bytes & 0xFF);
    phrases->data[head + 3] = (char)(bytes >> 8); /* 32 words of 64 bytes: under 65,536 */
}

bool record_next_phrase(struct str *phrases, struct record_phrase *phrase)
{
    if (phrases->length == 0)
        return false;
    const unsigned char *head = (const unsigned char *)phrases->data;
    phrase->role = (enum phrase_role)head[0];
    phrase->capital = head[1];
    phrase->words = str_of(phrases->data + 4, (size_t)head[2] | (size_t)head[3] << 8);
    *phrases = str_after(*phrases, 4 + phrase->words.length);
    return true;
}

/* -- Fields ---------------------------------------------------------------------------------- */

size_t record_bad_byte(struct str line)
{
    for (size_t at = 0; at < line.length;) {
        size_t start = at;
        int32_t c = unicode_next(line, &at);
        bool broken = c == 0xFFFD && at - start < 3;
        if (broken || (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF)
            return start + 1;
    }
    return 0;
}

/* Makes tokens of a name, an alias or a required word, which `what` calls, and checks them. */
static enum status tokenise(struct record_reader *reader, const char *what, struct str text,
                            struct error *error)
{
    struct str shown = str_clip(text, SHOWN_BYTES);
    if (text.length == 0)
        return record_error(reader, error, "an empty %s", _(what));
    french_tokenise(reader->french, text, &reader->tokens);
    if (reader->tokens.positions == 0)
        return record_error(reader, error, "the %s \"%.*s\" has no letter or digit", _(what),
                            STR_FORMAT(shown));
    if (reader->tokens.positions > PHRASE_MAX_WORDS)
        return record_error(reader, error,
                            "the %s \"%.*s...\" has %u words, at most %d are allowed", _(what),
                            STR_FORMAT(shown), reader->tokens.positions, PHRASE_MAX_WORDS);
    return STATUS_OK;
}

/* Appends what french_fold_name would, from the tokens there are. */
static void append_folded_name(const struct french_tokens *tokens, struct buffer *folded)
{
    size_t begin = folded->length;
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->tokens[i].kind == FRENCH_COMPOUND)
            continue;
        if (folded->length > begin)
            buffer_append_char(folded, ' ');
        buffer_append(folded, tokens->tokens[i].word->folded);
    }
}

static enum status read_name(struct record_reader *reader, struct str name, struct draft *draft,
                             struct error *error)
{
    struct str shown = str_clip(name, SHOWN_BYTES);
    if (name.length > MAX_NAME_BYTES)
        return record_error(reader, error,
                            "the name \"%.*s...\" has %zu bytes, at most %d are allowed",
                            STR_FORMAT(shown), name.length, MAX_NAME_BYTES);
    if (str_starts(name, STR("~")))
        return record_error(reader, error,
                            "the name \"%.*s\" begins with ~; write the name without it, and again "
                            "among the aliases with it",
                            STR_FORMAT(shown));
    enum status status = tokenise(reader, N_("name"), name, error);
    if (status != STATUS_OK)
        return status;
    buffer_append(&reader->fields, name);
    draft->ends[PART_NAME] = reader->fields.length;
    append_folded_name(&reader->tokens, &reader->fields);
    draft->ends[PART_FOLDED_NAME] = reader->fields.length;
    add_phrase(reader, PHRASE_NAME);
    return STATUS_OK;
}

static enum status read_type(const struct record_reader *reader, struct str field,
                             enum entity_type *type, struct error *error)
{
    if (entity_type_find(field, type))
        return STATUS_OK;
    return record_error(reader, error, "no such type \"%.*s\"; write %s, %s, %s, %s or %s",
                        STR_FORMAT(str_clip(field, SHOWN_BYTES)), entity_type_name(ENTITY_PERSON),
                        entity_type_name(ENTITY_ORGANISATION), entity_type_name(ENTITY_PLACE),
                        entity_type_name(ENTITY_EVENT), entity_type_name(ENTITY_NONE));
}

/* Appends an entry of the list that begins at byte `begin` of the fields. */
static void append_entry(struct record_reader *reader, size_t begin, const char *mark,
                         struct str entry)
{
    if (reader->fields.length > begin)
        buffer_append_char(&reader->fields, '|');
    buffer_append(&reader->fields, str_from(mark));
    buffer_append(&reader->fields, entry);
}

/* The name among the aliases says nothing new and is left out, unless it is marked weak. */
static enum status read_aliases(struct record_reader *reader, struct str list, struct str name,
                                struct error *error)
{
    size_t begin = reader->fields.length;
    for (struct str rest = list; list.length && rest.data;) {
        struct str entry = str_trim(str_cut(&rest, '|'));
        bool weak = str_starts(entry, STR("~"));
        struct str alias = str_trim(str_after(entry, weak));
        enum status status = tokenise(reader, N_("alias"), alias, error);
        if (status != STATUS_OK)
            return status;
        if (!weak && str_equal(alias, name))
            continue;
        append_entry(reader, begin, weak ? "~" : "", alias);
        add_phrase(reader, weak ? PHRASE_WEAK_ALIAS : PHRASE_ALIAS);
    }
    return STATUS_OK;
}

static enum status read_required(struct record_reader *reader, struct str list, struct error *error)
{
    size_t begin = reader->fields.length;
    for (struct str rest = list; list.length && rest.data;) {
        struct str entry = str_trim(str_cut(&rest, '|'));
        enum status status = tokenise(reader, N_("required word"), entry, error);
        if (status != STATUS_OK)
            return status;
        append_entry(reader, begin, "", entry);
        add_phrase(reader, PHRASE_REQUIRED);
    }
    return STATUS_OK;
}

/* -- Lines ----------------------------------------------------------------------------------- */

static enum status split_line(const struct record_reader *reader, struct str line,
                              struct str *fields, struct error *error)
{
    size_t count = 0;
    for (struct str rest = line; rest.data; count++) {
        struct str field = str_trim(str_cut(&rest, '\t'));
        if (count < LINE_FIELDS)
            fields[count] = field;
    }
    if (count < LINE_REQUIRED || count > LINE_FIELDS)
        return record_error(
            reader, error,
            language_translate_count(
                "%zu field parted by tabs where there must be 3 or 4: name, type, aliases, words "
                "that must stand in the article",
                "%zu fields parted by tabs where there must be 3 or 4: name, type, aliases, words "
                "that must stand in the article",
                count),
            count);
    return STATUS_OK;
}

static enum status read_fields(struct record_reader *reader, struct str line, struct draft *draft,
                               struct error *error)
{
    struct str fields[LINE_FIELDS] = {0};
    enum status status = split_line(reader, line, fields, error);
    if (status == STATUS_OK)
        status = read_name(reader, fields[LINE_NAME], draft, error);
    if (status == STATUS_OK)
        status = read_type(reader, fields[LINE_TYPE], &draft->type, error);
    if (status == STATUS_OK)
        status = read_aliases(reader, fields[LINE_ALIASES], fields[LINE_NAME], error);
    draft->ends[PART_ALIASES] = reader->fields.length;
    if (status == STATUS_OK)
        status = read_required(reader, fields[LINE_REQUIRED], error);
    draft->ends[PART_REQUIRED] = reader->fields.length;
    return status;
}

static struct record make_record(struct record_reader *reader, struct draft *draft)
{
    struct record record = {.type = draft->type, .line = reader->line};
    struct str *parts[PARTS] = {
        [PART_NAME] = &record.name,       [PART_FOLDED_NAME] = &record.folded_name,
        [PART_ALIASES] = &record.aliases, [PART_REQUIRED] = &record.required,
        [PART_PHRASES] = &record.phrases,
    };
    buffer_append(&reader->fields, buffer_str(&reader->phrases));
    draft->ends[PART_PHRASES] = reader->fields.length;
    record.text = memory_copy(reader->fields.data, reader->fields.length);
    size_t start = 0;
    for (size_t i = 0; i < PARTS; start = draft->ends[i++])
        *parts[i] = str_of(record.text + start, draft->ends[i] - start);
    return record;
}

/* The line without a byte order mark, which may stand where files were put together, and without
 * the carriage return of CR LF. */
static struct str bare_line(struct str line)
{
    const struct str mark = STR("\ufeff");
    while (str_starts(line, mark))
        line = str_after(line, mark.length);
    if (str_ends(line, STR("\r")))
        line.length--;
    return line;
}

enum status record_read(struct record_reader *reader, struct str line, struct record *record,
                        bool *is_record, struct error *error)
{
    struct draft draft;
    line = bare_line(line);
    size_t bad = record_bad_byte(line);
    if (bad)
        return record_error(reader, error,
                            "byte %zu is no UTF-8, a control character or a byte order mark", bad);
    struct str trimmed = str_trim(line);
    *is_record = trimmed.length > 0 && trimmed.data[0] != '#';
    if (!*is_record)
        return STATUS_OK;
    buffer_clear(&reader->fields);
    buffer_clear(&reader->phrases);
    enum status status = read_fields(reader, line, &draft, error);
    if (status == STATUS_OK)
        *record = make_record(reader, &draft);
    return status;
}
