/** Checks whether a path is `/practice`, or below it. These pages have a policy of their own. */
export function isPracticePath(path: string): boolean {
  return path === "/practice" || path.startsWith("/practice/");
}
