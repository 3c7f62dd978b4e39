/* What holds of every record that a reader takes: all of it can be read, and written again. */
#include "stored_records.h"

#include <stdlib.h>

#include "article.h"
#include "entities.h"
#include "entity_record.h"
#include "forward.h"
#include "memory.h"

/* The tokens and keys are read where the record says they are. */
static const char *forward_flaw(struct str bytes, bool *read)
{
    struct forward forward;
    const struct french_word word = {0};
    uint32_t compounds = 0;
    volatile uint32_t seen = 0; /* so that the reads are made */
    *read = forward_open(bytes, &forward);
    if (!*read)
        return NULL;
    for (uint32_t i = 0; i < forward.words; i++) {
        seen ^= forward_word_key(&forward, i) ^ forward_stem_key(&forward, i);
        seen ^= forward_is_spelt(&forward, i, &word);
        compounds += forward_is_compound(&forward, i);
    }
    for (uint32_t i = 0; i < forward.title_tokens + forward.text_tokens; i++)
        seen ^= forward_token(&forward, i);
    return compounds != forward.compounds ? "a forward record counts its compounds wrongly" : NULL;
}

static bool same_articles(const struct article *a, const struct article *b)
{
    bool same = true;
    for (size_t i = 0; i < ARTICLE_FIELDS; i++)
        same &= str_equal(article_get(a, (enum article_field)i),
                          article_get(b, (enum article_field)i));
    return same;
}

static const char *article_flaw(struct str bytes, bool *read)
{
    struct article_packer *packer = article_packer_new();
    struct article article = {0};
    struct article again = {0};
    struct buffer packed = {0};
    struct error error = {0};
    const char *flaw = NULL;
    *read = article_unpack(packer, bytes, &article, &error) == STATUS_OK;
    if (*read) {
        article_pack(packer, &article, &packed);
        if (article_unpack(packer, buffer_str(&packed), &again, &error) != STATUS_OK ||
            !same_articles(&article, &again))
            flaw = "an article is another when it is written again";
    } else if (error.message.length == 0) {
        flaw = "a damaged article without a message";
    }
    article_packer_free(packer);
    article_free(&article);
    article_free(&again);
    buffer_free(&packed);
    error_free(&error);
    return flaw;
}

static bool lies_in(struct str part, struct str whole)
{
    return part.data >= whole.data && part.data + part.length <= whole.data + whole.length;
}

/* Whether the mentions that entity_record_next() passed over are read one by one. */
static bool has_all_mentions(const struct entity_record *record)
{
    struct mention_reader reader = entity_record_mentions(record);
    struct article_mention mention;
    uint32_t count = 0;
    while (mention_reader_next(&reader, &mention))
        count++;
    return count == record->mentions && !reader.unpack.failed && reader.unpack.rest.length == 0;
}

static const char *sealed_entities_flaw(struct str bytes, bool *read)
{
    struct entity_record record;
    size_t mentions = 0;
    *read = entity_record_open(bytes, &record);
    if (!*read)
        return NULL;
    while (entity_record_next(&record)) {
        if (!lies_in(record.name, bytes) || !lies_in(record.ranges, bytes))
            return "an entity outside of its record";
        if (!has_all_mentions(&record))
            return "an entity whose mentions are not read";
        if (record.type >= ENTITY_TYPES)
            return "an entity of no type";
        mentions += record.mentions;
    }
    *read = !record.unpack.failed;
    return mentions > bytes.length ? "more mentions than bytes" : NULL;
}

/* With the head that its bytes ask for: any other is refused before anything is read. */
static const char *entities_flaw(struct str bytes, bool *read)
{
    struct buffer sealed = {0};
    buffer_append(&sealed, bytes);
    if (bytes.length >= ENTITY_RECORD_HEAD)
        entity_record_seal(&sealed, 0);
    char *exact = memory_copy(sealed.data ? sealed.data : "", sealed.length); /* no byte more */
    const char *flaw = sealed_entities_flaw(str_of(exact, sealed.length), read);
    free(exact);
    buffer_free(&sealed);
    return flaw;
}

/* A list that is read is read again from what gazetteer_write makes of it, and is the same. */
static const char *gazetteer_flaw(struct french *french, struct str bytes, bool *read)
{
    struct gazetteer *gazetteer = gazetteer_new(french);
    struct gazetteer *copy = gazetteer_new(french);
    struct buffer written = {0};
    struct buffer again = {0};
    struct error error = {0};
    const char *flaw = NULL;
    *read = gazetteer_add(gazetteer, bytes, "list", &error) == STATUS_OK;
    if (*read) {
        gazetteer_write(gazetteer, &written);
        if (gazetteer_add(copy, buffer_str(&written), "copy", &error) != STATUS_OK)
            flaw = "a list that was written is not read";
        gazetteer_write(copy, &again);
        if (!flaw && !str_equal(buffer_str(&written), buffer_str(&again)))
            flaw = "a list is another when it is read again";
    } else if (!str_starts(buffer_str(&error.message), STR("list:"))) {
        flaw = "a bad list without its name and line";
    } else if (gazetteer_count(gazetteer) > 0) {
        flaw = "a bad list of which something was kept";
    }
    buffer_free(&written);
    buffer_free(&again);
    error_free(&error);
    gazetteer_free(copy);
    gazetteer_free(gazetteer);
    return flaw;
}

const char *stored_record_flaw(struct french *french, enum stored_record kind, struct str bytes,
                               bool *read)
{
    switch (kind) {
    case STORED_FORWARD:
        return forward_flaw(bytes, read);
    case STORED_ARTICLE:
        return article_flaw(bytes, read);
    case STORED_ENTITIES:
        return entities_flaw(bytes, read);
    case STORED_GAZETTEER:
        return gazetteer_flaw(french, bytes, read);
    }
    return "no such record";
}
