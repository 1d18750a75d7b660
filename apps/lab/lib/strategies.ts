/** The strategies side by side, as the pages and the addresses name them. */
export const strategies = {
  jwt: {
    title: "JWT",
    noun: "a JWT",
    motto: "The truth travels in the cookie.",
    configuration: "jwt()",
    cookieName: "signet-jwt",
  },
  database: {
    title: "Session",
    noun: "a session",
    motto: "The truth stays in the store.",
    configuration: "database({ store })",
    cookieName: "signet-database",
  },
} as const;

export type StrategyName = keyof typeof strategies;

export const strategyNames = ["jwt", "database"] as const satisfies readonly StrategyName[];

export function isStrategyName(text: unknown): text is StrategyName {
  return typeof text === "string" && Object.hasOwn(strategies, text);
}
