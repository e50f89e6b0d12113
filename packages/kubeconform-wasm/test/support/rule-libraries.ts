import { asking, list, map, object, type RuleCase, type Schema, text, whole } from './rule-case.ts';

/** A case for each library that a rule may use, and for each type that a value has in a rule. */
export const ruleLibraries: readonly RuleCase[] = [
  field('strings', text, "self.lowerAscii().split('-').join('').charAt(0) == 'a'", ['-A-b'], ['b-a']),
  field('strings: format', text, "'%s-%d'.format([self, 2]) == 'a-2'", ['a'], ['b']),
  field('regular expressions', text, "self.matches('^[a-z]+$') && self.find('[b-z]') != ''", ['ab'], ['a', 'A1']),
  field(
    'lists of Kubernetes',
    list(whole),
    'self.isSorted() && self.sum() < 10 && self.min() > 0',
    [[1, 2, 3]],
    [
      [3, 2],
      [5, 6],
      [0, 1],
    ],
  ),
  field(
    'lists of CEL',
    list(whole),
    'self.all(x, x > 1) && self.exists_one(x, x == 2) && self.map(x, x * 2).indexOf(4) >= 0',
    [[2, 3]],
    [
      [2, 2],
      [1, 2],
    ],
  ),
  field('sets', list(text), "sets.contains(['a', 'b'], self)", [['b'], []], [['c']]),
  field(
    'URLs',
    text,
    "isURL(self) && url(self).getScheme() == 'https' && url(self).getPort() == '8443'",
    ['https://a.b:8443/c'],
    ['http://a:8443', 'no', 'https://a'],
  ),
  field(
    'quantities',
    text,
    "isQuantity(self) && quantity(self).isGreaterThan(quantity('1Gi')) && quantity(self).compareTo(quantity('4Gi')) <= 0",
    ['2Gi', '4096Mi'],
    ['1Gi', '5G0', '4.1Gi'],
  ),
  field(
    'addresses',
    text,
    'isIP(self) && ip(self).family() == 4 && !ip(self).isLoopback()',
    ['10.0.0.1'],
    ['127.0.0.1', '::1', '10.0.0'],
  ),
  field(
    'networks',
    text,
    "isCIDR(self) && cidr('10.0.0.0/8').containsCIDR(self) && cidr(self).prefixLength() >= 24",
    ['10.1.2.0/24'],
    ['10.0.0.0/8', '11.0.0.0/24', '10.1.2.3'],
  ),
  field('formats', text, '!format.dns1123Label().validate(self).hasValue()', ['a-b'], ['A', 'a.b', '-']),
  field(
    'versions',
    text,
    "isSemver(self) && semver(self).isGreaterThan(semver('1.2.3')) && semver(self).major() < 3",
    ['1.10.0', '2.0.0-rc.1'],
    ['1.2.3', '3.0.0', '1.2'],
  ),
  field('two variables', map(whole), 'self.all(k, v, size(k) <= v)', [{ a: 1, bb: 3 }], [{ ccc: 2 }]),
  field(
    'optional values',
    object({ b: text }),
    "self.?b.orValue('x') == 'x' && self.?b.hasValue() == has(self.b)",
    [{}, { b: 'x' }],
    [{ b: 'y' }],
  ),
  field(
    'conversions',
    text,
    'int(self) % 2 == 0 && double(self) < 10.5 && string(int(self)) == self',
    ['4'],
    ['3', '12'],
  ),
  field(
    'durations',
    { type: 'string', format: 'duration' },
    "self > duration('90s') && self.getMinutes() < 60",
    ['2m', '1m31s'],
    ['90s', '1h1m'],
  ),
  field(
    'instants',
    { type: 'string', format: 'date-time' },
    "self.getFullYear() == 2025 && self < timestamp('2025-06-01T00:00:00Z')",
    ['2025-05-31T23:59:59Z'],
    ['2025-06-01T00:00:00Z', '2024-05-31T00:00:00Z'],
  ),
  field('days', { type: 'string', format: 'date' }, 'self.getDayOfWeek() == 0', ['2025-06-01'], ['2025-06-02']),
  field('bytes', { type: 'string', format: 'byte' }, "self == b'abc'", ['YWJj'], ['YWJk']),
  field('whole and other numbers', { type: 'number' }, 'self * 2.0 == 5.0 || self == 4.0', [2.5, 4], [2]),
  field(
    'number or text',
    { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    "type(self) == int ? self < 5 : self.endsWith('%')",
    [4, '50%'],
    [5, '50'],
  ),
];

/** One field `a` with one rule on it; each value with whether the rule holds. */
function field(
  about: string,
  type: Schema,
  rule: string,
  right: readonly unknown[],
  wrong: readonly unknown[],
): RuleCase {
  const message = `failed rule: ${rule}`;
  return {
    about,
    spec: object({ a: { ...type, ...asking({ rule }) } }),
    asked: [...right.map((a) => [{ a }] as const), ...wrong.map((a) => [{ a }, `/spec/a: ${message}`] as const)],
  };
}
