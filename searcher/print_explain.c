/* Explanations as lines for a person. */
#include "print_explain.h"

#include "language.h"
#include "schema.h"
#include "terminal.h"

const char *explain_part_name(enum rank_part part)
{
    static const char *const names[RANK_PARTS] = {
        [RANK_STEM] = N_("stem"),      [RANK_EXACT] = N_("exact"), [RANK_PREFIX] = N_("prefix"),
        [RANK_PAIR] = N_("pair"),      [RANK_NEAR] = N_("near"),   [RANK_WINDOW] = N_("window"),
        [RANK_ACCENTS] = N_("accents")};
    return names[part];
}

static void append_padded(struct buffer *text, struct str label, size_t width)
{
    buffer_append(text, label);
    for (size_t at = terminal_width_of(label); at < width; at++)
        buffer_append_char(text, ' ');
}

/* The column of words and prefixes, with its head. */
static size_t label_width(const struct explainer *explainer)
{
    size_t width = terminal_width_of(str_from(_("prefixes")));
    for (size_t i = 0; i < explainer->search->terms.stem_count; i++) {
        size_t columns = terminal_width_of(explainer->labels[i]);
        width = columns > width ? columns : width;
    }
    for (size_t i = 0; i < explainer->prefix_count; i++) {
        size_t columns = terminal_width_of(buffer_str(&explainer->prefixes[i].label));
        width = columns > width ? columns : width;
    }
    return width;
}

/* -- The query ------------------------------------------------------------------------------- */

/* What the stem is worth, of the whole of a compound where it stands alone. */
static double most_weight(const struct query_stem *stem)
{
    return stem->scored ? stem->weight : stem->whole_weight + stem->whole_more;
}

/* Why a stem does not score, or why it does though it would not elsewhere; "" for most. */
static const char *note_of(const struct query_stem *stem)
{
    if (stem->document_frequency == 0)
        return _("no article has it");
    if (stem->word->stop)
        return stem->scored ? _("a stop word, scored as there are few others")
                            : _("a stop word, not scored");
    return stem->scored ? "" : _("a compound; weighs where its parts do not stand");
}

static void append_stem(const struct explainer *explainer, size_t index, size_t width,
                        size_t stem_width, struct buffer *text)
{
    const struct query_stem *stem = &explainer->search->terms.stems[index];
    const char *note = note_of(stem);
    buffer_append(text, STR("  "));
    append_padded(text, explainer->labels[index], width + 2);
    append_padded(text, stem->word->stem, stem_width + 2);
    if (schema_has_stem_term(stem->word))
        buffer_append_format(text, "%8u  %11llu", stem->document_frequency,
                             (unsigned long long)stem->occurrences);
    else
        buffer_append_format(text, "%8s  %11s", "-", "-");
    if (stem->document_frequency > 0)
        buffer_append_format(text, "  %8.4f", stem->idf);
    if (most_weight(stem) > 0)
        buffer_append_format(text, "  %8.4f", most_weight(stem));
    if (stem->query_frequency > 1)
        buffer_append_format(text, _("  %u times in the query"), stem->query_frequency);
    buffer_append_format(text, "%s%s\n", *note ? "  " : "", note);
}

static void append_query_head(size_t width, size_t stem_width, struct buffer *text)
{
    buffer_append(text, STR("  "));
    append_padded(text, str_from(_("word")), width + 2);
    append_padded(text, str_from(_("stem")), stem_width + 2);
    buffer_append_format(text, "%8s  %11s  %8s  %8s\n", _("articles"), _("occurrences"), "idf",
                         _("weight"));
}

void explain_query_lines(const struct explainer *explainer, struct str parsed, struct buffer *text)
{
    const struct query_terms *terms = &explainer->search->terms;
    size_t width = label_width(explainer);
    size_t stem_width = terminal_width_of(str_from(_("stem")));
    if (parsed.length > 0)
        buffer_append_format(text, _("read as: %.*s\n"), STR_FORMAT(parsed));
    else
        buffer_append(text, str_from(_("no query: filters alone\n")));
    for (size_t i = 0; i < terms->stem_count; i++) {
        size_t columns = terminal_width_of(terms->stems[i].word->stem);
        stem_width = columns > stem_width ? columns : stem_width;
    }
    if (terms->stem_count > 0)
        append_query_head(width, stem_width, text);
    for (size_t i = 0; i < terms->stem_count; i++)
        append_stem(explainer, i, width, stem_width, text);
    for (size_t i = 0; i < explainer->prefix_count; i++) {
        const struct explained_prefix *prefix = &explainer->prefixes[i];
        buffer_append(text, STR("  "));
        append_padded(text, buffer_str(&prefix->label), width + 2);
        buffer_append_format(
            text,
            language_translate_count("%zu word begins so\n", "%zu words begin so\n", prefix->words),
            prefix->words);
    }
    buffer_append_char(text, '\n');
}

/* -- A hit ----------------------------------------------------------------------------------- */

/* `Base (title 1), bases (title 1, text 2)`. */
static void append_forms(const struct forms *forms, struct buffer *text)
{
    if (forms->count == 0)
        buffer_append(text, str_from(_("not there")));
    for (size_t i = 0; i < forms->count; i++) {
        const struct form *form = &forms->forms[i];
        buffer_append_format(text, "%s%.*s (", i > 0 ? ", " : "", STR_FORMAT(form->written));
        if (form->in_title > 0)
            buffer_append_format(text, _("title %u%s"), form->in_title, form->in_text ? ", " : "");
        if (form->in_text > 0)
            buffer_append_format(text, _("text %u"), form->in_text);
        buffer_append_char(text, ')');
    }
    buffer_append_char(text, '\n');
}

static void append_score(const struct explainer *explainer, const struct explanation *explanation,
                         struct buffer *text)
{
    if (!explainer->scored) {
        buffer_append(text, str_from(_("not scored\n")));
        return;
    }
    buffer_append_format(text, _("score %.4f"), explanation->hit->score);
    for (int part = 0; part < RANK_PARTS && explanation->ranked_again; part++)
        buffer_append_format(text, " %s %s %.4f", part == 0 ? "=" : "+",
                             language_translate(explain_part_name((enum rank_part)part)),
                             explanation->parts[part]);
    if (!explanation->ranked_again)
        buffer_append(text, str_from(_(", the first stage's: not ranked again")));
    buffer_append_char(text, '\n');
}

static void append_words(const struct explainer *explainer, const struct explanation *explanation,
                         int indent, struct buffer *text)
{
    size_t width = label_width(explainer) + 2;
    if (explanation->word_count + explanation->prefix_count > 0) {
        buffer_append_format(text, "%*s  ", indent, "");
        append_padded(text, str_from(_("word")), width);
        buffer_append_format(text, "%8s  %8s  %8s  %s\n", "idf", _("weight"), _("part"),
                             _("found"));
    }
    for (size_t i = 0; i < explanation->word_count; i++) {
        const struct query_stem *stem = &explainer->search->terms.stems[i];
        const struct explained_word *word = &explanation->words[i];
        buffer_append_format(text, "%*s  ", indent, "");
        append_padded(text, explainer->labels[i], width);
        if (most_weight(stem) > 0)
            buffer_append_format(text, "%8.4f  %8.4f  %8.4f  ", stem->idf, most_weight(stem),
                                 word->part);
        else
            append_padded(text, str_from(_("not scored")), 30);
        append_forms(&word->forms, text);
    }
    for (size_t i = 0; i < explanation->prefix_count; i++) {
        buffer_append_format(text, "%*s  ", indent, "");
        append_padded(text, buffer_str(&explainer->prefixes[i].label), width + 30);
        append_forms(&explanation->prefixes[i], text);
    }
    if (explanation->prefix_count > 0) {
        buffer_append_format(text, "%*s  ", indent, "");
        append_padded(text, str_from(_("prefixes")), width);
        buffer_append_format(text, "%28.4f\n", explanation->prefix_part);
    }
}

/* The pairs that the article has: `near: base russe 2, russe caracas 1`. */
static void append_pairs(const struct explainer *explainer, const char *title,
                         const struct evidence_pairs *pairs, const uint32_t *counts, int indent,
                         struct buffer *text)
{
    bool first = true;
    for (size_t i = 0; i < pairs->count; i++) {
        if (counts[i] == 0)
            continue;
        if (first)
            buffer_append_format(text, _("%*s%s: "), indent, "", title);
        buffer_append_format(text, "%s%.*s %.*s %u", first ? "" : ", ",
                             STR_FORMAT(explainer->labels[pairs->pairs[i].first]),
                             STR_FORMAT(explainer->labels[pairs->pairs[i].second]), counts[i]);
        first = false;
    }
    buffer_append(text, first ? STR("") : STR("\n"));
}

void explain_hit_lines(const struct explainer *explainer, const struct explanation *explanation,
                       int indent, struct buffer *text)
{
    const struct evidence *evidence = explainer->evidence;
    buffer_append_format(text, "%*s", indent, "");
    append_score(explainer, explanation, text);
    buffer_append_format(text, "%*s", indent, "");
    if (explainer->scored && explanation->hit->first > 0)
        buffer_append_format(text, _("first stage %.4f, which counts %.1f times; "),
                             explanation->hit->first,
                             explanation->parts[RANK_STEM] / explanation->hit->first);
    buffer_append_format(text, _("length %.0f, %.2f times the average\n"), explanation->length,
                         explanation->relative_length);
    append_words(explainer, explanation, indent, text);
    append_pairs(explainer, _("side by side"), &evidence->adjacent, explanation->adjacent, indent,
                 text);
    append_pairs(explainer, _("near"), &evidence->near, explanation->near, indent, text);
}
