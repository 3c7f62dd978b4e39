/* The parser, by recursive descent. From the weakest to the tightest:
 *
 *   any     = all { OU all }
 *   all     = list { ET list }
 *   list    = signed { signed }
 *   signed  = [ SAUF | - | + ] near
 *   near    = operand { PROCHE operand }
 *   operand = words | phrase | = words | = phrase | field: operand | ( any )
 *
 * Each step pushes what it read on a stack; the step above gathers from there. The first error
 * stops the lexer: what is read after it is nothing, and all steps return. */
#include "parse.h"

#include <stdlib.h>

#include "language.h"
#include "memory.h"
#include "parser.h"
#include "unicode.h"

/* -- Errors and steps ------------------------------------------------------------------------ */

void parser_fail(struct parser *parser, size_t place, const char *format, ...)
{
    if (parser->status != STATUS_OK)
        return;
    struct buffer message = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_append_arguments(&message, language_translate(format), arguments);
    va_end(arguments);
    parser->status = error_set(parser->error, STATUS_INPUT, "%s", message.data);
    *parser->place = place;
    buffer_free(&message);
    lexer_stop(&parser->lexer);
    parser->lexeme = (struct lexeme){.kind = LEXEME_END};
}

void parser_advance(struct parser *parser)
{
    enum lexeme_kind kind = parser->lexeme.kind;
    if (kind != LEXEME_UNIT && kind != LEXEME_PHRASE && kind != LEXEME_EXACT)
        parser->gap = true;
    parser->lexeme = lexer_next(&parser->lexer);
    if (parser->lexeme.kind == LEXEME_ERROR)
        parser_fail(parser, parser->lexeme.start, "%s", _(parser->lexeme.message));
}

struct str parser_slice(const struct parser *parser, size_t start, size_t end)
{
    return str_of(parser->lexer.text.data + start, end - start);
}

static void fail_operand(struct parser *parser, const struct lexeme *operator_, const char *side)
{
    parser_fail(parser, operator_->start, "%.*s needs a word on its %s",
                STR_FORMAT(parser_slice(parser, operator_->start, operator_->end)), _(side));
}

/* -- Nodes ----------------------------------------------------------------------------------- */

struct node *parser_new_node(struct parser *parser, enum node_kind kind, uint32_t start,
                             uint32_t end)
{
    struct node *node = query_allocate(parser->query, sizeof *node);
    node->kind = kind;
    node->field = kind <= NODE_NEAR ? parser->field : FIELD_ANY; /* the others join fields */
    node->start = start;
    node->end = end;
    return node;
}

void parser_push(struct parser *parser, struct node *node)
{
    parser->stack = memory_grow(parser->stack, &parser->capacity, parser->count + 1,
                                sizeof(struct node *));
    parser->stack[parser->count++] = node;
}

void parser_new_children(struct parser *parser, struct node *node, size_t count)
{
    node->children = query_allocate(parser->query, count * sizeof(struct node *));
    node->count = count;
}

struct node *parser_gather(struct parser *parser, enum node_kind kind, size_t base)
{
    size_t count = parser->count - base;
    if (count == 0)
        return NULL; /* the stack may not be there yet */
    struct node **nodes = parser->stack + base;
    if (count > 1) {
        struct node *node = parser_new_node(parser, kind, nodes[0]->start, nodes[count - 1]->end);
        parser_new_children(parser, node, count);
        memcpy(node->children, nodes, count * sizeof(struct node *));
        nodes[0] = node;
        parser->count = base + 1;
    }
    return nodes[0];
}

/* -- Operands -------------------------------------------------------------------------------- */

static void parse_any(struct parser *parser);
static void parse_operand(struct parser *parser);

static bool reads_words(const struct parser *parser)
{
    return parser->field == FIELD_ANY || parser->field == FIELD_TITLE;
}

static void parse_exact(struct parser *parser)
{
    const struct lexeme sign = parser->lexeme;
    size_t base = parser->count;
    if (!reads_words(parser))
        parser_fail(parser, sign.start, "= works with words, not here");
    parser_advance(parser);
    parser->exact = true;
    if (parser->lexeme.kind == LEXEME_UNIT)
        parse_words(parser);
    else if (parser->lexeme.kind == LEXEME_PHRASE)
        parse_phrase(parser);
    parser->exact = false;
    if (parser->count == base)
        fail_operand(parser, &sign, N_("right"));
    parser_join_words(parser, base);
}

static void parse_field(struct parser *parser)
{
    const struct lexeme field = parser->lexeme;
    size_t base = parser->count;
    if (parser->field != FIELD_ANY)
        parser_fail(parser, field.start, "a field cannot stand inside another");
    parser_advance(parser);
    parser->field = field.field;
    parser->field_depth = parser->depth;
    parse_operand(parser);
    if (parser->count == base)
        fail_operand(parser, &field, "right");
    parser_join_words(parser, base);
    parser->field = FIELD_ANY;
}

/* Brackets around punctuation are punctuation. */
static void parse_brackets(struct parser *parser)
{
    const uint32_t open = parser->lexeme.start;
    size_t base = parser->count;
    if (++parser->depth > QUERY_MAX_DEPTH)
        parser_fail(parser, open, "brackets are nested deeper than %d", QUERY_MAX_DEPTH);
    parser_advance(parser);
    parser->joined = true;
    parse_any(parser);
    if (parser->lexeme.kind != LEXEME_CLOSE)
        parser_fail(parser, open, "unclosed parenthesis");
    else if (parser->count == base &&
             lexer_is_blank(parser_slice(parser, open + 1, parser->lexeme.start)))
        parser_fail(parser, open, "nothing between the brackets");
    parser->depth--;
    parser_advance(parser);
}

/* Pushes one node; several for a unit of several words, which parser_join_words makes one; none
 * when nothing is there. */
static void parse_operand(struct parser *parser)
{
    switch (parser->lexeme.kind) {
    case LEXEME_UNIT:
    case LEXEME_PHRASE:
        if (!reads_words(parser))
            parse_name(parser);
        else if (parser->lexeme.kind == LEXEME_UNIT)
            parse_words(parser);
        else
            parse_phrase(parser);
        break;
    case LEXEME_EXACT:
        parse_exact(parser);
        break;
    case LEXEME_FIELD:
        parse_field(parser);
        break;
    case LEXEME_OPEN:
        parse_brackets(parser);
        break;
    default:
        break;
    }
}

/* -- Operators ------------------------------------------------------------------------------- */

static enum query_field place_field(const struct node *node)
{
    while (node->kind == NODE_OR)
        node = node->children[0];
    return node->field;
}

/* Whether the node stands at places of a text, so that something can be near it. */
static bool is_place(const struct node *node, enum query_field field)
{
    switch (node->kind) {
    case NODE_WORD:
    case NODE_PREFIX:
    case NODE_COMPOUND:
    case NODE_PHRASE:
        return node->field == field;
    case NODE_OR:
        for (size_t i = 0; i < node->count; i++)
            if (!is_place(node->children[i], field))
                return false;
        return true;
    default:
        return false;
    }
}

/* The operand that was pushed from `base` on becomes one place of a NEAR that begins at `first`. */
static void take_place(struct parser *parser, const struct lexeme *near, size_t first, size_t base)
{
    if (parser->count == base) {
        fail_operand(parser, near, base == first ? N_("left") : N_("right"));
        return;
    }
    parser_join_words(parser, base);
    if (!is_place(parser->stack[base], place_field(parser->stack[first])))
        parser_fail(
            parser, near->start,
            "%.*s joins words and phrases of one field, or brackets of them with OU between",
            STR_FORMAT(parser_slice(parser, near->start, near->end)));
}

/* How many words and phrases the node is; the parser bounds how deep it is. */
static size_t count_places(const struct node *node)
{
    size_t places = 0;
    if (node->kind != NODE_OR && node->kind != NODE_NEAR)
        return 1;
    for (size_t i = 0; i < node->count; i++)
        places += count_places(node->children[i]);
    return places;
}

static void parse_near(struct parser *parser)
{
    size_t base = parser->count;
    parse_operand(parser);
    if (parser->lexeme.kind != LEXEME_NEAR)
        return;
    const struct lexeme first = parser->lexeme;
    uint32_t distance = first.distance;
    take_place(parser, &first, base, base);
    while (parser->lexeme.kind == LEXEME_NEAR) {
        const struct lexeme near = parser->lexeme;
        size_t operand = parser->count;
        if (near.distance != distance)
            parser_fail(parser, near.start, "one distance for words joined by PROCHE in a row");
        parser_advance(parser);
        parse_operand(parser);
        take_place(parser, &near, base, operand);
    }
    struct node *node = parser_gather(parser, NODE_NEAR, base);
    if (!node || parser->status != STATUS_OK)
        return;
    node->field = place_field(node->children[0]);
    node->distance = distance;
    if (count_places(node) > QUERY_MAX_PLACES)
        parser_fail(parser, first.start, "%.*s joins %d words and phrases at most",
                    STR_FORMAT(parser_slice(parser, first.start, first.end)), QUERY_MAX_PLACES);
}

static void parse_signed(struct parser *parser)
{
    const struct lexeme sign = parser->lexeme;
    size_t base = parser->count;
    if (sign.kind != LEXEME_NOT && sign.kind != LEXEME_NEEDED) {
        parse_near(parser);
        return;
    }
    parser_advance(parser);
    parse_near(parser);
    if (parser->count == base) {
        fail_operand(parser, &sign, N_("right"));
        return;
    }
    parser_join_words(parser, base);
    struct node *child = parser->stack[base];
    struct node *node = parser_new_node(parser, sign.kind == LEXEME_NOT ? NODE_NOT : NODE_NEEDED,
                                        sign.start, child->end);
    parser_new_children(parser, node, 1);
    node->children[0] = child;
    parser->stack[base] = node;
}

static bool are_negations(const struct parser *parser, size_t base)
{
    for (size_t i = base; i < parser->count; i++)
        if (parser->stack[i]->kind != NODE_NOT)
            return false;
    return true;
}

static bool is_joint(const struct lexeme *lexeme)
{
    return lexeme->kind == LEXEME_OR || lexeme->kind == LEXEME_AND;
}

/* Leaves negations without anything else ungathered: `a ET -b -c` is an AND of three. One unit in
 * brackets, or that an operator joins to something, is one thing: `dit-il OU dit-elle`. */
static void parse_list(struct parser *parser)
{
    const size_t base = parser->count;
    bool joined = parser->joined;
    size_t operands = 0;
    parser->joined = false;
    while (!is_joint(&parser->lexeme) && parser->lexeme.kind != LEXEME_CLOSE &&
           parser->lexeme.kind != LEXEME_END) {
        parse_signed(parser);
        operands++;
    }
    joined |= is_joint(&parser->lexeme);
    if (joined && operands == 1)
        parser_join_words(parser, base);
    if (!are_negations(parser, base))
        parser_gather(parser, NODE_LIST, base);
}

/* Reads operands with `joint` between them and gathers them as `kind`. */
static void parse_joined(struct parser *parser, enum lexeme_kind joint, enum node_kind kind,
                         void (*parse)(struct parser *))
{
    size_t base = parser->count;
    parse(parser);
    if (parser->lexeme.kind == joint && parser->count == base)
        fail_operand(parser, &parser->lexeme, N_("left"));
    while (parser->lexeme.kind == joint) {
        const struct lexeme operator_ = parser->lexeme;
        size_t operand = parser->count;
        parser_advance(parser);
        parser->joined = true;
        parse(parser);
        if (parser->count == operand)
            fail_operand(parser, &operator_, N_("right"));
    }
    parser_gather(parser, kind, base);
}

static void parse_all(struct parser *parser)
{
    parse_joined(parser, LEXEME_AND, NODE_AND, parse_list);
}

static void parse_any(struct parser *parser)
{
    parse_joined(parser, LEXEME_OR, NODE_OR, parse_all);
}

/* -- The query ------------------------------------------------------------------------------- */

/* The first negation without anything beside it that is none, below `node`; NULL: there is none. */
static const struct node *bare_negation(const struct node *node)
{
    bool has_other = false;
    for (size_t i = 0; i < node->count; i++)
        has_other |= node->children[i]->kind != NODE_NOT;
    bool allowed = has_other && (node->kind == NODE_LIST || node->kind == NODE_AND);
    for (size_t i = 0; i < node->count; i++) {
        const struct node *child = node->children[i];
        const struct node *bare = child->kind == NODE_NOT && !allowed ? child
                                                                      : bare_negation(child);
        if (bare)
            return bare;
    }
    return NULL;
}

static void check_negations(struct parser *parser, const struct node *root)
{
    const struct node *bare = root->kind == NODE_NOT ? root : bare_negation(root);
    if (bare)
        parser_fail(parser, bare->start, "only negations: nothing to search for");
}

/* The first byte that is not UTF-8, or text.length. */
static size_t valid_length(struct str text)
{
    for (size_t at = 0, start = 0; at < text.length; start = at)
        if (unicode_next(text, &at) == 0xFFFD && at - start == 1)
            return start;
    return text.length;
}

static void check_text(struct parser *parser, struct str text)
{
    size_t valid = valid_length(text);
    if (text.length > QUERY_MAX_BYTES)
        parser_fail(parser, str_clip(text, QUERY_MAX_BYTES).length,
                    "a query may have %zu,%03zu bytes", QUERY_MAX_BYTES / 1000,
                    QUERY_MAX_BYTES % 1000);
    else if (valid < text.length)
        parser_fail(parser, valid, "this is not UTF-8; queries are");
}

enum status query_parse(struct french *french, struct str text, struct query *query, size_t *place,
                        struct error *error)
{
    struct parser parser = {
        .lexer = {.french = french}, .query = query, .place = place, .error = error};
    check_text(&parser, text);
    if (parser.status != STATUS_OK)
        return parser.status;
    buffer_append(&query->text, text);
    parser.lexer.text = buffer_str(&query->text);
    parser_advance(&parser);
    parse_any(&parser);
    if (parser.lexeme.kind == LEXEME_CLOSE)
        parser_fail(&parser, parser.lexeme.start, "parenthesis without an opening one");
    if (parser.status == STATUS_OK && parser.count > 0)
        check_negations(&parser, parser.stack[0]);
    if (parser.status == STATUS_OK && parser.count > 0)
        query->root = parser.stack[0];
    lexer_free(&parser.lexer);
    buffer_free(&parser.folded);
    free(parser.stack);
    return parser.status;
}

void query_words(struct french *french, struct str text, struct buffer *words)
{
    struct french_tokens tokens = {0};
    french_tokenise(french, text, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        if (tokens.tokens[i].kind == FRENCH_COMPOUND)
            continue;
        if (words->length > 0)
            buffer_append_char(words, ' ');
        buffer_append(words, tokens.tokens[i].word->spelling); /* lower case: no operator */
    }
    french_tokens_free(&tokens);
}
