import type { ComponentName } from '../../generated/options.ts';
import { isMap, own, type PlainMap, valueAt } from '../../map.ts';
import { type Content, contentOf, type Surroundings } from './content-of.ts';
import type { OpenOption } from './options-of.ts';

/** Options, and what a component says under them. */
export interface Fit {
  readonly options: PlainMap;
  readonly content: Content;
  /** Places of the source that an option says by leaving them to the chart, whose default they are. */
  readonly left: readonly string[];
}

/**
 * The options with which a component says what the source says, begun from those that are known. The component itself is asked what follows from
 * an option; the option is taken where all that follows from it and stands in the source is the same there. What is the default is left out.
 */
export function fitOptions(
  component: ComponentName,
  known: PlainMap,
  open: readonly OpenOption[],
  source: Content,
  around: Surroundings,
): Fit {
  // a choice may decide where another option is seen
  const ordered = [...open].sort((a, b) => Number(a.choices === undefined) - Number(b.choices === undefined));
  return fitted(known, ordered);

  function fitted(begun: PlainMap, list: readonly OpenOption[]): Fit {
    let fit: Fit = { options: begun, content: contentOf(component, begun, around), left: [] };
    for (const option of list) {
      if (valueAt(fit.options, ...option.path) !== undefined) continue;
      fit = option.choices === undefined ? answered(fit, option) : (chosen(fit, option, option.choices) ?? fit);
    }
    return fit;
  }

  function withValue({ options, left }: Fit, { path }: OpenOption, value: unknown): Fit {
    const further = withOption(options, path, value);
    return { options: further, content: contentOf(component, further, around), left };
  }

  /** Where an option shows, the source says what it is. */
  function answered(fit: Fit, option: OpenOption): Fit {
    const { mark } = option;
    if (mark === undefined) return fit;
    const shown = Array.isArray(mark) ? JSON.stringify(mark) : mark;
    const places = [...withValue(fit, option, mark).content]
      .filter(([place, value]) => String(value) === String(shown) && fit.content.get(place) !== value)
      .map(([place]) => place)
      .filter((place) => source.has(place));
    const [text, ...others] = new Set(places.map((place) => String(source.get(place))));
    const value = text === undefined || others.length > 0 ? undefined : read(text, mark);
    if (value === undefined || !option.admits(value)) return fit;
    const found = withValue(fit, option, value);
    const left = places.filter((place) => !found.content.has(place));
    const agrees = places.every((place) => left.includes(place) || found.content.get(place) === source.get(place));
    const isOther = places.some((place) => fit.content.get(place) !== found.content.get(place));
    return agrees && isOther ? { ...found, left: [...found.left, ...left] } : fit;
  }

  /** The one choice, with what belongs to it, that nothing in the source speaks against, where something speaks against what is there now. */
  function chosen(fit: Fit, option: OpenOption, choices: readonly unknown[]): Fit | undefined {
    const parent = option.path.slice(0, -1);
    const isBeside = ({ path }: OpenOption) =>
      parent.length > 0 && path.length === option.path.length && parent.every((key, index) => path[index] === key);
    const besides = ordered.filter((each) => each !== option && isBeside(each));
    const fitting = choices
      .map((choice) => fitted(withValue(fit, option, choice).options, besides))
      .filter(({ content }) => {
        const all = [...new Set([...fit.content.keys(), ...content.keys()])];
        const places = all.filter((place) => fit.content.get(place) !== content.get(place) && source.has(place));
        const agrees = (place: string) => content.get(place) === source.get(place);
        // what a choice leaves to the chart says nothing for it, and nothing against it
        return places.some(agrees) && places.every((place) => agrees(place) || !content.has(place));
      });
    return fitting.length === 1 ? fitting[0] : undefined;
  }
}

function read(text: string, mark: unknown): unknown {
  if (Array.isArray(mark)) return text.startsWith('[') ? (JSON.parse(text) as unknown) : undefined;
  return typeof mark === 'number' ? (/^\d{1,9}$/.test(text) ? Number(text) : undefined) : text;
}

/** The options with one more. */
export function withOption(options: PlainMap, [first = '', ...rest]: readonly string[], value: unknown): PlainMap {
  const inner = own(options, first);
  return { ...options, [first]: rest.length === 0 ? value : withOption(isMap(inner) ? inner : {}, rest, value) };
}
