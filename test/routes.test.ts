import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { compile } from '../generator/index.ts';

const fixture = readFileSync(join(import.meta.dirname, '../generator/apps/fixtures/gateway/platform.yaml'), 'utf8');

interface Written {
  components: { [name: string]: object };
  apps: { [name: string]: { [option: string]: unknown } };
}

function compiled(edit: (written: Written) => void) {
  const written = parse(fixture) as Written;
  edit(written);
  return compile(stringify(written));
}

function codesOf(edit: (written: Written) => void): readonly string[] {
  return compiled(edit)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);
}

describe('a host that is routed by the Gateway API', () => {
  it('is a host like any other: nobody else may route it', () => {
    const other = { image: 'ghcr.io/example/other:1.0.0', port: 8080, host: 'shop.example.org' };
    expect(codesOf(({ apps }) => void Object.assign(apps, { other }))).toEqual(['duplicate-host']);
    expect(codesOf(({ apps }) => void Object.assign(apps, { other: { ...other, routing: 'gateway' } }))).toContain(
      'duplicate-host',
    );
  });

  it('needs a certificate that covers it', () => {
    const patch = { spec: { dnsNames: ['elsewhere.example.org'] } };
    const patches = [{ kind: 'Certificate', name: 'shop.example.org', patch }];
    expect(codesOf(({ apps }) => void Object.assign(apps['shop'] ?? {}, { patches }))).toEqual(['certificate-host']);
  });

  it('is told to external-dns', () => {
    const { tree } = compiled(({ components }) => {
      components['external-dns'] = {
        provider: { kind: 'google', project: 'example-dns-1' },
        credentials: { origin: 'bootstrap' },
        zones: ['example.org'],
      };
    });
    expect(tree?.get('kustomize/external-dns/install/overlays/one/chart/values.yaml')).toContain('- gateway-httproute');
  });

  it('has a listener of its own, for routes of its namespace only', () => {
    const { tree } = compiled(() => undefined);
    const patch = parse(tree?.get('kustomize/contour/gateway/overlays/one/patch-gateway-contour.yaml') ?? '');
    const listeners = patch.spec.listeners as readonly { readonly name: string; readonly allowedRoutes: object }[];
    expect(listeners.map(({ name }) => name)).toEqual(['http', 'https', 'shop.example.org', 'www.shop.example.org']);
    const own = {
      namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
    };
    expect(listeners.slice(2).map(({ allowedRoutes }) => allowedRoutes)).toEqual([own, own]);
  });
});
