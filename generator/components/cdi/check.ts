import type { CheckContext, Finding } from '../../component.ts';

/** What the schema cannot say: a storage class has one profile. */
export function* check({ options }: CheckContext<'cdi'>): Iterable<Finding> {
  const classes = options.storageProfiles.map(({ storageClass }) => storageClass);
  for (const [index, name] of classes.entries()) {
    if (classes.indexOf(name) === index) continue;
    yield {
      code: 'wrong-value',
      severity: 'error',
      path: ['storageProfiles', index, 'storageClass'],
      message: `the storage class \`${name}\` has two profiles`,
      hint: 'put what its volumes can be into one, under `claims`',
    };
  }
}
