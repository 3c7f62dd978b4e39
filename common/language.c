/* Translating messages, by the C library's gettext. */
#include "language.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "installed.h"

#define DOMAIN "revue"

void language_begin(void)
{
    static const char *const beside[] = {"../share/locale", "../po"};
    const char *locale = setlocale(LC_MESSAGES, "");
    if (!locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
        return; /* nothing is to be looked for */
    struct buffer folder = {0};
    if (installed_find(beside, sizeof beside / sizeof *beside, REVUE_LOCALES, &folder))
        bindtextdomain(DOMAIN, folder.data);
    buffer_free(&folder);
    /* All our text is UTF-8, and the C library's own messages stand among it. So LC_CTYPE may stay
     * as it is, and what a letter is does not depend on the locale. */
    bind_textdomain_codeset(DOMAIN, "UTF-8");
    bind_textdomain_codeset("libc", "UTF-8");
}

const char *language_translate(const char *text)
{
    return *text ? dgettext(DOMAIN, text) : text; /* "" is the catalog's own head */
}

const char *language_translate_count(const char *one, const char *many, size_t count)
{
    return dngettext(DOMAIN, one, many, count);
}
