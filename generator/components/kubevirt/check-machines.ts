import type { CheckContext, Finding } from '../../component.ts';
import type { Path } from '../../diagnostic.ts';
import { imageProblem } from '../../image.ts';
import { bytes } from '../../kubernetes/bytes.ts';
import { userData } from './cloud-init.ts';
import { claimOf, type Disk, type Machine, machines } from './machines.ts';
import { CLOUD_INIT } from './names.ts';

type Context = CheckContext<'kubevirt'>;

const wrong = { code: 'wrong-value', severity: 'error' } as const;
const MEBIBYTE = 2 ** 20;

/** KubeVirt's own limit for what stands in the machine itself. */
const USER_DATA_LIMIT = 2048;

/** What people get wrong about machines: amounts without a unit, names and claims twice, disks that cannot move, keys that nobody reads. */
export function* checkMachines({ options }: Context): Iterable<Finding> {
  const all = machines(options);
  for (const machine of all) {
    const path = ['vms', machine.name];
    yield* amount(machine.memory, 64, [...path, 'memory'], '4Gi');
    yield* diskNames(machine, path);
    for (const [index, disk] of machine.disks.entries()) yield* diskProblems(disk, [...path, 'disks', index]);
    yield* toldTwice(machine, path);
  }
  yield* sharedClaims(all);
  if (options.eviction === 'LiveMigrate') yield* cannotMove(all);
}

/** `4` is four bytes. */
function* amount(quantity: string, least: number, path: Path, example: string): Iterable<Finding> {
  if (bytes(quantity) >= least * MEBIBYTE) return;
  const message = `${quantity} is less than ${least}Mi`;
  yield { ...wrong, path, message, hint: `write the unit too, such as ${example}` };
}

function* diskNames({ name, disks, sshKeys, userData: secret }: Machine, path: Path): Iterable<Finding> {
  const names = disks.map((disk) => disk.name);
  for (const [index, disk] of names.entries()) {
    const at = [...path, 'disks', index, 'name'];
    const hint = 'give it another name';
    if (names.indexOf(disk) !== index) yield { ...wrong, path: at, message: `${name} has two disks \`${disk}\``, hint };
    if (disk === CLOUD_INIT && (sshKeys.length > 0 || secret !== undefined))
      yield { ...wrong, path: at, message: `\`${disk}\` is the disk from which ${name} is told its keys`, hint };
  }
}

function* diskProblems(disk: Disk, path: Path): Iterable<Finding> {
  if (disk.kind !== 'volume') yield* amount(disk.size, 1, [...path, 'size'], '20Gi');
  if (disk.kind !== 'registry') return;
  const problem = imageProblem(disk.image);
  if (problem === undefined) return;
  const message = `the image \`${disk.image}\` ${problem}`;
  const hint = 'name an exact version, or a digest: `image@sha256:…`';
  yield { code: 'mutable-image', severity: 'error', path: [...path, 'image'], message, hint };
}

function* toldTwice({ name, sshKeys, userData: secret }: Machine, path: Path): Iterable<Finding> {
  const at = [...path, 'sshKeys'];
  if (sshKeys.length > 0 && secret !== undefined) {
    const message = `${name} reads all of its user data from a Secret, and these keys nowhere`;
    yield { ...wrong, path: at, message, hint: 'put them into the user data, under `ssh_authorized_keys`' };
  } else if (userData(sshKeys).length > USER_DATA_LIMIT) {
    const message = `these keys are longer than the ${USER_DATA_LIMIT} bytes that KubeVirt takes`;
    yield { ...wrong, path: at, message, hint: 'use ed25519 keys, which are short, or `userData`' };
  }
  if (secret?.origin !== 'generated') return;
  const message = 'user data is written by people, so Vault cannot make it up';
  yield { ...wrong, path: [...path, 'userData', 'origin'], message, hint: 'put it into Vault: `origin: vault`' };
}

/** Two machines that write one volume destroy it. */
function* sharedClaims(all: readonly Machine[]): Iterable<Finding> {
  const first = new Map<string, Machine>();
  for (const machine of all)
    for (const [index, disk] of machine.disks.entries()) {
      const claim = claimOf(machine, disk);
      const id = `${machine.namespace}/${claim}`;
      const other = first.get(id);
      if (other === undefined) first.set(id, machine);
      else if (other !== machine || disk.kind === 'volume')
        yield {
          ...wrong,
          path: ['vms', machine.name, 'disks', index],
          message: `${machine.name} and ${other === machine ? 'itself' : other.name} both have the volume \`${claim}\``,
          hint: 'give each disk a volume of its own; two that write one destroy it',
        };
    }
}

function* cannotMove(all: readonly Machine[]): Iterable<Finding> {
  for (const machine of all)
    for (const [index, disk] of machine.disks.entries()) {
      if (disk.kind === 'volume' || disk.accessMode === 'ReadWriteMany') continue;
      const message = `${machine.name} cannot move while only one node can write \`${disk.name}\`, and its node cannot be drained`;
      const hint = 'set `accessMode: ReadWriteMany`, or `eviction: LiveMigrateIfPossible`';
      yield { code: 'wrong-value', severity: 'warning', path: ['vms', machine.name, 'disks', index], message, hint };
    }
}
