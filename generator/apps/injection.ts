import { type NamedApp, type NamedService, namespaceOf, servicesOf } from '../app.ts';
import type { AppSecret } from '../generated/options.ts';
import { GITHUB_MOUNT, KV_MOUNT, roles } from '../kubernetes/secret-objects.ts';
import type { DeclaredSecret } from '../secret.ts';
import type { Volume } from './pod.ts';
import { agentTemplate, partsOf } from './template.ts';

/** The Secret with the authority that Vault's certificate comes from; its name is no app secret's. */
export const AUTHORITY = 'vault-authority';

/** The volume with the token by which the agent logs in; no container of the app has it. */
const TOKEN = 'vault-token';

/** Whom the mesh lets past its proxy, which does not run yet when the agent fetches the first secrets. Upstream: kumahq/kuma, `kuma.io/sidecar-uid`. */
const PAST_THE_MESH = '5678';

/** Whether an agent of Vault runs beside any service of an app. */
export function isInjected(app: NamedApp): boolean {
  return servicesOf(app).some((service) => injected(service).length > 0);
}

/** What the agent checks Vault's certificate against: nothing outside of Vault's namespace has it otherwise. `what` is what the app is called. */
export function vaultAuthority(app: NamedApp, what: string): DeclaredSecret {
  return {
    name: AUTHORITY,
    namespace: namespaceOf(app),
    purpose: `the agents of Vault in the ${what} \`${app.name}\``,
    keys: ['ca.crt'],
    holds:
      "`ca.crt` is the certificate of Vault's own authority: `kubectl -n vault get secret vault-tls -o jsonpath='{.data.ca\\.crt}' | base64 -d`; one value is for all apps",
    origin: 'vault',
    path: 'vault/default/authority',
  };
}

/** What the injector reads on a pod: whom it logs in as, and each file with its key of Vault. None where nothing is injected. Upstream: hashicorp/vault-k8s. */
export function injectorAnnotations(app: NamedApp, service: NamedService): { readonly [name: string]: string } {
  const secrets = injected(service);
  if (secrets.length === 0) return {};
  const own = {
    'agent-inject': 'true',
    'agent-requests-cpu': '10m',
    'agent-service-account-token-volume-name': TOKEN,
    'ca-cert': '/vault/tls/ca.crt',
    role: roles.reader,
    'tls-secret': AUTHORITY,
    ...(app.options.mesh ? { 'agent-run-as-group': PAST_THE_MESH, 'agent-run-as-user': PAST_THE_MESH } : {}),
    // an agent that stayed would keep a job from ever being done
    ...(service.options.schedule === undefined ? {} : { 'agent-pre-populate-only': 'true' }),
  };
  const files = [...secrets.flatMap((secret) => keyFiles(app, secret)), ...templateFiles(app, service)];
  const all = [own, ...files.map((file, index) => fileAnnotations(file, index + 1))];
  return Object.fromEntries(
    all.flatMap((each) => Object.entries(each).map(([name, value]) => [`vault.hashicorp.com/${name}`, value])),
  );
}

/** The token that the pod of a service has for the agent; none where nothing is injected. */
export function injectorVolumes(service: NamedService): readonly Volume[] {
  if (injected(service).length === 0) return [];
  return [
    { name: TOKEN, projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }] } },
  ];
}

type Injected = readonly [name: string, secret: AppSecret];

function injected({ options: { secrets } }: NamedService): readonly Injected[] {
  return Object.entries(secrets).filter(([, { delivery }]) => delivery === 'injector');
}

interface File {
  readonly folder: string;
  readonly name: string;
  /** Where in Vault the first value is. */
  readonly path: string;
  /** What is in it, in the language of Vault's agent. */
  readonly text: string;
}

function keyFiles(app: NamedApp, [secret, { keys, as, from, mountPath }]: Injected): readonly File[] {
  if (as !== 'files') return [];
  const path = pathOf(app, secret, from);
  return keys.map((key) => ({ folder: mountPath, name: key, path, text: actionFor(path, key, from) }));
}

/** A template names secrets that are there; the check of apps says so where it does not. */
function templateFiles(app: NamedApp, { options: { templates, secrets } }: NamedService): readonly File[] {
  return Object.entries(templates).map(([place, template]) => {
    const fromOf = (secret: string) => secrets[secret]?.from ?? 'vault';
    const where = (secret: string) => pathOf(app, secret, fromOf(secret));
    const parts = partsOf(template);
    const first = parts.find((part) => part.kind === 'value');
    const slash = place.lastIndexOf('/');
    return {
      folder: place.slice(0, slash),
      name: place.slice(slash + 1),
      path: first === undefined ? '' : where(first.secret),
      text: agentTemplate(parts, (secret, key) => actionFor(where(secret), key, fromOf(secret))),
    };
  });
}

function pathOf(app: NamedApp, secret: string, from: AppSecret['from']): string {
  const namespace = namespaceOf(app);
  return from === 'github'
    ? `${GITHUB_MOUNT}/token/${namespace}`
    : `${KV_MOUNT}/data/${namespace}/${app.name}/${secret}`;
}

/** Version 2 of `kv` has the values one level further down than other engines. */
function actionFor(path: string, key: string, from: AppSecret['from']): string {
  const values = from === 'github' ? '.Data' : '.Data.data';
  const value = /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `${values}.${key}` : `index ${values} ${JSON.stringify(key)}`;
  return `{{ with secret ${JSON.stringify(path)} }}{{ ${value} }}{{ end }}`;
}

/** By a number, since the name of an annotation is shorter than keys may be, and in lower case. */
function fileAnnotations({ folder, name, path, text }: File, number: number): { readonly [name: string]: string } {
  return {
    [`agent-inject-secret-${number}`]: path,
    [`agent-inject-file-${number}`]: name,
    [`agent-inject-template-${number}`]: text,
    [`error-on-missing-key-${number}`]: 'true',
    [`secret-volume-path-${number}`]: folder,
  };
}
