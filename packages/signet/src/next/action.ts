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

/** A Server Action that also receives the session. */
export type Action<Data, Args extends unknown[], Result> = (
  session: Session<Data>,
  ...args: Args
) => Result | Promise<Result>;

/** The reason why a guarded action did not run. */
export interface Refusal {
  /**
   * One of four reasons:
   *
   * - `no-session`: the request carries no live session;
   * - `not-recent`: the sign-in, or with `factor: 2` the proof of the second factor, is older than
   *   `within`;
   * - `second-factor`: the guard asks for two factors, and the sign-in has one;
   * - `unavailable`: the store did not answer, so the session is neither confirmed nor ended. A
   *   later attempt may succeed.
   */
  readonly cause: RefusalCause;
  /**
   * The path of the sign-in page, with the page of the form as `returnTo`. `null` without a
   * `signInPath`, and when the store did not answer.
   */
  readonly signIn: string | null;
}

/** The option of an action that handles a refusal. */
export interface Refusing<Args extends unknown[], Refused> {
  /**
   * Returns the result of an action that was refused, for `useActionState`. The page stays, and so
   * does the input of the user. It receives the refusal and the arguments of the action. Default:
   * the action redirects to `signInPath`.
   */
  readonly refused?: (refusal: Refusal, ...args: Args) => Refused | Promise<Refused>;
}

/** Creates a Server Action that passes the session to `action`, or redirects to the sign-in page. */
export function guardAction<Data extends object, Args extends unknown[], Result, Refused>(
  signet: () => Guarding<Data>,
  signInPath: string | null,
  action: Action<Data, Args, Result>,
  options: GuardOptions & ReadOptions & Refusing<Args, Refused> = {},
): (...args: Args) => Promise<Result | Refused> {
  checkGuard(options);
  const readOptions = readOptionsIn(options);
  const { refused } = options;
  return withForbiddenDigest(async (...args: Args) => {
    // The first step, because reading the request makes Next render the page dynamically.
    const request = await currentRequest();
    const engine = signet();
    engine.refuseUnmeant(request);
    const reading = await engine.read(request, readOptions);
    const admitted = admit(engine, reading, options);
    if (typeof admitted !== "string") {
      await trySetResponseCookies(await engine.renew(request, reading));
      return action(admitted, ...args);
    }
    const page = { signInPath, returnTo: currentPagePath(request) };
    if (refused === undefined) return redirectToSignIn(reading, admitted, page);
    const cause = causeOf(admitted);
    return refused({ cause, signIn: signInAddressFor(page, cause) }, ...args);
  });
}
