import type { CrossplaneOptions } from '../../generated/options.ts';

/** A provider by the name of its object and its package. */
export interface ProviderPackage {
  readonly name: string;
  readonly package: string;
}

type KnownProvider = CrossplaneOptions['providers'][number];

/** The object that has the provider for Kubernetes, and its service account. */
export const KUBERNETES_PROVIDER = 'crossplane-contrib-provider-kubernetes';

const google = { repository: 'xpkg.upbound.io/upbound', version: 'v3.0.0' };
const kubernetes = 'xpkg.upbound.io/crossplane-contrib/provider-kubernetes:v1.2.1';

/** Whether a provider belongs to Google's family, which shares one account. */
export function isGoogle(provider: KnownProvider): boolean {
  return provider.startsWith('gcp-');
}

/** Every provider that is installed, each once, Google's common part first. */
export function packages({
  providers,
  packages: further,
}: Pick<CrossplaneOptions, 'providers' | 'packages'>): readonly ProviderPackage[] {
  const family = providers.some(isGoogle) ? [ofGoogle('family-gcp')] : [];
  const known = providers.map((each) => (each === 'kubernetes' ? kubernetes : ofGoogle(each)));
  return [...family, ...known, ...further].map((each) => ({ name: objectName(each), package: each }));
}

function ofGoogle(name: string): string {
  return `${google.repository}/provider-${name}:${google.version}`;
}

/** The name under which Crossplane itself would install a package that another needs: it then finds ours. */
function objectName(reference: string): string {
  const repository = reference.slice(reference.indexOf('/') + 1).replace(/[:@].*$/, '');
  return repository.replace(/[^a-z0-9-]/g, '-').slice(0, 63);
}
