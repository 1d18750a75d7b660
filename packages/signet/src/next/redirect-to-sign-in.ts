import { invalidConfig, StoreUnavailableError } from "../errors.ts";
import { signInAddress } from "../http/paths.ts";
import type { Problem } from "../http/problem.ts";
import type { Reading } from "../session/types.ts";
import { inDevelopment, warnOnce } from "../warn.ts";

const NOWHERE =
  "There is no session, and createAuth has no signInPath to send the visitor to. Give it one, or set experimental.authInterrupts in next.config for Next's 401 page.";

/** Where a guard sends those without a session, and where they come back to. */
export interface SignInPage {
  readonly signInPath: string | null;
  readonly returnTo: string | null;
}

/** Why a guard did not let somebody in, as far as it matters to people. */
export type RefusalCause = "no-session" | "not-recent" | "unavailable";

export function causeOf(problem: Problem): RefusalCause {
  return problem === "not-recent" || problem === "unavailable" ? problem : "no-session";
}

/** The sign-in page's address with the way back; `null` where there is none, or it would not help. */
export function signInAddressFor(
  { signInPath, returnTo }: SignInPage,
  cause: RefusalCause,
): string | null {
  if (signInPath === null || cause === "unavailable") return null;
  return signInAddress(signInPath, returnTo, cause);
}

/**
 * Sends away whom a guard does not let in: to the sign-in page, or to Next's 401 page where there is
 * none. Never returns. Where Next's configuration allows no 401 page, development gets an error and a
 * visitor the 404 page, which is all that Next offers then.
 *
 * Next knows `next/navigation` by this very name and gives it another face on the server; where
 * nothing is bundled (Pages Router) the name does not resolve, and nobody leaves this way.
 *
 * @throws {StoreUnavailableError} when nobody knows whether there is a session.
 * @throws {SignetError} `invalid-config` in development, when there is nowhere to go.
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
  interrupt(unauthorized);
  if (inDevelopment()) throw invalidConfig(NOWHERE);
  warnOnce("nowhere-to-sign-in", `${NOWHERE} Until then the visitor gets the 404 page.`);
  return notFound();
}

/** Interrupts the render as Next does, or does nothing where Next's configuration does not let it. */
function interrupt(unauthorized: () => never): void {
  try {
    unauthorized();
  } catch (error) {
    // What interrupts has a digest; that it is not allowed is an error of the ordinary kind.
    if (error instanceof Error && "digest" in error) throw error;
  }
}
