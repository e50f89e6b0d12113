import standalone from 'ajv/dist/standalone/index.js';
import type { ComponentFolder } from '../codegen/folders.ts';
import type { Schema } from '../codegen/json-schema.ts';
import { optionAjv } from '../codegen/option-ajv.ts';
import { componentSchema, overrideSchema } from '../codegen/schema.ts';
import { withSharedDefinitions } from '../codegen/shared-definitions.ts';
import { validatorName } from '../option-check/validator-name.ts';

/** CommonJS of ajv's standalone code for the components of extensions, with Plinth's own definitions at hand. An Error where a schema is none. */
export function validatorsOf(components: readonly ComponentFolder[], definitions: Schema): string {
  const ajv = optionAjv();
  // these were proved when Plinth was built
  ajv.addSchema({ $id: 'defs', $defs: definitions }, undefined, false, false);
  const names = components.flatMap((component) => {
    const options = componentSchema(component);
    const forms = { options, written: overrideSchema(options) };
    return (['options', 'written'] as const).map((form) => {
      const name = validatorName(form, component.name);
      ajv.addSchema({ ...withSharedDefinitions(forms[form]), $id: name });
      return [name, name] as const;
    });
  });
  return standalone.default(ajv, Object.fromEntries(names));
}
