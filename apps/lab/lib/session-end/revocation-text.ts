/** The time until a revocation takes effect, by strategy. */
const EFFECT = {
  database: "at once",
  hybrid: "on this server at once and on every server within five seconds",
};

/** Describes the result of a revocation. `revoked` is the number of sessions, from the query of the address. */
export function revocationText(revoked: unknown, strategy: keyof typeof EFFECT): string | null {
  if (typeof revoked !== "string" || !/^\d{1,6}$/.test(revoked)) return null;
  const count = Number(revoked);
  if (count === 0) return "There was no session to revoke.";
  const what = count === 1 ? "One session revoked" : `${count} sessions revoked`;
  return `${what}, ${EFFECT[strategy]}.`;
}
