import { hostsOf, type NamedApp, servicesOf } from '../app.ts';
import type { Finding } from '../component.ts';

/** A host has one route and one certificate, so the services below its paths must want the same; paths begin at the app's block. */
export function* checkHosts(app: NamedApp): Iterable<Finding> {
  const first = new Map<string, { readonly name: string; readonly issuer: string; readonly routing: string }>();
  for (const service of servicesOf(app)) {
    const { name, options, path } = service;
    for (const host of hostsOf(service)) {
      const other = first.get(host);
      if (other === undefined) first.set(host, { name, issuer: options.issuer, routing: options.routing });
      else
        for (const option of ['issuer', 'routing'] as const)
          if (other[option] !== options[option])
            yield {
              code: 'wrong-value',
              severity: 'error',
              path: [...path, option],
              message: `\`${host}\` has the ${option} \`${options[option]}\` at \`${name}\` and \`${other[option]}\` at \`${other.name}\``,
              hint: 'a host has one of them; write the same at both, or give one another host',
            };
    }
  }
}
