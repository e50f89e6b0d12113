import { asking, list, map, object, type RuleCase, text, whole } from './rule-case.ts';
import { ruleLibraries } from './rule-libraries.ts';

const forms: readonly RuleCase[] = [
  {
    about: 'message, messageExpression, reason and fieldPath',
    spec: object(
      { a: whole, b: object({ c: text }), d: map(text) },
      { rule: 'self.a < 5', message: ' at most four ' },
      { rule: 'self.a < 6', messageExpression: "'a is ' + string(self.a)", fieldPath: '.a' },
      { rule: 'self.a < 7', message: 'not this', messageExpression: "'\\n'" },
      { rule: 'self.a < 8', reason: 'FieldValueForbidden', message: 'forbidden', fieldPath: '.b.c' },
      { rule: 'self.a < 9', reason: 'FieldValueRequired', message: 'missing', fieldPath: ".d['x.y/z']" },
      { rule: 'self.a < 10', reason: 'FieldValueDuplicate', message: 'twice', fieldPath: '.a' },
    ),
    asked: [
      [{ a: 4 }],
      [{ a: 5 }, '/spec: at most four'],
      [{ a: 6 }, '/spec: at most four', '/spec/a: a is 6'],
      [
        { a: 10 },
        '/spec: at most four',
        '/spec: not this',
        '/spec/a: Duplicate value',
        '/spec/a: a is 10',
        '/spec/b/c: forbidden',
        '/spec/d/x.y~1z: missing',
      ],
    ],
  },
  {
    about: 'every place that a rule is at',
    spec: object({
      list: list(
        { ...text, ...asking({ rule: "self != 'x'", message: 'item' }) },
        { rule: 'self.size() < 3', message: 'list' },
      ),
      'a.b': map(object({ c: { ...whole, ...asking({ rule: 'self > 0', message: 'deep' }) } })),
      all: { ...whole, allOf: [{ 'x-kubernetes-validations': [{ rule: 'self != 1', message: 'all' }] }] },
    }),
    rules: [{ rule: "self.metadata.name != 'b' && self.kind == 'Widget'", message: 'root' }],
    asked: [
      [{ list: ['x', 'a', 'x'] }, '/spec/list: list', '/spec/list/0: item', '/spec/list/2: item'],
      [
        { 'a.b': { 'c.d': { c: 0 }, 'e[f]/g': { c: -1 }, ok: { c: 1 } } },
        '/spec/a.b/c.d/c: deep',
        '/spec/a.b/e[f]~1g/c: deep',
      ],
      [{ all: 1 }, '/spec/all: all'],
    ],
  },
  {
    about: 'defaults and nulls before rules',
    spec: object(
      {
        a: { ...whole, default: 3 },
        b: { ...text, nullable: true },
        c: text,
        d: { ...object({ e: { ...whole, default: 1 } }), default: {} },
      },
      { rule: 'self.a == 3 && self.d.e == 1', message: 'defaults' },
      { rule: 'has(self.b)', message: 'b is there' },
      { rule: '!has(self.c)', message: 'c is not there' },
    ),
    asked: [
      [{ b: 'x' }],
      [{ a: null, b: 'x', c: null, d: { e: null } }],
      [{ b: null, d: null }, '/spec: b is there'],
      [{}, '/spec: b is there'],
      [{ a: 4, b: 'x', c: 'y' }, '/spec: c is not there', '/spec: defaults'],
    ],
  },
  {
    about: 'rules on changes are not asked on creation, unless the old value is optional',
    spec: object(
      { a: whole },
      { rule: 'self.a == oldSelf.a', message: 'fixed' },
      { rule: 'oldSelf.hasValue() || self.a == 1', optionalOldSelf: true, message: 'starts with one' },
    ),
    asked: [[{ a: 1 }], [{ a: 2 }, '/spec: starts with one']],
  },
  {
    about: 'names that CEL keeps for itself',
    spec: object(
      { namespace: text, 'x-y': whole, 'a.b': whole, __c__: whole, in: whole },
      {
        rule: "self.__namespace__ == 'n' && self.x__dash__y + self.a__dot__b + self.__underscores__c__underscores__ + self.__in__ == 10",
        message: 'sum',
      },
    ),
    asked: [
      [{ namespace: 'n', 'x-y': 1, 'a.b': 2, __c__: 3, in: 4 }],
      [{ namespace: 'n', 'x-y': 1, 'a.b': 2, __c__: 3, in: 5 }, '/spec: sum'],
    ],
  },
  {
    about: 'lists that are sets and maps are compared as such',
    spec: object(
      {
        set: { ...list(text), 'x-kubernetes-list-type': 'set' },
        map: {
          ...list({ ...object({ k: text, v: whole }), required: ['k'] }),
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['k'],
        },
        plain: list(text),
      },
      { rule: "!has(self.set) || self.set == ['a', 'b']", message: 'set' },
      { rule: "!has(self.plain) || self.plain == ['a', 'b']", message: 'plain' },
      { rule: "!has(self.map) || self.map.exists(x, x.k == 'a' && x.v == 1)", message: 'map' },
    ),
    asked: [
      [
        {
          set: ['b', 'a'],
          plain: ['a', 'b'],
          map: [
            { k: 'b', v: 2 },
            { k: 'a', v: 1 },
          ],
        },
      ],
      [{ set: ['a'], plain: ['b', 'a'], map: [] }, '/spec: map', '/spec: plain', '/spec: set'],
    ],
  },
  {
    about: 'an object inside an object knows its names',
    spec: object({
      inner: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        'x-kubernetes-preserve-unknown-fields': true,
        ...asking({ rule: "self.metadata.name == 'x' && self.kind == 'K'", message: 'embedded' }),
      },
    }),
    asked: [
      [{ inner: { apiVersion: 'v1', kind: 'K', metadata: { name: 'x' }, more: 1 } }],
      [{ inner: { apiVersion: 'v1', kind: 'K', metadata: { name: 'y' } } }, '/spec/inner: embedded'],
    ],
  },
];

const failures: readonly RuleCase[] = [
  {
    about: 'a rule that fails while it is evaluated',
    spec: object(
      { a: list(whole), b: map(text), c: { 'x-kubernetes-int-or-string': true } },
      { rule: 'self.a[1] / self.a[0] > 0', message: 'quotient' },
      { rule: "self.b['k'] == 'v'" },
      { rule: 'self.c + 1 > 1', message: 'c' },
    ),
    asked: [
      [{ a: [1, 2], b: { k: 'v' }, c: 1 }],
      [
        { a: [0, 1], b: {}, c: 'x' },
        "/spec: 'no such overload': call arguments did not match a supported operator, function or macro signature for rule: c",
        '/spec: division by zero evaluating rule: quotient',
        "/spec: no such key: k evaluating rule: self.b['k'] == 'v'",
      ],
    ],
  },
  {
    about: 'rules that do not compile',
    spec: object(
      { a: whole },
      { rule: 'self.a > 0', message: 'positive' },
      { rule: 'self.b > 0' },
      { rule: 'self.a' },
      { rule: "self.a == 'x'" },
      { rule: 'self.a >' },
      { rule: "self.a.matches('(')" },
      { rule: 'self.a < 9', messageExpression: 'self.a' },
    ),
    asked: [[{ a: 1 }], [{ a: 0 }, '/spec: positive']],
    uncompiled: ['self.b > 0', 'self.a', "self.a == 'x'", 'self.a >', "self.a.matches('(')", 'self.a < 9'],
  },
  ...(['1.33.4', '1.34.0', '1.35.0'] as const).map((kubernetes) => {
    const newer = kubernetes === '1.35.0' ? [] : ['self.a.reverse()[0] == 1'];
    const newest = kubernetes === '1.33.4' ? ["isSemver('1.2.3')", ...newer] : newer;
    return {
      about: `a library is there from the version after its first one: ${kubernetes}`,
      kubernetes,
      spec: object(
        { a: list(whole) },
        ...["isIP('::1')", "isSemver('1.2.3')", 'self.a.reverse()[0] == 1'].map((rule) => ({ rule })),
      ),
      asked: [[{ a: [2, 1] }] as const],
      uncompiled: newest,
    };
  }),
  {
    about: 'a rule that costs too much ends it',
    spec: object(
      { a: list(text) },
      { rule: 'self.a.all(x, self.a.all(y, self.a.all(z, x + y != z)))', message: 'sums' },
    ),
    asked: [
      [{ a: ['a', 'b'] }],
      [
        { a: Array.from({ length: 120 }, (_, index) => `x${index}`) },
        "/spec: 'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: sums",
      ],
    ],
  },
];

/** Every case. */
export const ruleCases: readonly RuleCase[] = [...ruleLibraries, ...forms, ...failures];
