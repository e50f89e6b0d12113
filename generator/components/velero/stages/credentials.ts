import { defineStage } from '../../../component.ts';
import { storeSecret } from '../../../kubernetes/object-store.ts';
import { here, REPOSITORY_SECRET, STORE_SECRET } from '../names.ts';

/** What Velero is let in with, and what it locks the copies with: it would make a password that everybody knows, if it came first. */
export const credentials = defineStage('velero', {
  summary: 'the credential of the object store, and the password of the copies',
  secrets: ({ options: { store } }) => [
    storeSecret(store, {
      ...here(STORE_SECRET),
      purpose: 'Velero, which puts copies of volumes into the object store',
    }),
    {
      ...here(REPOSITORY_SECRET),
      purpose: 'the copies of volumes, which nobody reads without it',
      keys: ['repository-password'],
      origin: 'generated',
    },
  ],
});
