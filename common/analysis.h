/* What the analysers find in an article: its words, the entities of the list, the names. A long
 * text is read in parts, so that its tokens are never in memory all at once. */
#ifndef REVUE_ANALYSIS_H
#define REVUE_ANALYSIS_H

#include <stdbool.h>

#include "article_words.h"
#include "entities.h"
#include "french.h"
#include "names.h"
#include "str.h"

/* An article to analyse, and what with; all is borrowed for the call. */
struct analysis_source {
    struct french *french;
    const struct gazetteer *gazetteer;
    struct name_finder *names; /* NULL: names that the gazetteer lacks are not looked for */
    struct str title, text;
    bool words; /* collect the words, too */
};

/* Zeroed is empty; grows and is reused from article to article; analysis_free() it. */
struct analysis {
    struct french_tokens title;
    struct french_tokens text; /* of a long text: of the part read last */
    struct article_words words;
    struct mentions mentions;
    struct names_found names; /* none without a recogniser */
};

/* Replaces what is in `analysis` by what is found in the article; the words stay as they are where
 * they are not asked for. */
void analysis_make(struct analysis *analysis, const struct analysis_source *source);

/* The article as article_entities_collect asks for it. Borrowed from both. */
struct name_article analysis_article(const struct analysis *analysis,
                                     const struct analysis_source *source);

void analysis_free(struct analysis *analysis);

#endif
