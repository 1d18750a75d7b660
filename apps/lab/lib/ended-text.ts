/** What came of ending sessions, from the address that the action left for. */
export function endedText(ended: unknown): string | null {
  if (typeof ended !== "string" || !/^\d{1,6}$/.test(ended)) return null;
  const count = Number(ended);
  if (count === 0) return "Nothing was left to end.";
  return count === 1 ? "One session ended, at once." : `${count} sessions ended, at once.`;
}
