import { databasesOf, servicesOf } from '../../app.ts';
import { imageParts } from '../../image-parts.ts';
import type { Model } from '../../model.ts';

/** The images that an app names on any of its clusters, without their versions, sorted. */
export interface AppImages {
  readonly app: string;
  readonly names: readonly string[];
  /** Whether nobody is to propose newer ones, somewhere at least: Renovate knows an image by its name alone. */
  readonly isLeft: boolean;
}

/** The images of every app, by app. */
export function appImages({ clusters }: Model): readonly AppImages[] {
  const apps = [...new Set(clusters.flatMap((cluster) => [...cluster.apps.keys()]))].sort();
  return apps.map((app) => {
    const all = clusters.flatMap((cluster) => cluster.apps.get(app) ?? []).map((options) => ({ name: app, options }));
    const images = all.flatMap((each) => [
      ...servicesOf(each).map(({ options }) => options.image),
      ...databasesOf(each).flatMap(([, { image }]) => image ?? []),
    ]);
    const names = [...new Set(images.map((image) => imageParts(image).name))].sort();
    return { app, names, isLeft: all.some(({ options }) => options.updates === 'none') };
  });
}
