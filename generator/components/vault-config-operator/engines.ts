/** The secrets engine for what only people and this component read, beside `kv`. */
export const SYSTEM_MOUNT = 'kv-system';
export const GITHUB_MOUNT = 'github';

/** The name under which the gate of Vault registers the plugin behind that mount. */
export const GITHUB_PLUGIN = 'vault-plugin-secrets-github';
