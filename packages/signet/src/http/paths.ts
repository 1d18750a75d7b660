const HERE = "http://here.invalid";

/**
 * A path of this site to go back to, or the fallback. Whatever a browser would read as another
 * origin (`//evil`, `/\evil`, `https:evil`, a line break in between) becomes the fallback.
 */
export function returnPath(value: unknown, fallback = "/"): string {
  if (typeof value !== "string" || !/^\/(?![/\\])/.test(value)) return fallback;
  const url = URL.parse(value, HERE);
  if (url === null || url.origin !== HERE || url.pathname.startsWith("//")) return fallback;
  return url.pathname + url.search + url.hash;
}

/** The sign-in page's address, with the way back. */
export function signInAddress(signInPath: string, returnTo: string | null): string {
  if (returnTo === null) return signInPath;
  const separator = signInPath.includes("?") ? "&" : "?";
  return `${signInPath}${separator}returnTo=${encodeURIComponent(returnPath(returnTo))}`;
}
