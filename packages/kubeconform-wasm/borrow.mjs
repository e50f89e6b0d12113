import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const version = 'v0.36.1';

// What is needed of Kubernetes' libraries beyond what go/stubs declares: packages, and single files of packages that would bring too much.
// Taken from the modules at build time, so that nothing of it is kept here.
const borrowed = {
  apimachinery: [
    ...['pkg/util/errors', 'pkg/util/json', 'pkg/util/sets', 'pkg/util/version', 'pkg/util/yaml', 'pkg/version'],
    ...['pkg/util/validation', 'pkg/util/validation/field', 'pkg/api/validation/generic.go'],
    ...['pkg/api/validate/constraints', 'pkg/api/validate/content', 'third_party/forked/golang/reflect'],
    ...filesOf('pkg/api/resource', 'amount math quantity scale_int suffix'),
  ],
  apiserver: [
    ...['pkg/apis/cel', 'pkg/cel', 'pkg/cel/environment'],
    ...filesOf('pkg/cel/common', 'adaptor equality maplist schemas typeprovider valuesunstructured'),
    ...filesOf('pkg/cel/library', 'cidr cost format ip jsonpatch libraries lists quantity regex semverlib test urls'),
  ],
  'apiextensions-apiserver': [
    ...['pkg/apis/apiextensions/types_jsonschema.go', 'pkg/apis/apiextensions/v1/types_jsonschema.go'],
    ...filesOf('pkg/apiserver/schema', 'convert options structural'),
    ...['pkg/apiserver/schema/cel', 'pkg/apiserver/schema/cel/model', 'pkg/apiserver/schema/pruning'],
    ...filesOf('pkg/apiserver/schema/defaulting', 'algorithm prunenulls'),
  ],
};

function filesOf(folder, names) {
  return names.split(' ').map((name) => `${folder}/${name}.go`);
}

function sources(folder, path) {
  if (path.endsWith('.go')) return [path];
  const names = readdirSync(join(folder, path)).filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'));
  return names.map((name) => `${path}/${name}`);
}

/** The modules that `borrow` takes from, as `path@version`. */
export const lenders = Object.keys(borrowed).map((name) => `k8s.io/${name}@${version}`);

/** Adds to the stubs in a folder what they take from the modules; `find` says where the files of a module are. */
export function borrow(stubs, find) {
  for (const [name, paths] of Object.entries(borrowed)) {
    const folder = find(`k8s.io/${name}@${version}`);
    for (const file of paths.flatMap((path) => sources(folder, path))) {
      mkdirSync(dirname(join(stubs, name, file)), { recursive: true });
      writeFileSync(join(stubs, name, file), readFileSync(join(folder, file)));
    }
  }
}
