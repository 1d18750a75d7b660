import type { Ask } from "./harness/question.ts";

/** Every question by the name it is asked under: one file each, loaded only when asked. */
export const questions: Readonly<Record<string, () => Promise<{ readonly ask: Ask }>>> = {
  "hs256-sign": () => import("./questions/hs256-sign.ts"),
  "hs256-verify": () => import("./questions/hs256-verify.ts"),
  "rs256-sign": () => import("./questions/rs256-sign.ts"),
  "rs256-verify": () => import("./questions/rs256-verify.ts"),
  "es256-sign": () => import("./questions/es256-sign.ts"),
  "es256-verify": () => import("./questions/es256-verify.ts"),
  "eddsa-sign": () => import("./questions/eddsa-sign.ts"),
  "eddsa-verify": () => import("./questions/eddsa-verify.ts"),
  "cached-verify": () => import("./questions/cached-verify.ts"),
  seal: () => import("./questions/seal.ts"),
  open: () => import("./questions/open.ts"),
  decode: () => import("./questions/decode.ts"),
  "drop-in-sign": () => import("./questions/drop-in-sign.ts"),
  "drop-in-verify": () => import("./questions/drop-in-verify.ts"),
  reads: () => import("./questions/reads.ts"),
  "stores-read": () => import("./questions/stores-read.ts"),
  "stores-sign-in": () => import("./questions/stores-sign-in.ts"),
  "stores-renew": () => import("./questions/stores-renew.ts"),
  "stores-revoke": () => import("./questions/stores-revoke.ts"),
  "stores-list": () => import("./questions/stores-list.ts"),
  "stores-growth-memory": () => import("./questions/stores-growth-memory.ts"),
  "stores-growth-sqlite": () => import("./questions/stores-growth-sqlite.ts"),
  "stores-growth-postgres": () => import("./questions/stores-growth-postgres.ts"),
  "stores-growth-redis": () => import("./questions/stores-growth-redis.ts"),
};
