import type { Check } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import type { ComponentName } from '../generated/options.ts';
import type { ClusterModel, Model } from '../model.ts';
import { type PlacedObject, placedObjects } from '../placed-objects.ts';

/** With two, Kubernetes takes the newer one, whichever that is; with none, a claim that names none waits for ever. */
export const defaultStorageClass: Check = {
  summary: 'Where components make storage classes, one of them is the default.',
  reach: 'platform',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts, enabled } of model.clusters) {
      const classes = placedObjects(objects, facts.name).filter(({ object }) => object.kind === 'StorageClass');
      const [first, second] = classes.filter(isDefault);
      if (first === undefined && isWithoutChoice(classes, enabled)) yield none(classes, facts.name, model);
      if (first !== undefined && second !== undefined) yield two(first, second, facts.name, model);
    }
  },
};

function isDefault({ object }: PlacedObject): boolean {
  return object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
}

/** That a class was chosen which is not made is a mistake of its own, and the component's to tell. */
function isWithoutChoice(classes: readonly PlacedObject[], enabled: ClusterModel['enabled']): boolean {
  const options = classes.map(({ component }) => enabled.get(component as ComponentName) as { defaultClass?: string });
  return options.length > 0 && options.every(({ defaultClass }) => (defaultClass ?? 'none') === 'none');
}

/** A class that is not the platform's own may be the default, so this is no error. */
function none(classes: readonly PlacedObject[], cluster: string, model: Model): Diagnostic {
  const [first, ...others] = [...new Set(classes.map(({ component }) => component))];
  const name = classes[0]?.object.metadata.name ?? '';
  return {
    code: 'default-storage-class',
    severity: 'warning',
    clusters: [cluster],
    message: 'no storage class is the default, so a claim that names none waits for ever',
    hint: `set \`defaultClass: ${name}\``,
    path: decided(first, cluster, model),
    at: 'value',
    related: others.map((each) => ({ message: `${each} has none either`, path: decided(each, cluster, model) })),
  };
}

function two(first: PlacedObject, second: PlacedObject, cluster: string, model: Model): Diagnostic {
  const [one, other] = [first, second].map(({ object }) => object.metadata.name);
  return {
    code: 'default-storage-class',
    severity: 'error',
    clusters: [cluster],
    message: `\`${one}\` of ${first.component} and \`${other}\` of ${second.component} are both the default storage class`,
    hint: `set \`defaultClass: none\` for ${first.component} or for ${second.component}`,
    path: decided(second.component, cluster, model),
    at: 'value',
    related: [{ message: 'the first one', path: decided(first.component, cluster, model) }],
  };
}

function decided(component: PlacedObject['component'] | undefined, cluster: string, model: Model): Path {
  return model.origin(cluster, component as ComponentName, ['defaultClass']);
}
