import fc from 'fast-check';
import type { Yaml } from '../../generator/yaml.ts';

const spaced = [
  '',
  ' ',
  '  ',
  'a ',
  ' a',
  '--- a',
  '... a',
  '- a',
  '? a',
  ': a',
  'a: b',
  'a #b',
  '!!str a',
  '{{ .Values.a }}',
];

const words = [
  ...spaced,
  ...'y N yes No ON off true False TRUE null Null NULL ~ = << - -- --- ... -a ?a :a a: a#b'.split(' '),
  ...'0777 0o7 0o+7 -0o7 0x1F 0_x1F 0b11 0b-1 1_000 1,000 -1 +1 +_1 -_1 _1 _ 1.2.3 10Gi 100m 30s 10.0.0.0/8'.split(' '),
  ...'1e3 1E-3 1.5e10 e5 .e5 .5 5. . .inf -.INF +.Inf .NaN .nan inf NaN 1e999 52:54:00:12:34:56'.split(' '),
  ...'12:30 12:30:45 1:2.5 -1:20 190:20:30 2024-01-01 2024-1-1 2024-01-01T00:00:00Z 2001-12-14t21:59:43.10-05:00'.split(
    ' ',
  ),
  ...'__proto__ constructor toString it\'s "a" [a] %a @a `a` &a *a !a'.split(' '),
  '2001-12-14 21:59:43.10 -5',
];

const pieces = [
  ...['', '', ' a', '    b', '\ta', '\t', ' ', 'a ', 'a\t', 'a\tb', 'd #e', '- f', 'g: h'],
  ..."a # --- ... | % ' 😀".split(' '),
];

const drawn = (characters: string, maxLength = 10) => fc.string({ unit: fc.constantFrom(...characters), maxLength });

const lines = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((all) => all.join('\n'));

/** Strings that some reader takes for something else, or loses a character of. */
export const nastyString: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 3, arbitrary: lines },
  { weight: 2, arbitrary: drawn('0123456789+-._,:eExXoObBinfaNTZ ') },
  { weight: 2, arbitrary: drawn('-?:,[]{}#&*!|>\'"%@`=<~\\ \t\n1a') },
  drawn(
    '\0\x07\b\t\n\v\f\r\x1b\x7f\x80\x85\x9f\xa0\xad\u200b\u2028\u2029\u202e\u3000\ud7ff\ue000\ufeff\ufffd\ufffe\uffff😀éa ',
  ),
  fc.tuple(fc.constantFrom(...words), fc.constantFrom(...words)).map((pair) => pair.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.constantFrom(
    0,
    0.1,
    1e20,
    1e21,
    -1e21,
    1.5e21,
    1e-7,
    5e-324,
    Number.MAX_VALUE,
    2 ** 53,
    2 ** 63,
    2 ** 64,
    -(2 ** 63),
  ),
);

/** Any value that can be written, made of nasty strings. */
export const nastyValue: fc.Arbitrary<Yaml> = fc.letrec<{ value: Yaml }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: nastyString },
    { weight: 1, arbitrary: number },
    { weight: 1, arbitrary: fc.constantFrom(true, false, null) },
    { weight: 3, arbitrary: fc.array(tie('value'), { maxLength: 5 }) },
    { weight: 4, arbitrary: fc.dictionary(nastyString, tie('value'), { maxKeys: 5, noNullPrototype: true }) },
  ),
})).value;
