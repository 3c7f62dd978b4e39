/* Which nodes of a tree are the same. The parser bounds how deep a tree is. */
#include <string.h>

#include "hash.h"
#include "tree.h"

bool node_equal(const struct node *a, const struct node *b)
{
    if (a == b)
        return true;
    if (a->kind != b->kind || a->field != b->field || a->count != b->count ||
        a->distance != b->distance || !str_equal(a->text, b->text) || !a->joined != !b->joined)
        return false;
    if (a->kind == NODE_WORD && (a->exact != b->exact || !str_equal(a->word->stem, b->word->stem)))
        return false;
    if (a->kind == NODE_DATE &&
        (strcmp(a->dates.first, b->dates.first) != 0 || strcmp(a->dates.last, b->dates.last) != 0))
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!node_equal(a->children[i], b->children[i]))
            return false;
    return !a->joined || node_equal(a->joined, b->joined);
}

uint64_t node_hash(const struct node *node)
{
    uint64_t hash = (uint64_t)node->kind << 32 | (uint64_t)node->field << 24 | node->distance;
    if (node->kind == NODE_WORD)
        hash = hash_bytes(node->word->stem, hash << 1 | node->exact);
    if (node->kind == NODE_DATE)
        hash = hash_bytes(str_from(node->dates.last),
                          hash_bytes(str_from(node->dates.first), hash));
    hash = hash_bytes(node->text, hash);
    for (size_t i = 0; i < node->count; i++) {
        uint64_t child = node_hash(node->children[i]);
        hash = hash_bytes(str_of((const char *)&child, sizeof child), hash);
    }
    return hash;
}
