/** The secrets engine for what only people and this component read, beside `kv`. */
export const SYSTEM_MOUNT = 'kv-system';

/** The name under which the gate of Vault registers the plugin behind the mount for GitHub tokens. */
export const GITHUB_PLUGIN = 'vault-plugin-secrets-github';
