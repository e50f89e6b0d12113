import { type DocumentOptions, type ParseOptions, parse, type SchemaOptions } from 'yaml';

// Go's reader takes `yes` for true, as YAML 1.1 does, and leaves dates and 12:30 texts.
const asHelmReads: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  uniqueKeys: false,
  logLevel: 'error',
  customTags: (tags) =>
    tags.filter((tag) => typeof tag === 'string' || (tag.format !== 'TIME' && !tag.tag.endsWith(':timestamp'))),
};

/** A YAML text of a chart as Helm reads it. Throws where it is none. */
export function helmYaml(text: string): unknown {
  return parse(text, asHelmReads);
}
