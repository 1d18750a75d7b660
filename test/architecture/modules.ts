/** Modules of the library on one level, and the modules that they may import. */
export interface Row {
  readonly level: number;
  /** Folders or files, without extension. */
  readonly modules: readonly string[];
  /** Modules of earlier rows, or parts of them. "type x" allows only types of x. */
  readonly may: readonly string[];
}

/** Small files that every level may use. ARCHITECTURE.md calls them "the common files". */
export const COMMON: readonly string[] = [
  "errors",
  "duration",
  "options",
  "retry",
  "keyed-mutex",
  "warn",
];

const STORE = [...COMMON, "database/shared", "store/contract", "store/feed", "store/shared"];

const STRATEGY = [...COMMON, "session", "store/contract", "token", "strategy/contract"];

const SIGN_IN = [
  ...COMMON,
  "accounts/contract",
  "session",
  "http",
  "token",
  "token/base64url",
  "token/crypto",
  "sign-in/limits/contract",
  "sign-in/contract",
  "sign-in/shared",
];

/**
 * The modules of the library, lowest level first. A row may import only the modules that it names, and it
 * may name only modules of earlier rows. So no module imports a module of a higher level.
 */
export const table: readonly Row[] = [
  { level: 0, modules: ["errors", "retry", "keyed-mutex", "warn"], may: [] },
  { level: 0, modules: ["duration"], may: ["errors"] },
  { level: 0, modules: ["options"], may: ["errors", "duration"] },
  {
    level: 0,
    modules: ["store/contract", "accounts/contract", "sign-in/limits/contract", "token/base64url"],
    may: [],
  },
  { level: 0, modules: ["store/feed"], may: ["store/contract"] },
  { level: 0, modules: ["token/errors"], may: ["errors"] },
  { level: 0, modules: ["token/crypto"], may: ["token/errors", "token/base64url"] },
  { level: 1, modules: ["session"], may: COMMON },
  {
    level: 1,
    modules: ["token"],
    may: [...COMMON, "token/errors", "token/base64url", "token/crypto"],
  },
  // Connections, tables and statements, for sessions, accounts and limits. It knows none of them.
  { level: 1, modules: ["database/shared"], may: COMMON },
  {
    level: 1,
    modules: ["database/sqlite", "database/postgres", "database/redis"],
    may: [...COMMON, "database/shared"],
  },
  {
    level: 1,
    modules: ["store/shared"],
    may: [...COMMON, "database/shared", "store/contract", "store/feed"],
  },
  { level: 2, modules: ["store/memory"], may: STORE },
  { level: 2, modules: ["store/sqlite"], may: [...STORE, "database/sqlite"] },
  { level: 2, modules: ["store/postgres"], may: [...STORE, "database/postgres"] },
  { level: 2, modules: ["store/redis"], may: [...STORE, "database/redis"] },
  { level: 2, modules: ["accounts/memory"], may: [...COMMON, "accounts/contract"] },
  {
    level: 2,
    modules: ["accounts/callbacks"],
    may: [...COMMON, "accounts/contract", "accounts/memory"],
  },
  // The attributes of a user are checked like the data of a session, so this module needs "session".
  {
    level: 2,
    modules: ["accounts/shared"],
    may: [...COMMON, "accounts/contract", "session", "token/base64url", "database/shared"],
  },
  {
    level: 2,
    modules: ["accounts/sqlite"],
    may: [...COMMON, "accounts/contract", "accounts/shared", "database/shared", "database/sqlite"],
  },
  {
    level: 2,
    modules: ["accounts/postgres"],
    may: [
      ...COMMON,
      "accounts/contract",
      "accounts/shared",
      "database/shared",
      "database/postgres",
    ],
  },
  {
    level: 2,
    modules: ["sign-in/limits"],
    may: [...COMMON, "sign-in/limits/contract", "token/base64url"],
  },
  // Limiters use the connections of the stores: one pool or client for sessions, accounts and limits.
  {
    level: 2,
    modules: ["sign-in/limits/redis"],
    may: [
      ...COMMON,
      "sign-in/limits",
      "sign-in/limits/contract",
      "database/shared",
      "database/redis",
    ],
  },
  {
    level: 2,
    modules: ["sign-in/limits/postgres"],
    may: [
      ...COMMON,
      "sign-in/limits",
      "sign-in/limits/contract",
      "database/shared",
      "database/postgres",
    ],
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
  { level: 5, modules: ["sign-in/events"], may: [] },
  {
    level: 5,
    modules: ["sign-in/contract"],
    may: [
      "accounts/contract",
      "sign-in/limits/contract",
      "sign-in/events",
      "type http",
      "type session",
      "type token/engine",
    ],
  },
  {
    level: 5,
    modules: ["sign-in/service-contract"],
    may: [
      "accounts/contract",
      "sign-in/limits/contract",
      "sign-in/events",
      "sign-in/contract",
      "type http",
      "type session",
      "type engine",
      "type token/engine",
    ],
  },
  {
    level: 5,
    modules: ["sign-in/method"],
    may: ["accounts/contract", "sign-in/contract", "sign-in/service-contract"],
  },
  {
    level: 5,
    modules: ["sign-in/refusal-text"],
    may: ["type sign-in/contract"],
  },
  {
    level: 5,
    modules: ["sign-in/shared"],
    may: [
      ...COMMON,
      "token/base64url",
      "token/engine",
      "token/crypto",
      "accounts/contract",
      "sign-in/contract",
    ],
  },
  {
    level: 5,
    modules: ["sign-in/endpoints"],
    may: ["errors", "http", "sign-in/contract", "sign-in/service-contract"],
  },
  {
    level: 5,
    modules: ["sign-in/service"],
    may: [
      ...SIGN_IN,
      "engine",
      "sign-in/events",
      "sign-in/service-contract",
      "sign-in/refusal-text",
      "sign-in/limits",
      "sign-in/endpoints",
    ],
  },
  {
    level: 6,
    modules: [
      "sign-in/password",
      "sign-in/oauth",
      "sign-in/passkey",
      "sign-in/email",
      "sign-in/totp",
    ],
    // Methods count attempts with the same rules.
    may: [...SIGN_IN, "sign-in/events", "sign-in/limits", "sign-in/method", "sign-in/service"],
  },
  {
    level: 5,
    modules: ["endpoints"],
    may: ["errors", "engine", "http", "type session", "type sign-in/service-contract"],
  },
  {
    level: 5,
    modules: ["react"],
    // The codes of refusals are types of the parts for sign-in.
    may: [
      "errors",
      "http/return-path",
      "type session",
      "type engine",
      "type sign-in/contract",
      "sign-in/refusal-text",
    ],
  },
  { level: 5, modules: ["dropin/jsonwebtoken"], may: ["token", "token/base64url", "token/crypto"] },
  { level: 5, modules: ["dropin/next-auth/session-types", "dropin/next-auth/pages"], may: [] },
  {
    level: 5,
    modules: ["dropin/next-auth/react"],
    may: ["type dropin/next-auth/session-types"],
  },
  {
    level: 5,
    modules: ["dropin/iron-session"],
    may: ["token", "token/base64url", "token/crypto"],
  },
  {
    level: 6,
    modules: ["next"],
    may: [
      ...COMMON,
      "session",
      "http",
      "engine",
      "endpoints",
      "type strategy/contract",
      "type accounts/contract",
      "type sign-in/limits/contract",
      "type sign-in/contract",
      "type sign-in/events",
      "type sign-in/method",
      "type sign-in/service-contract",
    ],
  },
  {
    level: 6,
    modules: ["dropin/next-auth"],
    may: [
      ...COMMON,
      "session",
      "store/contract",
      "http",
      "token",
      "token/base64url",
      "token/crypto",
      "token/errors",
      "engine",
      "type strategy/contract",
      "sign-in/shared",
      "dropin/next-auth/pages",
      "dropin/next-auth/session-types",
    ],
  },
  {
    level: 7,
    modules: ["testing"],
    may: [
      "accounts/contract",
      "store/contract",
      "store/feed",
      "engine",
      "type session",
      "type strategy/contract",
    ],
  },
];

/** Returns the row of the module that a source belongs to. */
export function rowOf(path: string): Row | undefined {
  const name = moduleOf(path);
  return table.find((row) => name !== undefined && row.modules.includes(name));
}

/**
 * Returns the module that a source belongs to. When several names match, the longest is the innermost
 * module.
 */
export function moduleOf(path: string): string | undefined {
  const file = withoutExtension(path);
  return table
    .flatMap((row) => row.modules)
    .filter((name) => isWithin(file, name))
    .sort((a, b) => b.length - a.length)[0];
}

/** Checks whether a file is a module or is inside of it. */
export function isWithin(file: string, module: string): boolean {
  return file === module || file.startsWith(`${module}/`);
}

export function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?tsx?$/, "");
}
