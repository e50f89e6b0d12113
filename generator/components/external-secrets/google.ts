import type { CheckContext } from '../../component.ts';
import type { GoogleNeed } from '../../google-need.ts';
import { credentials } from './stores.ts';

/** An account for each store in Secret Manager, which may read what is there. */
export function google({ options: { stores } }: CheckContext<'external-secrets'>): readonly GoogleNeed[] {
  return Object.entries(stores).flatMap(([name, store]) => {
    if (store.kind !== 'google') return [];
    const { project } = store;
    return credentials({ stores: { [name]: store } }).map(
      (secret) =>
        ({
          kind: 'account',
          name: secret.name,
          project,
          rights: [{ on: { kind: 'project', project }, roles: ['roles/secretmanager.secretAccessor'] }],
          secret,
          credential: 'key',
          path: ['stores', name],
        }) as const,
    );
  });
}
