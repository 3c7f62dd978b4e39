# Completion of srch for bash, and what idx.bash shares with it.
# Options and their fixed values are read from --help, so that they are those of the program that is
# there. Names and ids come from the database that --db names on the line. Nothing that was typed is
# ever expanded or run, but a ~/ at the beginning.
# shellcheck shell=bash

# Words that every article has one of: a query that finds them all.
_revue_common_words=(à au aux d de des du elle en et il l la le les on par que un une)

# _revue_unquote TEXT: sets `plain` to the text without quotes and backslashes, and `quote` to the
# quotation mark that is still open at its end.
_revue_unquote() {
    local text=$1 character i
    plain='' quote=''
    for ((i = 0; i < ${#text}; i++)); do
        character=${text:i:1}
        if [[ $quote && $character == "$quote" ]]; then
            quote=''
        elif [[ -z $quote && $character == [\"\'] ]]; then
            quote=$character
        elif [[ $character == \\ && $quote != \' ]]; then
            plain+=${text:i+1:1}
            ((i += 1))
        else
            plain+=$character
        fi
    done
    if [[ $text == \~/* ]]; then
        plain=$HOME/${plain#\~/}
    fi
}

# _revue_read_options PROGRAM...: sets value_of[OPTION] for each option of --help, to the name of its
# value, to its values as in "auto|always|never", or to nothing; and help_of[OPTION].
_revue_read_options() {
    local line name=''
    local option='^  (    )?((-.), )?(--[a-z-]+)( ([^ ]+))?(.*)'
    while IFS= read -r line; do
        if [[ $line =~ $option ]]; then
            name=${BASH_REMATCH[4]}
            value_of[$name]=${BASH_REMATCH[6]}
            help_of[$name]=${BASH_REMATCH[7]}
            [[ ${BASH_REMATCH[3]} ]] && value_of[${BASH_REMATCH[3]}]=${BASH_REMATCH[6]}
        elif [[ $name ]]; then
            help_of[$name]+=$line # its leading spaces part them
        fi
    done < <(LC_ALL=C "$@" --help 2>/dev/null)
}

# _revue_is_listed VALUES WORD: whether a value that may be left out, as "[month|year]", is the word.
_revue_is_listed() {
    [[ $1 != \[* || $1 == *[[\|]"$2"[]\|]* ]]
}

# _revue_read_line FIRST: reads the words from FIRST up to the cursor. Sets `operands`, `databases`
# (--db PATH...), `option` whose value the cursor is at, `ended` by --, `typed` and its open `quote`.
_revue_read_line() {
    local i word plain
    for ((i = $1; i < COMP_CWORD; i++)); do
        _revue_unquote "${COMP_WORDS[i]}"
        word=$plain
        if [[ $option && $word == '=' ]]; then
            continue # readline parts --name=VALUE in three
        elif [[ $option ]] && _revue_is_listed "${value_of[$option]}" "$word"; then
            [[ $option == --db ]] && databases+=(--db "$word")
            option=''
            continue
        fi
        option=''
        if [[ -z $ended && $word == -- ]]; then
            ended=yes
        elif [[ -z $ended && $word == -?* ]]; then
            [[ ${value_of[$word]-} ]] && option=$word
        else
            operands+=("$word")
        fi
    done
    _revue_unquote "${COMP_WORDS[COMP_CWORD]}"
    typed=$plain
    if [[ $option && $typed == '=' ]]; then
        typed=''
    elif [[ $option && ${value_of[$option]} == \[* && $typed == -* ]]; then
        option='' # its value was left out
    fi
}

# Offers the lines of standard input that begin as what was typed, case apart, quoted as it is.
_revue_offer() {
    local line
    local -r doubled='s/["$`\\]/\\&/g' single="s/'/'\\\\''/g"
    local -r bare="s/[][ !\"#\$&'()*;<>?\\\\^\`{|}~]/\\\\&/g"
    local quoting=$bare
    if [[ $quote == \" ]]; then
        quoting=$doubled
    elif [[ $quote == \' ]]; then
        quoting=$single
    fi
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(while IFS= read -r line; do
        [[ ${line,,} == "${typed,,}"* ]] && printf '%s\n' "$line"
    done | sed "$quoting")
}

# _revue_list_names SRCH OPTION: the database's names for it, a line each.
_revue_list_names() {
    if [[ $2 == --entity || $2 == --with ]]; then
        idx entities "${databases[@]}" 2>/dev/null | awk -F '\t' '$3 > 0 { print $1 }'
    else
        "$1" "${databases[@]}" --any -f tsv -n 0 --facets "${2#--}" -- \
            "${_revue_common_words[@]}" 2>/dev/null | cut -f 2
    fi
}

# _revue_list_ids SRCH: the ids of all articles.
_revue_list_ids() {
    "$1" "${databases[@]}" --any -f ids -n 0 -- "${_revue_common_words[@]}" 2>/dev/null |
        grep -F -- "$typed"
}

# Offers what a list may go on with: the words that the help of `option` names at its end, behind a
# colon or parted by commas.
_revue_offer_items() {
    local help=${help_of[$option]} begun=''
    if [[ $help == *:* ]]; then
        help=${help##*:}
    else
        help=${help##* }
    fi
    [[ $typed == *,* ]] && begun=${typed%,*},
    _revue_offer < <(tr -s ', ' '\n' <<<"$help" | sed "/./!d; s/^/$begun/")
    compopt -o nospace
}

# _revue_offer_value SRCH: values of `option`.
_revue_offer_value() {
    local value=${value_of[$option]}
    case $option in
    --outlet | --entity | --with | --author | --section)
        _revue_offer < <(_revue_list_names "$1" "$option")
        return
        ;;
    esac
    case $value in
    *\|*) _revue_offer < <(tr -d '[]' <<<"$value" | tr '|' '\n') ;;
    ID) _revue_offer < <(_revue_list_ids "$1") ;;
    LIST) _revue_offer_items ;;
    FILE | PATH) compopt -o default ;; # readline's own completion of files
    esac
}

_revue_offer_options() {
    local quote=''
    _revue_offer < <(printf '%s\n' "${!value_of[@]}" | grep '^--' | sort)
}

_srch() {
    local -A value_of=() help_of=()
    local databases=() operands=() option='' ended='' typed='' quote=''
    COMPREPLY=()
    _revue_read_options "$1"
    _revue_read_line 1
    if [[ $option ]]; then
        _revue_offer_value "$1"
    elif [[ ${operands[0]-} == show && $typed != -* ]]; then
        _revue_offer < <(_revue_list_ids "$1")
    elif [[ -z $ended && $typed == -* ]]; then
        _revue_offer_options
    elif [[ ${#operands[@]} -eq 0 ]]; then
        _revue_offer <<<show
    fi
}

complete -F _srch srch
