import { DATA_SOURCE, type Model, PLUGIN, PLUGIN_VERSION } from '../data-source.ts';
import type { Panel } from './panel.ts';

const WIDTH = 24;

/** A choice at the top of a dashboard that its queries read as `$name`. */
export type Variable =
  | {
      readonly kind: 'query';
      readonly name: string;
      readonly label: string;
      readonly sql: string;
      readonly all: boolean;
    }
  | { readonly kind: 'text'; readonly name: string; readonly label: string }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      readonly values: Readonly<Record<string, string>>;
    };

/** Panels side by side, all as high and as wide as each other. */
export interface Row {
  readonly height: number;
  readonly panels: readonly Panel[];
}

/** A dashboard as we write it. */
export interface Dashboard {
  /** Its address, `/d/<uid>`, and the name of its file. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
}

/** The dashboard as the JSON that Grafana reads (upstream: its dashboard schema, version 1), ending in a newline. */
export function dashboardJson({ uid, title, description, variables, rows }: Dashboard): string {
  const document: Model = {
    uid,
    title,
    description,
    tags: ['platform'],
    schemaVersion: 41,
    editable: false,
    graphTooltip: 1,
    refresh: '1m',
    time: { from: 'now-1h', to: 'now' },
    timezone: 'browser',
    links: [
      {
        type: 'dashboards',
        title: 'Platform',
        tags: ['platform'],
        asDropdown: false,
        includeVars: false,
        keepTime: true,
      },
    ],
    templating: { list: variables.map(variable) },
    panels: placed(rows),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function placed(rows: readonly Row[]): readonly Model[] {
  const tops = rows.map((_, index) => rows.slice(0, index).reduce((sum, { height }) => sum + height, 0));
  const all = rows.flatMap(({ height, panels }, index) =>
    panels.map((each, column) => {
      const w = WIDTH / panels.length;
      return { each, gridPos: { h: height, w, x: column * w, y: tops[index] ?? 0 } };
    }),
  );
  return all.map(({ each, gridPos }, index) => ({ id: index + 1, gridPos, ...panel(each) }));
}

function panel({ title, type, target, unit, options, custom, links }: Panel): Model {
  const overrides = links.map(({ column, dashboard, variable }) => ({
    matcher: { id: 'byName', options: column },
    properties: [
      {
        id: 'links',
        value: [
          { title: `Open ${dashboard}`, url: `/d/${dashboard}?var-${variable}=\${__value.raw}&\${__url_time_range}` },
        ],
      },
    ],
  }));
  return {
    type,
    title,
    datasource: { type: PLUGIN, uid: DATA_SOURCE },
    targets: [target],
    fieldConfig: { defaults: { unit, custom }, overrides },
    options,
  };
}

function variable(each: Variable): Model {
  const common = { name: each.name, label: each.label };
  switch (each.kind) {
    case 'text':
      return { ...common, type: 'textbox', query: '', current: { text: '', value: '' } };
    case 'choice': {
      const options = Object.entries(each.values).map(([text, value], index) => ({
        text,
        value,
        selected: index === 0,
      }));
      const list = options.map(({ text, value }) => `${text} : ${value}`).join(', ');
      return { ...common, type: 'custom', query: list, options, current: options[0] ?? {} };
    }
    case 'query':
      return {
        ...common,
        type: 'query',
        datasource: { type: PLUGIN, uid: DATA_SOURCE },
        query: { refId: each.name, pluginVersion: PLUGIN_VERSION, editorType: 'sql', rawSql: each.sql },
        refresh: 2,
        sort: 1,
        ...(each.all ? { includeAll: true, multi: true, current: { text: 'All', value: '$__all' } } : {}),
      };
  }
}
