// Node's types name WebAssembly without its classes; these are the parts that the worker uses (WebAssembly JavaScript Interface, W3C).
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
    static imports(module: Module): readonly { readonly module: string; readonly name: string }[];
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, () => number>>>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  class Memory {
    private constructor();
    readonly buffer: ArrayBuffer;
  }
}

// What TypeScript describes from ES2024 on, and Node has since version 20.
interface ArrayBuffer {
  resize(byteLength: number): void;
}
interface ArrayBufferConstructor {
  new (byteLength: number, options: { readonly maxByteLength: number }): ArrayBuffer;
}
