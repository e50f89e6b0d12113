import type { ErrorObject, ValidateFunction } from 'ajv';
import type { OptionCheck } from '../option-check.ts';

/** A check by a function of ajv alone. */
export function ajvCheck(validate: ValidateFunction): OptionCheck {
  const errors = (block: unknown) => (validate(block) ? [] : (validate.errors ?? []));
  const completes = (block: unknown, but: readonly string[] = []) =>
    errors(block).every((error) => but.includes(optionOf(error) ?? ''));
  return { errors, completes };
}

/** The option of the block that an error is about; undefined where it is about the block. */
function optionOf({ keyword, instancePath, params }: ErrorObject): string | undefined {
  return keyword === 'required' && instancePath === ''
    ? (params as { missingProperty: string }).missingProperty
    : instancePath.split('/')[1];
}
