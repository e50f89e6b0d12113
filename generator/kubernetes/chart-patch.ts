import type { ChartPatch } from '../component.ts';
import type { KubernetesObject } from './object.ts';

/** A patch as Kustomize merges it: the object's name and the fields that are to differ. */
export function chartPatch({ apiVersion, kind, name, namespace, annotations, spec }: ChartPatch): KubernetesObject {
  const metadata = {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(annotations === undefined ? {} : { annotations }),
  };
  return { apiVersion, kind, metadata, ...(spec === undefined ? {} : { spec }) };
}
