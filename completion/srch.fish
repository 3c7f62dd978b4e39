# Completion of srch for fish, and what idx.fish shares with it.
# Options, their fixed values and descriptions are read from --help, so that they are those of the
# program that is there; names and ids come from the database that --db names on the line.

# A line an option of --help: letter, name, value and description, parted by tabs.
function __revue_options
    $argv --help 2>/dev/null | awk -v OFS='\t' '
        function finish() {
            if (name) print letter, name, value, help
            name = ""
        }
        /^  (    )?(-., )?--[a-z]/ {
            finish()
            letter = match($0, /-[^-],/) ? substr($0, RSTART + 1, 1) : ""
            sub(/^ +(-., )?--/, "")
            end = match($0, /  +/)
            split(end ? substr($0, 1, end - 1) : $0, label, " ")
            name = label[1]
            value = label[2]
            help = end ? substr($0, end + RLENGTH) : ""
            next
        }
        name && /^       *[^ ]/ { # the description goes on
            sub(/^ +/, "")
            help = help (help ? " " : "") $0
        }
        END { finish() }'
end

# Words that every article has one of: a query that finds them all.
function __revue_common_words
    printf '%s\n' à au aux d de des du elle en et il l la le les on par que un une
end

# The --db PATH... of the line.
function __revue_databases
    set -l words (commandline -opc)
    for i in (seq 2 (count $words))
        set -l value
        switch $words[$i]
            case --db
                set value $words[(math $i + 1)]
            case '--db=*'
                set value (string replace -- --db= '' $words[$i])
        end
        if test -n "$value"
            printf '%s\n' --db (string replace -r '^~/' $HOME/ -- $value)
        end
    end
end

# The database's names for an option.
function __revue_names
    set -l databases (__revue_databases)
    if contains $argv[1] entity with
        idx entities $databases 2>/dev/null | awk -F '\t' '$3 > 0 { print $1 }'
    else
        srch $databases --any -f tsv -n 0 --facets $argv[1] -- (__revue_common_words) 2>/dev/null |
            cut -f 2
    end
end

# The ids of all articles.
function __revue_ids
    srch (__revue_databases) --any -f ids -n 0 -- (__revue_common_words) 2>/dev/null
end

# The words that a help text names at its end, behind a colon or parted by commas.
function __revue_items
    if string match -q '*:*' -- $argv[1]
        string replace -r '.*:' '' -- $argv[1]
    else
        string replace -r '.* ' '' -- $argv[1] | string replace -a , ' '
    end
end

# __revue_complete COMMAND OPTION-LINE [ARGUMENT OF complete]...: one option.
function __revue_complete
    set -l parts (string split \t -- $argv[2])
    set -l arguments -c $argv[1] $argv[3..] -l $parts[2] -d $parts[4]
    test -n "$parts[1]"; and set -a arguments -s $parts[1]
    switch "$parts[2] $parts[3]"
        case 'outlet *' 'entity *' 'with *' 'author *' 'section *'
            complete $arguments -x -a "(__revue_names $parts[2])"
        case '* [*'
            complete $arguments -f -a (string trim -c '[]' -- $parts[3] | string replace -a '|' ' ')
        case '* *|*'
            complete $arguments -x -a (string replace -a '|' ' ' -- $parts[3])
        case '* ID'
            complete $arguments -x -a '(__revue_ids)'
        case '* LIST' '* LISTE'
            complete $arguments -x -a "(__fish_append , $(__revue_items $parts[4]))"
        case '* FILE' '* PATH' '* FICHIER' '* CHEMIN'
            complete $arguments -r -F
        case '* '
            complete $arguments -f
        case '*'
            complete $arguments -x
    end
end

complete -c srch -f
complete -c srch -n 'not __fish_seen_subcommand_from show' -a show
complete -c srch -n '__fish_seen_subcommand_from show' -a '(__revue_ids)'
for option in (__revue_options srch)
    __revue_complete srch $option
end
