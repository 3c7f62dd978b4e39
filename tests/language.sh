#!/bin/sh
# French and English: both complete, after the locale, and what scripts read the same in both.
# shellcheck disable=SC1112 # curved apostrophes are meant
. "$SOURCE/tests/end_to_end"
: "${MESSAGE_OPTIONS:?how xgettext finds messages}"

# -- The catalog -----------------------------------------------------------------------------------

catalog=$SOURCE/po/fr.po
is 'no message is without its French' '' \
    "$(LC_ALL=C msgfmt --check --statistics -o /dev/null "$catalog" 2>&1 | sed -E 's/^[0-9]+ translated messages\.$//')"

# template FILE: writes the messages of the files that standard input names; none of them is needed.
template() {
    # shellcheck disable=SC2086 # a word an option
    (cd "$SOURCE" && xgettext $MESSAGE_OPTIONS -f - -o "$1")
}
(cd "$SOURCE" && find common indexer searcher -name '*.[ch]' | sort) | template "$work/all.pot"
template "$work/listed.pot" <"$SOURCE/po/POTFILES"
messages() {
    msgcat --no-location --sort-output "$1" | msgattrib --no-wrap --clear-fuzzy --empty - | grep -v '^"\|^#'
}
run msgcmp "$catalog" all.pot
is 'every message of the sources is in po/fr.po (meson compile revue-update-po)' 0 "$status"
run msgcmp --use-untranslated all.pot "$catalog"
is 'and none besides' 0 "$status"
is 'po/POTFILES lists every file with messages' "$(messages all.pot)" "$(messages listed.pot)"

# translations: each translation, with all its lines.
translations() {
    msgexec -i "$catalog" 0 | tr '\0' '\n'
}
is 'French marks have a space that does not break' '' "$(translations | grep -nE ' [;:!?»]|« ')"
is 'and its apostrophes are curved' '' "$(translations | grep -nE "[[:alpha:]]'[[:alpha:]]")"

# -- The programs ----------------------------------------------------------------------------------

# in_french COMMAND...: with a locale made here where that can be done, else by LANGUAGE alone.
if localedef -f UTF-8 -i fr_FR "$work/fr_FR.UTF-8" 2>"$err"; then
    in_french() {
        run env LOCPATH="$work" LC_ALL=fr_FR.UTF-8 "$@"
    }
else
    in_french() {
        run env LC_ALL=C.UTF-8 LANGUAGE=fr "$@"
    }
fi
in_french "$SRCH"
if ! grep -q 'rien à chercher\|pas de base' "$err"; then
    echo '# no French locale can be made here (localedef, and the sources of locales): the rest is left out'
    done_testing
fi

# same TITLE COMMAND...: it writes the same on standard output, and exits alike, in both languages.
same() {
    title=$1
    shift
    run env LC_ALL=C "$@"
    english="$status $(cat "$out")"
    in_french "$@"
    is "$title: the same in French" "$english" "$status $(cat "$out")"
}

in_french "$IDX" ingest --db db "$SOURCE/data/sample.txt"
prints 'idx counts as ever' "$SOURCE/data/sample.txt: 16 added, 0 updated, 0 unchanged, 0 rejected"
export REVUE_DB="$work/db"
for format in tsv json jsonl csv ids trec ris bibtex csl-json iramuteq; do
    same "-f $format" "$SRCH" -f "$format" base militaire
done
same 'show as JSON' "$SRCH" -f json show "$("$SRCH" -f ids -n 1 base)"
same 'explained as JSON' "$SRCH" -f json --explain base militaire
same 'and why not' "$SRCH" -f json --why-not "$("$SRCH" -f ids -n 1 base)" '"l’armée" +xyzzy -base'
same 'stats' "$IDX" stats
same 'stats as JSON' "$IDX" stats --json
same 'entities' "$IDX" entities
same 'versions' "$SRCH" --version

in_french "$SRCH" 'base "militaire russe'
is 'a wrong query, and its place' 'srch: guillemet non fermé
  base "militaire russe
       ^' "$(cat "$err")"
in_french "$SRCH" 'été (base'
is 'the place behind accents' '      ^' "$(sed -n 3p "$err")"
in_french "$SRCH" --outlte x
says 'an unknown option' 'option inconnue --outlte.*vouliez-vous dire --outlet'
in_french "$SRCH" --outlet
says 'a value that is missing' '^srch: --outlet demande une valeur.*NOM$'
in_french "$SRCH" russie xyzzy
says 'the note of relaxing' 'aucun article n’a tous ces mots'
in_french "$SRCH" -f text mirage
is 'one article' '1 article' "$(tail -n 1 "$out")"
in_french "$SRCH" -f text -n 2 base
is 'of several' '1 à 2 sur' "$(tail -n 1 "$out" | cut -d ' ' -f 1-4)"
in_french "$SRCH" -f html -n 1 base
is 'a page says its language' '<html lang="fr">' "$(sed -n 2p "$out")"
in_french "$SRCH" -f html -n 1 --timeline --facets outlet base
is 'and counts in it' '1 1 1 0' "$(grep -c '<figcaption>Articles par ' "$out") $(grep -c '>En chiffres<' "$out") $(
    grep -c '>média<' "$out") $(grep -c '>Articles by\|>In numbers\|>outlet<' "$out")"
in_french "$SRCH" -f text --explain -n 1 base 'mil*'
is 'an explanation' 'lu ainsi racine premier tri trouvé' \
    "$(grep -oE '^lu ainsi|racine  |trouvé$|premier tri' "$out" | tr -s ' ' | sed 's/ $//' | tr '\n' ' ' | sed 's/ $//')"
is 'whose columns stand below each other' 1 "$(grep -E '^      (mot |base|mil\*)' "$out" |
    awk '{ print match($0, /(trouvé|[Bb]ase.? \(|militaire.? \()/) }' | sort -u | wc -l)"
in_french "$SRCH" --why-not "$("$SRCH" -f ids -n 1 mirage)" base +xyzzy SAUF mirage
is 'and why not' 'non' "$(grep -m 1 xyzzy "$out" | awk '{ print $1 }')"
in_french "$IDX" ingest --db db nowhere.txt
says 'the system’s own messages' '^idx: impossible de lire nowhere.txt.*: Aucun fichier'
printf 'Un titre\n\nUn texte.\n' >bad.txt
in_french "$IDX" ingest --lint bad.txt
says 'a line that editors jump to' '^bad.txt:1: texte après la dernière ligne de source'

in_french "$SRCH" --help
is 'help in French' 1 "$(grep -c '^usage.*REQUÊTE' "$out")"
is 'as wide as a terminal' '' "$(grep -E '^.{81}' "$out" | grep -v '^  -f')"
french=$(grep -oE '^  (    )?(-., )?--[a-z-]+' "$out")
is 'with the same options' "$(env LC_ALL=C "$SRCH" --help | grep -oE '^  (    )?(-., )?--[a-z-]+')" "$french"
in_french "$IDX" --help
commands=$(env LC_ALL=C "$IDX" --help | sed -n 's/^  \([a-z]*\) .*/\1/p')
is 'and commands' "$commands" "$(sed -n 's/^  \([a-z]*\) .*/\1/p' "$out")"
for command in $commands; do
    in_french "$IDX" "$command" --help
    is "idx $command --help in French" 1 "$(grep -c 'montrer cette aide' "$out")"
done

# Which language it is.
run env LC_ALL=C LANGUAGE=fr "$SRCH" --outlte x
says 'LC_ALL=C is English' 'unknown option'
in_french env LANGUAGE=en "$SRCH" --outlte x
says 'LANGUAGE goes before the locale' 'unknown option'
run env -u LC_ALL LANG=xx_YY "$SRCH" --outlte x
says 'a locale that is not there is English' 'unknown option'

# Where it was installed, and where that was moved.
exits 'meson install' 0 env DESTDIR="$work/root" meson install -C "$BUILD" --no-rebuild --quiet
prefix=$(cd "$work/root" && find . -path '*/bin/srch' | sed 's|^\.||; s|/bin/srch$||')
mv "$work/root$prefix" "$work/moved"
in_french "$work/moved/bin/srch" --outlte x
says 'what is installed speaks French' 'option inconnue'

done_testing
