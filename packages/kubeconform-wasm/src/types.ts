/** Text as UTF-8 bytes, or as a string. */
export type Bytes = Uint8Array | string;

/** Files by their path, relative, with `/`: no `..`, no leading `/`. */
export type Files = Readonly<Record<string, Bytes>>;

/**
 * What sort of failure it was. `input`: the call itself is wrong; `build`: Kustomize refuses; `chart`: Helm refuses; `remote`: a remote
 * resource was not passed in; `panic`: the Go program died, and the next call gets a fresh one; `deadline`: it took too long; `closed`:
 * after `close()`; `engine`: the module could not be loaded.
 */
export type ErrorKind = 'input' | 'build' | 'chart' | 'remote' | 'panic' | 'deadline' | 'closed' | 'engine';

/** Why a call failed, in the tool's own words where it has any; files appear below `/files`. */
export interface EngineError {
  readonly kind: ErrorKind;
  readonly message: string;
}

/** A call never throws. `warnings` are the lines that the tool would have printed on standard error. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly error: EngineError };

/** What every call takes. */
export interface CallOptions {
  /** Milliseconds from the start of the work until it is given up; the engine's own limit when absent. */
  readonly deadline?: number;
  /** Milliseconds that the clock is ahead for this call, so that two calls show what depends on the time. */
  readonly ahead?: number;
}

/** What a chart sees of the cluster. */
export interface Capabilities {
  /** Such as `1.34.0`; required, as Helm would otherwise take the version of its own libraries. */
  readonly kubeVersion: string;
  /** Added to those that Helm knows, such as `monitoring.coreos.com/v1`. */
  readonly apiVersions?: readonly string[];
}

/** One `kustomize build`. */
export interface KustomizeBuild extends Capabilities, CallOptions {
  readonly files: Files;
  /** The folder of the kustomization to build, relative to the files' root. */
  readonly path: string;
  /** Inflates `helmCharts` from `<chartHome>/<name>-<version>/<name>`, as Kustomize looks them up. */
  readonly enableHelm?: boolean;
  /** As `kustomize build` prints it, or the same objects as one JSON list, which is faster to make and to read; `yaml` when absent. */
  readonly output?: 'yaml' | 'json';
  /** What each remote resource (http, https) holds, by its exact URL. */
  readonly remotes?: Files;
}

/** One `helm template`. */
export interface HelmTemplate extends Capabilities, CallOptions {
  /** The chart's files (`Chart.yaml` at the root), or a packed chart (`.tgz`). */
  readonly chart: Files | Uint8Array;
  /** Values documents, later ones win; an object is one document. */
  readonly values?: Bytes | readonly Bytes[] | Readonly<Record<string, unknown>>;
  readonly releaseName: string;
  /** `default` when absent. */
  readonly namespace?: string;
  readonly includeCRDs?: boolean;
  readonly skipTests?: boolean;
  readonly skipHooks?: boolean;
}

/** One run of kubeconform, strict. */
export interface Validate extends CallOptions {
  /** YAML or JSON text, or the object itself; every document of a text and every item of a List gets a verdict of its own. */
  readonly objects: readonly (Bytes | Readonly<Record<string, unknown>>)[];
  /** The Kubernetes version that the schemas are of. */
  readonly kubernetes: string;
  /**
   * JSON Schemas by `<apiVersion>/<kind>` (`v1/Pod`, `apps/v1/Deployment`), as text or as objects. Further documents may be there for
   * `$ref: schema:///<name>`. A schema with `x-kubernetes-validations` is taken for what a CustomResourceDefinition has under
   * `openAPIV3Schema`: its objects are judged as an API server stores them, with defaults and by their rules.
   */
  readonly schemas: Readonly<Record<string, Bytes | Readonly<Record<string, unknown>>>>;
}

/** What is wrong at one place of an object; `path` is a JSON pointer. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  /** Of a rule: how the API server classes its refusal. */
  readonly reason?: RuleReason;
}

/** The API server's classes of refusals by a rule; `FieldValueInvalid` unless the rule says otherwise. */
export type RuleReason =
  | 'FieldValueInvalid'
  | 'FieldValueForbidden'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'InternalError';

/** A rule that cannot be compiled, so that an API server of this version would not take the CustomResourceDefinition. */
export interface RuleFault {
  /** Where it is in the schema, a JSON pointer; empty when no rule of the schema can be read. */
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

/** What became of the CEL rules (`x-kubernetes-validations`) of an object's schema, on its creation; zeros when there are none. */
export interface RuleReport {
  /** Evaluations: a rule counts at every place of the object that it was asked of. */
  readonly evaluated: number;
  /** Rules on changes (`oldSelf`), which an API server does not ask when an object is created. */
  readonly onUpdate: number;
  /**
   * Rules that ought to be asked and are not: they cannot be compiled, or the object is invalid in a way after which an API server asks
   * none (a field is missing, of another type, too long or not one of those listed), or those before cost as much as is allowed.
   */
  readonly notEvaluated: number;
  readonly uncompiled: readonly RuleFault[];
}

/**
 * kubeconform's verdict on one object; an object without a schema is an `error`, never skipped. So is one whose only fault is that rules
 * of its schema cannot be compiled.
 */
export interface Verdict {
  /** Index into `objects`; the documents of a text and the items of a List share theirs. */
  readonly object: number;
  readonly status: 'valid' | 'invalid' | 'error' | 'skipped' | 'empty';
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly message: string;
  readonly problems: readonly Problem[];
  readonly rules: RuleReport;
}

/** The releases that the engine is made of. */
export interface Versions {
  readonly kustomize: string;
  readonly helm: string;
  readonly kubeconform: string;
}

/** The three tools; calls are answered one at a time, in order, off the main thread. */
export interface Engine {
  /** The resources as one YAML stream, byte for byte what `kustomize build` prints; with `output: 'json'` as one JSON list. */
  kustomizeBuild(build: KustomizeBuild): Promise<Result<Uint8Array>>;
  /** The manifests as one YAML stream, byte for byte what `helm template` prints. */
  helmTemplate(template: HelmTemplate): Promise<Result<Uint8Array>>;
  /** At least one verdict for each object, in order. */
  validate(validation: Validate): Promise<Result<readonly Verdict[]>>;
  versions(): Promise<Result<Versions>>;
  /** Ends the worker; calls under way and later ones fail with `closed`. */
  close(): Promise<void>;
}

/** How the engine runs. */
export interface EngineOptions {
  /** The module, `.wasm` or `.wasm.br`: a path, a URL, or its raw bytes; the one of this package when absent. */
  readonly wasm?: string | URL | Uint8Array;
  /** Bytes that the module's memory may grow to; 1 GiB when absent. */
  readonly memoryLimit?: number;
  /** Milliseconds for each call; 120,000 when absent. */
  readonly deadline?: number;
}
