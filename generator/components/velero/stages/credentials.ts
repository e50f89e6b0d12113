import { defineStage } from '../../../component.ts';
import { storeCredential } from '../location.ts';
import { here, REPOSITORY_SECRET } from '../names.ts';

/** What Velero is let in with, and what it locks the copies with: it would make a password that everybody knows, if it came first. */
export const credentials = defineStage('velero', {
  summary: 'the credential of the object store, and the password of the copies',
  secrets: ({ options: { store } }) => [
    storeCredential(store),
    {
      ...here(REPOSITORY_SECRET),
      purpose: 'the copies of volumes, which nobody reads without it',
      keys: ['repository-password'],
      origin: 'generated',
    },
  ],
});
