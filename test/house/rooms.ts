/**
 * Design §10, "Who may import whom". A level imports only lower levels, and only what stands in its
 * row. Wider than the design where the code taught us: the engine has four more files (api,
 * sessions, sign-in, and its typed door create-signet), and what stands on the engine may name what the engine hands it.
 */
export interface Row {
  readonly level: number;
  readonly rooms: readonly string[];
  /** Rooms, or single files of a room; "type x" stands for the types of x alone. */
  readonly may: readonly string[];
}

const STRATEGY = [
  "strategy/contract",
  "token",
  "session",
  "store/contract",
  "errors",
  "duration",
  "warn",
];
const ENGINE = [
  "strategy/contract",
  "session",
  "token/engine-keys",
  "http",
  "errors",
  "duration",
  "warn",
];

const HANDED = [
  "type api",
  "type session",
  "type sessions",
  "type sign-in",
  "type strategy/contract",
];

export const table: readonly Row[] = [
  { level: 0, rooms: ["errors", "store/contract"], may: [] },
  { level: 0, rooms: ["store/feed"], may: ["store/contract"] },
  { level: 0, rooms: ["store/numbered"], may: [] },
  { level: 0, rooms: ["channel"], may: [] },
  { level: 0, rooms: ["warn"], may: [] },
  { level: 0, rooms: ["queue"], may: [] },
  { level: 0, rooms: ["duration"], may: ["errors"] },
  { level: 0, rooms: ["token/errors"], may: ["errors"] },
  { level: 0, rooms: ["token/crypto"], may: ["token/errors", "token/base64url"] },
  { level: 0, rooms: ["token/base64url"], may: [] },
  { level: 1, rooms: ["session"], may: ["errors", "duration", "warn"] },
  {
    level: 1,
    rooms: ["token"],
    may: ["errors", "duration", "token/errors", "token/base64url", "token/crypto"],
  },
  { level: 1, rooms: ["store/sql"], may: ["store/contract"] },
  { level: 1, rooms: ["store/shared"], may: ["store/feed", "errors", "warn"] },
  {
    level: 2,
    rooms: ["store/memory", "store/sqlite", "store/postgres", "store/redis"],
    may: [
      "store/contract",
      "store/feed",
      "store/numbered",
      "store/shared",
      "store/sql",
      "errors",
      "warn",
    ],
  },
  { level: 2, rooms: ["http"], may: ["type session", "errors"] },
  {
    level: 2,
    rooms: ["strategy/contract"],
    may: ["type session", "type token", "store/contract"],
  },
  { level: 3, rooms: ["strategy/tombstones", "strategy/stored"], may: STRATEGY },
  { level: 3, rooms: ["strategy/database"], may: [...STRATEGY, "strategy/stored"] },
  { level: 3, rooms: ["strategy/stateless"], may: [...STRATEGY, "strategy/tombstones"] },
  {
    level: 3,
    rooms: ["strategy/jwt", "strategy/sealed"],
    may: [...STRATEGY, "strategy/stateless"],
  },
  { level: 3, rooms: ["strategy/accept"], may: [...STRATEGY, "strategy/tombstones"] },
  {
    level: 3,
    rooms: ["strategy/hybrid"],
    may: [...STRATEGY, "store/feed", "store/shared", "strategy/stored"],
  },
  // Not a strategy, but what becomes of two of them.
  { level: 4, rooms: ["config"], may: [...ENGINE, "strategy/accept", "strategy/tombstones"] },
  { level: 4, rooms: ["sessions"], may: [...ENGINE, "type config"] },
  { level: 4, rooms: ["sign-in"], may: [...ENGINE, "sessions"] },
  { level: 4, rooms: ["api"], may: [...ENGINE, "type sessions", "type sign-in"] },
  { level: 4, rooms: ["metrics"], may: [...ENGINE, "type api", "channel"] },
  {
    level: 4,
    rooms: ["reader"],
    may: [...ENGINE, "type config", "type api", "metrics", "refusal"],
  },
  { level: 4, rooms: ["refusal"], may: [...ENGINE, "type config"] },
  { level: 4, rooms: ["renewal"], may: [...ENGINE, "type config", "type api"] },
  { level: 4, rooms: ["keep-alive"], may: [...ENGINE, "renewal", "type config", "type api"] },
  { level: 4, rooms: ["intent"], may: ENGINE },
  { level: 4, rooms: ["turns"], may: [...ENGINE, "type api", "queue"] },
  {
    level: 4,
    rooms: ["signet"],
    may: [
      ...ENGINE,
      "config",
      "sessions",
      "sign-in",
      "reader",
      "renewal",
      "keep-alive",
      "intent",
      "turns",
      "type api",
    ],
  },
  {
    level: 5,
    rooms: ["create-signet"],
    may: ["signet", "config", "sessions", "session/data", "type api", "type strategy/contract"],
  },
  { level: 5, rooms: ["endpoints"], may: ["signet", "http", "warn", ...HANDED] },
  { level: 5, rooms: ["migrate"], may: ["token", "http"] },
  {
    level: 5,
    rooms: ["react"],
    may: ["type session", "type signet", "type config", "http/paths", "errors"],
  },
  { level: 5, rooms: ["dropin/jsonwebtoken"], may: ["token", "token/crypto", "token/base64url"] },
  {
    level: 6,
    rooms: ["next"],
    may: [
      "signet",
      "config",
      "endpoints",
      "http",
      "errors",
      "duration",
      "queue",
      "warn",
      "sessions",
      "session/data",
      ...HANDED,
    ],
  },
  {
    level: 7,
    rooms: ["dropin/iron-session", "dropin/next-auth"],
    may: ["signet", "config", "http", "token", "migrate", "next"],
  },
  {
    level: 7,
    rooms: ["testing"],
    may: ["store/contract", "store/feed", "strategy/contract", "create-signet", ...HANDED],
  },
];

/** Rooms that may look across at one of their own level, as their rows say. */
export const ACROSS: readonly string[] = [
  "store/feed > store/contract",
  "duration > errors",
  "token/errors > errors",
  "token/crypto > token/errors",
  "token/crypto > token/base64url",
  "strategy/stateless > strategy/tombstones",
  "strategy/jwt > strategy/stateless",
  "strategy/sealed > strategy/stateless",
  "strategy/accept > strategy/tombstones",
  "strategy/database > strategy/stored",
  "strategy/hybrid > strategy/stored",
  "sessions > config",
  "sign-in > sessions",
  "api > sessions",
  "api > sign-in",
  "metrics > api",
  "reader > config",
  "reader > api",
  "reader > metrics",
  "reader > refusal",
  "refusal > config",
  "signet > reader",
  "signet > intent",
  "signet > renewal",
  "signet > keep-alive",
  "renewal > config",
  "renewal > api",
  "keep-alive > renewal",
  "keep-alive > config",
  "keep-alive > api",
  "signet > turns",
  "turns > api",
  "signet > config",
  "signet > sessions",
  "signet > sign-in",
  "signet > api",
];

const BELOW_TOKEN = ["crypto", "errors", "base64url"];

/** The room of a source: the part of the table that speaks for it. */
export function roomOf(path: string): string {
  const [first = "", second = "", ...rest] = withoutExtension(path).split("/");
  // What the primitives stand on lies below them.
  if (first === "token") return BELOW_TOKEN.includes(second) ? `token/${second}` : "token";
  if (first === "dropin") return `${first}/${second}`;
  // Smaller parts may stand beside what they are of: jwt.ts and jwt-claims.ts are one room.
  if (first === "store") return `store/${second.split("-")[0]}`;
  if (first === "strategy") return `strategy/${rest.length > 0 ? second : second.split("-")[0]}`;
  return first;
}

export function rowOf(room: string): Row | undefined {
  return table.find((row) => row.rooms.includes(room));
}

export function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?tsx?$/, "");
}
