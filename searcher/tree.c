/* The memory of a query's tree, and the tree as text. */
#include "tree.h"

#include "parse.h"
#include "unicode.h"

/* -- Memory ---------------------------------------------------------------------------------- */

void *query_allocate(struct query *query, size_t bytes)
{
    return arena_take(&query->memory, bytes);
}

void query_free(struct query *query)
{
    arena_free(&query->memory);
    buffer_free(&query->text);
    query->root = NULL;
}

/* -- Printing -------------------------------------------------------------------------------- */

struct printer {
    struct buffer *text;
    bool all_brackets; /* else only those that are needed */
};

/* How tight what the node joins is joined, as the parser reads it. */
static int node_strength(const struct node *node)
{
    switch (node->kind) {
    case NODE_OR:
        return 0;
    case NODE_AND:
        return 1;
    case NODE_LIST:
        return 2;
    case NODE_NOT:
    case NODE_NEEDED:
        return 3;
    case NODE_NEAR:
        return 4;
    default:
        return 5;
    }
}

static bool is_joined(const struct node *node)
{
    int strength = node_strength(node);
    return strength <= 2 || strength == 4;
}

/* How deep the brackets are nested when everything joined has them. */
static size_t bracket_depth(const struct node *node)
{
    size_t deepest = 0;
    for (size_t i = 0; i < node->count; i++) {
        const struct node *child = node->children[i];
        size_t depth = bracket_depth(child) + is_joined(child);
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

static void print_field(enum query_field field, struct buffer *text)
{
    static const char *const names[] = {
        [FIELD_ANY] = "",           [FIELD_TITLE] = "titre:",   [FIELD_OUTLET] = "media:",
        [FIELD_ENTITY] = "entite:", [FIELD_AUTHOR] = "auteur:", [FIELD_SECTION] = "rubrique:",
        [FIELD_DATE] = "date:",
    };
    buffer_append(text, str_from(names[field]));
}

/* The first or last of what is printed of `node` without brackets. */
static const struct node *edge(const struct node *node, bool last)
{
    while (node->kind == NODE_NOT || node->kind == NODE_NEEDED || node->kind == NODE_NEAR)
        node = node->children[last ? node->count - 1 : 0];
    return node;
}

static bool starts_with_digit(struct str text)
{
    size_t at = 0;
    return text.length > 0 && unicode_kind(unicode_next(text, &at)) == CHARACTER_DIGIT;
}

/* Whether it begins with `h` and no other letter of ASCII behind it: `h`, `h30`, `h.e`. */
static bool starts_minutes(struct str text)
{
    return text.length > 0 && (text.data[0] | 0x20) == 'h' &&
           (text.length == 1 || (text.data[1] | 0x20) < 'a' || (text.data[1] | 0x20) > 'z');
}

/* One space between words; two where one would make them one: after `12` before `345`, after `st`,
 * which is Saint before a name, and after `d`, which is elided before `alger`; after `+2`, which is
 * an amount before `points`, and after `20`, which is an hour before `h`. */
static void print_space(const struct node *before, const struct node *after, struct buffer *text)
{
    bool needed = before->kind == NODE_NEEDED;
    before = edge(before, true);
    after = edge(after, false);
    if (before->kind == NODE_COMPOUND)
        before = before->children[before->count - 1];
    buffer_append_char(text, ' ');
    if (before->kind != NODE_WORD)
        return;
    struct str word = before->word->folded;
    if ((starts_with_digit(before->typed) &&
         (needed || starts_minutes(after->typed) || starts_with_digit(after->typed))) ||
        str_equal(word, STR("st")) || str_equal(word, STR("ste")) ||
        french_may_be_elided(before->typed, after->typed.length))
        buffer_append_char(text, ' ');
}

static void print_phrase(const struct node *phrase, struct buffer *text)
{
    print_field(phrase->field, text);
    buffer_append(text, phrase->children[0]->exact ? STR("=\"") : STR("\""));
    for (size_t i = 0; i < phrase->count; i++) {
        if (i > 0)
            print_space(phrase->children[i - 1], phrase->children[i], text);
        buffer_append(text, phrase->children[i]->typed);
    }
    buffer_append_char(text, '"');
}

/* A name has one kind of marks at most in it: it was read from between the others. */
static void print_name(const struct node *name, struct buffer *text)
{
    bool plain = str_find(name->text, STR("\"")) == name->text.length;
    print_field(name->field, text);
    buffer_append(text, plain ? STR("\"") : STR("«"));
    buffer_append(text, name->text);
    buffer_append(text, plain ? STR("\"") : STR("»"));
}

static void print_leaf(const struct node *leaf, struct buffer *text)
{
    print_field(leaf->field, text);
    switch (leaf->kind) {
    case NODE_DATE:
        buffer_append_format(text, "%s..%s", leaf->dates.first, leaf->dates.last);
        return;
    case NODE_PREFIX:
        buffer_append(text, leaf->typed);
        buffer_append_char(text, '*');
        return;
    default:
        buffer_append(text, leaf->exact ? STR("=") : STR(""));
        buffer_append(text, leaf->typed);
    }
}

static void print_node(const struct printer *printer, const struct node *node);

static void print_child(const struct printer *printer, const struct node *parent,
                        const struct node *child)
{
    bool brackets = node_strength(child) <= node_strength(parent) ||
                    (printer->all_brackets && is_joined(child));
    if (brackets)
        buffer_append_char(printer->text, '(');
    print_node(printer, child);
    if (brackets)
        buffer_append_char(printer->text, ')');
}

static void print_joined(const struct printer *printer, const struct node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        if (i > 0 && node->kind == NODE_OR)
            buffer_append(printer->text, STR(" OU "));
        else if (i > 0 && node->kind == NODE_AND)
            buffer_append(printer->text, STR(" ET "));
        else if (i > 0 && node->kind == NODE_NEAR)
            buffer_append_format(printer->text, " PROCHE/%u ", node->distance);
        else if (i > 0)
            print_space(node->children[i - 1], node->children[i], printer->text);
        print_child(printer, node, node->children[i]);
    }
}

/* The parser bounds how deep a tree is. */
static void print_node(const struct printer *printer, const struct node *node)
{
    switch (node->kind) {
    case NODE_WORD:
    case NODE_COMPOUND:
    case NODE_PREFIX:
    case NODE_DATE:
        print_leaf(node, printer->text);
        break;
    case NODE_NAME:
        print_name(node, printer->text);
        break;
    case NODE_PHRASE:
        print_phrase(node_joined(node), printer->text);
        break;
    case NODE_NOT:
    case NODE_NEEDED:
        buffer_append(printer->text, node->kind == NODE_NOT ? STR("SAUF ") : STR("+"));
        print_child(printer, node, node->children[0]);
        break;
    case NODE_OR:
    case NODE_NEAR:
    case NODE_LIST:
    case NODE_AND:
        print_joined(printer, node);
        break;
    }
}

void query_print(const struct node *root, struct buffer *text)
{
    struct printer printer = {.text = text};
    if (!root)
        return;
    printer.all_brackets = bracket_depth(root) <= QUERY_MAX_DEPTH;
    print_node(&printer, root);
}
