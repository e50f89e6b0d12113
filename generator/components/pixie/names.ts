/** Where Pixie runs: its own roles name this namespace, so that it can be no other. */
export const NAMESPACE = 'pl';

/** Where its operator runs. */
export const OPERATOR_NAMESPACE = 'px-operator';

/** The instance, and the Secret with its deploy key. */
export const INSTANCE = 'pixie';
export const DEPLOY_KEY = 'pixie-deploy-key';
