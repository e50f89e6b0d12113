/** Whether a text is an address of version 4 as Kubernetes reads it: with leading zeros, or within one of version 6. */
export function isIpv4(value: string): boolean {
  return isDotted(value) || (value.includes('.') && isIpv6(value));
}

/** Whether a text is an address of version 6, without a zone. */
export function isIpv6(value: string): boolean {
  const halves = value.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const length = groups.length + (last.includes('.') ? 1 : 0);
  const hex = last.includes('.') ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[\da-f]{1,4}$/i.test(group)) || (hex !== groups && !isDotted(last))) return false;
  return halves.length === 1 ? length === 8 : halves.length === 2 && length <= 7;
}

/** Whether a text is an address and the length of its prefix. */
export function isCidr(value: string): boolean {
  const [, address = '', prefix = ''] = /^([^/]*)\/(\d{1,3})$/.exec(value) ?? [];
  return prefix !== '' && (isDotted(address) ? Number(prefix) <= 32 : isIpv6(address) && Number(prefix) <= 128);
}

function isDotted(value: string): boolean {
  const parts = value.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,10}$/.test(part) && Number(part) <= 255);
}
