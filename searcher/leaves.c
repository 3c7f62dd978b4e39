/* The leaves of a query's tree: words, compounds, prefixes, phrases, names and dates. */
#include "parser.h"
#include "unicode.h"

/* -- Words ----------------------------------------------------------------------------------- */

/* Leaves a number out where something else stood between two words. */
static void begin_word(struct parser *parser)
{
    if (parser->gap && parser->position > 0)
        parser->position++;
    parser->gap = false;
}

/* Whether the token's text alone gives its word: `St` before a name does not, it is Saint. */
static bool reads_alone(struct parser *parser, const struct french_token *token)
{
    buffer_clear(&parser->folded);
    unicode_fold(parser_slice(parser, token->start, token->end), &parser->folded);
    return str_starts(buffer_str(&parser->folded), token->word->folded);
}

static struct str lower_copy(struct parser *parser, struct str text)
{
    char *copy = query_allocate(parser->query, text.length);
    memcpy(copy, text.data, text.length);
    for (size_t i = 0; i < text.length; i++)
        if (copy[i] >= 'A' && copy[i] <= 'Z')
            copy[i] = (char)(copy[i] | 0x20);
    return str_of(copy, text.length);
}

/* See node.typed. */
static struct str typed_text(struct parser *parser, const struct french_token *token)
{
    struct str typed = parser_slice(parser, token->start, token->end);
    if (!reads_alone(parser, token))
        return token->word->spelling;
    return lexer_is_operator(typed) ? lower_copy(parser, typed) : typed;
}

static struct node *new_word(struct parser *parser, const struct french_token *token)
{
    struct node *node = parser_new_node(parser, NODE_WORD, token->start, token->end);
    node->word = token->word;
    node->exact = parser->exact;
    node->position = parser->position;
    node->typed = typed_text(parser, token);
    return node;
}

/* How many of `tokens` are the parts of the first; 0 when it is no compound, or one that ends in an
 * elided article (`O’Brien-l’`): then the parts are all there is. */
static size_t count_parts(const struct french_token *tokens, size_t count)
{
    size_t parts = 0;
    if (tokens[0].kind == FRENCH_COMPOUND)
        while (parts + 1 < count && tokens[parts + 1].start < tokens[0].end)
            parts++;
    return tokens[parts].end == tokens[0].end ? parts : 0;
}

static void push_compound(struct parser *parser, const struct french_token *tokens, size_t parts)
{
    struct node *node = parser_new_node(parser, NODE_COMPOUND, tokens[0].start, tokens[0].end);
    parser_new_children(parser, node, parts + 1);
    begin_word(parser);
    node->children[0] = new_word(parser, &tokens[0]);
    node->typed = node->children[0]->typed;
    for (size_t i = 1; i <= parts; i++) {
        struct french_token part = tokens[i];
        if (i == parts && !reads_alone(parser, &part)) /* read without what follows */
            part.word = french_word_of(parser->lexer.french,
                                       parser_slice(parser, part.start, part.end));
        node->children[i] = new_word(parser, &part);
        parser->position++;
    }
    parser_push(parser, node);
}

static void push_prefix(struct parser *parser, const struct french_token *token)
{
    struct node *node = parser_new_node(parser, NODE_PREFIX, token->start, token->end + 1);
    struct str prefix = token->word->folded;
    size_t second = 0;
    unicode_next(prefix, &second);
    if (parser->exact)
        parser_fail(parser, token->start,
                    "a word is exact (=) or the beginning of others (*), not both");
    if (second == prefix.length)
        parser_fail(parser, token->start, "a prefix needs two letters at least");
    node->text = prefix;
    node->typed = typed_text(parser, token);
    parser->gap = true;
    parser_push(parser, node);
}

/* A star that stands alone, not one of several. */
static bool is_star(struct str text, size_t at)
{
    return at < text.length && text.data[at] == '*' && (at == 0 || text.data[at - 1] != '*') &&
           (at + 1 == text.length || text.data[at + 1] != '*');
}

/* No star before or inside a word. */
static void check_stars(struct parser *parser)
{
    struct str text = parser->lexer.text;
    for (size_t at = parser->lexeme.start; at < parser->lexeme.end; at++)
        if (is_star(text, at) && lexer_starts_word(text, at + 1))
            parser_fail(parser, at, "a star stands only at a word's end");
}

/* Pushes what the first of `tokens` is and returns how many of them that takes. */
static size_t push_token(struct parser *parser, const struct french_token *tokens, size_t count)
{
    size_t parts = count_parts(tokens, count);
    bool whole = tokens[0].kind == FRENCH_COMPOUND;
    bool star = is_star(parser->lexer.text, tokens[0].end);
    if (whole && (parts == 0 || (parser->exact && !star)))
        return 1; /* its parts follow */
    if (star) {
        push_prefix(parser, tokens);
    } else if (whole) {
        push_compound(parser, tokens, parts);
    } else {
        begin_word(parser);
        parser_push(parser, new_word(parser, tokens));
        parser->position++;
    }
    return 1 + parts;
}

void parse_words(struct parser *parser)
{
    const struct lexeme unit = parser->lexeme;
    check_stars(parser);
    for (size_t i = 0; i < unit.token_count && parser->status == STATUS_OK;)
        i += push_token(parser, unit.tokens + i, unit.token_count - i);
    parser_advance(parser);
}

void parser_join_words(struct parser *parser, size_t base)
{
    size_t words = 0;
    const size_t units = parser->count - base;
    if (units < 2)
        return;
    for (size_t i = base; i < parser->count; i++) {
        struct node *node = parser->stack[i];
        if (node->kind == NODE_PREFIX)
            parser_fail(parser, node->start,
                        "a star needs a word by itself here; part the words by a space");
        words += node->kind == NODE_COMPOUND ? node->count - 1 : 1;
    }
    struct node *joined = parser_gather(parser, NODE_PHRASE, base);
    if (words == units)
        return;
    struct node *phrase = parser_new_node(parser, NODE_PHRASE, joined->start, joined->end);
    parser_new_children(parser, phrase, words);
    phrase->count = 0;
    for (size_t i = 0; i < units; i++) {
        struct node *node = joined->children[i];
        if (node->kind != NODE_COMPOUND)
            phrase->children[phrase->count++] = node;
        for (size_t part = 1; part < node->count; part++)
            phrase->children[phrase->count++] = node->children[part];
    }
    phrase->joined = joined;
    parser->stack[base] = phrase;
}

/* -- Quotations ------------------------------------------------------------------------------ */

/* The quoted words as one behind the other. */
static struct node *new_phrase(struct parser *parser)
{
    const struct lexeme *quoted = &parser->lexeme;
    struct node *phrase = parser_new_node(parser, NODE_PHRASE, quoted->start, quoted->end);
    parser_new_children(parser, phrase, quoted->token_count);
    phrase->count = 0;
    for (size_t i = 0; i < quoted->token_count; i++) {
        if (quoted->tokens[i].kind == FRENCH_COMPOUND)
            continue;
        phrase->children[phrase->count++] = new_word(parser, &quoted->tokens[i]);
        parser->position++;
    }
    return phrase;
}

/* A compound whose parts are words of a phrase from the one at `*at` on, which are passed over. */
static struct node *join_parts(struct parser *parser, const struct french_token *whole,
                               size_t parts, const struct node *phrase, size_t *at)
{
    struct node *compound = parser_new_node(parser, NODE_COMPOUND, whole->start, whole->end);
    parser_new_children(parser, compound, parts + 1);
    compound->children[0] = new_word(parser, whole);
    compound->children[0]->position = phrase->children[*at]->position;
    compound->typed = compound->children[0]->typed;
    for (size_t i = 1; i <= parts; i++)
        compound->children[i] = phrase->children[(*at)++];
    return compound;
}

static bool has_compound(const struct lexeme *quoted)
{
    for (size_t i = 0; i < quoted->token_count; i++)
        if (count_parts(&quoted->tokens[i], quoted->token_count - i) > 0)
            return true;
    return false;
}

/* The phrase with its compounds as such. */
static struct node *join_compounds(struct parser *parser, const struct node *phrase)
{
    const struct lexeme *quoted = &parser->lexeme;
    struct node *joined = parser_new_node(parser, NODE_PHRASE, phrase->start, phrase->end);
    parser_new_children(parser, joined, phrase->count);
    joined->count = 0;
    for (size_t i = 0, at = 0; i < quoted->token_count; i++) {
        const struct french_token *token = &quoted->tokens[i];
        size_t parts = count_parts(token, quoted->token_count - i);
        if (parts > 0) {
            joined->children[joined->count++] = join_parts(parser, token, parts, phrase, &at);
            i += parts;
        } else if (token->kind != FRENCH_COMPOUND) {
            joined->children[joined->count++] = phrase->children[at++];
        }
    }
    return joined;
}

/* Whether a star makes the token the beginning of a word: not `4*`, nor `c*s`, which is text. */
static bool begins_word(const struct parser *parser, const struct french_token *token)
{
    size_t second = 0;
    unicode_next(token->word->folded, &second);
    return is_star(parser->lexer.text, token->end) && second < token->word->folded.length &&
           !lexer_starts_word(parser->lexer.text, token->end + 1);
}

/* No beginning of a word: a phrase has words as written. */
static void check_quoted_stars(struct parser *parser)
{
    const struct lexeme *quoted = &parser->lexeme;
    for (size_t i = 0; i < quoted->token_count; i++)
        if (begins_word(parser, &quoted->tokens[i]))
            parser_fail(parser, quoted->tokens[i].end,
                        "a star stands outside quotation marks, as in base PROCHE/1 milit*");
}

void parse_phrase(struct parser *parser)
{
    check_quoted_stars(parser);
    begin_word(parser);
    struct node *phrase = new_phrase(parser);
    if (!parser->exact && has_compound(&parser->lexeme))
        phrase->joined = join_compounds(parser, phrase);
    parser_push(parser, phrase);
    parser_advance(parser);
}

/* -- Names and dates ------------------------------------------------------------------------- */

static bool read_dates(struct str text, struct date_range *dates)
{
    struct date_range first = DATE_RANGE_ALL;
    struct date_range last = DATE_RANGE_ALL;
    size_t dots = str_find(text, STR(".."));
    if (dots == text.length)
        return date_parse_range(text, dates);
    struct str before = str_before(text, dots);
    struct str after = str_after(text, dots + 2);
    if ((before.length && !date_parse_range(before, &first)) ||
        (after.length && !date_parse_range(after, &last)) || before.length + after.length == 0)
        return false;
    memcpy(dates->first, first.first, sizeof first.first);
    memcpy(dates->last, last.last, sizeof last.last);
    return true;
}

static void push_date(struct parser *parser, struct str text, uint32_t start, uint32_t end)
{
    struct node *node = parser_new_node(parser, NODE_DATE, start, end);
    if (!read_dates(text, &node->dates))
        parser_fail(parser, start, LEXER_NO_DATE);
    else if (strcmp(node->dates.first, node->dates.last) > 0)
        parser_fail(parser, start, "the first day is after the last");
    parser_push(parser, node);
}

void parse_name(struct parser *parser)
{
    struct lexeme name = parser->lexeme;
    if (name.kind == LEXEME_PHRASE) {
        parser_advance(parser);
    } else {
        do {
            check_stars(parser);
            for (size_t i = 0; i < parser->lexeme.token_count; i++)
                if (is_star(parser->lexer.text, parser->lexeme.tokens[i].end))
                    parser_fail(parser, parser->lexeme.tokens[i].end,
                                "a star works in words, not here");
            name.end = parser->lexeme.end > name.end ? parser->lexeme.end : name.end;
            parser_advance(parser);
        } while (parser->lexeme.kind == LEXEME_UNIT && parser->depth > parser->field_depth);
        name.text = parser_slice(parser, name.start, name.end);
    }
    if (parser->field == FIELD_DATE) {
        push_date(parser, name.text, name.start, name.end);
        return;
    }
    struct node *node = parser_new_node(parser, NODE_NAME, name.start, name.end);
    node->text = name.text;
    parser_push(parser, node);
}
