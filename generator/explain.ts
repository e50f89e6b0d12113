import { codes } from './codes.ts';
import { explainCode } from './explain/code.ts';
import { explainComponent } from './explain/component.ts';
import type { Explained, Explanation, Scope } from './explain/explanation.ts';
import { explainObject } from './explain/object.ts';
import { explainOption } from './explain/option.ts';

/**
 * Explains a diagnostic by its code, an object by `kind/name`, a component or an option by its path. Undefined where the platform
 * has nothing of that name.
 */
export function explain(subject: string, platform: Explained, scope: Scope): Explanation | undefined {
  if (Object.hasOwn(codes, subject)) return explainCode(subject as keyof typeof codes, platform);
  if (subject.includes('/')) return explainObject(subject, platform, scope);
  if (Object.hasOwn(platform.registry.components, subject)) return explainComponent(subject, platform, scope);
  return explainOption(subject, platform);
}
