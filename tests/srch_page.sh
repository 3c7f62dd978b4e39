#!/bin/sh
# doc/srch.1 has the options, formats and fields that srch --help has.
. "$SOURCE/tests/end_to_end"

page=$SOURCE/doc/srch.1
lints "$page"

"$SRCH" --help >help 2>"$err"
# Of help an option begins behind two or six spaces and ends before two; of the page it is an item with a
# flag: `.It Fl n , Fl -limit Ar N`.
sed -nE 's/^ {2,6}((-[a-zA-Z], )?--.*)$/\1/p' help | sed 's/   *.*//' | sort >of_help
sed -nE 's/^\.It (Fl .*)$/\1/p' "$page" | sed 's/Fl /-/g; s/ ,/,/g; s/ Ar / /' | sort >of_page
is 'help has options' True "$([ "$(wc -l <of_help)" -gt 20 ] && echo True)"
is 'the page has the same' '' "$(diff of_help of_page)"

formats=$(sed -nE 's/.*--format ([a-z|-]*).*/\1/p' help | tr '|' ' ')
is 'the page has each format' "$formats" "$(sed -n '/^\.Sh FORMATS/,/^\.Sh ENV/s/^\.It Cm //p' "$page" |
    tr '\n' ' ' | sed 's/ $//')"

fields=$("$SRCH" --fields '' mot 2>&1 | sed 's/.* is not one of //; s/,//g')
is 'the page has each field' "$fields" "$(sed -n 's/^\.Dl \(rank .*\)/\1/p' "$page")"
is 'help has each field' "$fields" "$(tr '\n' ' ' <help | tr -s ' ' |
    sed 's/.*parted by commas: //; s/ --.*//')"

done_testing
