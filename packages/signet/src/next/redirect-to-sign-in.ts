import { invalidConfig, StoreUnavailableError } from "../errors.ts";
import type { Problem } from "../http/problem.ts";
import { signInAddress } from "../http/return-path.ts";
import type { Reading } from "../session/types.ts";
import { inDevelopment, warnOnce } from "../warn.ts";

const NO_SIGN_IN_PAGE =
  "There is no session, and createAuth has no signInPath to redirect to. Set signInPath, or set experimental.authInterrupts in next.config for Next's 401 page.";

/** The page to which a guard redirects, and the page to which the user returns after sign-in. */
export interface SignInPage {
  readonly signInPath: string | null;
  readonly returnTo: string | null;
}

/** The reason why a guard refused a request, as far as a user can act on it. */
export type RefusalCause = "no-session" | "not-recent" | "second-factor" | "unavailable";

/** Returns the reason for a user of a problem. A conflict of credentials counts as `no-session`. */
export function causeOf(problem: Problem): RefusalCause {
  switch (problem) {
    case "not-recent":
    case "second-factor":
    case "unavailable":
      return problem;
    default:
      return "no-session";
  }
}

/**
 * Returns the address of the sign-in page with `returnTo`; `null` without a page, and in an outage.
 */
export function signInAddressFor(
  { signInPath, returnTo }: SignInPage,
  cause: RefusalCause,
): string | null {
  if (signInPath === null || cause === "unavailable") return null;
  return signInAddress(signInPath, returnTo, cause);
}

/**
 * Ends a render or an action that a guard refused; never returns. It redirects to the sign-in page.
 * Without a sign-in page Next shows its 401 page. When the configuration of Next allows no 401
 * page, this function throws in development, and shows the 404 page in production.
 *
 * The import has no `.js` at the end, because Next replaces exactly `next/navigation` by its
 * version for the server. Without a bundler (Pages Router) the name does not resolve, so the import
 * is dynamic: it runs only here.
 *
 * @throws {StoreUnavailableError} when the store did not answer.
 * @throws {SignetError} `invalid-config` in development, without a sign-in page and a 401 page.
 */
export async function redirectToSignIn(
  reading: Reading<object>,
  problem: Problem,
  page: SignInPage,
): Promise<never> {
  if (reading.status === "unavailable") throw new StoreUnavailableError(reading.cause);
  const { redirect, unauthorized, notFound } = await import("next/navigation");
  const signIn = signInAddressFor(page, causeOf(problem));
  if (signIn !== null) return redirect(signIn);
  showUnauthorized(unauthorized);
  if (inDevelopment()) throw invalidConfig(NO_SIGN_IN_PAGE);
  warnOnce("nowhere-to-sign-in", `${NO_SIGN_IN_PAGE} Until then Next shows the 404 page.`);
  return notFound();
}

/** Shows Next's 401 page, or does nothing when the configuration of Next does not allow the page. */
function showUnauthorized(unauthorized: () => never): void {
  try {
    unauthorized();
  } catch (error) {
    // The error that shows the page has a digest. The error about the configuration has none.
    if (error instanceof Error && "digest" in error) throw error;
  }
}
