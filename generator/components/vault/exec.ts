/** Begins a command that runs in the first server's pod and may ask. */
export const exec = 'kubectl -n vault exec -ti vault-0 -- ';
