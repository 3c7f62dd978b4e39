# Completion of idx for fish: its commands and their options; the rest is shared with srch.fish.

source (status dirname)/srch.fish

complete -c idx -f
complete -c idx -n __fish_use_subcommand -l help
complete -c idx -n __fish_use_subcommand -l version
for line in (idx --help 2>/dev/null | string match -r '^  [a-z]+ +.*$')
    set -l command (string match -r '[a-z]+' -- $line)
    set -l summary (string replace -r '^  [a-z]+ +' '' -- $line)
    complete -c idx -n __fish_use_subcommand -a $command -d $summary
    for option in (__revue_options idx $command)
        __revue_complete idx $option -n "__fish_seen_subcommand_from $command"
    end
end
complete -c idx -n '__fish_seen_subcommand_from ingest' -F
# The decisions of idx entities, by its usage.
function __idx_decisions
    LC_ALL=C idx entities --help 2>/dev/null | string match -ra '(?:\[|\| )[a-z]+ [A-Z]' |
        string match -r '[a-z]+'
end
# The names that may be decided about: those of the lists, and the most frequent that are in none.
function __idx_names
    __revue_names entity
    idx entities (__revue_databases) --discovered -n 1000 2>/dev/null | cut -f 1
end
set -l no_decision 'not __fish_seen_subcommand_from (__idx_decisions)'
set -l decision '__fish_seen_subcommand_from (__idx_decisions)'
complete -c idx -n "__fish_seen_subcommand_from entities; and $no_decision" -a '(__idx_decisions)'
complete -c idx -n "__fish_seen_subcommand_from entities; and $decision" -a '(__idx_names)'
complete -c idx -n '__fish_seen_subcommand_from delete' -a '(__revue_ids)'
