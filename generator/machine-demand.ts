/** What a component asks of the machines of its cluster. Where platform.yaml says which machines these are, Plinth writes it into their machine config. */
export type MachineDemand = NodeDemand | KubeletDemand;

/** What some nodes must have. */
export interface NodeDemand {
  /** Names it among the component's demands, for the patch's file. */
  readonly name: string;
  /** Why, as a sentence; the patch begins with it. */
  readonly reason: string;
  /** By name. */
  readonly nodes: readonly string[];
  readonly labels?: { readonly [label: string]: string };
  readonly sysctls?: { readonly [name: string]: string };
  /** Modules of the kernel, loaded at the start. */
  readonly modules?: readonly string[];
  /** What the kernel is started with, as `name=value`. */
  readonly kernelArguments?: readonly string[];
  /** Folders of the node that hold volumes of pods; the kubelet of Talos sees none that it is not given. */
  readonly folders?: readonly string[];
}

/** What every kubelet of the cluster must do. */
export interface KubeletDemand {
  /** Why, as a sentence; the patch begins with it. */
  readonly reason: string;
  /** `signed`: a kubelet shows a certificate of the cluster's own authority. */
  readonly kubeletCertificates: 'signed';
}
