import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseSchema } from '../generator/codegen/base-schema.ts';
import { componentFolders } from '../generator/codegen/folders.ts';
import type { Schema } from '../generator/codegen/json-schema.ts';
import { clusterOnly, componentSchema, platformSchema } from '../generator/codegen/schema.ts';
import { rules } from '../generator/generated/rules.ts';
import { ajvCheck } from '../generator/option-check/ajv-check.ts';
import { ruleCheck } from '../generator/option-check/rule-check.ts';
import { validatorName } from '../generator/option-check/validator-name.ts';
import type { OptionCheck } from '../generator/option-check.ts';
import { repository } from './support/cli.ts';
import { mutations } from './support/mutations.ts';
import { outcome, shown } from './support/outcome.ts';
import { randomBlock } from './support/random-block.ts';
import { writtenBlocks } from './support/written-blocks.ts';

const validators = createRequire(import.meta.url)('../generator/generated/validators.cjs') as {
  readonly [name: string]: ValidateFunction;
};
const components = componentFolders(join(repository, 'generator/components'));
const { $defs, ...platform } = platformSchema(baseSchema(join(repository, 'schema')), components);
const definitions = $defs as { readonly [name: string]: Schema };
const schemas = new Map<string, Schema>([
  ['platform', platform],
  ['app', definitions['app'] ?? {}],
  ['site', definitions['site'] ?? {}],
  ...components.map((each) => [validatorName('options', each.name), componentSchema(each)] as const),
]);
const ofClusters = new Map(components.map((each) => [validatorName('options', each.name), clusterOnly(each)]));
const written = writtenBlocks();

/** Blocks of a schema: those that somebody wrote, changed in a place or two, and made ones from right to quite wrong. */
function blocks(name: string): fc.Arbitrary<unknown> {
  const made = fc.tuple(fc.constantFrom(0, 0, 3, 30), fc.gen()).map(([wrongs, draw]) => {
    const random = (below: number) => draw(fc.nat, below - 1);
    return randomBlock(schemas.get(name) ?? {}, { definitions, random, wrongs });
  });
  const known = written.get(name) ?? [];
  return known.length === 0
    ? made
    : fc.oneof({ arbitrary: made, weight: 3 }, fc.constantFrom(...known), mutations(known));
}

/** To make a block smaller that the two differ about takes minutes, and where they differ, the outcomes show. */
const once = { endOnFailure: true };

/** What is wrong with a block, and what is then in it. */
function problems(check: OptionCheck, block: unknown): string {
  const own = structuredClone(block);
  return shown([check.errors(own), own]);
}

describe('rules say of a block what ajv says, and fill in what it fills in', () => {
  it.each(Object.keys(rules.named))('%s', (name) => {
    const [check, ajv] = [ruleCheck(rules, name, () => validators), ajvCheck(validators[name] as ValidateFunction)];
    const but = ofClusters.get(name) ?? [];
    const verdicts = { valid: 0, wrong: 0 };
    const agree = (block: unknown) => {
      const theirs = outcome(ajv, block);
      verdicts[theirs === 'not valid' ? 'wrong' : 'valid']++;
      expect(outcome(check, block)).toBe(theirs);
      expect(outcome(check, block, but)).toBe(outcome(ajv, block, but));
    };
    fc.assert(fc.property(blocks(name), agree), { ...once, numRuns: 150 });
    expect(Math.min(verdicts.valid, verdicts.wrong)).toBeGreaterThan(15);
  });

  it.each(Object.keys(rules.named))('%s, told by ajv where they say no', (name) => {
    const [check, ajv] = [ruleCheck(rules, name, () => validators), ajvCheck(validators[name] as ValidateFunction)];
    const agree = (block: unknown) => {
      const own = structuredClone(block);
      if (!check.completes(own)) expect(shown(own)).toBe(shown(block));
      expect(problems(check, block)).toBe(problems(ajv, block));
    };
    fc.assert(fc.property(blocks(name), agree), { ...once, numRuns: 20 });
  });

  it('ask ajv nothing where they say yes', () => {
    const check = ruleCheck(rules, 'options_vault', () => {
      throw new Error('ajv was loaded');
    });
    const block = { host: 'vault.example.com', seal: { kind: 'shamir' } };
    expect(check.errors(block)).toEqual([]);
    expect(block).toHaveProperty('enabled', true);
    expect(() => check.errors({ host: 1 })).toThrow('ajv was loaded');
  });
});

describe('the program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-rules-'));
  // where no earlier run is recalled
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  const run = (platform: string) => {
    const words = [join(folder, 'plinth.cjs'), 'validate', '--platform', platform];
    const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: repository, encoding: 'utf8', env });
    return stdout + stderr;
  };

  it("loads ajv's code only for what is wrong", () => {
    const pieces = readdirSync(join(repository, 'dist')).filter((name) => /^plinth[-.]/.test(name));
    for (const name of pieces) cpSync(join(repository, 'dist', name), join(folder, name), { recursive: true });
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, `${readFileSync(join(repository, 'platform.yaml'), 'utf8')}\nmistake: true\n`);
    expect(run(wrong)).toContain('`mistake` is not an option');
    const [program = ''] = pieces.filter((name) => name !== 'plinth.cjs');
    rmSync(join(folder, program, 'validators.cjs'));
    expect(run('platform.yaml')).not.toMatch(/error/i);
    expect(run(wrong)).toContain('validators.cjs');
    rmSync(folder, { recursive: true });
  });
});
