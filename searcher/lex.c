/* Lexemes of the query language. What they mean together is the parser's business. */
#include "lex.h"

#include "unicode.h"

/* -- Characters ------------------------------------------------------------------------------ */

static bool is_space(int32_t code_point)
{
    return unicode_kind(code_point) == CHARACTER_SPACE || code_point < 0x20 ||
           (code_point >= 0x7F && code_point <= 0x9F);
}

static bool is_ignorable(int32_t code_point)
{
    return unicode_kind(code_point) == CHARACTER_IGNORABLE;
}

/* The code point that ends right before `at`, which is not 0, and where it starts. */
static int32_t code_point_before(struct str text, size_t at, size_t *start)
{
    do
        at--;
    while (at > 0 && ((unsigned char)text.data[at] & 0xC0) == 0x80);
    *start = at;
    return unicode_next(text, &at);
}

/* Bytes of the opening quotation mark at `at`, which is not the end; 0: there is none. */
static size_t opening_quote(struct str text, size_t at)
{
    static const struct str marks[] = {STR_CONSTANT("«"), STR_CONSTANT("“"), STR_CONSTANT("„")};
    if ((unsigned char)text.data[at] < 0x80) /* nearly always */
        return text.data[at] == '"';
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(str_after(text, at), marks[i]))
            return marks[i].length;
    return 0;
}

enum { QUOTE_STRAIGHT, QUOTE_FRENCH, QUOTE_CURVED };

static int quote_kind(int32_t opening)
{
    return opening == '"' ? QUOTE_STRAIGHT : opening == 0xAB ? QUOTE_FRENCH : QUOTE_CURVED;
}

/* Whether `code_point` closes a quotation of a kind. The same mark opens “English” and closes
 * „German“ quotations. */
static bool closes_quote(int kind, int32_t code_point)
{
    if (kind == QUOTE_FRENCH)
        return code_point == 0xBB;
    return code_point == '"' ||
           (kind == QUOTE_CURVED && (code_point == 0x201D || code_point == 0x201C));
}

bool lexer_starts_word(struct str text, size_t at)
{
    while (at < text.length) {
        switch (unicode_kind(unicode_next(text, &at))) {
        case CHARACTER_LETTER:
        case CHARACTER_DIGIT:
        case CHARACTER_SINGLE:
            return true;
        case CHARACTER_APOSTROPHE:
        case CHARACTER_IGNORABLE:
            break;
        default:
            return false;
        }
    }
    return false;
}

bool lexer_is_blank(struct str text)
{
    for (size_t at = 0; at < text.length;)
        if (!is_space(unicode_next(text, &at)))
            return false;
    return true;
}

/* Behind white space and what is invisible. */
static size_t skip_space(struct str text, size_t at)
{
    for (size_t next = at; at < text.length; at = next) {
        int32_t code_point = unicode_next(text, &next);
        if (!is_space(code_point) && !is_ignorable(code_point))
            break;
    }
    return at;
}

/* The same of one white space at most: behind two of them a number goes on with nothing. */
static size_t skip_one_space(struct str text, size_t at)
{
    bool skipped = false;
    for (size_t next = at; at < text.length; at = next) {
        int32_t code_point = unicode_next(text, &next);
        if (!is_ignorable(code_point) && (skipped || !is_space(code_point)))
            break;
        skipped = skipped || is_space(code_point);
    }
    return at;
}

static struct str trim(struct str text)
{
    size_t start = skip_space(text, 0);
    size_t end = text.length;
    size_t before;
    while (end > start && is_space(code_point_before(text, end, &before)))
        end = before;
    return str_of(text.data + start, end - start);
}

/* Where the chunk ends that goes on at `at`: at white space, a bracket or an opening quotation
 * mark. */
static size_t chunk_end(struct str text, size_t at)
{
    for (size_t next = at; at < text.length; at = next) {
        int32_t code_point = unicode_next(text, &next);
        if (is_space(code_point) || code_point == '(' || code_point == ')' ||
            opening_quote(text, at))
            break;
    }
    return at;
}

/* Whether a sign at `at` may be an operator: at the beginning, behind white space or a bracket. */
static bool is_apart(struct str text, size_t at)
{
    size_t start;
    if (at == 0)
        return true;
    int32_t before = code_point_before(text, at, &start);
    return is_space(before) || is_ignorable(before) || before == '(';
}

static struct lexeme wrong(size_t place, const char *message)
{
    return (struct lexeme){.kind = LEXEME_ERROR, .start = (uint32_t)place, .message = message};
}

/* -- Marks that are no words ----------------------------------------------------------------- */

/* Whether a word, a quotation or a bracket begins at `at`. */
static bool starts_value(struct str text, size_t at)
{
    return at < text.length &&
           (text.data[at] == '(' || opening_quote(text, at) || lexer_starts_word(text, at));
}

static bool starts_operand(struct str text, size_t at)
{
    return starts_value(text, at) ||
           (at < text.length && text.data[at] == '=' && starts_value(text, at + 1));
}

static bool is_digit(struct str text, size_t at)
{
    return at < text.length && text.data[at] >= '0' && text.data[at] <= '9';
}

static size_t digits_end(struct str text, size_t at)
{
    while (is_digit(text, at))
        at++;
    return at;
}

/* Behind the digits, groups of three and decimals of the number at `at`; `at` when there is none.
 */
static size_t number_end(struct str text, size_t at)
{
    size_t end = digits_end(text, at);
    while (end > at && end < text.length) {
        size_t group = skip_one_space(text, end);
        bool decimals = (text.data[end] == ',' || text.data[end] == '.') && is_digit(text, end + 1);
        if (decimals)
            end = digits_end(text, end + 1);
        else if (group > end && digits_end(text, group) == group + 3)
            end = group + 3;
        else
            break;
    }
    return end;
}

/* Whether the sign at `at` is that of a number, as in "perd -3,5 %" and "en baisse (-6)": before an
 * amount, or with the number alone in brackets. */
static bool is_sign_of_number(struct str text, size_t at)
{
    static const struct str units[] = {
        STR_CONSTANT("%"),       STR_CONSTANT("‰"),      STR_CONSTANT("°"),
        STR_CONSTANT("€"),       STR_CONSTANT("$"),      STR_CONSTANT("£"),
        STR_CONSTANT("k€"),      STR_CONSTANT("M€"),     STR_CONSTANT("Md€"),
        STR_CONSTANT("pt"),      STR_CONSTANT("point"),  STR_CONSTANT("degr"),
        STR_CONSTANT("euro"),    STR_CONSTANT("dollar"), STR_CONSTANT("million"),
        STR_CONSTANT("milliard")};
    size_t end = number_end(text, at + 1);
    if (end == at + 1)
        return false;
    if (at > 0 && text.data[at - 1] == '(' && end < text.length && text.data[end] == ')')
        return true;
    struct str rest = str_after(text, skip_one_space(text, end));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_starts_caseless(rest, units[i]))
            return true;
    return false;
}

static bool is_sign(struct str text, size_t at)
{
    return at < text.length && (text.data[at] == '+' || text.data[at] == '-') &&
           starts_operand(text, at + 1) && !is_sign_of_number(text, at);
}

static const struct {
    struct str name;
    enum query_field field;
} field_names[] = {
    {STR_CONSTANT("titre"), FIELD_TITLE},      {STR_CONSTANT("title"), FIELD_TITLE},
    {STR_CONSTANT("auteur"), FIELD_AUTHOR},    {STR_CONSTANT("author"), FIELD_AUTHOR},
    {STR_CONSTANT("media"), FIELD_OUTLET},     {STR_CONSTANT("outlet"), FIELD_OUTLET},
    {STR_CONSTANT("entite"), FIELD_ENTITY},    {STR_CONSTANT("entity"), FIELD_ENTITY},
    {STR_CONSTANT("rubrique"), FIELD_SECTION}, {STR_CONSTANT("section"), FIELD_SECTION},
    {STR_CONSTANT("date"), FIELD_DATE},
};

/* No field's name has as many bytes, however it is written. */
#define MAX_FIELD_NAME_BYTES 64

static bool find_field(struct str name, enum query_field *field)
{
    struct buffer folded = {0};
    bool found = false;
    if (name.length > MAX_FIELD_NAME_BYTES)
        return false;
    unicode_fold(name, &folded);
    for (size_t i = 0; i < sizeof field_names / sizeof *field_names && !found; i++) {
        found = str_equal(buffer_str(&folded), field_names[i].name);
        *field = field_names[i].field;
    }
    buffer_free(&folded);
    return found;
}

/* Whether anything stands right behind the colon of a date, but for what makes it an address. */
static bool is_wrong_date(struct str text, size_t value)
{
    return skip_space(text, value) < chunk_end(text, value) &&
           !str_starts(str_after(text, value), STR("//"));
}

/* A name of letters, a colon, and a value right behind it; of a date also one that is none. */
static bool read_field(struct str text, struct lexeme *lexeme)
{
    size_t colon = lexeme->start;
    for (size_t next = colon; colon < text.length && text.data[colon] != ':'; colon = next) {
        enum character_kind kind = unicode_kind(unicode_next(text, &next));
        if (kind != CHARACTER_LETTER && kind != CHARACTER_MARK && kind != CHARACTER_IGNORABLE)
            return false;
    }
    size_t value = colon + 1;
    if (value >= text.length ||
        !find_field(str_of(text.data + lexeme->start, colon - lexeme->start), &lexeme->field))
        return false;
    bool open_date = lexeme->field == FIELD_DATE && str_starts(str_after(text, value), STR("..")) &&
                     lexer_starts_word(text, value + 2);
    if (starts_operand(text, value) || is_sign(text, value) || open_date) {
        lexeme->kind = LEXEME_FIELD;
        lexeme->end = (uint32_t)value;
        return true;
    }
    if (lexeme->field != FIELD_DATE || !is_wrong_date(text, value))
        return false;
    *lexeme = wrong(value, LEXER_NO_DATE);
    return true;
}

/* The number behind the slash of PROCHE/N; 0: there is none that may be. */
static uint32_t read_distance(struct str number)
{
    uint32_t distance = 0;
    for (size_t i = 0; i < number.length; i++) {
        if (number.data[i] < '0' || number.data[i] > '9')
            return 0;
        distance = distance * 10 + (uint32_t)(number.data[i] - '0');
        if (distance > NEAR_MAX_DISTANCE)
            return 0;
    }
    return distance;
}

/* A number belongs behind a slash: not PROCHE5. */
static bool read_near(struct str word, struct lexeme *lexeme)
{
    struct str name = str_cut(&word, '/');
    size_t letters = name.length;
    while (letters > 0 && name.data[letters - 1] >= '0' && name.data[letters - 1] <= '9')
        letters--;
    const bool has_number = letters < name.length;
    name = str_before(name, letters);
    if (!str_equal(name, STR("PROCHE")) && !str_equal(name, STR("NEAR")))
        return false;
    lexeme->kind = LEXEME_NEAR;
    lexeme->distance = has_number ? 0 : word.data ? read_distance(word) : NEAR_DEFAULT_DISTANCE;
    if (lexeme->distance == 0) {
        lexeme->kind = LEXEME_ERROR;
        lexeme->message = LEXER_NO_DISTANCE;
    }
    return true;
}

static bool read_operator(struct str word, struct lexeme *lexeme)
{
    static const struct {
        struct str word;
        enum lexeme_kind kind;
    } operators[] = {
        {STR_CONSTANT("OU"), LEXEME_OR},    {STR_CONSTANT("OR"), LEXEME_OR},
        {STR_CONSTANT("ET"), LEXEME_AND},   {STR_CONSTANT("AND"), LEXEME_AND},
        {STR_CONSTANT("SAUF"), LEXEME_NOT}, {STR_CONSTANT("NOT"), LEXEME_NOT},
    };
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (str_equal(word, operators[i].word)) {
            lexeme->kind = operators[i].kind;
            return true;
        }
    }
    return read_near(word, lexeme);
}

bool lexer_is_operator(struct str word)
{
    struct lexeme lexeme = {0};
    return read_operator(word, &lexeme);
}

/* Whether a slash and a number stand apart behind the PROCHE that ends at `at`. */
static bool has_number_apart(struct str text, size_t at)
{
    while (at < text.length && text.data[at] == ' ')
        at++;
    return at + 1 < text.length && text.data[at] == '/' && text.data[at + 1] >= '0' &&
           text.data[at + 1] <= '9';
}

/* What begins at `at`, where a chunk begins; LEXEME_UNIT for text. `before`: the kind of the lexeme
 * that ends right there, LEXEME_END when none does. Of a quotation only the mark is read. */
static struct lexeme read_mark(struct str text, size_t at, enum lexeme_kind before)
{
    struct lexeme lexeme = {.kind = LEXEME_UNIT, .start = (uint32_t)at, .end = (uint32_t)at + 1};
    size_t quote = opening_quote(text, at);
    char c = text.data[at];
    if (quote) {
        lexeme.kind = LEXEME_PHRASE;
        lexeme.end = (uint32_t)(at + quote);
    } else if (c == '(') {
        lexeme.kind = LEXEME_OPEN;
    } else if (c == ')') {
        lexeme.kind = LEXEME_CLOSE;
    } else if (is_sign(text, at) && (is_apart(text, at) || before == LEXEME_FIELD)) {
        lexeme.kind = c == '+' ? LEXEME_NEEDED : LEXEME_NOT;
    } else if (c == '=' && starts_value(text, at + 1)) {
        lexeme.kind = LEXEME_EXACT;
    } else if (before == LEXEME_FIELD || before == LEXEME_EXACT || !read_field(text, &lexeme)) {
        size_t end = chunk_end(text, at);
        bool bound = before == LEXEME_FIELD || before == LEXEME_EXACT || before == LEXEME_NOT ||
                     before == LEXEME_NEEDED;
        if (!bound && read_operator(str_of(text.data + at, end - at), &lexeme))
            lexeme.end = (uint32_t)end;
        if (lexeme.kind == LEXEME_NEAR && has_number_apart(text, end)) {
            lexeme.kind = LEXEME_ERROR;
            lexeme.message = LEXER_NO_DISTANCE;
        }
    }
    return lexeme;
}

/* -- Words ----------------------------------------------------------------------------------- */

/* Tokenises a part of the query; the tokens' ranges become the query's. */
static void tokenise(struct lexer *lexer, size_t start, size_t end)
{
    french_tokenise(lexer->french, str_of(lexer->text.data + start, end - start), &lexer->tokens);
    for (size_t i = 0; i < lexer->tokens.count; i++) {
        struct french_token *token = &lexer->tokens.tokens[i];
        token->start += (uint32_t)start;
        token->end = (token->end + (uint32_t)start) & FRENCH_MAX_TEXT_BYTES;
    }
}

/* Reads all text up to the next lexeme of another kind. */
static void read_run(struct lexer *lexer, size_t start)
{
    struct str text = lexer->text;
    size_t end = chunk_end(text, start);
    for (;;) {
        size_t next = skip_space(text, end);
        if (next == end || next == text.length ||
            read_mark(text, next, LEXEME_END).kind != LEXEME_UNIT)
            break;
        end = chunk_end(text, next);
    }
    tokenise(lexer, start, end);
    lexer->next_token = 0;
    lexer->run_start = start;
    lexer->at = end;
}

static bool has_space(struct str text, size_t start, size_t end)
{
    while (start < end)
        if (is_space(unicode_next(text, &start)))
            return true;
    return false;
}

/* Where the chunk begins that `at` is in. */
static size_t chunk_start(const struct lexer *lexer, size_t at)
{
    size_t before;
    while (at > lexer->run_start && !is_space(code_point_before(lexer->text, at, &before)))
        at = before;
    return at;
}

static struct lexeme next_unit(struct lexer *lexer)
{
    const struct french_token *tokens = lexer->tokens.tokens + lexer->next_token;
    size_t left = lexer->tokens.count - lexer->next_token;
    size_t count = 1;
    uint32_t end = tokens[0].end;
    while (count < left &&
           (tokens[count].start < end || !has_space(lexer->text, end, tokens[count].start))) {
        end = tokens[count].end > end ? tokens[count].end : end;
        count++;
    }
    lexer->next_token += count;
    return (struct lexeme){
        .kind = LEXEME_UNIT,
        .start = (uint32_t)chunk_start(lexer, tokens[0].start),
        .end = (uint32_t)chunk_end(lexer->text, end),
        .tokens = tokens,
        .token_count = count,
    };
}

/* Where the closing mark of a kind begins, from `at` on; the text's length: there is none. */
static size_t find_own_mark(struct str text, size_t at, int kind)
{
    for (size_t next = at; at < text.length; at = next)
        if (closes_quote(kind, unicode_next(text, &next)))
            break;
    return at;
}

/* The same of any kind, behind the quotations that begin and end before it. What may do both, “ and
 * ", begins one where a word follows. */
static size_t find_any_mark(struct str text, size_t at)
{
    size_t inner = 0;
    for (size_t next = at; at < text.length; at = next) {
        int32_t code_point = unicode_next(text, &next);
        bool closes = closes_quote(QUOTE_CURVED, code_point) || code_point == 0xBB;
        if (opening_quote(text, at) && (!closes || lexer_starts_word(text, next)))
            inner++;
        else if (closes && inner == 0)
            break;
        else if (closes)
            inner--;
    }
    return at;
}

/* Where the mark begins that closes the quotation: its own, or where none is left one of another
 * kind. That none is left is looked for once. */
static size_t find_closing(struct lexer *lexer, int kind, size_t at)
{
    size_t end = lexer->text.length;
    if (!lexer->lacks_closing[kind])
        end = find_own_mark(lexer->text, at, kind);
    lexer->lacks_closing[kind] = end == lexer->text.length;
    return lexer->lacks_closing[kind] ? find_any_mark(lexer->text, at) : end;
}

/* Reads on behind the opening mark. */
static struct lexeme read_phrase(struct lexer *lexer, struct lexeme phrase)
{
    struct str text = lexer->text;
    size_t at = phrase.start;
    int kind = quote_kind(unicode_next(text, &at));
    size_t end = find_closing(lexer, kind, at);
    if (end == text.length)
        return wrong(phrase.start, "unclosed quotation mark");
    tokenise(lexer, phrase.end, end);
    lexer->next_token = lexer->tokens.count;
    if (lexer->tokens.count == 0)
        return wrong(phrase.start, "nothing between the quotation marks");
    at = end;
    unicode_next(text, &at);
    phrase.text = trim(str_of(text.data + phrase.end, end - phrase.end));
    phrase.tokens = lexer->tokens.tokens;
    phrase.token_count = lexer->tokens.count;
    phrase.end = (uint32_t)at;
    return phrase;
}

static struct lexeme next_lexeme(struct lexer *lexer)
{
    for (;;) {
        if (lexer->next_token < lexer->tokens.count)
            return next_unit(lexer);
        size_t at = skip_space(lexer->text, lexer->at);
        if (at == lexer->text.length)
            return (struct lexeme){.start = (uint32_t)at, .end = (uint32_t)at};
        struct lexeme lexeme = read_mark(lexer->text, at,
                                         at == lexer->previous_end ? lexer->previous : LEXEME_END);
        if (lexeme.kind == LEXEME_PHRASE)
            lexeme = read_phrase(lexer, lexeme);
        if (lexeme.kind != LEXEME_UNIT) {
            lexer->at = lexeme.end;
            return lexeme;
        }
        read_run(lexer, at);
    }
}

struct lexeme lexer_next(struct lexer *lexer)
{
    struct lexeme lexeme = next_lexeme(lexer);
    lexer->previous = lexeme.kind;
    lexer->previous_end = lexeme.end;
    return lexeme;
}

void lexer_stop(struct lexer *lexer)
{
    lexer->at = lexer->text.length;
    lexer->next_token = lexer->tokens.count;
}

void lexer_free(struct lexer *lexer)
{
    french_tokens_free(&lexer->tokens);
}
