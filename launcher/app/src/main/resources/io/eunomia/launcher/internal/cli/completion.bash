# Completion of eunomia for bash 4.4 or newer: source <(eunomia completion bash)
# What may follow is printed by "eunomia __complete". Names come from packages and daemons: they are quoted, and never run.
_eunomia() {
    local rest=${COMP_LINE:0:COMP_POINT} words=() word i
    # Bash breaks words at = and : as well; here they are as the command will get them.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $i == 0 || $rest == [[:space:]]* ]]; then
            rest=${rest#"${rest%%[![:space:]]*}"} words+=("")
        fi
        ((i < COMP_CWORD)) || word=$rest
        words[-1]+=$word rest=${rest#"$word"}
    done
    local current=${words[-1]} quote='' replaced='' kind lines=()
    case $current in [\"\']*) quote=${current:0:1} ;; *[=:]*) replaced=${current%"${current##*[=:]}"} ;; esac
    for i in "${!words[@]}"; do words[i]=${words[i]//[\"\'\\]/}; done
    # Only what is a word break for readline stays in the line.
    [[ $COMP_WORDBREAKS == *=* && $COMP_WORDBREAKS == *:* ]] || replaced=''
    { IFS= read -r kind; mapfile -t lines; } < <("${words[0]/#~\//$HOME/}" __complete -- "${words[@]:1}" 2>/dev/null)
    COMPREPLY=()
    for word in "${lines[@]%%$'\t'*}"; do
        [[ -z $quote || $word != *[^A-Za-z0-9_.,:=/@+-]* ]] || continue
        word=${word#"${replaced//\\/}"}
        if [[ $kind == files ]]; then compopt -o filenames 2>/dev/null
        elif [[ -z $quote && $word == *[^A-Za-z0-9_.,:=/@+-]* ]]; then printf -v word %q "$word"; fi
        COMPREPLY+=("$word")
    done
    [[ ${#COMPREPLY[@]} != 1 || ${COMPREPLY[0]} != *[=,/:.] ]] || compopt -o nospace 2>/dev/null
}
complete -F _eunomia eunomia
