import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const introduction = `# Licences of what is inside engine.wasm.br

The package's own code is under the MIT licence (LICENSE). The module is linked from the Go modules below, unchanged; their sources are
to be had from any Go module proxy by name and version. Of \`k8s.io/apimachinery\`, \`k8s.io/apiserver\` and
\`k8s.io/apiextensions-apiserver\` the packages that borrow.mjs lists are linked, of Go its runtime and standard library. This file is
written by build.mjs.
`;

/** Told by words that only one licence has. */
const marks = [
  ['MPL-2.0', /Mozilla Public License,? [Vv]ersion 2.0/],
  ['Apache-2.0', /Apache License/],
  ['ISC', /Permission to use, copy, modify/],
  ['MIT', /Permission is hereby granted, free of charge/],
  ['BSD-3-Clause', /Redistribution and use[\s\S]*Neither (the )?name/i],
  ['BSD-2-Clause', /Redistribution and use/i],
];

function licenceTexts(folder) {
  const names = readdirSync(folder).filter((name) => /^(licen[sc]e|copying|notice)/i.test(name));
  return names
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8').replace(/\r/g, '').trim() }));
}

function namesOf(texts) {
  const found = texts.flatMap(({ text }) => marks.filter(([, mark]) => mark.test(text)).map(([name]) => name));
  const distinct = [...new Set(found)];
  const names = distinct.includes('BSD-3-Clause') ? distinct.filter((name) => name !== 'BSD-2-Clause') : distinct;
  if (names.length === 0) throw new Error('a licence that is not known');
  return names;
}

/** Copies of the Apache licence differ in spaces and in who signs below it: the terms are kept once, the signatures all. */
function splitApache(text) {
  const end = text.indexOf('END OF TERMS AND CONDITIONS');
  const pure = end > 0 && !/Permission is hereby granted|Redistribution and use/.test(text);
  if (!pure) return { terms: text, signatures: [] };
  const signatures = text.slice(end).match(/^ *Copyright .*[0-9]{4}.*$/gm) ?? [];
  return { terms: text.slice(0, end).trim(), signatures: signatures.map((line) => line.trim()) };
}

function collect(covered, path, text) {
  const { terms, signatures } = splitApache(text);
  const key = terms.replace(/\s+/g, ' ').replace(/https?:/g, '');
  const entry = covered.get(key) ?? { terms, paths: [], signatures: new Set() };
  entry.paths.push(path);
  for (const line of signatures) entry.signatures.add(line);
  covered.set(key, entry);
}

/** The text of licences.md for modules `{ path, version, folder }`: a table, then every distinct text with those it covers. */
export function describeLicences(modules) {
  const covered = new Map();
  const rows = modules.map(({ path, version, folder }) => {
    const texts = licenceTexts(folder);
    for (const { text } of texts) collect(covered, path, text);
    return `| ${path} | ${version} | ${namesOf(texts).join(', ')} |`;
  });
  const texts = [...covered.values()].map(({ terms, paths, signatures }) => {
    const body = [terms, ...signatures].join('\n\n');
    return `## ${paths.join(', ')}\n\n\`\`\`text\n${body}\n\`\`\`\n`;
  });
  return [introduction, ['| module | version | licence |', '|---|---|---|', ...rows, ''].join('\n'), ...texts].join(
    '\n',
  );
}
