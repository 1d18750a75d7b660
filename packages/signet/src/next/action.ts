import type { Guarding, ReadOptions } from "../engine/api.ts";
import type { Session } from "../session/types.ts";
import { admit } from "./admit.ts";
import { currentPagePath } from "./current-page.ts";
import { withForbiddenDigest } from "./forbidden-digest.ts";
import { checkGuard, type GuardOptions, readOptionsIn } from "./guard-options.ts";
import {
  causeOf,
  type RefusalCause,
  redirectToSignIn,
  signInAddressFor,
} from "./redirect-to-sign-in.ts";
import { currentRequest, trySetResponseCookies } from "./request-cookies.ts";

export type Action<Data, Args extends unknown[], Result> = (
  session: Session<Data>,
  ...args: Args
) => Result | Promise<Result>;

/** Why an action did not run. */
export interface Refusal {
  /**
   * `no-session`: nobody is signed in, or no longer. `not-recent`: the sign-in is older than
   * `within`. `unavailable`: the store did not answer, so that nobody knows; trying again may help.
   */
  readonly cause: RefusalCause;
  /** Where to sign in, with the way back to this form; `null` without a `signInPath`, or where it would not help. */
  readonly signIn: string | null;
}

export interface Refusing<Args extends unknown[], Refused> {
  /**
   * What the action answers instead, for `useActionState`: the page stays, and with it what the user
   * has typed. It takes what the action was called with. Default: leave for `signInPath`.
   */
  readonly refused?: (refusal: Refusal, ...args: Args) => Refused | Promise<Refused>;
}

/** A Server Action that hands its session in, or leaves for the sign-in page. */
export function guardAction<Data extends object, Args extends unknown[], Result, Refused>(
  signet: () => Guarding<Data>,
  signInPath: string | null,
  action: Action<Data, Args, Result>,
  options: GuardOptions & ReadOptions & Refusing<Args, Refused> = {},
): (...args: Args) => Promise<Result | Refused> {
  checkGuard(options);
  const asked = readOptionsIn(options);
  const { refused } = options;
  return withForbiddenDigest(async (...args: Args) => {
    // The request first: asking for it is what tells Next that a page that calls this is dynamic.
    const request = await currentRequest();
    const engine = signet();
    engine.refuseUnmeant(request);
    const reading = await engine.read(request, asked);
    const session = admit(engine, reading, options);
    if (typeof session !== "string") {
      await trySetResponseCookies(await engine.renew(request, reading));
      return action(session, ...args);
    }
    const page = { signInPath, returnTo: currentPagePath(request) };
    if (refused === undefined) return redirectToSignIn(reading, session, page);
    const cause = causeOf(session);
    return refused({ cause, signIn: signInAddressFor(page, cause) }, ...args);
  });
}
