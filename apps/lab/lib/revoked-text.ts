/** How soon a revocation counts, on each side that has them. */
const SOON = {
  database: "at once",
  hybrid: "here at once, and within five seconds on every server",
};

/** What came of revoking sessions, from the address that the action left for. */
export function revokedText(revoked: unknown, strategy: keyof typeof SOON): string | null {
  if (typeof revoked !== "string" || !/^\d{1,6}$/.test(revoked)) return null;
  const count = Number(revoked);
  if (count === 0) return "Nothing was left to revoke.";
  const what = count === 1 ? "One session revoked" : `${count} sessions revoked`;
  return `${what}, ${SOON[strategy]}.`;
}
