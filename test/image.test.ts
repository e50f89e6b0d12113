import { expect, it } from 'vitest';
import { imageProblem } from '../generator/image.ts';

it.each([
  'registry.example.org:5000/team/web:1.2.3',
  'web:v1',
  `web@sha256:${'a'.repeat(64)}`,
  `registry.example.org:5000/web:latest@sha256:${'0'.repeat(64)}`,
])('takes %s', (reference) => {
  expect(imageProblem(reference)).toBeUndefined();
});

it.each([
  ['web', 'has no tag'],
  ['registry.example.org:5000/web', 'has no tag'],
  ['web:latest', 'has the tag `latest`'],
  ['registry.example.org/web:main', 'has the tag `main`'],
  [`web@sha256:${'a'.repeat(63)}`, 'has no tag'],
])('refuses %s', (reference, problem) => {
  expect(imageProblem(reference)).toContain(problem);
});
