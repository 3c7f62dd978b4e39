/* Trees of queries as text, compared and checked. */
#include "query_tree.h"

#include "parse.h"

/* -- Writing --------------------------------------------------------------------------------- */

static const char *field_name(enum query_field field)
{
    static const char *const names[] = {
        [FIELD_ANY] = "",           [FIELD_TITLE] = "titre:",   [FIELD_OUTLET] = "media:",
        [FIELD_ENTITY] = "entite:", [FIELD_AUTHOR] = "auteur:", [FIELD_SECTION] = "rubrique:",
        [FIELD_DATE] = "",
    };
    return names[field];
}

static void write_joined(const struct node *node, const char *separator, struct buffer *text)
{
    for (size_t i = 0; i < node->count; i++) {
        buffer_append(text, str_from(i ? separator : ""));
        query_tree_write(node->children[i], text);
    }
}

static void write_word(const struct node *word, struct buffer *text)
{
    buffer_append(text, word->exact ? STR("=") : STR(""));
    buffer_append(text, word->exact ? word->word->spelling : word->word->folded);
}

/* The words of a phrase or a compound, and in a phrase compounds; their field is the node's. */
static void write_words(const struct node *node, struct buffer *text)
{
    for (size_t i = 0; i < node->count; i++) {
        const struct node *child = node->children[i];
        buffer_append(text, str_from(i ? " " : ""));
        buffer_append(text, str_from(child->kind == NODE_COMPOUND ? "[" : ""));
        for (size_t j = 0; j < child->count; j++) {
            buffer_append(text, str_from(j ? " " : ""));
            write_word(child->children[j], text);
        }
        if (child->kind == NODE_COMPOUND)
            buffer_append_char(text, ']');
        else
            write_word(child, text);
    }
}

static void write_leaf(const struct node *leaf, struct buffer *text)
{
    buffer_append(text, str_from(field_name(leaf->field)));
    switch (leaf->kind) {
    case NODE_WORD:
        write_word(leaf, text);
        break;
    case NODE_PREFIX:
        buffer_append_format(text, "%.*s*", STR_FORMAT(leaf->text));
        break;
    case NODE_NAME:
        buffer_append_format(text, "\"%.*s\"", STR_FORMAT(leaf->text));
        break;
    case NODE_DATE:
        buffer_append_format(text, "DATE(%s..%s)", leaf->dates.first, leaf->dates.last);
        break;
    case NODE_COMPOUND:
        buffer_append_char(text, '[');
        write_words(leaf, text);
        buffer_append_char(text, ']');
        break;
    default:
        buffer_append(text, STR("PHRASE("));
        write_words(node_joined(leaf), text);
        buffer_append_char(text, ')');
    }
}

void query_tree_write(const struct node *root, struct buffer *text)
{
    static const char *const names[] = {
        [NODE_LIST] = "LIST", [NODE_AND] = "AND",       [NODE_OR] = "OR",
        [NODE_NOT] = "NOT",   [NODE_NEEDED] = "NEEDED",
    };
    if (!root) {
        buffer_append(text, STR("NOTHING"));
        return;
    }
    switch (root->kind) {
    case NODE_NEAR:
        buffer_append_format(text, "NEAR/%u(", root->distance);
        break;
    case NODE_LIST:
    case NODE_AND:
    case NODE_OR:
    case NODE_NOT:
    case NODE_NEEDED:
        buffer_append_format(text, "%s(", names[root->kind]);
        break;
    default:
        write_leaf(root, text);
        return;
    }
    write_joined(root, ", ", text);
    buffer_append_char(text, ')');
}

void query_tree_write_positions(const struct node *root, struct buffer *text)
{
    if (root && root->kind == NODE_WORD)
        buffer_append_format(text, "%s%u", text->length ? " " : "", root->position);
    if (root)
        root = node_joined(root);
    for (size_t i = 0; root && i < root->count; i++)
        query_tree_write_positions(root->children[i], text);
}

/* -- Comparing ------------------------------------------------------------------------------- */

static bool same_word(const struct node *a, const struct node *b)
{
    return str_equal(a->word->folded, b->word->folded) && str_equal(a->word->stem, b->word->stem) &&
           str_equal(a->word->spelling, b->word->spelling);
}

bool query_tree_equal(const struct node *a, const struct node *b)
{
    if (!a || !b)
        return a == b;
    if (a->kind != b->kind || a->field != b->field || a->exact != b->exact ||
        a->distance != b->distance || a->count != b->count || !str_equal(a->text, b->text) ||
        strcmp(a->dates.first, b->dates.first) != 0 || strcmp(a->dates.last, b->dates.last) != 0 ||
        !a->word != !b->word || (a->word && !same_word(a, b)))
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!query_tree_equal(a->children[i], b->children[i]))
            return false;
    return query_tree_equal(a->joined, b->joined);
}

/* -- Checking -------------------------------------------------------------------------------- */

struct walk {
    const struct query *query;
    const char *flaw;
    bool any_word;
    uint32_t position; /* of the last word */
};

static void expect(struct walk *walk, bool right, const char *flaw)
{
    if (!right && !walk->flaw)
        walk->flaw = flaw;
}

static bool is_names_field(enum query_field field)
{
    return field > FIELD_TITLE && field < FIELD_DATE;
}

static bool is_place(const struct node *node)
{
    if (node->kind == NODE_OR) {
        for (size_t i = 0; i < node->count; i++)
            if (!is_place(node->children[i]))
                return false;
        return true;
    }
    return node->kind == NODE_WORD || node->kind == NODE_PREFIX || node->kind == NODE_COMPOUND ||
           node->kind == NODE_PHRASE;
}

/* `shares`: the word has the number of the one before, a compound's whole. */
static void check_word(struct walk *walk, const struct node *word, bool shares)
{
    expect(walk, word->word != NULL, "a word without its word");
    expect(walk, word->typed.length > 0, "a word that was not typed");
    if (shares)
        expect(walk, word->position == walk->position, "a compound's part is elsewhere");
    else
        expect(walk, !walk->any_word || word->position > walk->position, "words out of order");
    walk->any_word = true;
    walk->position = word->position;
}

static void check_children(struct walk *walk, const struct node *node)
{
    size_t negations = 0;
    for (size_t i = 0; i < node->count; i++) {
        const struct node *child = node->children[i];
        negations += child->kind == NODE_NOT;
        if (node->kind == NODE_PHRASE || node->kind == NODE_COMPOUND) {
            expect(walk, child->kind == NODE_WORD, "not a word in a phrase");
            expect(walk, child->field == node->field, "a word of another field");
            expect(walk, child->exact == node->children[0]->exact, "a phrase exact in part");
        }
        expect(walk, node->kind != NODE_NEAR || is_place(child), "near something without a place");
        expect(walk, child->start >= node->start && child->end <= node->end, "a child outside");
    }
    bool may_have = node->kind == NODE_LIST || node->kind == NODE_AND;
    expect(walk, negations == 0 || (may_have && negations < node->count), "only negations");
}

/* A phrase's `joined` has its words, some of them as parts of compounds. */
static void check_joined(struct walk *walk, const struct node *phrase)
{
    const struct node *joined = phrase->joined;
    size_t at = 0;
    size_t compounds = 0;
    for (size_t i = 0; i < joined->count && !walk->flaw; i++) {
        const struct node *unit = joined->children[i];
        bool is_compound = unit->kind == NODE_COMPOUND;
        expect(walk, is_compound || unit == phrase->children[at], "another word joined");
        for (size_t part = 1; part < unit->count && !walk->flaw; part++)
            expect(walk,
                   at + part <= phrase->count &&
                       unit->children[part] == phrase->children[at + part - 1],
                   "another part joined");
        expect(walk,
               !is_compound ||
                   (unit->count > 1 && unit->children[0]->position == unit->children[1]->position),
               "a whole elsewhere");
        compounds += is_compound;
        at += is_compound ? unit->count - 1 : 1;
    }
    expect(walk, compounds > 0 && at == phrase->count, "joined without a compound");
}

static void check_count(struct walk *walk, const struct node *node)
{
    switch (node->kind) {
    case NODE_NOT:
    case NODE_NEEDED:
        expect(walk, node->count == 1, "one child");
        break;
    case NODE_PHRASE:
        expect(walk, node->count >= 1, "an empty phrase");
        break;
    case NODE_WORD:
    case NODE_PREFIX:
    case NODE_NAME:
    case NODE_DATE:
        expect(walk, node->count == 0, "a leaf with children");
        break;
    default:
        expect(walk, node->count >= 2, "one child joined with nothing");
    }
}

static void check_node(struct walk *walk, const struct node *node, bool shares, size_t depth)
{
    expect(walk, !node->joined || node->kind == NODE_PHRASE, "joined though no phrase");
    expect(walk, depth <= (size_t)6 * QUERY_MAX_DEPTH + 10, "too deep");
    expect(walk, node->start < node->end && node->end <= walk->query->text.length, "no range");
    expect(walk, (node->kind == NODE_NAME) == is_names_field(node->field), "a name's field");
    expect(walk, (node->kind == NODE_DATE) == (node->field == FIELD_DATE), "a date's field");
    expect(walk, node->kind != NODE_NEAR || (node->distance >= 1 && node->distance <= 999),
           "a distance of none");
    check_count(walk, node);
    check_children(walk, node);
    if (node->kind == NODE_WORD)
        check_word(walk, node, shares);
    if (node->kind == NODE_PREFIX)
        expect(walk, node->text.length >= 2 && node->typed.length >= 2, "a short prefix");
    if (walk->flaw)
        return;
    if (node->joined)
        check_joined(walk, node);
    for (size_t i = 0; i < node->count; i++)
        check_node(walk, node->children[i], node->kind == NODE_COMPOUND && i == 1, depth + 1);
}

const char *query_tree_flaw(const struct query *query)
{
    struct walk walk = {.query = query};
    if (!query->root)
        return NULL;
    if (query->root->kind == NODE_NOT)
        return "only negations";
    check_node(&walk, query->root, false, 1);
    return walk.flaw;
}

const char *query_tree_round_trip(struct french *french, struct str text, struct buffer *print)
{
    struct query query = {0};
    struct query again = {0};
    struct error error = {0};
    size_t place = SIZE_MAX;
    const char *flaw = NULL;
    if (query_parse(french, text, &query, &place, &error) == STATUS_OK) {
        flaw = query_tree_flaw(&query);
        query_print(query.root, print);
        if (!flaw && query_parse(french, buffer_str(print), &again, &place, &error) != STATUS_OK)
            flaw = "its print does not parse";
        else if (!flaw && !query_tree_equal(query.root, again.root))
            flaw = "its print gives another tree";
    } else if (query.root || place > text.length || error.message.length == 0) {
        flaw = "an error without message or place";
    }
    query_free(&query);
    query_free(&again);
    error_free(&error);
    return flaw;
}
