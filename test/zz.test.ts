import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'vitest';
import { compile } from '../generator/index.ts';

it('x', () => {
  const all = new Map<string, string[]>();
  const codes = (process.env['CODES'] ?? 'unknown-reference,unknown-key,unknown-port').split(',');
  const roots = [
    ...readdirSync('generator/components').map((c) => `generator/components/${c}/fixtures`),
    'generator/apps/fixtures',
    'test/invalid',
  ];
  for (const root of roots) {
    let names: string[] = [];
    try {
      names = readdirSync(root);
    } catch {
      continue;
    }
    for (const n of names) {
      let text: Buffer;
      try {
        text = readFileSync(`${root}/${n}/platform.yaml`);
      } catch {
        continue;
      }
      const { diagnostics } = compile(text);
      for (const d of diagnostics)
        if (codes.includes(d.code)) {
          const k = `${d.severity} ${d.code} ${d.message}`;
          all.set(k, [
            ...(all.get(k) ?? []),
            `${root.replace('generator/components/', '').replace('/fixtures', '')}/${n}`,
          ]);
        }
    }
  }
  for (const [k, v] of all) console.log(`@@ ${k}   <- ${v.slice(0, 6).join(' ')} (${v.length})`);
}, 300_000);
