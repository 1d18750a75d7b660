/** The strategies side by side, as the pages and the addresses name them. */
export const strategies = {
  jwt: {
    title: "JWT",
    noun: "a JWT",
    motto: "The session is in the cookie, signed.",
    configuration: "jwt()",
    cookieName: "signet-jwt",
  },
  sealed: {
    title: "Sealed",
    noun: "a sealed cookie",
    motto: "The session is in the cookie, encrypted.",
    configuration: "sealed()",
    cookieName: "signet-sealed",
  },
  database: {
    title: "Session",
    noun: "a session",
    motto: "The session is in a store. The cookie holds its id.",
    configuration: "database({ store })",
    cookieName: "signet-database",
  },
  hybrid: {
    title: "Hybrid",
    noun: "a hybrid token",
    motto: "The session is in the cookie, signed, and can be revoked.",
    configuration: "hybrid({ store })",
    cookieName: "signet-hybrid",
  },
} as const;

export type StrategyName = keyof typeof strategies;

export const strategyNames = [
  "jwt",
  "sealed",
  "database",
  "hybrid",
] as const satisfies readonly StrategyName[];

export function isStrategyName(text: unknown): text is StrategyName {
  return typeof text === "string" && Object.hasOwn(strategies, text);
}

/** The sides that keep records, so that their sessions can be listed and revoked. */
export type StoredSide = "database" | "hybrid";

export function isStored(strategy: StrategyName): strategy is StoredSide {
  return strategy === "database" || strategy === "hybrid";
}
