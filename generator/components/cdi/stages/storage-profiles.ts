import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { profiles } from '../profiles.ts';

/** What CDI does not know of storage classes. */
export const storageProfiles = defineStage('cdi', {
  summary: 'how volumes of a storage class are claimed',
  after: ['mayastor/storage-classes', 'rook-ceph/storage-classes'],
  syncOptions: ['SkipDryRunOnMissingResource=true'],
  resources: ({ options, after }) =>
    profiles(options.storageProfiles, after.mayastor !== undefined).map(({ storageClass, claims, clone }) =>
      create('cdi.kubevirt.io/v1beta1', 'StorageProfile', {
        metadata: { name: storageClass },
        spec: { claimPropertySets: claims, ...(clone === undefined ? {} : { cloneStrategy: clone }) },
      }),
    ),
});
