/* Most names are words of letters with single spaces between: the analyser read the same words in
 * the text as it would in the name alone. */
#include "name_fold.h"

/* Whether the token would be the same if nothing stood beside it: `St` would not, which is a saint
 * by what follows. */
static bool is_plain(const struct french_token *token, struct str text)
{
    return token->letters &&
           !french_may_be_saint(str_of(text.data + token->start, token->end - token->start));
}

/* How many tokens from `first` on are the words of [start, end) and have one space between them; 0
 * when they are not, or something else is there. */
static size_t count_plain(const struct french_tokens *tokens, size_t first, struct str text,
                          size_t start, size_t end)
{
    for (size_t at = first; at < tokens->count; at++) {
        const struct french_token *token = &tokens->tokens[at];
        if (token->start != start || !is_plain(token, text) || token->end > end)
            return 0;
        if (token->end == end)
            return at + 1 - first;
        if (text.data[token->end] != ' ')
            return 0;
        start = (size_t)token->end + 1;
    }
    return 0;
}

void name_fold(struct french *french, struct str text, const struct french_tokens *tokens,
               size_t start, size_t end, struct buffer *folded)
{
    size_t first = tokens ? french_token_from(tokens, start) : 0;
    size_t count = tokens ? count_plain(tokens, first, text, start, end) : 0;
    if (count == 0)
        french_fold_name(french, str_of(text.data + start, end - start), folded);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_append_char(folded, ' ');
        buffer_append(folded, tokens->tokens[first + i].word->folded);
    }
}
