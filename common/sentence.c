/* Where sentences end: the mark, what follows it, and for a dot the word it stands behind. The
 * rule that a lower-case word never begins a sentence is SB8 of Unicode's UAX #29, here for all
 * marks. */
#include "sentence.h"

#include <stdint.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "stop_words.h"
#include "unicode.h"

/* How far to look, in characters: for marks and quotation marks in a row, for the letters of a word
 * that matters, for white space (more is an empty line's worth), for the parts of an address. */
#define MAX_MARKS   8
#define MAX_WORD    16
#define MAX_SPACES  64
#define MAX_ADDRESS 64

/* A character of the text; none at either end. */
struct character {
    int32_t point; /* -1: none */
    size_t start, end;
};

static struct character character_at(struct str text, size_t at)
{
    struct character character = {-1, at, at};
    if (at < text.length)
        character.point = unicode_next(text, &character.end);
    return character;
}

static struct character character_before(struct str text, size_t at)
{
    struct character character = {-1, at, at};
    if (at == 0)
        return character;
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)text.data[start] & 0xC0) == 0x80)
        start--;
    character.start = start;
    character.point = unicode_next(text, &start);
    return character;
}

static bool is_space(int32_t point)
{
    return point >= 0 && unicode_kind(point) == CHARACTER_SPACE;
}

static bool is_lower(int32_t point)
{
    return point >= 0 && utf8proc_category(point) == UTF8PROC_CATEGORY_LL;
}

static bool is_upper(int32_t point)
{
    return point >= 0 && unicode_is_upper(point);
}

static bool is_digit(int32_t point)
{
    return point >= 0 && unicode_kind(point) == CHARACTER_DIGIT;
}

static bool is_apostrophe(int32_t point)
{
    return point >= 0 && unicode_kind(point) == CHARACTER_APOSTROPHE;
}

static bool is_hyphen(int32_t point)
{
    return point >= 0 && unicode_kind(point) == CHARACTER_HYPHEN;
}

static bool is_mark(int32_t point)
{
    return point == '.' || point == '!' || point == '?' || point == 0x2026; /* … */
}

static bool is_guillemet(int32_t point)
{
    return point == 0xBB || point == 0x203A; /* » › */
}

/* Closes a quotation or a bracket, and opens none. */
static bool is_closing(int32_t point)
{
    return is_guillemet(point) || point == 0x201D || point == ')' || point == ']'; /* ” */
}

/* May close or open. */
static bool is_straight_quote(int32_t point)
{
    return point == '"' || point == '\'' || point == 0x2019; /* ’ */
}

static bool is_opening_quote(int32_t point)
{
    return point == 0xAB || point == 0x2039 || point == 0x201C || point == '"'; /* « ‹ “ */
}

/* May stand before the first word of a sentence. */
static bool is_opening(int32_t point)
{
    return is_opening_quote(point) || is_hyphen(point) || point == '(' || point == '[' ||
           point == '\'' || point == 0x2018 || point == 0x2013 || point == 0x2014 || /* ‘ – — */
           point == 0x2022;                                                          /* • */
}

/* -- Abbreviations --------------------------------------------------------------------------- */

enum role {
    ROLE_WORD,     /* a word like any other: the dot ends the sentence */
    ROLE_TITLE,    /* a name follows: the dot never does */
    ROLE_NUMBERED, /* not when a number follows */
    ROLE_INITIAL,  /* not unless a word that begins a sentence follows */
};

struct abbreviation {
    struct str text;
    enum role role;
};

/* As printed, sorted by bytes. Those that only lower-case words follow (etc., hab., inf., km., sq.)
 * need no line here. */
static const struct abbreviation abbreviations[] = {
    {STR_CONSTANT("Art"), ROLE_NUMBERED},   {STR_CONSTANT("Bros"), ROLE_INITIAL},
    {STR_CONSTANT("Cdt"), ROLE_TITLE},      {STR_CONSTANT("Cf"), ROLE_TITLE},
    {STR_CONSTANT("Ch"), ROLE_TITLE},       {STR_CONSTANT("Chap"), ROLE_NUMBERED},
    {STR_CONSTANT("Cie"), ROLE_INITIAL},    {STR_CONSTANT("Co"), ROLE_INITIAL},
    {STR_CONSTANT("Col"), ROLE_TITLE},      {STR_CONSTANT("Corp"), ROLE_INITIAL},
    {STR_CONSTANT("Dr"), ROLE_TITLE},       {STR_CONSTANT("Drs"), ROLE_TITLE},
    {STR_CONSTANT("Ets"), ROLE_TITLE},      {STR_CONSTANT("Fig"), ROLE_NUMBERED},
    {STR_CONSTANT("Gal"), ROLE_TITLE},      {STR_CONSTANT("Gén"), ROLE_TITLE},
    {STR_CONSTANT("Inc"), ROLE_INITIAL},    {STR_CONSTANT("Jr"), ROLE_INITIAL},
    {STR_CONSTANT("Lt"), ROLE_TITLE},       {STR_CONSTANT("Ltd"), ROLE_INITIAL},
    {STR_CONSTANT("M"), ROLE_TITLE},        {STR_CONSTANT("MM"), ROLE_TITLE},
    {STR_CONSTANT("Me"), ROLE_TITLE},       {STR_CONSTANT("Mgr"), ROLE_TITLE},
    {STR_CONSTANT("Mlle"), ROLE_TITLE},     {STR_CONSTANT("Mlles"), ROLE_TITLE},
    {STR_CONSTANT("Mme"), ROLE_TITLE},      {STR_CONSTANT("Mmes"), ROLE_TITLE},
    {STR_CONSTANT("Mr"), ROLE_TITLE},       {STR_CONSTANT("Mrs"), ROLE_TITLE},
    {STR_CONSTANT("Ms"), ROLE_TITLE},       {STR_CONSTANT("No"), ROLE_NUMBERED},
    {STR_CONSTANT("Ph"), ROLE_TITLE},       {STR_CONSTANT("Pr"), ROLE_TITLE},
    {STR_CONSTANT("Prof"), ROLE_TITLE},     {STR_CONSTANT("Sgt"), ROLE_TITLE},
    {STR_CONSTANT("Sr"), ROLE_INITIAL},     {STR_CONSTANT("St"), ROLE_TITLE},
    {STR_CONSTANT("Ste"), ROLE_TITLE},      {STR_CONSTANT("Th"), ROLE_TITLE},
    {STR_CONSTANT("Tél"), ROLE_NUMBERED},   {STR_CONSTANT("Vol"), ROLE_NUMBERED},
    {STR_CONSTANT("al"), ROLE_NUMBERED},    {STR_CONSTANT("ap"), ROLE_TITLE},
    {STR_CONSTANT("apr"), ROLE_TITLE},      {STR_CONSTANT("art"), ROLE_NUMBERED},
    {STR_CONSTANT("av"), ROLE_TITLE},       {STR_CONSTANT("avr"), ROLE_NUMBERED},
    {STR_CONSTANT("bd"), ROLE_TITLE},       {STR_CONSTANT("boul"), ROLE_TITLE},
    {STR_CONSTANT("cf"), ROLE_TITLE},       {STR_CONSTANT("ch"), ROLE_NUMBERED},
    {STR_CONSTANT("chap"), ROLE_NUMBERED},  {STR_CONSTANT("coll"), ROLE_TITLE},
    {STR_CONSTANT("déc"), ROLE_NUMBERED},   {STR_CONSTANT("env"), ROLE_NUMBERED},
    {STR_CONSTANT("ex"), ROLE_INITIAL},     {STR_CONSTANT("fig"), ROLE_NUMBERED},
    {STR_CONSTANT("fév"), ROLE_NUMBERED},   {STR_CONSTANT("févr"), ROLE_NUMBERED},
    {STR_CONSTANT("h"), ROLE_NUMBERED},     {STR_CONSTANT("janv"), ROLE_NUMBERED},
    {STR_CONSTANT("juill"), ROLE_NUMBERED}, {STR_CONSTANT("l"), ROLE_NUMBERED},
    {STR_CONSTANT("n"), ROLE_NUMBERED},     {STR_CONSTANT("no"), ROLE_NUMBERED},
    {STR_CONSTANT("nos"), ROLE_NUMBERED},   {STR_CONSTANT("nov"), ROLE_NUMBERED},
    {STR_CONSTANT("oct"), ROLE_NUMBERED},   {STR_CONSTANT("p"), ROLE_NUMBERED},
    {STR_CONSTANT("pp"), ROLE_NUMBERED},    {STR_CONSTANT("réf"), ROLE_NUMBERED},
    {STR_CONSTANT("sept"), ROLE_NUMBERED},  {STR_CONSTANT("t"), ROLE_NUMBERED},
    {STR_CONSTANT("tél"), ROLE_NUMBERED},   {STR_CONSTANT("vol"), ROLE_NUMBERED},
    {STR_CONSTANT("vs"), ROLE_TITLE},       {STR_CONSTANT("éd"), ROLE_TITLE},
};

static int compare_abbreviations(const void *a, const void *b)
{
    return str_compare(((const struct abbreviation *)a)->text,
                       ((const struct abbreviation *)b)->text);
}

static enum role abbreviation_role(struct str word)
{
    const struct abbreviation wanted = {word, ROLE_WORD};
    const struct abbreviation *found = bsearch(&wanted, abbreviations,
                                               sizeof abbreviations / sizeof *abbreviations,
                                               sizeof *abbreviations, compare_abbreviations);
    return found ? found->role : ROLE_WORD;
}

/* -- Words ----------------------------------------------------------------------------------- */

/* Letters, digits and the marks on them; of a word longer than MAX_WORD, the near part. */
struct word {
    struct str text;
    struct character before, behind; /* what stands next to it */
    size_t characters;
    size_t letters; /* the characters that are no marks */
    bool digits;    /* they all are */
};

/* Counts one more character; false: it is the word's no more, or the last to look at. */
static bool add_character(struct word *word, int32_t point)
{
    enum character_kind kind = point < 0 ? CHARACTER_OTHER : unicode_kind(point);
    if (kind != CHARACTER_LETTER && kind != CHARACTER_DIGIT && kind != CHARACTER_MARK)
        return false;
    word->digits &= kind != CHARACTER_LETTER;
    word->letters += kind != CHARACTER_MARK;
    return ++word->characters < MAX_WORD;
}

static struct word word_before(struct str text, size_t end)
{
    struct word word = {.digits = true, .behind = character_at(text, end)};
    word.before = character_before(text, end);
    while (add_character(&word, word.before.point))
        word.before = character_before(text, word.before.start);
    word.text = str_of(text.data + word.before.end, end - word.before.end);
    return word;
}

static struct word word_at(struct str text, size_t start)
{
    struct word word = {.digits = true, .before = character_before(text, start)};
    word.behind = character_at(text, start);
    while (add_character(&word, word.behind.point))
        word.behind = character_at(text, word.behind.end);
    word.text = str_of(text.data + start, word.behind.start - start);
    return word;
}

/* As far as numerals go that French press text has: no C, D or M. */
static bool is_roman(struct str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!strchr("IVXL", text.data[i]))
            return false;
    return text.length > 0;
}

/* `12`, `II`, `L.` of `L. 121-1`; not `L’armée`. */
static bool is_number(const struct word *word)
{
    if (is_digit(character_at(word->text, 0).point))
        return true;
    if (word->letters == 1 && word->behind.point == '.')
        return !str_equal(word->text, STR("M"));
    return is_roman(word->text) && !is_apostrophe(word->behind.point);
}

/* The number or letter of a list, or of a part: it heads its line. */
static bool is_label(const struct word *word)
{
    if (word->before.point >= 0 && word->before.point != '\n')
        return false;
    return word->digits ? word->letters <= 3 : word->letters == 1 || is_roman(word->text);
}

/* Whether the word, an initial, is one of a row: J.-L., G. W.; not O.N.U., written close, and not
 * J.-C., who is a date. */
static bool is_in_row(struct str text, const struct word *word, const struct word *following)
{
    if (word->before.point == '.')
        return false;
    if (following->letters == 1 && following->behind.point == '.')
        return true;
    struct character dot = character_before(text, word->before.start);
    if (dot.point != '.' || !(is_hyphen(word->before.point) || is_space(word->before.point)))
        return false;
    struct word previous = word_before(text, dot.start);
    bool christ = is_hyphen(word->before.point) && str_equal(previous.text, STR("J")) &&
                  str_equal(word->text, STR("C"));
    return previous.letters == 1 && !christ;
}

/* The one letter of `km/h` or `°C` is no initial. */
static bool is_unit(const struct word *word)
{
    return word->before.point == '/' || word->before.point == 0xB0; /* ° */
}

static enum role word_role(const struct word *word)
{
    bool close = word->before.point == '.'; /* O.N.U. */
    enum role role = close ? ROLE_WORD : abbreviation_role(word->text);
    if (role == ROLE_WORD && word->letters == 1 && !word->digits && !is_unit(word) &&
        (close || is_upper(character_at(word->text, 0).point)))
        return ROLE_INITIAL;
    return role;
}

/* Whether the capitalised word begins a sentence rather than being a name's: it is a stop word or
 * the title M. or Mme. Behind initials in a row (`name`), Le and De are a name's. */
static bool begins_sentence(const struct word *word, bool name)
{
    static const struct str particles[] = {
        STR_CONSTANT("le"),  STR_CONSTANT("la"), STR_CONSTANT("l"), STR_CONSTANT("du"),
        STR_CONSTANT("des"), STR_CONSTANT("de"), STR_CONSTANT("d")};
    if (word->text.length > 0 && word->text.data[0] == 'M' &&
        abbreviation_role(word->text) == ROLE_TITLE)
        return !name;
    if (word->letters == 1 && word->behind.point == '.')
        return false; /* an initial */
    struct buffer buffer = {0};
    unicode_fold(word->text, &buffer);
    struct str folded = buffer_str(&buffer);
    bool begins = stop_words_have(folded);
    if (word->letters == 1 && !is_apostrophe(word->behind.point)) /* À, Y; not C, D, M */
        begins = str_equal(folded, STR("a")) || str_equal(folded, STR("y"));
    for (size_t i = 0; name && i < sizeof particles / sizeof *particles; i++)
        begins &= !str_equal(folded, particles[i]);
    buffer_free(&buffer);
    return begins;
}

/* Whether the dot at `dot` belongs to its word; the next word starts at `next`. */
static bool belongs_to_word(struct str text, size_t dot, size_t next)
{
    struct word word = word_before(text, dot);
    if (word.letters == 0 || word.characters == MAX_WORD)
        return false;
    if (is_label(&word))
        return true;
    struct word following = word_at(text, next);
    switch (word_role(&word)) {
    case ROLE_TITLE:
        return true;
    case ROLE_NUMBERED:
        return is_number(&following);
    case ROLE_INITIAL:
        return !begins_sentence(&following, is_in_row(text, &word, &following));
    default:
        return false;
    }
}

/* -- Marks ----------------------------------------------------------------------------------- */

/* The marks before `at`, behind which only closing ones stand. */
struct marks {
    size_t start, end;
    bool dot; /* one dot and nothing else */
};

/* `sure`: a straight quotation mark is taken for an opening one. */
static bool read_marks(struct str text, size_t at, bool sure, struct marks *marks)
{
    struct character last = character_before(text, at);
    for (int i = 0; i < MAX_MARKS; i++) {
        if (!is_closing(last.point) && (sure || !is_straight_quote(last.point)))
            break;
        bool guillemet = is_guillemet(last.point);
        last = character_before(text, last.start);
        if (guillemet && is_space(last.point))
            last = character_before(text, last.start);
    }
    *marks = (struct marks){.start = last.end, .end = last.end};
    int count = 0;
    for (; count < MAX_MARKS && is_mark(last.point); count++) {
        marks->start = last.start;
        last = character_before(text, last.start);
    }
    marks->dot = count == 1 && text.data[marks->start] == '.';
    return count > 0;
}

/* `(!)` and `(?)` comment on a word; `(...)` stands for sentences left out. */
static bool is_comment(struct str text, const struct marks *marks)
{
    int32_t before = character_before(text, marks->start).point;
    int32_t behind = character_at(text, marks->end).point;
    return (before == '(' || before == '[') && (behind == ')' || behind == ']') &&
           (text.data[marks->start] == '!' || text.data[marks->start] == '?');
}

/* Whether the text before `at`, up to white space, has a // or an @, or begins with www. */
static bool in_address(struct str text, size_t at)
{
    struct character last = character_before(text, at);
    int32_t behind = -1;
    for (int i = 0; i < MAX_ADDRESS && last.point >= 0 && !is_space(last.point); i++) {
        if (last.point == '@' || (last.point == '/' && behind == '/'))
            return true;
        behind = last.point;
        last = character_before(text, last.start);
    }
    return str_starts(str_after(text, last.end), STR("www."));
}

/* Whether the marks may have lost the line break that stood between them and the word at `next`:
 * not in U.S.Steel or 3.B. */
static bool may_be_joined(struct str text, const struct marks *marks, size_t next)
{
    struct word word = word_before(text, marks->start);
    struct word following = word_at(text, next);
    bool word_follows = following.letters > 1 || is_apostrophe(following.behind.point);
    return (word.letters != 1 || is_unit(&word) || (word.digits && word_follows)) &&
           !in_address(text, marks->start);
}

/* -- What follows ---------------------------------------------------------------------------- */

/* Moves `*at` behind white space; returns whether that alone ends a sentence. */
static bool pass_spaces(struct str text, size_t *at)
{
    int lines = 0;
    for (int i = 0; i < MAX_SPACES; i++) {
        struct character next = character_at(text, *at);
        if (next.point < 0)
            return true;
        if (!is_space(next.point))
            return false;
        lines += next.point == '\n';
        if (lines == 2)
            return true;
        *at = next.end;
    }
    return true;
}

/* Moves `at` behind the marks that open a sentence: with white space before them, any, with the
 * white space behind them; without, quotation marks. */
static size_t pass_opening(struct str text, size_t at, bool spaced)
{
    for (int i = 0; i < MAX_MARKS; i++) {
        struct character next = character_at(text, at);
        if (spaced ? !is_opening(next.point) : !is_opening_quote(next.point))
            break;
        at = next.end;
        if (spaced || next.point == 0xAB) /* « */
            pass_spaces(text, &at);
    }
    return at;
}

/* Whether a sentence goes on with this character. */
static bool goes_on(int32_t point)
{
    return point < 0 || is_lower(point) || is_mark(point) || is_closing(point) || point == ',' ||
           point == ';' || point == ':';
}

bool sentence_ends(struct str text, size_t at)
{
    int32_t last = character_before(text, at).point;
    if (last < 0 || is_space(last))
        return false;
    size_t next = at;
    if (pass_spaces(text, &next))
        return true;
    bool spaced = next > at;
    struct marks marks;
    if (!read_marks(text, at, !spaced, &marks) || is_comment(text, &marks))
        return false;
    next = pass_opening(text, next, spaced);
    int32_t first = character_at(text, next).point;
    if (spaced ? goes_on(first) : !is_upper(first) || !may_be_joined(text, &marks, next))
        return false;
    return !marks.dot || !belongs_to_word(text, marks.start, next);
}
