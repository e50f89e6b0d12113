import type { Site } from './generated/options.ts';

/** A site on one of its clusters, with its complete options there. One that is switched off is among them: its repository stays. */
export interface PlacedSite {
  readonly name: string;
  readonly cluster: string;
  readonly options: Site;
}

/** The repository of a site, in the organisation. */
export function repositoryOf({ name, options }: Pick<PlacedSite, 'name' | 'options'>): string {
  return options.repository ?? name;
}

/** The namespace of a site. */
export function siteNamespace({ name, options }: Pick<PlacedSite, 'name' | 'options'>): string {
  return options.namespace ?? name;
}

/** Where GitHub tells a site that its repository has changed. */
export function webhookUrl({ options }: Pick<PlacedSite, 'options'>): string {
  return `https://${options.host}${WEBHOOK}`;
}

/** The path below which Grav is told so; it is in what Grav's own git-sync reads too. */
export const WEBHOOK = '/_git_webhook';

/** The block of platform.yaml that an app is made from: its own, or that of a site. */
export function appBlock(sites: readonly PlacedSite[], name: string): readonly [room: 'apps' | 'sites', name: string] {
  return [sites.some((site) => site.name === name) ? 'sites' : 'apps', name];
}
