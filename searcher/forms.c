/* Finding the forms of a word among an article's tokens. */
#include "forms.h"

#include <stdlib.h>

#include "memory.h"

void forms_free(struct forms *forms)
{
    free(forms->forms);
    *forms = (struct forms){0};
}

struct form_pattern form_pattern_of(const struct node *leaf)
{
    if (leaf->kind == NODE_PREFIX)
        return (struct form_pattern){.kind = FORM_BEGINNING, .beginning = leaf->text};
    return (struct form_pattern){.kind = leaf->exact ? FORM_SPELT : FORM_OF_STEM,
                                 .word = leaf->word};
}

static bool is_form(const struct french_word *word, const struct form_pattern *pattern)
{
    switch (pattern->kind) {
    case FORM_OF_STEM:
        return word->stem_key == pattern->word->stem_key;
    case FORM_WRITTEN:
        return str_equal(word->folded, pattern->word->folded);
    case FORM_SPELT:
        return str_equal(word->spelling, pattern->word->spelling);
    case FORM_BEGINNING:
        return str_starts(word->folded, pattern->beginning);
    }
    return false;
}

static struct form *find_form(struct forms *forms, struct str written)
{
    for (size_t i = 0; i < forms->count; i++)
        if (str_equal(forms->forms[i].written, written))
            return &forms->forms[i];
    forms->forms = memory_grow(forms->forms, &forms->capacity, forms->count + 1,
                               sizeof *forms->forms);
    forms->forms[forms->count] = (struct form){.written = written};
    return &forms->forms[forms->count++];
}

static void find_in(struct str text, const struct french_tokens *tokens, bool in_title,
                    const struct form_pattern *pattern, struct forms *forms)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const struct french_token *token = &tokens->tokens[i];
        if (!is_form(token->word, pattern))
            continue;
        struct form *form = find_form(forms,
                                      str_of(text.data + token->start, token->end - token->start));
        ++*(in_title ? &form->in_title : &form->in_text);
        ++*(in_title ? &forms->in_title : &forms->in_text);
    }
}

void forms_find(const struct tokenised *article, struct form_pattern pattern, struct forms *forms)
{
    forms->count = 0;
    forms->in_title = 0;
    forms->in_text = 0;
    find_in(article_get(article->article, ARTICLE_TITLE), article->title, true, &pattern, forms);
    find_in(article_get(article->article, ARTICLE_TEXT), article->text, false, &pattern, forms);
}
