/** What came of revoking sessions, from the address that the action left for. */
export function revokedText(revoked: unknown): string | null {
  if (typeof revoked !== "string" || !/^\d{1,6}$/.test(revoked)) return null;
  const count = Number(revoked);
  if (count === 0) return "Nothing was left to revoke.";
  return count === 1 ? "One session revoked, at once." : `${count} sessions revoked, at once.`;
}
