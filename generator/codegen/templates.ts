import Handlebars from 'handlebars';
import type { TemplateUse } from '../text.ts';

/** TypeScript source: each template precompiled, with the names it uses, so that a name its data lacks is an error. */
export function templatesSource(templates: ReadonlyMap<string, string>): string {
  const entries = [...templates].map(([name, text]) => {
    const spec = Handlebars.precompile(text, {
      noEscape: true,
      knownHelpersOnly: true,
      strict: true,
      preventIndent: true,
    });
    return `  '${name}': { spec: ${spec}, uses: ${JSON.stringify(usesOf(Handlebars.parse(text)))} },`;
  });
  return [
    '// Generated from *.hbs by `npm run gen`.',
    '/** Every template, precompiled. */',
    `export const templates = {\n${entries.join('\n')}\n};`,
    '',
  ].join('\n');
}

/** The names that a program reads, in order; `{{#each list}}` nests. Only plain names, `each` and `if` are known here. */
function usesOf(program: hbs.AST.Program): TemplateUse[] {
  return program.body.flatMap((statement) => {
    if (statement.type === 'MustacheStatement')
      return [{ path: pathOf((statement as hbs.AST.MustacheStatement).path) }];
    if (statement.type === 'BlockStatement') return blockUses(statement as hbs.AST.BlockStatement);
    if (statement.type === 'ContentStatement' || statement.type === 'CommentStatement') return [];
    throw new Error(`a template uses ${statement.type}, which Plinth's templates do without`);
  });
}

function blockUses(block: hbs.AST.BlockStatement): TemplateUse[] {
  const name = block.path.type === 'PathExpression' ? (block.path as hbs.AST.PathExpression).original : '';
  const subject = pathOf(block.params[0] as hbs.AST.Expression);
  const inside = [...usesOf(block.program), ...(block.inverse ? usesOf(block.inverse) : [])];
  if (name === 'each') return [{ path: subject, each: inside }];
  if (name === 'if') return [{ path: subject, when: inside }];
  throw new Error(`a template uses the block {{#${name}}}; only each and if are known`);
}

function pathOf(expression: hbs.AST.Expression | hbs.AST.Literal): readonly string[] {
  if (expression.type !== 'PathExpression') throw new Error('a template uses something that is not a name');
  const { parts, depth, data } = expression as hbs.AST.PathExpression;
  if (depth > 0 || data)
    throw new Error(`a template reaches outside of its block: ${(expression as hbs.AST.PathExpression).original}`);
  return parts as unknown as readonly string[];
}

/** The type of the generated templates: their names are known, so that a wrong one is a type error. */
export function templateTypes(names: readonly string[]): string {
  const lines = names.map((name) => `  readonly '${name}': Template;`);
  return [
    "import type { Template } from '../text.ts';",
    '',
    `export const templates: {\n${lines.join('\n')}\n};`,
    '',
  ].join('\n');
}
