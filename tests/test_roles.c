/* Roles: what an article's words are to a query, against a comparison of each word with each of the
 * query's keys, and where its tokens have a role. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "forward.h"
#include "made_records.h"
#include "memory.h"
#include "random.h"
#include "roles.h"

#define ROUNDS        400
#define MANY_WORDS    20 /* of a query; few are eight */
#define DIFFERENT_MAX 6000

/* A query's words, by the kind of role that each asks for. */
struct query {
    const struct french_word *stems[MANY_WORDS], *exact[MANY_WORDS], *prefixes[MANY_WORDS];
    size_t count; /* of each */
};

static struct roles *make_query(struct made_records *records, uint32_t *state, uint32_t different,
                                struct query *query)
{
    struct roles *roles = roles_new();
    struct buffer word = {0};
    const struct french_word **kinds[] = {query->stems, query->exact, query->prefixes};
    query->count = 1 + random_below(state, MANY_WORDS);
    for (size_t i = 0; i < query->count; i++)
        for (size_t kind = 0; kind < 3; kind++) {
            buffer_clear(&word);
            made_word_append(random_below(state, different + 3), &word);
            kinds[kind][i] = french_word_of(records->french, buffer_str(&word));
        }
    for (size_t i = 0; i < query->count; i++) {
        roles_add_stem(roles, query->stems[i], (uint32_t)i);
        roles_add_exact(roles, query->exact[i], (uint32_t)i);
        roles_add_prefix(roles, query->exact[i], (uint32_t)i); /* as who asks for a word does */
        roles_add_prefix(roles, query->prefixes[i], (uint32_t)(query->count + i));
    }
    buffer_free(&word);
    return roles;
}

static bool has_stem(const struct query *query, const struct forward *forward, uint32_t word)
{
    for (size_t i = 0; i < query->count; i++)
        if (forward_stem_of(query->stems[i]) == forward_stem_key(forward, word))
            return true;
    return false;
}

static bool has_exact(const struct query *query, const struct forward *forward, uint32_t word)
{
    for (size_t i = 0; i < query->count; i++)
        if (forward_key_of(query->exact[i]) == forward_word_key(forward, word))
            return true;
    return false;
}

static bool has_prefix(const struct query *query, const struct forward *forward, uint32_t word)
{
    uint32_t key = forward_prefix_key(forward, word);
    for (size_t i = 0; i < query->count; i++)
        if (forward_key_of(query->prefixes[i]) >> 16 == key ||
            forward_key_of(query->exact[i]) >> 16 == key)
            return true;
    return false;
}

/* Compares each word, then walks over the tokens of the text. */
static void check_article(const struct roles *roles, const struct query *query,
                          const struct forward *forward)
{
    uint32_t last = forward->title_tokens + forward->text_tokens;
    uint32_t next = roles_next_token(roles, 0, last);
    for (uint32_t token = 0; token < last; token++) {
        uint32_t word = forward_token(forward, token);
        bool stem = has_stem(query, forward, word);
        bool exact = has_exact(query, forward, word);
        bool prefix = has_prefix(query, forward, word);
        bool compound = forward_is_compound(forward, word);
        if (!stem && !prefix && !compound) {
            assert_int_not_equal(next, token);
            continue;
        }
        assert_int_equal(next, token);
        const struct role *role = role_of_token(roles, forward, token);
        assert_int_equal(role->word, word);
        assert_int_equal(role->stem != ROLE_NONE, stem);
        assert_int_equal(role->exact != ROLE_NONE, exact);
        assert_int_equal(role->prefix != ROLE_NONE, prefix);
        assert_int_equal(role->compound, compound);
        next = roles_next_token(roles, token + 1, last);
    }
    assert_int_equal(next, last);
}

/* Of records whose tokens have 8, 12 and 16 bits, read by one query after each other. */
static void words_and_tokens(void **state)
{
    (void)state;
    static const uint32_t different[] = {30, 240, 900, DIFFERENT_MAX};
    static const uint32_t tokens[] = {3, 400, 2000, 30000};
    struct made_records records;
    made_records_make(&records);
    struct forward *forward = records.forward;
    uint32_t seed = 11;
    bool widths[17] = {false};
    for (size_t round = 0; round < ROUNDS; round++) {
        struct query query;
        size_t size = round % 100 == 0 ? 3 : round % 3; /* the largest is rare: it takes its time */
        struct roles *roles = make_query(&records, &seed, different[size], &query);
        for (size_t article = 0; article < 3; article++) {
            size_t length = article == 0 ? 0 : size;
            made_record(&records, &seed, STR("De la paix"), tokens[length], different[size]);
            assert_true(forward_open(buffer_str(&records.record), forward));
            widths[forward->width] = true;
            roles_read(roles, forward);
            check_article(roles, &query, forward);
        }
        roles_free(roles);
    }
    assert_true(widths[8] && widths[12] && widths[16]);
    made_records_free(&records);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_tokens),
    };
    return cmocka_run_group_tests_name("roles", tests, NULL, NULL);
}
