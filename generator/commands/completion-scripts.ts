/** The shells that can complete Plinth's command lines. */
export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

// macOS ships bash 3.2, which knows no mapfile
const bash = `# source <(plinth completion bash)
_plinth() {
  local IFS=$'\\n'
  COMPREPLY=($("$1" completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o bashdefault -o default -F _plinth plinth
`;

const zsh = `#compdef plinth
# source <(plinth completion zsh), or put it into a folder of $fpath as _plinth
_plinth() {
  local -a found
  found=("\${(@f)$("$words[1]" completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n $found[1] ]]; then _describe plinth found; else _files; fi
}
if [[ $funcstack[1] == _plinth ]]; then _plinth "$@"; else compdef _plinth plinth; fi
`;

const fish = `# plinth completion fish | source
function __plinth
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($words[1] completion fish -- $words[2..] "$current" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path $current
    end
end
complete -c plinth -f -a '(__plinth)'
`;

/** What a shell reads to complete command lines; for each it asks Plinth again. */
export const scripts: { readonly [S in Shell]: string } = { bash, zsh, fish };
