/* The language that people are spoken to in.
 *
 * Messages stand in the code in English; GNU gettext finds their translation in the catalog of the
 * locale (po/). error_set() and terminal_message() and what calls them translate the format that
 * they are given, --help the tables of options; other texts for people are written _("...").
 * po/meson.build names the calls whose texts are collected. What scripts read is never translated:
 * the formats of hits but text and html, and what idx prints on standard output. Numbers and dates
 * do not follow the locale anywhere. */
#ifndef REVUE_LANGUAGE_H
#define REVUE_LANGUAGE_H

#include <stddef.h>

/* To be called once, first: takes the language of LANGUAGE, LC_ALL, LC_MESSAGES and LANG. Without
 * it everything is English. */
void language_begin(void);

/* The text in that language, or itself when it has no translation; borrowed, and never freed. */
__attribute__((format_arg(1))) const char *language_translate(const char *text);

/* The same of a text that speaks of `count` things: `one` and `many` are its English forms. */
__attribute__((format_arg(1), format_arg(2))) const char *
language_translate_count(const char *one, const char *many, size_t count);

#define _(text) language_translate(text)

/* Marks a text that is translated elsewhere, where it is shown. */
#define N_(text) text

#endif
