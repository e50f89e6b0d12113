/** The option, and the field of a SealedSecret, under which sealed values stand by their keys. */
export const SEALED = 'encryptedData';

/**
 * The length of the encrypted session key (256 or 512 bytes, by the size of the cluster's key), that key, and at least the 16 bytes that close an
 * encrypted value, in base64. Upstream: HybridEncrypt in bitnami-labs/sealed-secrets.
 */
const forms = [
  /^AQ[A-D][A-Za-z0-9+/](?:[A-Za-z0-9+/]{4}){90,}(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/,
  /^Ag[A-D][A-Za-z0-9+/](?:[A-Za-z0-9+/]{4}){175,}(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/,
];

/** Whether a text is what kubeseal makes of a value: meant for everybody's eyes, and whole. */
export function isSealed(text: string): boolean {
  return forms.some((form) => form.test(text));
}
