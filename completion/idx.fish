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
complete -c idx -n '__fish_seen_subcommand_from delete' -a '(__revue_ids)'
