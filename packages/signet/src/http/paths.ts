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

/** The way back in the address of a sign-in page, as `signInAddress` writes it; or the fallback. */
export function returnPathIn(address: string, fallback: string): string {
  return returnPath(URL.parse(address, HERE)?.searchParams.get("returnTo"), fallback);
}

/** Why somebody is sent to the sign-in page: without a session, or with one that is too old. */
export type SignInCause = "no-session" | "not-recent";

/**
 * The sign-in page's address, with the way back. Who has a session and must prove themselves again
 * comes with OpenID Connect's `prompt=login`, so that the page does not send them straight back.
 */
export function signInAddress(
  signInPath: string,
  returnTo: string | null,
  cause: SignInCause = "no-session",
): string {
  const query = [
    ...(cause === "not-recent" ? ["prompt=login"] : []),
    ...(returnTo === null ? [] : [`returnTo=${encodeURIComponent(returnPath(returnTo))}`]),
  ];
  if (query.length === 0) return signInPath;
  return `${signInPath}${signInPath.includes("?") ? "&" : "?"}${query.join("&")}`;
}
