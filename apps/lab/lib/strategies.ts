/** The strategies, by their name in addresses, with their texts on pages. */
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

/** The strategies with a record of each session in a store. They can list and revoke sessions. */
export type StoredStrategy = "database" | "hybrid";

export function isStored(strategy: StrategyName): strategy is StoredStrategy {
  return strategy === "database" || strategy === "hybrid";
}
