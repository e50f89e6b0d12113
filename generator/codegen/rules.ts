import type { RuleTable } from '../option-check/rule.ts';
import { validatorName } from '../option-check/validator-name.ts';
import type { ComponentFolder } from './folders.ts';
import type { Schema } from './json-schema.ts';
import { ruleMaker } from './rule-maker.ts';
import { refuse } from './rule-refusals.ts';
import { componentSchema, platformSchema } from './schema.ts';

/** The rules that say whether a block is valid, of the same schemas, and by the same names, as ajv's functions. An Error where a schema says what no rule can. */
export function ruleTable(base: Schema, components: readonly ComponentFolder[]): RuleTable {
  const { $defs, ...platform } = platformSchema(base, components);
  const { ruleOf, rules } = ruleMaker($defs as { readonly [name: string]: Schema });
  const named = {
    platform: ruleOf(platform),
    app: ruleOf({ $ref: '#/$defs/app' }),
    site: ruleOf({ $ref: '#/$defs/site' }),
    ...Object.fromEntries(
      components.map((each) => [validatorName('options', each.name), ruleOf(componentSchema(each))]),
    ),
  };
  refuse(rules);
  return { rules, named };
}

/** TypeScript source of the table; as text, which is read faster. */
export function rulesSource(table: RuleTable): string {
  return [
    '// Generated from schema/ and the schemas of all components by `npm run gen`.',
    "import type { RuleTable } from '../option-check/rule.ts';",
    '',
    '/** What a platform, an app, a site and the options of each component must be. */',
    `export const rules: RuleTable = JSON.parse(${JSON.stringify(JSON.stringify(table))});`,
    '',
  ].join('\n');
}
