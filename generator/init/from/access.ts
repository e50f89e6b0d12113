import { isMap, own, type PlainMap } from '../../map.ts';
import { readText } from './read-file.ts';
import { ofKind, type SourceObject } from './source-object.ts';
import { listAt, textAt } from './texts.ts';

/** Argo CD's ConfigMap and its policy, from wherever they stand. */
export interface SignIn {
  readonly file: string;
  readonly dex?: string;
  readonly policy?: string;
}

/** Who may do what, as far as platform.yaml says it the same way. */
export interface FoundAccess {
  readonly access?: PlainMap;
  readonly sso?: PlainMap;
  readonly files: readonly string[];
  /** Lines and subjects that are told otherwise there, and why. */
  readonly rest: readonly { readonly file: string; readonly what: string; readonly why: string }[];
}

const roles = new Map([
  ['role:admin', 'admin'],
  ['role:readonly', 'reader'],
]);

/** Reads the GitHub organisation and its teams from Argo CD, and people from bindings. Without an organisation nobody is taken: nothing says who a name is. */
export function accessIn(signIns: readonly SignIn[], objects: readonly SourceObject[]): FoundAccess {
  const connectors = signIns.flatMap(({ dex = '', file }) => connectorsIn(dex).map((each) => ({ ...each, file })));
  const organizations = new Set(connectors.flatMap(({ organizations: each }) => each));
  const [organization, ...others] = organizations;
  const lines = signIns.flatMap(({ policy = '', file }) => groupLines(policy).map((each) => ({ ...each, file })));
  const people = subjectsIn(objects);
  const allowances = signIns.flatMap(({ policy = '', file }) =>
    otherLines(policy).map((line) => ({
      file,
      what: `policy.csv: ${line}`,
      why: 'teams have the roles of Argo CD itself',
    })),
  );
  if (organization === undefined || others.length > 0) {
    const why = 'no GitHub organisation is told, by which platform.yaml knows teams and people';
    return {
      files: [],
      rest: [
        ...allowances,
        ...lines.map(({ file, subject }) => ({ file, what: `policy.csv: g, ${subject}`, why })),
        ...people.map(({ from, name }) => ({ file: from.file, what: `User ${name}`, why })),
      ],
    };
  }
  const rest: { file: string; what: string; why: string }[] = [...allowances];
  const teams: { [team: string]: PlainMap } = {};
  for (const { file, subject, role } of lines) {
    const [org, team = ''] = subject.split(':');
    const argocd = roles.get(role);
    if (org === organization && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(team) && argocd !== undefined)
      teams[team] = { argocd };
    else
      rest.push({
        file,
        what: `policy.csv: g, ${subject}, ${role}`,
        why: 'no team of the organisation in a role of Argo CD itself',
      });
  }
  const known = people.filter(({ name }) => /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(name));
  rest.push(
    ...people.map(({ from, name, role }) => ({
      file: from.file,
      what: `User ${name} in ${role}`,
      why: known.some((each) => each.name === name)
        ? 'what a person may do in Kubernetes is said by `clusters` of the member'
        : 'no name of GitHub',
    })),
  );
  const members = Object.fromEntries(known.map(({ name }) => [name, {}]));
  const clientId = connectors.map((each) => each.clientId).find((each) => each !== undefined);
  return {
    access: {
      organization,
      ...(Object.keys(teams).length > 0 ? { teams } : {}),
      ...(known.length > 0 ? { members } : {}),
    },
    ...(clientId === undefined ? {} : { sso: { kind: 'github', clientId } }),
    files: [...new Set([...connectors, ...lines].map(({ file }) => file).concat(known.map(({ from }) => from.file)))],
    rest,
  };
}

function connectorsIn(dex: string) {
  const read = dex === '' ? { documents: [] } : readText('dex.yaml', dex);
  const [document] = 'refused' in read ? [] : read.documents;
  return listAt(document, 'connectors')
    .filter((each) => isMap(each) && own(each, 'type') === 'github')
    .map((each) => {
      const clientId = textAt(each, 'config', 'clientID');
      return {
        organizations: listAt(each, 'config', 'orgs').flatMap((org) => textAt(org, 'name') ?? []),
        // `$name:key` names a Secret
        clientId: clientId !== undefined && /^[A-Za-z0-9._-]{8,64}$/.test(clientId) ? clientId : undefined,
      };
    });
}

/** What is allowed to whom in other words than Argo CD's own roles. */
function otherLines(policy: string): readonly string[] {
  return policy
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^p\s*,/.test(line));
}

function groupLines(policy: string): readonly { readonly subject: string; readonly role: string }[] {
  return policy.split('\n').flatMap((line) => {
    const [kind, subject = '', role = ''] = line.split(',').map((each) => each.trim().replace(/^"|"$/g, ''));
    return kind === 'g' && subject !== '' && role !== '' ? [{ subject, role }] : [];
  });
}

/** People by name in bindings. */
function subjectsIn(objects: readonly SourceObject[]) {
  return ofKind(objects, 'ClusterRoleBinding', 'RoleBinding').flatMap((from) =>
    listAt(from.object, 'subjects').flatMap((each) => {
      const name = textAt(each, 'name') ?? '';
      const role = `${from.object.kind} ${from.object.metadata.name}`;
      return isMap(each) && own(each, 'kind') === 'User' && !name.startsWith('system:') ? [{ from, name, role }] : [];
    }),
  );
}

/** Groups that may read the cluster by Kubernetes' own role `view`: the option `readers` of kube-system. */
export function readersIn(objects: readonly SourceObject[]): {
  readonly readers: readonly string[];
  readonly used: readonly SourceObject[];
} {
  const used = ofKind(objects, 'ClusterRoleBinding').filter(({ object }) => {
    const subjects = listAt(object, 'subjects');
    const isGroup = (each: unknown) =>
      isMap(each) && own(each, 'kind') === 'Group' && !/^system:|\s|^$/.test(textAt(each, 'name') ?? '');
    return textAt(object, 'roleRef', 'name') === 'view' && subjects.length > 0 && subjects.every(isGroup);
  });
  const readers = used.flatMap(({ object }) => listAt(object, 'subjects').map((each) => textAt(each, 'name') ?? ''));
  return { readers: [...new Set(readers)], used };
}
