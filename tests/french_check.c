/* What holds for the tokens of any text. */
#include "french_check.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "memory.h"
#include "unicode.h"

/* -- Text -------------------------------------------------------------------------------------- */

static bool is_utf8(struct str text)
{
    while (text.length > 0) {
        utf8proc_int32_t code_point;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.data,
                                                  (utf8proc_ssize_t)text.length, &code_point);
        if (taken <= 0)
            return false;
        text = str_after(text, (size_t)taken);
    }
    return true;
}

/* Whether `at` is no byte inside a character. */
static bool is_border(struct str text, size_t at)
{
    return at == text.length || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

/* -- Tokens ------------------------------------------------------------------------------------ */

static bool is_folded_again(struct french *french, const struct french_word *word)
{
    const struct french_word *again = french_word_of(french, word->folded);
    return again && str_equal(again->folded, word->folded) && str_equal(again->stem, word->stem) &&
           again->folded_key == word->folded_key && again->stem_key == word->stem_key &&
           again->prefix_key == word->prefix_key && again->stop == word->stop;
}

static const char *word_flaw(struct french *french, const struct french_word *word)
{
    if (word->folded.length == 0 || word->folded.length > FRENCH_MAX_WORD_BYTES)
        return "a folded word is empty or too long";
    if (word->stem.length == 0 || word->spelling.length == 0)
        return "a word without a stem or a spelling";
    if (!is_utf8(word->folded) || !is_utf8(word->stem) || !is_utf8(word->spelling))
        return "a word that is no UTF-8";
    return is_folded_again(french, word) ? NULL : "a folded word folds to another";
}

/* The whole of parts stands right before them, and ends where the last of them does or behind. */
static bool has_parts(const struct french_tokens *tokens, size_t whole)
{
    const struct french_token *compound = &tokens->tokens[whole];
    if (whole + 1 == tokens->count)
        return false;
    const struct french_token *part = compound + 1;
    return part->kind == FRENCH_WORD && part->start >= compound->start &&
           part->end <= compound->end;
}

static const char *place_flaw(const struct french_tokens *tokens, size_t index, struct str text)
{
    const struct french_token *token = &tokens->tokens[index];
    if (token->start >= token->end || token->end > text.length)
        return "a token outside the text";
    if (index > 0 && token->start < token[-1].start)
        return "tokens out of order";
    if (token->kind == FRENCH_COMPOUND && !has_parts(tokens, index))
        return "a compound without its parts";
    return NULL;
}

static const char *tokens_flaw(struct french *french, const struct french_tokens *tokens,
                               struct str text, bool valid)
{
    const char *flaw = NULL;
    uint32_t positions = 0;
    for (size_t i = 0; i < tokens->count && !flaw; i++) {
        const struct french_token *token = &tokens->tokens[i];
        positions += token->kind == FRENCH_WORD;
        flaw = place_flaw(tokens, i, text);
        if (!flaw && valid && !(is_border(text, token->start) && is_border(text, token->end)))
            flaw = "a token that cuts a character";
        if (!flaw && valid)
            flaw = word_flaw(french, token->word);
    }
    if (!flaw && positions != tokens->positions)
        flaw = "positions that are not those of the words";
    return flaw;
}

/* -- Forms of Unicode -------------------------------------------------------------------------- */

static void tokenise_as(struct french *french, struct str text, utf8proc_option_t form,
                        struct french_tokens *tokens)
{
    utf8proc_uint8_t *normal = NULL;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text.data,
                                           (utf8proc_ssize_t)text.length, &normal,
                                           (utf8proc_option_t)(UTF8PROC_STABLE | form));
    if (length > 0)
        french_tokenise(french, str_of((const char *)normal, (size_t)length), tokens);
    free(normal);
}

static bool same_words(const struct french_tokens *a, const struct french_tokens *b)
{
    if (a->count != b->count || a->positions != b->positions)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->tokens[i].kind != b->tokens[i].kind ||
            !str_equal(a->tokens[i].word->folded, b->tokens[i].word->folded) ||
            !str_equal(a->tokens[i].word->spelling, b->tokens[i].word->spelling))
            return false;
    return true;
}

static bool same_composed_and_decomposed(struct french *french, struct str text)
{
    struct french_tokens composed = {0};
    struct french_tokens decomposed = {0};
    tokenise_as(french, text, UTF8PROC_COMPOSE, &composed);
    tokenise_as(french, text, UTF8PROC_DECOMPOSE, &decomposed);
    bool same = same_words(&composed, &decomposed);
    french_tokens_free(&composed);
    french_tokens_free(&decomposed);
    return same;
}

/* Whether the text has Hangul, whose syllables are words and whose letters are not. */
static bool has_hangul(struct str text)
{
    for (size_t at = 0; at < text.length;) {
        int32_t code_point = unicode_next(text, &at);
        if ((code_point >= 0x1100 && code_point < 0x1200) ||
            (code_point >= 0xA960 && code_point < 0xA980) ||
            (code_point >= 0xAC00 && code_point < 0xD800))
            return true;
    }
    return false;
}

const char *french_flaw(struct french *french, struct str text)
{
    struct french_tokens tokens = {0};
    bool valid = is_utf8(text);
    french_tokenise(french, text, &tokens);
    const char *flaw = tokens_flaw(french, &tokens, text, valid);
    if (!flaw && valid && !has_hangul(text) && !same_composed_and_decomposed(french, text))
        flaw = "other words composed than decomposed";
    french_tokens_free(&tokens);
    return flaw;
}
