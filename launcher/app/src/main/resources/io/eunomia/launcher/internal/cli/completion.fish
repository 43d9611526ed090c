# Completion of eunomia for fish: eunomia completion fish | source
# What may follow is printed by "eunomia __complete". Names come from packages and daemons: fish quotes them, and never runs them.
function __eunomia_candidates
    set -l before (commandline -opc)
    set -l program $before[1]
    set -e before[1]
    set -l current (commandline -ct | string replace -ra '[\'"\\\\]' '')
    set -l lines (command $program __complete -- $before "$current" 2>/dev/null)
    if string match -q '~*' -- "$current"; and test "$lines[1]" = files
        __fish_complete_path $current
        return
    end
    set -e lines[1]
    printf '%s\n' $lines
end
complete -c eunomia -f -a '(__eunomia_candidates)'
