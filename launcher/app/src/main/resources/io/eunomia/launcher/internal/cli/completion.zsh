#compdef eunomia
# Completion of eunomia for zsh: source <(eunomia completion zsh), after compinit
# What may follow is printed by "eunomia __complete". Names come from packages and daemons: they are quoted, and never run.
_eunomia() {
    local -a lines open whole openTexts wholeTexts
    local line word program=${(Q)words[1]}
    lines=("${(@f)$("${program/#\~\//$HOME/}" __complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    for line in "${(@)lines[2,-1]}"; do
        word=${line%%$'\t'*}
        [[ -n $word ]] || continue
        line=${line/$'\t'/  -- }
        word=${(q)word}
        word=${word/#\\\~\//\~/}
        if [[ $word == *[=,/:] ]]; then open+=("$word") openTexts+=("$line"); else whole+=("$word") wholeTexts+=("$line"); fi
    done
    compadd -Q -l -S '' -d openTexts -a open
    compadd -Q -l -d wholeTexts -a whole
    (( ${#open} + ${#whole} ))
}
if [[ $funcstack[1] == _eunomia ]]; then _eunomia "$@"; else compdef _eunomia eunomia; fi
