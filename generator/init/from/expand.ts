import { isMap, own, put, valueAt } from '../../map.ts';

/** What an ApplicationSet puts into its template, by name. */
export type Parameters = { readonly [name: string]: unknown };

/** The template with every parameter put in; undefined where it holds more than plain parameters, or one that there is not. */
export function expanded(template: unknown, parameters: Parameters, isGo: boolean): unknown {
  if (typeof template === 'string') return expandedText(template, parameters, isGo);
  if (Array.isArray(template)) {
    const items = template.map((each) => expanded(each, parameters, isGo));
    return items.includes(undefined) ? undefined : items;
  }
  if (!isMap(template)) return template;
  const result: { [key: string]: unknown } = {};
  for (const key of Object.keys(template)) {
    const value = expanded(own(template, key), parameters, isGo);
    if (value === undefined) return undefined;
    put(result, key, value);
  }
  return result;
}

function expandedText(text: string, parameters: Parameters, isGo: boolean): string | undefined {
  let isWhole = true;
  const result = text.replace(/\{\{-?\s*([^{}]*?)\s*-?\}\}/g, (_, expression: string) => {
    const value = isGo ? goValue(expression, parameters) : plainValue(expression, parameters);
    if (typeof value === 'object' || value === undefined) isWhole = false;
    return String(value);
  });
  return isWhole && !result.includes('{{') ? result : undefined;
}

function plainValue(expression: string, parameters: Parameters): unknown {
  const direct = own(parameters, expression);
  if (direct !== undefined && typeof direct !== 'object') return direct;
  const [, name = '', index] = /^([\w.-]+)(?:\[(\d+)\])?$/.exec(expression) ?? [];
  const value =
    name === 'path' && index === undefined
      ? valueAt(parameters, 'path', 'path')
      : valueAt(parameters, ...name.split('.'));
  if (index === undefined) return value;
  const segments = valueAt(parameters, 'path', 'segments');
  return name === 'path' && Array.isArray(segments) ? (segments[Number(index)] as unknown) : undefined;
}

function goValue(expression: string, parameters: Parameters): unknown {
  const [, list, index] = /^index\s+\.([\w.]+)\s+(\d+)$/.exec(expression) ?? [];
  if (list !== undefined) {
    const found = valueAt(parameters, ...list.split('.'));
    return Array.isArray(found) ? (found[Number(index)] as unknown) : undefined;
  }
  const [, name] = /^\.([\w.-]+)$/.exec(expression) ?? [];
  return name === undefined ? undefined : valueAt(parameters, ...name.split('.'));
}
