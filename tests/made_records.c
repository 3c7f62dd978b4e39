#include "made_records.h"

#include <stdlib.h>

#include "memory.h"
#include "random.h"

void made_records_make(struct made_records *records)
{
    *records = (struct made_records){
        .french = french_new(),
        .forward = memory_allocate(1, sizeof *records->forward),
    };
}

void made_records_free(struct made_records *records)
{
    free(records->forward);
    french_tokens_free(&records->title);
    french_tokens_free(&records->text);
    article_words_free(&records->words);
    buffer_free(&records->written);
    buffer_free(&records->record);
    french_free(records->french);
}

void made_word_append(uint32_t number, struct buffer *text)
{
    static const char *const common[] = {"de",   "la",      "président", "présidents", "été",
                                         "êtes", "chanter", "chantent",  "militaire",  "paris"};
    const uint32_t count = sizeof common / sizeof *common;
    if (number < count)
        buffer_append(text, str_from(common[number]));
    else if (number % 7 == 0)
        buffer_append_format(text, "zor-%u", number);
    else if (number % 5 == 0)
        buffer_append_format(text, "zorgué%uz", number / 10);
    else
        buffer_append_format(text, "zorg%uz%s", number, number % 3 ? "" : "es");
}

void made_record(struct made_records *records, uint32_t *state, struct str title, uint32_t tokens,
                 uint32_t different)
{
    buffer_clear(&records->written);
    buffer_clear(&records->record);
    for (uint32_t i = 0; i < tokens; i++) {
        made_word_append(random_below(state, different), &records->written);
        buffer_append_char(&records->written, ' ');
    }
    french_tokenise(records->french, title, &records->title);
    french_tokenise(records->french, buffer_str(&records->written), &records->text);
    article_words_collect(&records->words, &records->title, &records->text);
    forward_build(&records->words, &records->record);
}
