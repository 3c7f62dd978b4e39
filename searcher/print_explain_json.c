/* Explanations as JSON. */
#include "print_explain.h"

#include "json_text.h"
#include "schema.h"

static json_t *count_json(uint64_t count)
{
    return json_integer((json_int_t)count);
}

/* -- The query ------------------------------------------------------------------------------- */

static json_t *stem_json(const struct explainer *explainer, size_t index)
{
    const struct query_stem *stem = &explainer->search->terms.stems[index];
    json_t *object = json_object();
    json_object_set_new(object, "word", json_text(explainer->labels[index]));
    json_object_set_new(object, "stem", json_text(stem->word->stem));
    json_object_set_new(object, "in_query", count_json(stem->query_frequency));
    bool counted = schema_has_stem_term(stem->word);
    json_object_set_new(object, "articles",
                        counted ? count_json(stem->document_frequency) : json_null());
    json_object_set_new(object, "occurrences",
                        counted ? count_json(stem->occurrences) : json_null());
    json_object_set_new(object, "stop", json_boolean(stem->word->stop));
    json_object_set_new(object, "scored", json_boolean(stem->scored));
    json_object_set_new(object, "idf", json_real(stem->idf));
    json_object_set_new(object, "weight", json_real(stem->weight));
    if (stem->whole_weight + stem->whole_more > 0)
        json_object_set_new(object, "whole_weight",
                            json_real(stem->whole_weight + stem->whole_more));
    return object;
}

json_t *explain_words_json(const struct explainer *explainer)
{
    json_t *array = json_array();
    for (size_t i = 0; i < explainer->search->terms.stem_count; i++)
        json_array_append_new(array, stem_json(explainer, i));
    return array;
}

json_t *explain_prefixes_json(const struct explainer *explainer)
{
    json_t *array = json_array();
    for (size_t i = 0; i < explainer->prefix_count; i++) {
        const struct explained_prefix *prefix = &explainer->prefixes[i];
        json_t *object = json_object();
        json_object_set_new(object, "prefix", json_text(buffer_str(&prefix->label)));
        json_object_set_new(object, "words", count_json(prefix->words));
        json_array_append_new(array, object);
    }
    return array;
}

/* -- A hit ----------------------------------------------------------------------------------- */

static json_t *forms_json(const struct forms *forms)
{
    json_t *array = json_array();
    for (size_t i = 0; i < forms->count; i++) {
        json_t *form = json_object();
        json_object_set_new(form, "form", json_text(forms->forms[i].written));
        json_object_set_new(form, "title", count_json(forms->forms[i].in_title));
        json_object_set_new(form, "text", count_json(forms->forms[i].in_text));
        json_array_append_new(array, form);
    }
    return array;
}

static json_t *words_json(const struct explainer *explainer, const struct explanation *explanation)
{
    json_t *array = json_array();
    for (size_t i = 0; i < explanation->word_count; i++) {
        const struct query_stem *stem = &explainer->search->terms.stems[i];
        json_t *word = json_object();
        json_object_set_new(word, "word", json_text(explainer->labels[i]));
        json_object_set_new(word, "idf", json_real(stem->idf));
        json_object_set_new(word, "weight", json_real(stem->weight));
        json_object_set_new(word, "part", json_real(explanation->words[i].part));
        json_object_set_new(word, "forms", forms_json(&explanation->words[i].forms));
        json_array_append_new(array, word);
    }
    return array;
}

static json_t *prefixes_json(const struct explainer *explainer,
                             const struct explanation *explanation)
{
    json_t *array = json_array();
    for (size_t i = 0; i < explanation->prefix_count; i++) {
        json_t *prefix = json_object();
        json_object_set_new(prefix, "prefix", json_text(buffer_str(&explainer->prefixes[i].label)));
        json_object_set_new(prefix, "forms", forms_json(&explanation->prefixes[i]));
        json_array_append_new(array, prefix);
    }
    return array;
}

static json_t *parts_json(const struct explanation *explanation)
{
    json_t *object = json_object();
    for (int part = 0; part < RANK_PARTS; part++)
        json_object_set_new(object, explain_part_name((enum rank_part)part),
                            json_real(explanation->parts[part]));
    return object;
}

static json_t *pairs_json(const struct explainer *explainer, const struct evidence_pairs *pairs,
                          const uint32_t *counts)
{
    json_t *array = json_array();
    for (size_t i = 0; i < pairs->count; i++) {
        if (counts[i] == 0)
            continue;
        json_t *object = json_object();
        json_t *words = json_array();
        json_array_append_new(words, json_text(explainer->labels[pairs->pairs[i].first]));
        json_array_append_new(words, json_text(explainer->labels[pairs->pairs[i].second]));
        json_object_set_new(object, "words", words);
        json_object_set_new(object, "count", count_json(counts[i]));
        json_array_append_new(array, object);
    }
    return array;
}

json_t *explain_hit_json(const struct explainer *explainer, const struct explanation *explanation)
{
    const struct evidence *evidence = explainer->evidence;
    json_t *object = json_object();
    json_object_set_new(object, "parts", explainer->scored ? parts_json(explanation) : json_null());
    json_object_set_new(object, "ranked_again", json_boolean(explanation->ranked_again));
    json_object_set_new(object, "first_stage",
                        explainer->scored ? json_real(explanation->hit->first) : json_null());
    json_object_set_new(object, "words", words_json(explainer, explanation));
    json_object_set_new(object, "prefixes", prefixes_json(explainer, explanation));
    json_object_set_new(object, "prefix_part", json_real(explanation->prefix_part));
    json_object_set_new(object, "side_by_side",
                        pairs_json(explainer, &evidence->adjacent, explanation->adjacent));
    json_object_set_new(object, "near", pairs_json(explainer, &evidence->near, explanation->near));
    json_object_set_new(object, "length", count_json((uint64_t)explanation->length));
    json_object_set_new(object, "relative_length", json_real(explanation->relative_length));
    return object;
}
