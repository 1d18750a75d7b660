/** The strategies side by side, as the pages and the addresses name them. */
export const strategies = {
  jwt: { title: "JWT", cookieName: "signet-jwt" },
  database: { title: "Session", cookieName: "signet-database" },
} as const;

export type StrategyName = keyof typeof strategies;

export function isStrategyName(text: string): text is StrategyName {
  return Object.hasOwn(strategies, text);
}
