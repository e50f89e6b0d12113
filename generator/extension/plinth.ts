/* What `import … from 'plinth'` gives: the one list of names that others rely on, so what is here changes with the version alone. */

export type * from '../component.ts';
export { type ChartValues, defineComponent, defineStage } from '../component.ts';
export type * from '../generated/options.ts';
export { create } from '../kubernetes/create.ts';
export type { KubernetesObject } from '../kubernetes/object.ts';
export { unknownIssuer } from '../unknown-issuer.ts';
export { toYaml, type Yaml } from '../yaml.ts';
export { createAny } from './create-any.ts';
