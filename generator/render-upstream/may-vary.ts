import type { ChartFiles } from '../lock/unpack-chart.ts';
import { type Upstream, valuesIn } from '../objects.ts';
import type { Inflation } from '../verify/inflation.ts';

/**
 * The functions of a template that chance or the time has a part in, those of dates that take now for what is none, and those that list a map
 * in any order. A field is none of them.
 */
const varying =
  /(?<![.\w$])(?:rand\w+|gen[A-Z]\w+|uuidv4|now|ago|shuffle|htpasswd|bcrypt|encryptAES|keys|values|date\w*|htmlDate\w*|toDate|mustToDate|unixEpoch|duration\w*)\b/;
const action = /\{\{(?!-?\s*\/\*)[\s\S]*?\}\}/g;

/** Whether two renders of charts with these values could differ: true also where it cannot be seen, as in an archive within one. */
export function mayVary(upstream: Upstream, { charts }: Inflation): boolean {
  return hasCall(JSON.stringify(valuesIn(upstream))) || Object.values(charts).some(isVarying);
}

function isVarying(files: ChartFiles): boolean {
  return Object.entries(files).some(
    ([path, bytes]) => /\.t?gz$/.test(path) || (bytes.includes(0x7b) && hasCall(new TextDecoder().decode(bytes))),
  );
}

function hasCall(text: string): boolean {
  return (text.match(action) ?? []).some((each) => varying.test(each));
}
