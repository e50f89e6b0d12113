import type { Side } from './side.ts';

/** A side without what is about other clusters; all of it where no cluster is named. */
export function onlyOn(side: Side, cluster: string | undefined): Side {
  if (cluster === undefined) return side;
  return {
    units: new Map([...side.units].filter(([, unit]) => unit.cluster === cluster)),
    before: side.before,
    files: new Map([...side.files].filter(([path]) => path.startsWith(`clusters/${cluster}/`))),
  };
}
