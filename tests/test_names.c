/* The recogniser of names: the sentences of names.txt, its lists and models, and hostile text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "cases.h"
#include "memory.h"
#include "name_files.h"
#include "name_fold.h"
#include "name_model.h"
#include "name_parts.h"
#include "names.h"
#include "random.h"

struct fixture {
    struct french *french;
    struct name_finder *rules;
    struct name_finder *model;
};

/* -- Sentences ------------------------------------------------------------------------------- */

/* The types' letters in names.txt, by enum entity_type. */
static const char type_letters[] = "POL";

/* Appends the text with its names marked: `[P Jean Dupont] parle`. */
static void mark_names(struct str text, const struct names_found *found, struct buffer *marked)
{
    size_t at = 0;
    for (size_t i = 0; i < found->count; i++) {
        const struct name *name = &found->names[i];
        assert_true(at <= name->start && name->start < name->end && name->end <= text.length);
        buffer_append(marked, str_of(text.data + at, name->start - at));
        buffer_append_format(marked, "[%c %.*s]", type_letters[name->type],
                             STR_FORMAT(str_of(text.data + name->start, name->end - name->start)));
        at = name->end;
    }
    buffer_append(marked, str_after(text, at));
}

/* Appends the text without marks. */
static void remove_marks(struct str marked, struct buffer *text)
{
    for (size_t i = 0; i < marked.length; i++) {
        if (marked.data[i] == '[')
            i += 2; /* the bracket, the letter, the space */
        else if (marked.data[i] != ']')
            buffer_append_char(text, marked.data[i]);
    }
}

static bool check_sentence(struct name_finder *finder, const char *who, const char *where,
                           struct str expected)
{
    struct buffer text = {0};
    struct buffer marked = {0};
    struct names_found found = {0};
    remove_marks(expected, &text);
    name_finder_find(finder, &(struct name_article){.text = buffer_str(&text)}, &found);
    mark_names(buffer_str(&text), &found, &marked);
    bool passed = str_equal(buffer_str(&marked), expected);
    if (!passed)
        fprintf(stderr, "%s: expected       %.*s\n%s: found by %s %s\n", where,
                STR_FORMAT(expected), where, who, marked.data ? marked.data : "");
    names_found_free(&found);
    buffer_free(&marked);
    buffer_free(&text);
    return passed;
}

static bool check_case(void *context, const char *where, const struct str *fields, size_t count)
{
    const struct fixture *fixture = context;
    assert_int_equal(count, 2);
    bool both = str_equal(fields[0], STR("both"));
    bool rules = both || str_equal(fields[0], STR("rules"));
    bool model = both || str_equal(fields[0], STR("model"));
    assert_true(rules || model);
    bool passed = !rules || check_sentence(fixture->rules, "rules", where, fields[1]);
    return (!model || check_sentence(fixture->model, "model", where, fields[1])) && passed;
}

static void cases_of_names(void **state)
{
    assert_int_equal(cases_run("names.txt", check_case, *state), 0);
}

/* A name of the title is told apart from one of the text, and what one says of a word holds for
 * both. */
static void title_and_text(void **state)
{
    const struct fixture *fixture = *state;
    struct names_found found = {0};
    name_finder_find(fixture->rules,
                     &(struct name_article){.title = STR("Lemoine démissionne"),
                                            .text = STR("Le ministre Antoine Lemoine s’en va.")},
                     &found);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.names[0].field, 0);
    assert_int_equal(found.names[0].end, 7);
    assert_int_equal(found.names[0].type, ENTITY_PERSON);
    assert_int_equal(found.names[1].field, 1);
    assert_int_equal(found.names[1].start, 12);
    assert_int_equal(found.names[1].end, 27);
    names_found_free(&found);
}

/* Whether names[index] was linked so to the name that is written `to`; NULL: to none. */
static void assert_linked(const struct names_found *found, struct str text, const char *name,
                          enum name_link link, const char *to)
{
    size_t seen = 0;
    for (size_t i = 0; i < found->count; i++) {
        const struct name *at = &found->names[i];
        if (!str_equal(str_of(text.data + at->start, at->end - at->start), str_from(name)))
            continue;
        seen++;
        if (at->link != link)
            fail_msg("%s is linked by %d, not by %d", name, at->link, link);
        if (link != NAME_LINK_NONE) {
            const struct name *longer = &found->names[at->linked];
            assert_true(str_equal(str_of(text.data + longer->start, longer->end - longer->start),
                                  str_from(to)));
        }
    }
    assert_true(seen > 0);
}

static void links(void **state)
{
    const struct fixture *fixture = *state;
    struct names_found found = {0};
    struct str text = STR(
        "Le maire Julien Lafont parle. M. Lafont s’assied, LAFONT se tait. Marie Lenoir croise "
        "Paul Lenoir ; Mme Lenoir rit. Philippe Martin croise Édouard Philippe, M. Philippe rit. "
        "Il visite l’Organisation mondiale du commerce (OMC), car l’OMC va mal, puis l’UE (Union "
        "européenne). L’Agence du climat (ABC) dort, et M. Moreau aussi. Anne et Paul Grandin "
        "dansent, M. Grandin mieux.");
    name_finder_find(fixture->rules, &(struct name_article){.text = text}, &found);
    assert_linked(&found, text, "Julien Lafont", NAME_LINK_NONE, NULL);
    assert_linked(&found, text, "Lafont", NAME_LINK_SURNAME, "Julien Lafont");
    assert_linked(&found, text, "LAFONT", NAME_LINK_SURNAME, "Julien Lafont");
    assert_linked(&found, text, "Marie Lenoir", NAME_LINK_NONE, NULL);
    assert_linked(&found, text, "Paul Lenoir", NAME_LINK_NONE, NULL);
    assert_linked(&found, text, "Lenoir", NAME_LINK_NONE, NULL);   /* either */
    assert_linked(&found, text, "Philippe", NAME_LINK_NONE, NULL); /* a first name, too */
    assert_linked(&found, text, "Moreau", NAME_LINK_NONE, NULL);   /* no full name */
    assert_linked(&found, text, "Grandin", NAME_LINK_NONE, NULL);  /* Anne Grandin or Paul */
    assert_linked(&found, text, "ABC", NAME_LINK_NONE, NULL);      /* other initials */
    assert_linked(&found, text, "OMC", NAME_LINK_ACRONYM, "Organisation mondiale du commerce");
    assert_linked(&found, text, "UE", NAME_LINK_ACRONYM, "Union européenne");
    names_found_free(&found);
}

/* The gazetteer's word counts for more than what the word looks like. */
static void gazetteer_says(void **state)
{
    const struct fixture *fixture = *state;
    struct gazetteer *gazetteer = gazetteer_new(fixture->french);
    struct name_finder *finder = name_finder_new(fixture->french, gazetteer);
    struct french_tokens none = {0}, tokens = {0};
    struct mentions mentions = {0};
    struct names_found found = {0};
    struct error error = {0};
    struct str text = STR("On parle encore de Zorbec au marché.");
    assert_int_equal(gazetteer_add(gazetteer, STR("Zorbec\tperson\t"), "list", &error), STATUS_OK);
    assert_int_equal(name_files_load_lists(finder, &error), STATUS_OK);
    french_tokenise(fixture->french, text, &tokens);
    gazetteer_match(gazetteer, STR(""), &none, text, &tokens, &mentions);
    name_finder_find(finder, &(struct name_article){.text = text}, &found);
    assert_int_equal(found.count, 1);
    assert_int_not_equal(found.names[0].type, ENTITY_PERSON);
    name_finder_find(finder, &(struct name_article){.text = text, .mentions = &mentions}, &found);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.names[0].type, ENTITY_PERSON);
    names_found_free(&found);
    mentions_free(&mentions);
    french_tokens_free(&tokens);
    name_finder_free(finder);
    gazetteer_free(gazetteer);
}

/* -- Lists ----------------------------------------------------------------------------------- */

static void bad_lists(void **state)
{
    const struct fixture *fixture = *state;
    struct name_finder *finder = name_finder_new(fixture->french, NULL);
    struct error error = {0};
    assert_int_equal(
        name_finder_add_lists(finder, STR("# a list\n\ntitle\tM|Mme\nland\tX\n"), "list", &error),
        STATUS_INPUT);
    assert_string_equal(error_message(&error),
                        "list:4: no list of words; write a kind such as country, a tab, and words "
                        "parted by |");
    assert_int_equal(name_finder_add_lists(finder, STR("title"), "list", &error), STATUS_INPUT);
    assert_true(str_starts(str_from(error_message(&error)), STR("list:1: ")));
    assert_int_equal(name_finder_add_lists(finder, STR("title\t|«»| |"), "list", &error),
                     STATUS_OK);
    error_free(&error);
    name_finder_free(finder);
}

/* -- Models ---------------------------------------------------------------------------------- */

/* A model with a few weights, as a trainer would make it. */
static void make_model(struct name_model *model)
{
    model->rows = memory_allocate(NAME_MODEL_ROWS, sizeof *model->rows);
    for (uint32_t row = 0; row < NAME_MODEL_ROWS; row += 5001)
        model->rows[row].weights[row % NAME_TAGS] = (int8_t)(row % 255 - 127);
    model->follows[1][2] = -32768;
    model->follows[2][1] = 32767;
    struct name_lexicon_entry *entries = memory_allocate(3, sizeof *entries);
    entries[1] = (struct name_lexicon_entry){1, {1, 2, 3}};
    entries[2] = (struct name_lexicon_entry){UINT32_MAX, {255, 0, 1}};
    name_lexicon_set(&model->lexicon, entries, 3);
}

static void a_model_comes_back(void **state)
{
    (void)state;
    struct name_model model = {0}, again = {0};
    struct buffer first = {0}, second = {0};
    struct error error = {0};
    make_model(&model);
    name_model_write(&model, "a source", &first);
    if (name_model_read(buffer_str(&first), "file", &again, &error) != STATUS_OK)
        fail_msg("%s", error_message(&error));
    name_model_write(&again, "a source", &second);
    assert_true(first.length > 100);
    assert_true(str_equal(buffer_str(&first), buffer_str(&second)));
    name_model_free(&model);
    name_model_free(&again);
    buffer_free(&first);
    buffer_free(&second);
}

static void assert_refused(struct str bytes)
{
    struct name_model model = {0};
    struct error error = {0};
    assert_int_equal(name_model_read(bytes, "file", &model, &error), STATUS_INPUT);
    assert_true(str_starts(str_from(error_message(&error)), STR("file: ")));
    assert_null(model.rows);
    error_free(&error);
}

static void damaged_models(void **state)
{
    (void)state;
    struct name_model model = {0};
    struct buffer bytes = {0};
    make_model(&model);
    name_model_write(&model, "a source", &bytes);
    name_model_free(&model);
    size_t source = str_find(buffer_str(&bytes), STR("a source"));
    for (size_t i = 0; i < bytes.length; i++) {
        assert_refused(str_of(bytes.data, i));
        bytes.data[i] ^= 4;
        if (i < source || i >= source + 8) /* who made it is not checked */
            assert_refused(buffer_str(&bytes));
        bytes.data[i] ^= 4;
    }
    buffer_append_char(&bytes, 'x');
    assert_refused(buffer_str(&bytes));
    assert_refused(STR("\xff\xff"));
    buffer_free(&bytes);
}

/* A model that cannot be used leaves the one at work in its place. */
static void a_refused_model_changes_nothing(void **state)
{
    const struct fixture *fixture = *state;
    struct error error = {0};
    assert_int_equal(name_finder_set_model(fixture->model, STR("no model"), "file", &error),
                     STATUS_INPUT);
    assert_string_equal(error_message(&error), "file: no model of names of this version");
    error_free(&error);
    assert_int_equal(cases_run("names.txt", check_case, *state), 0);
}

/* -- Hostile text ---------------------------------------------------------------------------- */

static void append_random_text(uint32_t *seed, struct buffer *text)
{
    static const char *const pieces[] = {
        " ",       "Jean ",
        "DUPONT",  "l’",
        "L'",      "(",
        ")",       "«",
        "»",       "\"",
        ".",       ". ",
        "\n\n",    "\n",
        "de ",     "À",
        "à ",      "e\u0301",
        "\u0301",  "\u200d",
        "北京",    "12",
        "M. ",     "ONU",
        "-",       "&",
        "S.A.",    "…",
        "œ",       "ministère ",
        "Union ",  "J.",
        "\u00a0",  "😀",
        "d’",      "a",
        "ǅ",       "\u202e",
        "groupe ", "européenne ",
        "st ",     "Ste",
        "1 000",   "aujourd’hui ",
        "al-",     "e\u0301t\u0301",
        "\u00ad",
    };
    size_t count = next_random(seed) % 60;
    for (size_t i = 0; i < count; i++)
        buffer_append(text, str_from(pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]));
}

static bool on_border(struct str text, size_t at)
{
    return at == text.length || ((unsigned char)text.data[at] & 0xc0) != 0x80;
}

/* Names of whatever text are in order, apart from each other and whole characters. */
static void assert_in_order(struct name_finder *finder, struct str title, struct str text)
{
    struct names_found found = {0};
    uint64_t last = 0;
    name_finder_find(finder, &(struct name_article){.title = title, .text = text}, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct name *name = &found.names[i];
        struct str field = name->field ? text : title;
        assert_true(name->field <= 1 && name->type < NAME_TYPES);
        assert_true(((uint64_t)name->field << 32 | name->start) >= last);
        assert_true(name->start < name->end && name->end <= field.length);
        assert_true(on_border(field, name->start) && on_border(field, name->end));
        assert_true(name->link == NAME_LINK_NONE || name->linked < found.count);
        last = (uint64_t)name->field << 32 | name->end;
    }
    names_found_free(&found);
}

/* The analyser's tokens save the recogniser time and change nothing. */
static void assert_same_with_tokens(const struct fixture *fixture, struct str title,
                                    struct str text)
{
    struct french_tokens title_tokens = {0}, text_tokens = {0};
    struct names_found without = {0}, with = {0};
    french_tokenise(fixture->french, title, &title_tokens);
    french_tokenise(fixture->french, text, &text_tokens);
    name_finder_find(fixture->rules, &(struct name_article){.title = title, .text = text},
                     &without);
    name_finder_find(fixture->rules,
                     &(struct name_article){.title = title,
                                            .text = text,
                                            .title_tokens = &title_tokens,
                                            .text_tokens = &text_tokens},
                     &with);
    assert_int_equal(with.count, without.count);
    for (size_t i = 0; i < with.count; i++)
        assert_memory_equal(&with.names[i], &without.names[i], sizeof *with.names);
    names_found_free(&without);
    names_found_free(&with);
    french_tokens_free(&title_tokens);
    french_tokens_free(&text_tokens);
}

/* Nor do they when a name is folded, wherever it begins and ends. */
static void assert_folds_the_same(struct french *french, struct str text)
{
    struct french_tokens tokens = {0};
    french_tokenise(french, text, &tokens);
    for (size_t start = 0; start < text.length; start++)
        for (size_t end = start + 1; end <= text.length && end < start + 40; end++) {
            struct buffer expected = {0}, folded = {0};
            if (!on_border(text, start) || !on_border(text, end))
                continue;
            french_fold_name(french, str_of(text.data + start, end - start), &expected);
            name_fold(french, text, &tokens, start, end, &folded);
            assert_true(str_equal(buffer_str(&folded), buffer_str(&expected)));
            buffer_free(&expected);
            buffer_free(&folded);
        }
    french_tokens_free(&tokens);
}

static void names_fold_where_they_stand(void **state)
{
    const struct fixture *fixture = *state;
    uint32_t seed = 5;
    for (int i = 0; i < 200; i++) {
        struct buffer text = {0};
        append_random_text(&seed, &text);
        assert_folds_the_same(fixture->french, buffer_str(&text));
        buffer_free(&text);
    }
}

static void random_texts(void **state)
{
    const struct fixture *fixture = *state;
    uint32_t seed = 11;
    for (int i = 0; i < 4000; i++) {
        struct buffer title = {0};
        struct buffer text = {0};
        append_random_text(&seed, &title);
        append_random_text(&seed, &text);
        assert_in_order(fixture->rules, buffer_str(&title), buffer_str(&text));
        assert_in_order(fixture->model, buffer_str(&title), buffer_str(&text));
        assert_same_with_tokens(fixture, buffer_str(&title), buffer_str(&text));
        buffer_free(&title);
        buffer_free(&text);
    }
}

static void append_times(struct buffer *text, struct str piece, size_t bytes)
{
    while (text->length + piece.length <= bytes)
        buffer_append(text, piece);
}

/* A long text is cut behind a paragraph, else a space, else a character. */
static void parts_of_long_texts(void **state)
{
    static const struct {
        const char *piece;
        size_t unit; /* parts are a multiple of so many bytes */
    } cases[] = {{"un mot\n\n", 8}, {"un mot\n", 1}, {"mot, ", 5}, {"\u0436", 2}, {"\u20ac", 3}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer text = {0};
        append_times(&text, str_from(cases[i].piece), 2 * NAME_PART_BYTES + 100);
        size_t end = name_part_end(buffer_str(&text), 0);
        assert_true(end <= NAME_PART_BYTES && end > NAME_PART_BYTES - 9);
        assert_int_equal(end % cases[i].unit, 0);
        assert_true(on_border(buffer_str(&text), end));
        end = name_part_end(buffer_str(&text), end);
        assert_int_equal(name_part_end(buffer_str(&text), end), text.length);
        buffer_free(&text);
    }
}

static void names_of_all_parts(void **state)
{
    const struct fixture *fixture = *state;
    const struct str sentence = STR("Le ministre Antoine Lemoine s\u2019en va.\n\n");
    struct names_found found = {0};
    struct buffer text = {0};
    buffer_append(&text, sentence);
    append_times(&text, STR("et puis rien du tout\n\n"), NAME_PART_BYTES + 100);
    size_t last = text.length;
    buffer_append(&text, sentence);
    name_finder_find(fixture->rules, &(struct name_article){.text = buffer_str(&text)}, &found);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.names[0].start, 12);
    assert_int_equal(found.names[1].start, last + 12);
    assert_int_equal(found.names[1].end, last + 27);
    assert_same_with_tokens(fixture, STR(""), buffer_str(&text));
    names_found_free(&found);
    buffer_free(&text);
}

/* One run of a hundred thousand capitals: no recursion, nothing of a fixed size. */
static void long_runs(void **state)
{
    static const char *const pieces[] = {"Jean ", "de ", "J.", "É", "Union de la ", "(", "l’"};
    const struct fixture *fixture = *state;
    for (size_t piece = 0; piece < sizeof pieces / sizeof *pieces; piece++) {
        struct buffer text = {0};
        for (int i = 0; i < 100000; i++)
            buffer_append(&text, str_from(pieces[piece]));
        assert_in_order(fixture->rules, STR(""), buffer_str(&text));
        assert_in_order(fixture->model, buffer_str(&text), STR(""));
        buffer_free(&text);
    }
}

/* -- The finders ----------------------------------------------------------------------------- */

static int make_finders(void **state)
{
    struct fixture *fixture = memory_allocate(1, sizeof *fixture);
    struct error error = {0};
    fixture->french = french_new();
    fixture->rules = name_finder_new(fixture->french, NULL);
    fixture->model = name_finder_new(fixture->french, NULL);
    enum status status = name_files_load_lists(fixture->rules, &error);
    if (status == STATUS_OK)
        status = name_files_load_lists(fixture->model, &error);
    if (status == STATUS_OK)
        status = name_files_load_model(fixture->model, NULL, &error);
    if (status != STATUS_OK)
        fprintf(stderr, "%s\n", error_message(&error));
    error_free(&error);
    *state = fixture;
    return status == STATUS_OK ? 0 : -1;
}

static int free_finders(void **state)
{
    struct fixture *fixture = *state;
    name_finder_free(fixture->rules);
    name_finder_free(fixture->model);
    french_free(fixture->french);
    free(fixture);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_of_names),
        cmocka_unit_test(title_and_text),
        cmocka_unit_test(links),
        cmocka_unit_test(gazetteer_says),
        cmocka_unit_test(bad_lists),
        cmocka_unit_test(a_model_comes_back),
        cmocka_unit_test(damaged_models),
        cmocka_unit_test(a_refused_model_changes_nothing),
        cmocka_unit_test(random_texts),
        cmocka_unit_test(long_runs),
        cmocka_unit_test(parts_of_long_texts),
        cmocka_unit_test(names_of_all_parts),
        cmocka_unit_test(names_fold_where_they_stand),
    };
    return cmocka_run_group_tests_name("names", tests, make_finders, free_finders);
}
