/* The parser's state and steps, for parse.c and leaves.c alone. */
#ifndef REVUE_PARSER_H
#define REVUE_PARSER_H

#include "error.h"
#include "lex.h"
#include "tree.h"

struct parser {
    struct lexer lexer;
    struct lexeme lexeme; /* the one in hand */
    struct query *query;
    struct node **stack;
    size_t count; /* on the stack */
    size_t capacity;
    enum query_field field; /* of what is read */
    unsigned depth;         /* brackets that are open */
    unsigned field_depth;   /* those that were when the field began */
    bool exact;             /* = stands before what is read */
    bool joined;            /* OU, ET or a bracket does */
    uint32_t position;      /* of the next word */
    bool gap;               /* something else than a word stood since the last one */
    struct buffer folded;   /* working memory */
    enum status status;
    size_t *place;
    struct error *error;
};

/* The first call makes the parser's error, of the byte `place`; the lexemes end here. */
__attribute__((format(printf, 3, 4))) void parser_fail(struct parser *parser, size_t place,
                                                       const char *format, ...);

/* Takes the next lexeme in hand. */
void parser_advance(struct parser *parser);

struct str parser_slice(const struct parser *parser, size_t start, size_t end);

/* A node of the query's memory, without children. */
struct node *parser_new_node(struct parser *parser, enum node_kind kind, uint32_t start,
                             uint32_t end);

/* Room for `count` children, NULL each. */
void parser_new_children(struct parser *parser, struct node *node, size_t count);

void parser_push(struct parser *parser, struct node *node);

/* Replaces the nodes from `base` on by one that has them as children; one alone stays as it is.
 * Returns what is there then, NULL when nothing is. */
struct node *parser_gather(struct parser *parser, enum node_kind kind, size_t base);

/* -- leaves.c -------------------------------------------------------------------------------- */

/* Pushes the words of the LEXEME_UNIT in hand, each by itself. */
void parse_words(struct parser *parser);

/* Makes the words pushed from `base` on one operand: several become a phrase. */
void parser_join_words(struct parser *parser, size_t base);

/* Pushes the LEXEME_PHRASE in hand. */
void parse_phrase(struct parser *parser);

/* Pushes a name or, in the field of dates, a date: the LEXEME_PHRASE or LEXEME_UNIT in hand, and
 * inside brackets all units that follow. */
void parse_name(struct parser *parser);

#endif
