import { defineComponent } from '../../component.ts';
import { renderText } from '../../text.ts';
import { check } from './check.ts';
import { install } from './stages/install.ts';
import { instance } from './stages/instance.ts';
import { storageProfiles } from './stages/storage-profiles.ts';

/** CDI: disk images into volumes. Upstream: kubevirt/containerized-data-importer. */
export const cdi = defineComponent({
  name: 'cdi',
  summary: 'Disk images from the web and from registries, into volumes',
  needsMachines: true,
  namespace: { name: 'cdi', podSecurity: 'baseline', labels: { 'cdi.kubevirt.io': '' } },
  pitfalls: [
    "The manifest brings a Namespace of its own, which Plinth's would fight with; a patch takes it away, and its label is on Plinth's.",
    'Its only CRD in the manifest is that of CDI itself, larger than a client-side apply can carry; the operator makes the others. What needs them comes in later stages, whose dry run waits for the kinds.',
    'Argo CD does not know when CDI is there; a health check says so once its phase is `Deployed`.',
    'Removing CDI removes its CRDs, and with every DataVolume goes the volume that it filled. `BlockUninstallIfWorkloadsExist` refuses that until the last one is deleted by hand.',
    'Argo CD calls a DataVolume that waits for its first pod `Progressing`, for ever where its machine is off, and later waves wait with it; a health check of our own calls it healthy.',
    'CDI makes a StorageProfile for each storage class, and only its `status` and labels are its own: git has the `spec` by server-side apply. One that leaves git is made again by CDI, empty.',
    'The spec of a DataVolume cannot be changed once it is there.',
  ],
  stages: { install, instance, 'storage-profiles': storageProfiles },
  health: {
    'cdi.kubevirt.io_CDI': renderText('cdi/cdi-health.lua', {}),
    'cdi.kubevirt.io_DataVolume': renderText('cdi/data-volume-health.lua', {}),
  },
  check,
});
