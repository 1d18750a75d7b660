/** The modules of the library, from the bottom up, and the imports that each may make. */
export interface Row {
  readonly level: number;
  /** Folders or files, without extension. */
  readonly modules: readonly string[];
  /** Modules of rows above this one, or parts of them; "type x" allows the types of x only. */
  readonly may: readonly string[];
}

/** Small files that every level may use. The document calls them "the common files". */
export const COMMON: readonly string[] = [
  "errors",
  "duration",
  "options",
  "retry",
  "keyed-mutex",
  "warn",
];

const STRATEGY = [...COMMON, "session", "store/contract", "token", "strategy/contract"];

/**
 * A row may import modules of the rows before it, and only those that it names. So the order of the
 * rows is the order of the levels, and no import can point up.
 */
export const table: readonly Row[] = [
  { level: 0, modules: ["errors", "retry", "keyed-mutex", "warn"], may: [] },
  { level: 0, modules: ["duration"], may: ["errors"] },
  { level: 0, modules: ["options"], may: ["errors", "duration"] },
  { level: 0, modules: ["store/contract", "token/base64url"], may: [] },
  { level: 0, modules: ["store/feed"], may: ["store/contract"] },
  { level: 0, modules: ["token/errors"], may: ["errors"] },
  { level: 0, modules: ["token/crypto"], may: ["token/errors", "token/base64url"] },
  { level: 1, modules: ["session"], may: COMMON },
  {
    level: 1,
    modules: ["token"],
    may: [...COMMON, "token/errors", "token/base64url", "token/crypto"],
  },
  {
    level: 1,
    modules: ["store/shared"],
    may: [...COMMON, "store/contract", "store/feed"],
  },
  {
    level: 2,
    modules: ["store/memory", "store/sqlite", "store/postgres", "store/redis"],
    may: [...COMMON, "store/contract", "store/feed", "store/shared"],
  },
  { level: 2, modules: ["http"], may: ["errors", "type session"] },
  {
    level: 2,
    modules: ["strategy/contract"],
    may: ["store/contract", "type errors", "type session", "type token/engine"],
  },
  { level: 3, modules: ["strategy/tombstones", "strategy/stored"], may: STRATEGY },
  { level: 3, modules: ["strategy/stateless"], may: [...STRATEGY, "strategy/tombstones"] },
  {
    level: 3,
    modules: ["strategy/jwt", "strategy/sealed"],
    may: [...STRATEGY, "strategy/stateless"],
  },
  { level: 3, modules: ["strategy/database"], may: [...STRATEGY, "strategy/stored"] },
  {
    level: 3,
    modules: ["strategy/hybrid"],
    may: [...STRATEGY, "store/feed", "store/shared", "strategy/stored"],
  },
  { level: 3, modules: ["strategy/accept"], may: [...STRATEGY, "strategy/tombstones"] },
  {
    level: 4,
    modules: ["engine"],
    may: [
      ...COMMON,
      "session",
      "http",
      "token/engine",
      "strategy/contract",
      "strategy/accept",
      "strategy/tombstones",
    ],
  },
  { level: 5, modules: ["endpoints"], may: ["errors", "engine", "http", "type session"] },
  {
    level: 5,
    modules: ["react"],
    may: ["errors", "http/return-path", "type session", "type engine"],
  },
  { level: 5, modules: ["dropin/jsonwebtoken"], may: ["token", "token/base64url", "token/crypto"] },
  {
    level: 6,
    modules: ["next"],
    may: [...COMMON, "session", "http", "engine", "endpoints", "type strategy/contract"],
  },
  {
    level: 7,
    modules: ["testing"],
    may: ["store/contract", "store/feed", "engine", "type session", "type strategy/contract"],
  },
];

/** Modules with rows of their own inside another module: the longest name that fits a path counts. */
export function rowOf(path: string): Row | undefined {
  const name = moduleOf(path);
  return table.find((row) => name !== undefined && row.modules.includes(name));
}

/** Returns the module that a source belongs to. */
export function moduleOf(path: string): string | undefined {
  const file = withoutExtension(path);
  return table
    .flatMap((row) => row.modules)
    .filter((name) => isWithin(file, name))
    .sort((a, b) => b.length - a.length)[0];
}

/** Checks whether a file is a module or lies inside of it. */
export function isWithin(file: string, module: string): boolean {
  return file === module || file.startsWith(`${module}/`);
}

export function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?tsx?$/, "");
}
