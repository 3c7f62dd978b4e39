/* Most articles are one part. A longer one is read twice: names are looked for when it is known
 * where entities of the list stand, which takes the whole article. */
#include "analysis.h"

#include "name_parts.h"

static bool is_long(struct str text)
{
    return text.length > NAME_PART_BYTES;
}

struct name_article analysis_article(const struct analysis *analysis,
                                     const struct analysis_source *source)
{
    return (struct name_article){.title = source->title,
                                 .text = source->text,
                                 .title_tokens = &analysis->title,
                                 .text_tokens = is_long(source->text) ? NULL : &analysis->text,
                                 .mentions = &analysis->mentions};
}

static void read_at_once(struct analysis *analysis, const struct analysis_source *source)
{
    const struct name_article article = analysis_article(analysis, source);
    french_tokenise(source->french, source->text, &analysis->text);
    gazetteer_match(source->gazetteer, source->title, &analysis->title, source->text,
                    &analysis->text, &analysis->mentions);
    if (source->names)
        name_finder_find(source->names, &article, &analysis->names);
    if (source->words)
        article_words_collect(&analysis->words, &analysis->title, &analysis->text);
}

/* Finds the words and the entities of the list. */
static void read_words(struct analysis *analysis, const struct analysis_source *source)
{
    struct gazetteer_parts *parts = gazetteer_match_begin(source->gazetteer, source->title,
                                                          &analysis->title);
    struct french_place next = {0};
    if (source->words)
        article_words_begin(&analysis->words, &analysis->title);
    for (size_t end = 0; end < source->text.length;) {
        end = name_part_end(source->text, end);
        french_tokenise_part(source->french, source->text, &next, end, &analysis->text);
        gazetteer_match_add(parts, source->text, &analysis->text);
        if (source->words)
            article_words_add(&analysis->words, &analysis->text);
    }
    gazetteer_match_end(parts, &analysis->mentions);
}

static void read_names(struct analysis *analysis, const struct analysis_source *source)
{
    struct name_article article = analysis_article(analysis, source);
    struct french_place next = {0};
    article.text_tokens = &analysis->text;
    for (size_t begin = 0, end; begin < source->text.length; begin = end) {
        end = name_part_end(source->text, begin);
        french_tokenise_part(source->french, source->text, &next, end, &analysis->text);
        name_finder_find_part(source->names, &article, begin, end, &analysis->names);
    }
}

void analysis_make(struct analysis *analysis, const struct analysis_source *source)
{
    analysis->names.count = 0;
    french_tokenise(source->french, source->title, &analysis->title);
    if (!is_long(source->text)) {
        read_at_once(analysis, source);
        return;
    }
    read_words(analysis, source);
    if (source->names)
        read_names(analysis, source);
}

void analysis_free(struct analysis *analysis)
{
    french_tokens_free(&analysis->title);
    french_tokens_free(&analysis->text);
    article_words_free(&analysis->words);
    mentions_free(&analysis->mentions);
    names_found_free(&analysis->names);
}
