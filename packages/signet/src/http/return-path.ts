const BASE = "http://here.invalid";

/**
 * Returns a path of this site, for a redirect after sign-in. Returns the fallback for every value that
 * a browser would read as another origin, such as `//evil`, `/\evil`, `https:evil` or a path with a
 * line break in it, and for values that are no path.
 *
 * @example
 * ```ts
 * import { returnPath } from "signet-auth/next";
 * declare const returnTo: string | null;
 *
 * const path = returnPath(returnTo, "/account");
 * ```
 */
export function returnPath(value: unknown, fallback = "/"): string {
  if (typeof value !== "string" || !/^\/(?![/\\])/.test(value)) return fallback;
  const url = URL.parse(value, BASE);
  if (url === null || url.origin !== BASE || url.pathname.startsWith("//")) return fallback;
  return url.pathname + url.search + url.hash;
}

/**
 * Returns the `returnTo` path in the address of a sign-in page (see `signInAddress`), or the fallback.
 */
export function returnPathIn(address: string, fallback: string): string {
  return returnPath(URL.parse(address, BASE)?.searchParams.get("returnTo"), fallback);
}

/**
 * The reason to redirect to the sign-in page: no session, a sign-in that is not recent enough, or a
 * sign-in with one factor where two are needed.
 */
export type SignInCause = "no-session" | "not-recent" | "second-factor";

/** What the page has to do, although there is a session. `prompt=login` is OpenID Connect's. */
const STEPS: Record<SignInCause, readonly string[]> = {
  "no-session": [],
  "not-recent": ["prompt=login"],
  "second-factor": ["step=second-factor"],
};

/**
 * Returns the address of the sign-in page with the return path. With the cause `not-recent` it has
 * `prompt=login`, so the page asks a user with a session to sign in again. With `second-factor` it has
 * `step=second-factor`, so the page asks for the second factor only.
 */
export function signInAddress(
  signInPath: string,
  returnTo: string | null,
  cause: SignInCause = "no-session",
): string {
  const query = [
    ...STEPS[cause],
    ...(returnTo === null ? [] : [`returnTo=${encodeURIComponent(returnPath(returnTo))}`]),
  ];
  if (query.length === 0) return signInPath;
  return `${signInPath}${signInPath.includes("?") ? "&" : "?"}${query.join("&")}`;
}
