# Completion of idx for bash: its commands and their options; the rest is shared with srch.bash.
# shellcheck shell=bash source=completion/srch.bash
# shellcheck disable=SC2034 # variables of a function are seen by those that it calls
. "${BASH_SOURCE[0]%/*}/srch.bash"

_idx_list_commands() {
    LC_ALL=C "$1" --help 2>/dev/null | sed -nE 's/^  ([a-z]+) .*/\1/p'
}

# The decisions of idx entities, by its usage.
_idx_list_decisions() {
    LC_ALL=C "$1" entities --help 2>/dev/null | grep -oE '(\[|\| )[a-z]+ [A-Z]' | grep -oE '[a-z]+'
}

# The names that may be decided about: those of the lists, and the most frequent that are in none.
_idx_list_names() {
    _revue_list_names srch --entity
    "$1" entities "${databases[@]}" --discovered -n 1000 2>/dev/null | cut -f 1
}

_idx() {
    local -A value_of=() help_of=()
    local databases=() operands=() option='' ended='' typed='' quote=''
    local command=${COMP_WORDS[1]}
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        typed=$command
        _revue_offer < <(_idx_list_commands "$1"; printf '%s\n' --help --version)
        return
    fi
    _revue_read_options "$1" "$command"
    _revue_read_line 2
    if [[ $option ]]; then
        _revue_offer_value srch
    elif [[ -z $ended && $typed == -* ]]; then
        _revue_offer_options
    elif [[ $command == delete ]]; then
        _revue_offer < <(_revue_list_ids srch)
    elif [[ $command == entities && ${#operands[@]} -eq 0 ]]; then
        _revue_offer < <(_idx_list_decisions "$1")
    elif [[ $command == entities ]]; then
        _revue_offer < <(_idx_list_names "$1")
    elif [[ $command == ingest ]]; then
        compopt -o default
    fi
}

complete -F _idx idx
