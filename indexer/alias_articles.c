/* Asking the database for the articles that have the words of aliases. */
#include "alias_articles.h"

#include <stdlib.h>

#include "queries.h"

/* What is being asked: one query an alias. */
struct asking {
    struct french *french;
    struct queries queries;
    struct query_list aliases;
    struct french_tokens tokens;
};

/* An alias of function words alone may be in any article. */
static void add_alias(struct asking *asking, struct str alias)
{
    struct query_list words = {0};
    french_tokenise(asking->french, alias, &asking->tokens);
    for (size_t i = 0; i < asking->tokens.count; i++) {
        const struct french_token *token = &asking->tokens.tokens[i];
        if (token->kind != FRENCH_COMPOUND && schema_has_stem_term(token->word))
            query_list_add(&words, queries_term(&asking->queries, SCHEMA_STEM, token->word->stem));
    }
    if (words.count == 0 && asking->tokens.count > 0)
        query_list_add(&words, queries_all(&asking->queries));
    query_list_add(&asking->aliases, queries_combined(&asking->queries, XAPIAN_AND, &words));
}

static void add_entity(struct asking *asking, const struct entity *entity)
{
    add_alias(asking, entity->name);
    for (struct str rest = entity->aliases; entity->aliases.length > 0 && rest.data;) {
        struct str alias = str_cut(&rest, '|');
        add_alias(asking, str_after(alias, str_starts(alias, STR("~"))));
    }
}

enum status alias_articles_find(const struct xapian_database *database, struct french *french,
                                const struct entity *entities, size_t count,
                                struct docid_list *articles, struct error *error)
{
    struct asking asking = {.french = french};
    for (size_t i = 0; i < count; i++)
        add_entity(&asking, &entities[i]);
    struct xapian_query *any = queries_combined(&asking.queries, XAPIAN_OR, &asking.aliases);
    enum status status = queries_finish(&asking.queries, error);
    articles->count = 0;
    if (status == STATUS_OK && any)
        status = docids_find(database, any, UINT32_MAX, articles, error);
    xapian_query_free(any);
    french_tokens_free(&asking.tokens);
    return status;
}
