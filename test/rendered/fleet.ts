import { fleetPlatform } from '../bench/fleet-platform.mjs';

/** Components that take a manifest, whose bytes no test makes, or whose chart says of itself what a stand-in does not. */
const byReference = ['gateway-api', 'cdi', 'kubevirt', 'argocd', 'pixie', 'kuma', 'vcluster', 'kubevious'];

/** A platform of so many clusters with 25 components each; 15 of them come from charts that are rendered. */
export function renderedFleet(clusters: number): string {
  const lines = fleetPlatform(clusters).replace('\ndomain:', '\ndelivery: rendered\ndomain:').split('\n');
  const component = /^ {2}([a-z-]+): \{ ?(.*)\}$/;
  const told = lines.map((line) => {
    const [, name = '', options = ''] = component.exec(line) ?? [];
    const rest = options.trim();
    return byReference.includes(name) ? `  ${name}: { delivery: reference${rest === '' ? '' : `, ${rest}`} }` : line;
  });
  return told.join('\n');
}
