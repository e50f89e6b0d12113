/** A change of Talos' machine config: exactly the fields that Plinth sets. Upstream: v1alpha1.Config and HostnameConfig of Talos 1.13. */
export type TalosPatch = LegacyPatch | HostnamePatch;

/** The document without a kind, which holds most of it until Talos 1.14 splits it up. */
export interface LegacyPatch {
  readonly machine?: {
    readonly kubelet?: {
      readonly extraArgs?: { readonly 'rotate-server-certificates': 'true' };
      readonly extraMounts?: readonly {
        readonly destination: string;
        readonly type: 'bind';
        readonly source: string;
        readonly options: readonly string[];
      }[];
      readonly extraConfig?: {
        readonly registerWithTaints: readonly {
          readonly key: string;
          readonly value: string;
          readonly effect: string;
        }[];
      };
    };
    readonly sysctls?: { readonly [name: string]: string };
    readonly kernel?: { readonly modules: readonly { readonly name: string }[] };
    readonly nodeLabels?: { readonly [label: string]: string };
  };
  readonly cluster?: {
    readonly network?: {
      readonly cni: {
        readonly name: 'none' | 'flannel';
        readonly flannel?: { readonly kubeNetworkPoliciesEnabled: true };
      };
    };
    readonly extraManifests?: readonly string[];
    readonly allowSchedulingOnControlPlanes?: true;
  };
}

/** What a machine calls itself. `auto` is on unless it is switched off, and then excludes a name. */
export interface HostnamePatch {
  readonly apiVersion: 'v1alpha1';
  readonly kind: 'HostnameConfig';
  readonly hostname: string;
  readonly auto: 'off';
}
