/* What speaks for a name, apart from the model: to tell a user why it was taken for one. */
#ifndef REVUE_NAME_EVIDENCE_H
#define REVUE_NAME_EVIDENCE_H

#include "name_text.h"
#include "names.h"

/* Sets `evidence` of the names, which are those of the text; `rules` are the rules' tags, one a
 * token, and `decided` what was made of them. */
void name_evidence_find(const struct name_text *text, const uint8_t *rules, const uint8_t *decided,
                        struct names_found *found);

/* Of 100 names with as much evidence, how many have their borders and their type right: measured on
 * the marked articles of 2017, with a model trained on those of 2016 alone (doc/names.md). */
unsigned name_evidence_percent(unsigned evidence);

/* Appends the names of what speaks for it, parted by commas: `model` for what only the model says,
 * or `rules`, then `first-name`, `list`, `title`, `context`, `acronym`. */
void name_evidence_append(unsigned evidence, struct buffer *text);

#endif
