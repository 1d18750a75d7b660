import type {
  QuickJSContext,
  QuickJSHandle,
  QuickJSRuntime,
  QuickJSWASMModule,
} from "quickjs-emscripten-core";
import type { Guest } from "./guest.ts";
import { MOST_MEMORY_BYTES, MOST_STACK_BYTES } from "./limits.ts";
import { addLine, addRecord, emptyRecords, type Records } from "./records.ts";

/** The time at which the clock of a program starts, unless the program names another one. */
const DEFAULT_START = "2026-03-02T09:00:00Z";

/** A QuickJS with the global objects, ready for one program. */
export interface Machine {
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  readonly records: Records;
  /** The files of the program, by name. They are empty until the program comes. */
  readonly programs: Map<string, string>;
  /** Freezes the global objects and the given modules. The argument lists names of modules. */
  readonly lock: QuickJSHandle;
  /** Fires the next timer of the virtual clock. Returns false if there is none. */
  readonly runNextTimer: QuickJSHandle;
  /** Does the slow work that programs with encryption need, while nobody waits. */
  warm(): void;
  /** Checks whether the memory has grown almost to its limit. It grows by large steps. */
  isFull(): boolean;
  startAt(time: number): void;
  dispose(): void;
}

/** What the host gives to the program: all values are texts, numbers and bytes. */
interface Host {
  randomBytes(count: number): Uint8Array;
  realNow(): number;
}

/** Creates a runtime and runs the prelude in it. */
export function createMachine(quickjs: QuickJSWASMModule, guest: Guest, host: Host): Machine {
  const runtime = quickjs.newRuntime();
  runtime.setMemoryLimit(MOST_MEMORY_BYTES);
  runtime.setMaxStackSize(MOST_STACK_BYTES);
  const context = runtime.newContext();
  const records = emptyRecords();
  const programs = new Map<string, string>();
  runtime.setModuleLoader(
    (name) => load(guest, programs, name),
    (base, name) => resolve(guest, programs, base, name),
  );
  installHost(context, records, host);
  const evaluate = (file: string) => {
    const code = guest.files[file] ?? "";
    context.unwrapResult(context.evalCode(code, file, { type: "module" })).dispose();
  };
  evaluate(guest.prelude);
  const take = (name: string) => {
    const value = context.getProp(context.global, name);
    context.unwrapResult(context.evalCode(`delete globalThis.${name}`)).dispose();
    return value;
  };
  const lock = take("__lock");
  const runNextTimer = take("__runNextTimer");
  const startAt = take("__startAt");
  return {
    runtime,
    context,
    records,
    programs,
    lock,
    runNextTimer,
    warm: () => evaluate(guest.warm),
    isFull: () => quickjs.getWasmMemory().buffer.byteLength > 0.9 * MOST_MEMORY_BYTES,
    startAt(time) {
      using value = context.newNumber(time);
      context.unwrapResult(context.callFunction(startAt, context.undefined, value)).dispose();
    },
    dispose() {
      for (const handle of [lock, runNextTimer, startAt]) handle.dispose();
      context.dispose();
      runtime.dispose();
    },
  };
}

function installHost(context: QuickJSContext, records: Records, host: Host): void {
  using object = context.newObject();
  const define = (
    name: string,
    call: (...values: QuickJSHandle[]) => QuickJSHandle | undefined,
  ) => {
    using handle = context.newFunction(name, (...values) => call(...values) ?? context.undefined);
    context.setProp(object, name, handle);
  };
  define("print", (level, text) => {
    if (level && text) addLine(records, context.getString(level), context.getString(text));
    return undefined;
  });
  define("record", (kind, json) => {
    if (kind && json) addRecord(records, context.getString(kind), context.getString(json));
    return undefined;
  });
  define("randomBytes", (count) => {
    const bytes = host.randomBytes(Math.min(65_536, count ? context.getNumber(count) : 0));
    return context.newArrayBuffer(new Uint8Array(bytes).buffer);
  });
  define("realNow", () => context.newNumber(host.realNow()));
  using startTime = context.newNumber(Date.parse(DEFAULT_START));
  context.setProp(object, "startTime", startTime);
  context.setProp(context.global, "__host", object);
}

/** Begins the name of a module that does not exist, so that it is never the name of a file. */
const MISSING = "missing:";

/** Resolves a name that a file imports, to the name of a file. */
function resolve(
  guest: Guest,
  programs: ReadonlyMap<string, string>,
  base: string,
  name: string,
): string {
  // Files of the guest import each other, and only by their names in the bundle.
  if (Object.hasOwn(guest.files, base)) return name.replace(/^\.\//, "");
  if (name.startsWith("./")) {
    const file = name.slice(2).replace(/\.(js|ts)$/, "");
    const own = [".ts", ".tsx", ".js"].map((end) => file + end).find((each) => programs.has(each));
    if (own !== undefined) return own;
  }
  return (Object.hasOwn(guest.names, name) ? guest.names[name] : undefined) ?? MISSING + name;
}

function load(guest: Guest, programs: ReadonlyMap<string, string>, name: string) {
  const library = Object.hasOwn(guest.files, name) ? guest.files[name] : undefined;
  const asked = name.startsWith(MISSING) ? name.slice(MISSING.length) : name;
  const error = new Error(`Cannot find "${asked}". The practice has no module of this name.`);
  return programs.get(name) ?? library ?? { error };
}
