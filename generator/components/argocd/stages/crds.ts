import { defineStage } from '../../../component.ts';

const kinds = ['application', 'applicationset', 'appproject'];

/** Argo CD's CRDs, of the same release as its images: the chart's own are those of the release that it was made for. They come alone, so that they can be there before what needs them. */
export const crds = defineStage('argocd', {
  outlivesApplication: true,
  summary: "Argo CD's CRDs",
  manifests: ({ options: { release } }) =>
    kinds.map(
      (name) => `https://raw.githubusercontent.com/argoproj/argo-cd/${release}/manifests/crds/${name}-crd.yaml`,
    ),
  clusterKinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
  providesKinds: [
    { group: 'argoproj.io', versions: ['v1alpha1'], kinds: ['AppProject', 'Application', 'ApplicationSet'] },
  ],
});
