import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import plinth from '../../package.json' with { type: 'json' };
import { Failure } from '../failure.ts';
import { registry } from '../generated/registry.ts';
import { noHost } from '../host.ts';
import { compile } from '../index.ts';
import type { Beginning } from '../init/beginning.ts';
import { builtObjects } from '../init/from/built-objects.ts';
import { KUBERNETES } from '../init/from/facts.ts';
import { identityOf, remoteOf } from '../init/from/identity.ts';
import { proposalText } from '../init/from/proposal-text.ts';
import { propose } from '../init/from/propose.ts';
import { prove } from '../init/from/prove.ts';
import { recognisedIn } from '../init/from/recognised.ts';
import { settle } from '../init/from/settle.ts';
import { hostsIn } from '../init/from/source-routes.ts';
import { type Survey, survey } from '../init/from/survey.ts';
import { toldHosts } from '../init/from/told-hosts.ts';
import { repositoryFiles } from '../init/repository-files.ts';
import type { PlainMap } from '../map.ts';
import { enginePool } from './compile/engine-pool.ts';
import type { InitFlags } from './init.ts';
import { type ProposalReport, printProposal, unique } from './print/print-proposal.ts';
import { schemaText } from './schema-text.ts';
import { gitFileOf, sourceOnDisk } from './source-on-disk.ts';
import { writeNew } from './write-new.ts';

/** The flags of `plinth init --from`. */
export interface FromFlags extends InitFlags {
  readonly from: string;
  readonly hub?: string;
  readonly format?: 'text' | 'json';
}

/** `plinth init --from`: proposes a platform.yaml for what an existing repository has, writes it into another folder, and says how far the two are the same. Nothing of the repository is run or changed. */
export async function runInitFrom(folder: string, flags: FromFlags): Promise<number> {
  const [root, source] = [resolve(folder), resolve(flags.from)];
  refuseFolders(folder, root, source);
  const { folder: files, unread } = sourceOnDisk(source);
  const remote = remoteOf(gitFileOf(source));
  const surveyed = survey(files, {
    ...(flags.hub === undefined ? {} : { hub: flags.hub }),
    ...(remote === undefined ? {} : { remote }),
  });
  const pool = enginePool(1);
  try {
    const built = await builtObjects(surveyed, KUBERNETES, (work) => pool.lend(work));
    const everything = [...built.objects.values()].flat();
    const told = surveyed.uses.flatMap(({ values }) => toldHosts(values, '').map(({ host }) => host));
    const hosts = [...new Set([...hostsIn(everything), ...told])].sort();
    const identity = identityOf(flags, surveyed, hosts, remote);
    const making = {
      survey: surveyed,
      objects: built.objects,
      identity,
      registry,
      schema: JSON.parse(schemaText()) as PlainMap,
    };
    const proposed = propose({ ...making, ...(flags.email === undefined ? {} : { email: flags.email }) });
    const textOf = (proposal: typeof proposed.proposal) => proposalText(proposal, title(flags.from));
    const { proposal, compilation } = settle(proposed.proposal, textOf, (text) => compile(text, registry, noHost));
    const { model, objects } = compilation;
    if (model === undefined || objects === undefined) throw new Failure('what is proposed does not compile');
    const proof = prove(model, objects, built.objects, proposed.used, proposed.notExpressed);
    const beginning: Beginning = {
      size: 'trial',
      name: identity.name,
      domain: identity.domain,
      git: identity.git.url,
      email: flags.email ?? '',
    };
    const all = new Map([['platform.yaml', textOf(proposal)], ...repositoryFiles(beginning, plinth.version)]);
    const written = [...all].filter(([path, text]) => writeNew(join(root, path), text)).map(([path]) => path);
    const report: ProposalReport = {
      folder,
      from: flags.from,
      way: relative(root, source),
      files: files.paths.length,
      recognised: recognisedIn(surveyed, proposed, proposal, proof, built.objects),
      clusters: proof.clusters,
      folders: foldersOf(surveyed),
      charts: surveyed.uses.length,
      refused: proposal.refused,
      stated: proposed.stated,
      notExpressed: unique([...unread, ...built.lost, ...proof.notExpressed]),
      warnings: compilation.diagnostics.length,
      written,
      kept: [...all.keys()].filter((path) => !written.includes(path)),
    };
    process.stdout.write(printProposal(report, flags.format ?? 'text'));
    return 0;
  } finally {
    await pool.close();
  }
}

/** What to compare a cluster with: all of it where there is one, else the folders that only it gets. */
function foldersOf({ clusters: { names, targets } }: Survey): ReadonlyMap<string, readonly string[]> {
  const own = (cluster: string) => [
    ...new Set(targets.filter((each) => each.cluster === cluster).map((each) => each.folder)),
  ];
  return new Map(names.map((name) => [name, names.length === 1 ? [''] : own(name).sort()]));
}

function title(from: string): string {
  return `Proposed by \`plinth init --from ${from}\`: what is there is read, what no option says is in the report.`;
}

function refuseFolders(folder: string, root: string, source: string): void {
  if (existsSync(join(root, 'platform.yaml')))
    throw new Failure(`${join(folder, 'platform.yaml')} exists`, 'name another folder: `plinth init <folder>`');
  const way = relative(source, root);
  if (way === '' || !(way.startsWith('..') || way === root))
    throw new Failure(
      `${folder} is in the folder that is read`,
      'name a folder outside of it: `plinth init <folder> --from …`',
    );
}
