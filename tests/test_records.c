/* Stored records and lists of entities, changed at random: whatever the bytes, a reader refuses
 * them or reads all of them, the same way on every run. fuzz_records.c looks further. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "article.h"
#include "entities.h"
#include "entity_record.h"
#include "forward.h"
#include "memory.h"
#include "stored_records.h"

#define ROUNDS 5000

static const char list[] =
    "# Une liste\n"
    "Nicolás Maduro\tperson\tMaduro|le président Maduro|~Nico\tCaracas|Venezuela\n"
    "La Poste\torganisation\t\n"
    "Union européenne\torganisation\tUE|l’Union\n"
    "Caracas\tplace\t~Caracas la Belle\tVenezuela\n";

/* A sound record of each kind, and the analyser. */
struct fixture {
    struct french *french;
    struct buffer seeds[STORED_GAZETTEER + 1];
};

static void set_up_records(struct fixture *fixture, const struct article *article)
{
    struct gazetteer *gazetteer = gazetteer_new(fixture->french);
    struct article_packer *packer = article_packer_new();
    struct french_tokens title = {0};
    struct french_tokens text = {0};
    struct article_words words = {0};
    struct mentions found = {0};
    struct name discovered = {.field = 1, .type = ENTITY_ORGANISATION, .start = 66, .end = 71};
    const struct names_found names = {.names = &discovered, .count = 1};
    struct article_entities entities = {0};
    struct error error = {0};
    assert_int_equal(gazetteer_add(gazetteer, str_from(list), "list", &error), STATUS_OK);
    french_tokenise(fixture->french, article_get(article, ARTICLE_TITLE), &title);
    french_tokenise(fixture->french, article_get(article, ARTICLE_TEXT), &text);
    gazetteer_match(gazetteer, article_get(article, ARTICLE_TITLE), &title,
                    article_get(article, ARTICLE_TEXT), &text, &found);
    assert_true(found.count > 1);
    article_entities_collect(&entities, fixture->french, gazetteer,
                             &(struct name_article){.title = article_get(article, ARTICLE_TITLE),
                                                    .text = article_get(article, ARTICLE_TEXT),
                                                    .mentions = &found},
                             &names);
    entity_record_build(&entities, &fixture->seeds[STORED_ENTITIES]);
    article_entities_free(&entities);
    article_words_collect(&words, &title, &text);
    forward_build(&words, &fixture->seeds[STORED_FORWARD]);
    article_words_free(&words);
    article_pack(packer, article, &fixture->seeds[STORED_ARTICLE]);
    buffer_append(&fixture->seeds[STORED_GAZETTEER], str_from(list));
    mentions_free(&found);
    french_tokens_free(&title);
    french_tokens_free(&text);
    article_packer_free(packer);
    gazetteer_free(gazetteer);
}

static int set_up(void **state)
{
    struct fixture *fixture = memory_allocate(1, sizeof *fixture);
    struct article article = {0};
    fixture->french = french_new();
    article_set(&article, ARTICLE_TITLE, STR("Caracas attend l’Union européenne"));
    article_set(&article, ARTICLE_TEXT,
                STR("À Caracas, Maduro a reçu hier un envoyé de l’UE.\n\nLe S-300 n’était pas à "
                    "l’ordre du jour, dit-on ; Nico n’en a rien dit non plus."));
    article_set(&article, ARTICLE_OUTLET, STR("La Gazette"));
    article_make_id(&article, 0);
    set_up_records(fixture, &article);
    article_free(&article);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i <= STORED_GAZETTEER; i++)
        buffer_free(&fixture->seeds[i]);
    french_free(fixture->french);
    free(fixture);
    return 0;
}

/* xorshift64 */
static size_t random_below(uint64_t *state, size_t bound)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (size_t)(*state % bound);
}

/* A copy that ends where its memory does, a byte of it changed, taken out, put in or, one time in
 * four, all behind it cut off. */
static struct str mutated(struct str seed, uint64_t *random)
{
    char *bytes = memory_allocate(seed.length + 1, 1);
    size_t at = random_below(random, seed.length);
    char byte = (char)random_below(random, 256);
    size_t length = seed.length;
    memcpy(bytes, seed.data, seed.length);
    switch (random_below(random, 4)) {
    case 0:
        memmove(bytes + at, bytes + at + 1, --length - at);
        break;
    case 1:
        memmove(bytes + at + 1, bytes + at, length++ - at);
        bytes[at] = byte;
        break;
    case 2:
        length = at;
        break;
    default:
        bytes[at] = byte;
    }
    char *exact = memory_copy(bytes, length);
    free(bytes);
    return str_of(memory_resize(exact, length + (length == 0), 1), length);
}

static void check_record(struct fixture *fixture, enum stored_record kind)
{
    struct str seed = buffer_str(&fixture->seeds[kind]);
    size_t taken = 0;
    bool read = false;
    assert_null(stored_record_flaw(fixture->french, kind, seed, &read));
    assert_true(read);
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        uint64_t random = round * 0x9E3779B97F4A7C15U;
        struct str bytes = mutated(seed, &random);
        for (size_t more = random_below(&random, 3); more > 0 && bytes.length > 0; more--) {
            struct str next = mutated(bytes, &random);
            free((void *)(uintptr_t)bytes.data);
            bytes = next;
        }
        const char *flaw = stored_record_flaw(fixture->french, kind, bytes, &read);
        if (flaw)
            fail_msg("round %llu: %s", (unsigned long long)round, flaw);
        taken += read;
        free((void *)(uintptr_t)bytes.data);
    }
    /* Some were still records, of an article those alone that came out as they were, and some were
     * none: both ways were gone. */
    assert_in_range(taken, 1, ROUNDS - ROUNDS / 1000);
}

static void forward_records(void **state)
{
    check_record(*state, STORED_FORWARD);
}

static void articles(void **state)
{
    check_record(*state, STORED_ARTICLE);
}

/* An id that is made is not stored and comes back; another one is. */
static void ids_of_articles(void **state)
{
    struct article_packer *packer = article_packer_new();
    struct article article = {0};
    struct article read = {0};
    struct error error = {0};
    (void)state;
    for (unsigned attempt = 0; attempt < 3; attempt++) {
        struct buffer packed = {0};
        article_set(&article, ARTICLE_TITLE, STR("Titre"));
        if (attempt < 2)
            article_make_id(&article, attempt);
        else
            article_set(&article, ARTICLE_ID, STR("donné"));
        article_pack(packer, &article, &packed);
        assert_int_equal(article_unpack(packer, buffer_str(&packed), &read, &error), STATUS_OK);
        assert_true(str_equal(article_get(&read, ARTICLE_ID), article_get(&article, ARTICLE_ID)));
        buffer_free(&packed);
    }
    article_free(&article);
    article_free(&read);
    article_packer_free(packer);
}

static void entity_records(void **state)
{
    check_record(*state, STORED_ENTITIES);
}

static void lists_of_entities(void **state)
{
    check_record(*state, STORED_GAZETTEER);
}

/* What no term tells of: how a name is written, what speaks for it, where it stands. */
static void changed_entities_are_refused(void **state)
{
    struct fixture *fixture = *state;
    struct str sound = buffer_str(&fixture->seeds[STORED_ENTITIES]);
    struct entity_record record;
    char *bytes = memory_copy(sound.data, sound.length);
    for (size_t at = 0; at < sound.length; at++)
        for (unsigned mask = 1; mask < 256; mask++) {
            bytes[at] = (char)(sound.data[at] ^ (char)mask);
            assert_false(entity_record_open(str_of(bytes, sound.length), &record));
            bytes[at] = sound.data[at];
        }
    assert_true(entity_record_open(str_of(bytes, sound.length), &record));
    free(bytes);
}

/* An address, say, which no term has. */
static void changed_articles_are_refused(void **state)
{
    struct fixture *fixture = *state;
    struct str sound = buffer_str(&fixture->seeds[STORED_ARTICLE]);
    struct article_packer *packer = article_packer_new();
    struct article article = {0};
    struct article changed = {0};
    struct error error = {0};
    char *bytes = memory_copy(sound.data, sound.length);
    assert_int_equal(article_unpack(packer, sound, &article, &error), STATUS_OK);
    for (size_t at = 0; at < sound.length; at++)
        for (unsigned mask = 1; mask < 256; mask <<= 1) {
            bytes[at] = (char)(sound.data[at] ^ (char)mask);
            if (article_unpack(packer, str_of(bytes, sound.length), &changed, &error) == STATUS_OK)
                for (size_t i = 0; i < ARTICLE_FIELDS; i++)
                    assert_true(str_equal(article_get(&changed, (enum article_field)i),
                                          article_get(&article, (enum article_field)i)));
            bytes[at] = sound.data[at];
        }
    free(bytes);
    article_packer_free(packer);
    article_free(&article);
    article_free(&changed);
    error_free(&error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forward_records),
        cmocka_unit_test(articles),
        cmocka_unit_test(ids_of_articles),
        cmocka_unit_test(entity_records),
        cmocka_unit_test(lists_of_entities),
        cmocka_unit_test(changed_entities_are_refused),
        cmocka_unit_test(changed_articles_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
