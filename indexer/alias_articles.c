/* Asking the database for the articles that have the words of aliases. */
#include "alias_articles.h"

#include <stdlib.h>

#include "database.h"
#include "language.h"
#include "memory.h"
#include "queries.h"

/* What is being asked: one query an alias. */
struct asking {
    struct french *french;
    struct queries queries;
    struct query_list aliases;
    struct french_tokens tokens;
};

static void add_alias(struct asking *asking, struct str alias)
{
    struct query_list words = {0};
    french_tokenise(asking->french, alias, &asking->tokens);
    for (size_t i = 0; i < asking->tokens.count; i++)
        if (asking->tokens.tokens[i].kind != FRENCH_COMPOUND)
            query_list_add(&words, queries_term(&asking->queries, SCHEMA_STEM,
                                                asking->tokens.tokens[i].word->stem));
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

static enum xapian_status read_hits(const struct xapian_mset *mset, struct docid_list *articles,
                                    char **message)
{
    enum xapian_status status = XAPIAN_OK;
    articles->count = 0;
    articles->docids = memory_grow(articles->docids, &articles->capacity, xapian_mset_size(mset),
                                   sizeof *articles->docids);
    for (uint32_t i = 0; i < xapian_mset_size(mset) && status == XAPIAN_OK; i++)
        status = xapian_mset_hit(mset, i, &articles->docids[articles->count++], NULL, message);
    return status;
}

/* Without weights hits come in the order of their docids. */
static enum status run_query(const struct xapian_database *database,
                             const struct xapian_query *query, struct docid_list *articles,
                             struct error *error)
{
    struct xapian_enquire *enquire = NULL;
    struct xapian_weight *weight = NULL;
    struct xapian_mset *mset = NULL;
    char *message = NULL;
    uint32_t most = 0;
    enum xapian_status status = xapian_database_count(database, &most, &message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_new(database, &enquire, &message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_set_query(enquire, query, &message);
    if (status == XAPIAN_OK)
        status = xapian_weight_new_boolean(&weight, &message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_set_weight(enquire, weight, &message);
    if (status == XAPIAN_OK)
        status = xapian_enquire_get_mset(enquire, 0, most, most, &mset, &message);
    if (status == XAPIAN_OK)
        status = read_hits(mset, articles, &message);
    xapian_mset_free(mset);
    xapian_weight_free(weight);
    xapian_enquire_free(enquire);
    return status == XAPIAN_OK ? STATUS_OK : database_error(error, NULL, status, message);
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
        status = run_query(database, any, articles, error);
    xapian_query_free(any);
    french_tokens_free(&asking.tokens);
    return status;
}
