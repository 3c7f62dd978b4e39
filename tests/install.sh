#!/bin/sh
# meson install puts everything where it belongs, under DESTDIR.
. "$SOURCE/tests/end_to_end"

exits 'meson install' 0 env DESTDIR="$work/root" meson install -C "$BUILD" --no-rebuild --quiet
prefix=$(cd "$work/root" && find . -path '*/bin/srch' | sed 's|^\.||; s|/bin/srch$||')
is 'the programs' "idx srch" "$(find "$work/root$prefix/bin" -type f | sed 's|.*/||' | sort | tr '\n' ' ' | sed 's/ $//')"
is 'the pages' "$(cd "$SOURCE/doc" && ls ./*.[157])" \
    "$(cd "$work/root$prefix/share/man" && find . -type f | sed 's|.*/|./|' | sort)"
is 'the examples' "$(ls "$SOURCE/doc/examples")" "$(ls "$work/root$prefix/share/doc/revue/examples")"
is 'the completions' "$(cd "$SOURCE/completion" && find . -type f ! -name meson.build | sort)" \
    "$(cd "$work/root$prefix/share" && find bash-completion/completions zsh/site-functions fish/vendor_completions.d -type f | sed 's|.*/|./|' | sort)"
is 'the messages' "$(cat "$SOURCE/po/LINGUAS")" "$(cd "$work/root$prefix/share/locale" && find . -name revue.mo | cut -d / -f 2)"
is 'the data' "$(cd "$SOURCE/data" && find . -type f ! -name meson.build | sed 's|./||' | sort)" "$(ls "$work/root$prefix/share/revue")"
exits 'what is installed runs' 0 "$work/root$prefix/bin/idx" ingest --db db "$work/root$prefix/share/revue/sample.txt"
exits 'and finds' 0 "$work/root$prefix/bin/srch" --db db "base militaire russe"

done_testing
