export { loadEngine } from './load-engine.ts';
export type {
  Bytes,
  CallOptions,
  Capabilities,
  Engine,
  EngineError,
  EngineOptions,
  ErrorKind,
  Files,
  HelmTemplate,
  KustomizeBuild,
  Problem,
  Result,
  Validate,
  Verdict,
  Versions,
} from './types.ts';
