#!/bin/sh
# Completion in bash, zsh and fish: held against --help, and against what a database has.
# shellcheck disable=SC2016 # what the other shells are to expand
. "$SOURCE/tests/end_to_end"

completion=$SOURCE/completion

# A help is asked for hundreds of times here: the program is asked once in each locale, and the text is kept.
# Whatever else is asked is for the program.
mkdir programs help
for program in "$SRCH" "$IDX"; do
    cat >"programs/${program##*/}" <<SH && chmod +x "programs/${program##*/}"
#!/bin/sh
case "\$*" in
*/*) ;;
--help | [a-z]*" --help")
    text="$work/help/${program##*/} \$LC_ALL \$*"
    if [ ! -e "\$text" ]; then
        "$program" "\$@" >"\$text.\$\$" || exit
        mv "\$text.\$\$" "\$text"
    fi
    exec cat "\$text"
    ;;
esac
exec "$program" "\$@"
SH
done
SRCH=$work/programs/srch
IDX=$work/programs/idx
PATH=$work/programs:$PATH
export PATH

# options PROGRAM...: the long options of its --help, sorted.
options() {
    env LC_ALL=C "$@" --help | sed -nE 's/^  (    )?(-., )?(--[a-z-]+).*/\3/p' | sort
}
# choices PROGRAM...: "--name one|other" for each option that has a list of values.
choices() {
    env LC_ALL=C "$@" --help | sed -nE 's/^  (    )?(-., )?(--[a-z-]+) ([^ []+\|[^ ]+).*/\3 \4/p'
}
# items OPTION: the words that a list may hold, as an error tells them.
items() {
    env LC_ALL=C "$SRCH" "$1" none x 2>&1 | sed -E 's/.*(there are|is not one of) //' | tr -s ', ' '\n'
}
lists=$(env LC_ALL=C "$SRCH" --help | sed -nE 's/^  (    )?(-., )?(--[a-z-]+) LIST.*/\3/p')
commands=$(env LC_ALL=C "$IDX" --help | sed -nE 's/^  ([a-z]+) .*/\1/p')
is 'options to offer' yes "$([ "$(options "$SRCH" | wc -l)" -gt 15 ] && echo yes)"
is 'lists of values to offer' yes "$([ "$(choices "$SRCH" | wc -l)" -gt 2 ] && echo yes)"
is 'commands to offer' yes "$([ "$(echo "$commands" | wc -l)" -gt 8 ] && echo yes)"

# -- A database with names that shells take apart --------------------------------------------------

cat >entities.tsv <<'TSV'
L'Équipe & Cie	organisation	
Prix "Albert" d'or	event	
Zone $(touch owned)	place	
Œuvre `touch owned`	place	
Personne Absente	person	
TSV
cat >articles.jsonl <<'JSON'
{"id": "un", "title": "L'Équipe & Cie", "text": "Le Prix Albert d'or est à L'Équipe & Cie, dans la Zone touch owned. Le maire Paul Tavelier vit à Bordeaux.", "outlet": "L'Aube & Cie"}
{"id": "deux", "title": "Œuvre", "text": "Une Œuvre touch owned de la place.", "outlet": "Été $HOME"}
JSON
cat >others.jsonl <<'JSON'
{"id": "trois", "title": "Zone", "text": "La Zone touch owned et elle seule.", "outlet": "Le Soir"}
JSON
run "$IDX" ingest --db 'my base' --entities entities.tsv articles.jsonl
is 'a database' 0 "$status"
run "$IDX" ingest --db other --entities entities.tsv others.jsonl
is 'another' 0 "$status"
names=$("$IDX" entities --db 'my base' | awk -F '\t' '$3 > 0 { print $1 }' | sort)
is 'with entities' 4 "$(echo "$names" | wc -l)"
named=$( (echo "$names"; "$IDX" entities --db 'my base' --discovered | cut -f 1) | sort)
is 'and names that were discovered' 1 "$(($(echo "$named" | wc -l) > 4))"
decisions=$(printf '%s\n' accept merge reject rename type)
outlets=$(printf '%s\n' "L'Aube & Cie" 'Été $HOME' | sort)
# What lists the outlets; without it, they are not offered.
facets=$(options "$SRCH" | grep -x -- --facets)

# -- bash ------------------------------------------------------------------------------------------

is 'the sources for bash can be read' '' "$(for file in "$completion"/*.bash; do bash -n "$file" 2>&1; done)"

# offered WORD...: what bash offers for the last word, a line each; "compopt ..." for files.
offered() {
    bash --norc --noprofile -c '. "$0"
        compopt() { echo "compopt $*"; }
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
        "_$1" "$1"
        [[ ${#COMPREPLY[@]} -eq 0 ]] || printf "%s\n" "${COMPREPLY[@]}"' \
        "$completion/idx.bash" "$@" 2>&1
}
# understood BEFORE AFTER: what bash reads of each line of standard input between these.
understood() {
    while IFS= read -r word; do
        bash --norc --noprofile -c "printf '%s\n' $1$word$2"
    done
}

is 'srch: the options of --help' "$(options "$SRCH")" "$(offered srch -- | sort)"
is 'and none but those that begin so' '--offset --outlet' "$(offered srch --o | sort | tr '\n' ' ' | sed 's/ $//')"
is 'none behind --' '' "$(offered srch -- --o)"
is 'srch show' show "$(offered srch s)"
choices "$SRCH" | while IFS=' ' read -r option values; do
    [ "$(echo "$values" | tr '|' '\n')" = "$(offered srch "$option" '')" ] || echo "$option"
done >wrong
is 'the values of --help' '' "$(cat wrong)"
is 'after a letter too' "$(offered srch --format '')" "$(offered srch -f '')"
is 'and after =' csl-json "$(offered srch --format = csl)"
for list in $lists; do
    is "the words of $list" "$(items "$list")" "$(offered srch "$list" '' | grep -v ^compopt)"
done
is 'the second of a list' 'outlet,section' "$(offered srch --fields outlet,sec | grep -v ^compopt)"
is 'idx: its commands' "$(printf '%s\n' "$commands" --help --version)" "$(offered idx '')"
for command in $commands; do
    is "idx $command: the options of its --help" "$(options "$IDX" "$command")" "$(offered idx "$command" -- | sort)"
done
is 'files for ingest' 'compopt -o default' "$(offered idx ingest '')"
is 'files for --entities' 'compopt -o default' "$(offered idx ingest --entities '')"
is 'folders for --db' 'compopt -o default' "$(offered srch --db '')"
is 'no files for a query' '' "$(offered srch base '')"

is 'entities are those of --db, as words' "$names" "$(offered srch --db 'my\ base' --entity '' | understood '' '' | sort)"
is 'for --with too' "$names" "$(offered srch --db 'my\ base' --with '' | understood '' '' | sort)"
is 'in double quotes' "$names" "$(offered srch --db '"my base"' --entity '"' | understood '"' '"' | sort)"
is 'in single quotes' "$names" "$(offered srch --db "'my base'" --entity "'" | understood "'" "'" | sort)"
is 'behind --db=' "$names" "$(offered srch --db = 'my\ base' --entity = '' | understood '' '' | sort)"
is 'those of another database' 'Zone $(touch owned)' "$(offered srch --db other --entity '' | understood '' '')"
is 'a beginning in another case' "L'Équipe & Cie" "$(offered srch --db 'my\ base' --entity "l\\'" | understood '' '')"
is 'a beginning with a space' 'Zone $(touch owned)' "$(offered srch --db 'my\ base' --entity 'Zone\ ' | understood '' '')"
is 'of $REVUE_DB without --db' "$names" "$(REVUE_DB='my base' offered srch --entity '' | understood '' '' | sort)"
is 'a database that is not there' '' "$(offered srch --db nowhere --entity '')"
is 'nothing that was typed is run' '' "$(offered srch --db '$(touch owned)' --entity '`touch owned`'; ls owned 2>/dev/null)"
is 'ids after show' 'deux un' "$(offered srch --db 'my\ base' show '' | sort | tr '\n' ' ' | sed 's/ $//')"
is 'that begin so' deux "$(offered srch --db 'my\ base' show d)"
is 'ids for --why-not' un "$(offered srch --db 'my\ base' --why-not u)"
is 'ids for delete' un "$(offered idx delete --db 'my\ base' u)"
is 'decisions for entities' "$decisions" "$(offered idx entities '' | sort)"
is 'names to decide about' "$named" "$(offered idx entities --db 'my\ base' reject '' | understood '' '' | sort)"
if [ -n "$facets" ]; then
    is 'outlets' "$outlets" "$(offered srch --db 'my\ base' --outlet '' | understood '' '' | sort)"
    is 'outlets in quotes' "$outlets" "$(offered srch --db 'my\ base' --outlet '"' | understood '"' '"' | sort)"
else
    echo '# srch has no --facets: outlets are left out'
fi

# -- zsh -------------------------------------------------------------------------------------------

# in_zsh FUNCTION WORD...: what the function hands to zsh, a line each, the cursor at the last word.
in_zsh() {
    zsh -f -c 'fpath=("$0" $fpath) called=$1
        shift
        autoload -Uz _revue _srch _idx
        _arguments() { print -rl -- "$@" }
        _describe() { print -rl -- "${(@P)2}" }
        compadd() { print -rl -- "${(@P)argv[-1]}" }
        words=("$@") CURRENT=$#
        [[ $called == _$1 ]] || "_$1" >/dev/null # defines what is called
        $=called' "$completion" "$@" 2>&1
}
# zsh_options WORD...: the long options that it hands over.
zsh_options() {
    in_zsh "_$1" "$@" | sed -nE 's/^\*?(--[a-z-]+)=?\[.*/\1/p' | sort
}
if command -v zsh >/dev/null; then
    is 'the sources for zsh can be read' '' "$(for file in "$completion"/_*; do zsh -n "$file" 2>&1; done)"
    is 'zsh: the options of --help' "$(options "$SRCH")" "$(zsh_options srch '')"
    in_zsh _srch srch '' >specs
    choices "$SRCH" | while IFS=' ' read -r option values; do
        grep -qF -e "$option=[" specs || echo "$option"
        grep -F -e "$option=[" specs | grep -qF ":($(echo "$values" | tr '|' ' '))" || echo "$option"
    done >wrong
    is 'zsh: the values of --help' '' "$(cat wrong)"
    for list in $lists; do
        is "zsh: the words of $list" "$(items "$list")" \
            "$(grep -F -e "$list=[" specs | sed 's/.*_sequence compadd - *//' | tr ' ' '\n')"
    done
    is 'zsh: the commands of idx' "$commands" "$(in_zsh _idx idx '' | sed -n 's/^\([a-z]*\):.*/\1/p')"
    for command in $commands; do
        is "zsh: idx $command" "$(options "$IDX" "$command")" "$(zsh_options idx "$command" '')"
    done
    is 'zsh: entities' "$names" "$(in_zsh '_revue_names entity' srch --db 'my\ base' --entity '' | sort)"
    is 'zsh: for --with too' "$names" "$(in_zsh '_revue_names with' srch --db 'my\ base' --with '' | sort)"
    is 'zsh: of --db=' "$names" "$(in_zsh '_revue_names entity' srch '--db="my base"' --entity '' | sort)"
    is 'zsh: ids' 'deux un' "$(in_zsh _srch_operands srch --db 'my\ base' show '' | sort | tr '\n' ' ' | sed 's/ $//')"
    is 'zsh: decisions' "$decisions" "$(in_zsh _idx_decisions idx entities '' | sort)"
    is 'zsh: names to decide about' "$named" "$(in_zsh _idx_names idx entities --db 'my\ base' reject '' | sort)"
    is 'zsh: nothing that was typed is run' '' "$(in_zsh '_revue_names entity' srch --db '$(touch owned)' --entity ''; ls owned 2>/dev/null)"
    if [ -n "$facets" ]; then
        is 'zsh: outlets' "$outlets" "$(in_zsh '_revue_names outlet' srch --db 'my\ base' --outlet '' | sort)"
    fi
else
    echo '# zsh is not installed: its completion is left out'
fi

# -- fish ------------------------------------------------------------------------------------------

# ask_fish LINE...: what fish offers at the end of each, without descriptions, goes to a file of that name in
# fish/: a fish that has read the sources answers many times faster than one that reads them for each.
# An option whose value may be left out is there twice, with = and without.
ask_fish() {
    mkdir fish offers
    fish --no-config -c "source '$completion/idx.fish'
        for line in \$argv
            complete -C \$line >\"fish/\$line\" 2>&1
        end" "$@" >fish.messages 2>&1
    for line in "$@"; do
        cut -f 1 "fish/$line" | sed 's/=$//' | sort -u >"offers/$line"
    done
}
# in_fish LINE: what it answered.
in_fish() {
    cat "fish.messages" "offers/$1" 2>&1
}
if command -v fish >/dev/null; then
    is 'the sources for fish can be read' '' "$(for file in "$completion"/*.fish; do fish -n "$file" 2>&1; done)"
    set -- 'srch --' 'srch --fields outlet,sec' 'idx ' 'srch --db "my base" --entity ' \
        'srch --db "my base" --with ' 'srch --db="my base" --entity=' 'srch --db "my base" show ' 'idx entities ' \
        'idx entities --db "my base" reject ' 'idx ingest ent' 'srch --db "my base" --outlet '
    for option in $(choices "$SRCH" | cut -d ' ' -f 1) $lists; do
        set -- "$@" "srch $option "
    done
    for command in $commands; do
        set -- "$@" "idx $command --"
    done
    ask_fish "$@"
    is 'fish: the options of --help' "$(options "$SRCH")" "$(in_fish 'srch --' | sort)"
    choices "$SRCH" | while IFS=' ' read -r option values; do
        [ "$(echo "$values" | tr '|' '\n' | sort)" = "$(in_fish "srch $option " | sort)" ] || echo "$option"
    done >wrong
    is 'fish: the values of --help' '' "$(cat wrong)"
    for list in $lists; do
        is "fish: the words of $list" "$(items "$list" | sort)" "$(in_fish "srch $list " | sort)"
    done
    is 'fish: the second of a list' 'outlet,section' "$(in_fish 'srch --fields outlet,sec')"
    is 'fish: the commands of idx' "$(echo "$commands" | sort)" "$(in_fish 'idx ' | sort)"
    for command in $commands; do
        is "fish: idx $command" "$(options "$IDX" "$command")" "$(in_fish "idx $command --" | sort)"
    done
    is 'fish: entities' "$names" "$(in_fish 'srch --db "my base" --entity ' | sort)"
    is 'fish: for --with too' "$names" "$(in_fish 'srch --db "my base" --with ' | sort)"
    is 'fish: of --db=' "$names" "$(in_fish 'srch --db="my base" --entity=' | sed 's/^--entity=//' | sort)"
    is 'fish: ids' 'deux un' "$(in_fish 'srch --db "my base" show ' | sort | tr '\n' ' ' | sed 's/ $//')"
    is 'fish: decisions' "$decisions" "$(in_fish 'idx entities ' | sort)"
    is 'fish: names to decide about' "$named" "$(in_fish 'idx entities --db "my base" reject ' | sort)"
    is 'fish: files for ingest' entities.tsv "$(in_fish 'idx ingest ent')"
    if [ -n "$facets" ]; then
        is 'fish: outlets' "$outlets" "$(in_fish 'srch --db "my base" --outlet ' | sort)"
    fi
else
    echo '# fish is not installed: its completion is left out'
fi

done_testing
