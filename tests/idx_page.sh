#!/bin/sh
# doc/idx.1 has the commands that idx --help has, and of each the options that its own help has.
. "$SOURCE/tests/end_to_end"

page=$SOURCE/doc/idx.1
lints "$page"

# A command is a subsection, `.Ss idx NAME`; its options are the items with a flag up to the next section.
"$IDX" --help >help 2>"$err"
sed -nE 's/^  ([a-z]+) .*/\1/p' help | sort >of_help
sed -nE 's/^\.Ss idx ([a-z]+).*/\1/p' "$page" | sort >of_page
is 'help has commands' True "$([ "$(wc -l <of_help)" -gt 2 ] && echo True)"
is 'the page has the same' '' "$(diff of_help of_page)"

flags() { # of a page's lines on standard input
    sed -nE 's/^\.It (Fl .*)$/\1/p' | sed 's/Fl /-/g; s/ ,/,/g; s/ Ar / /'
}

# An option begins behind two or six spaces and ends before two.
sed -n '/^\.Sh DESC/,/^\.Ss/p' "$page" | flags >of_all
is 'the page has what all commands have' '--db --help --version' "$(cut -d ' ' -f 1 of_all | tr '\n' ' ' |
    sed 's/ $//')"
while read -r command; do
    "$IDX" "$command" --help 2>"$err" | sed -nE 's/^ {2,6}((-[a-zA-Z], )?--.*)$/\1/p' |
        sed 's/   *.*//' | sort >options_of_help
    sed -n "/^\.Ss idx $command/,/^\.S[sh] /p" "$page" | flags | sort - of_all >options_of_page
    is "the options of $command" '' "$(diff options_of_help options_of_page)"
done <of_help

done_testing
