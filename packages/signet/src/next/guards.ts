import type { Guarding, ReadOptions } from "../api.ts";
import { type Duration, parseDuration } from "../duration.ts";
import { crossSite, notSignedIn, StoreUnavailableError, signInNotRecent } from "../errors.ts";
import { type SignInCause, signInAddress } from "../http/paths.ts";
import { problemOf, problemOfError, problemResponse } from "../http/problem.ts";
import type { Reading, Session } from "../session/types.ts";
import type { StatelessStrategy, Strategy } from "../strategy/contract.ts";
import { currentRequest, giveCookies } from "./jar.ts";

export type RouteHandler<Data, Context> = (
  request: Request,
  session: Session<Data>,
  context: Context,
) => Response | Promise<Response>;

export type Action<Data, Args extends unknown[], Result> = (
  session: Session<Data>,
  ...args: Args
) => Result | Promise<Result>;

/** What a guard asks for besides a session. */
export interface GuardOptions {
  /**
   * How long ago the user may have signed in at most, for what a stolen device must not do. Who
   * signed in earlier has to sign in again.
   */
  readonly within?: Duration;
}

/** `GuardOptions`, and where there is a store to ask, how old the truth may be that a guard goes by. */
export type GuardOptionsOf<S extends Strategy> = S extends StatelessStrategy
  ? GuardOptions
  : GuardOptions & ReadOptions;

/** The session of a reading, or `null` for signed out. Not knowing is neither: it throws. */
export function sessionOf<Data>(reading: Reading<Data>): Session<Data> | null {
  if (reading.status === "unavailable") throw new StoreUnavailableError(reading.cause);
  return reading.status === "active" ? reading.session : null;
}

/**
 * Leaves for the sign-in page, or for the 401 page where there is none. Never returns. Next knows
 * `next/navigation` by this very name and gives it another face on the server; where nothing is
 * bundled (Pages Router) the name does not resolve, and nobody leaves this way.
 */
export async function leave(
  signInPath: string | null,
  returnTo: string | null,
  cause: SignInCause = "no-session",
): Promise<never> {
  const { redirect, unauthorized } = await import("next/navigation");
  return signInPath === null
    ? unauthorized()
    : redirect(signInAddress(signInPath, returnTo, cause));
}

/** Checks a guard's options where it is made, so that a mistake shows before the first request. */
function checkGuard({ within, maxStaleness }: GuardOptions & ReadOptions): void {
  if (within !== undefined) parseDuration(within, "within");
  if (maxStaleness !== undefined) parseDuration(maxStaleness, "maxStaleness");
}

/** What a reading is asked with; `undefined` where nothing of it was said. */
export function readOptionsIn({
  fresh,
  maxStaleness,
}: {
  readonly [option in keyof ReadOptions]: ReadOptions[option] | undefined;
}): ReadOptions | undefined {
  if (fresh === undefined && maxStaleness === undefined) return undefined;
  return {
    ...(fresh === undefined ? {} : { fresh }),
    ...(maxStaleness === undefined ? {} : { maxStaleness }),
  };
}

/** Whether a session is recent enough for a guard. */
export function isRecent<Data extends object>(
  engine: Guarding<Data>,
  session: Session<Data>,
  { within }: GuardOptions,
): boolean {
  return within === undefined || engine.isProvedWithin(session, within);
}

/** A Route Handler that hands its session in, or answers 401, 403, 400 or 503 by itself. */
export function guardRoute<Data extends object, Context>(
  signet: () => Guarding<Data>,
  handler: RouteHandler<Data, Context>,
  options: GuardOptions & ReadOptions = {},
): (request: Request, context: Context) => Promise<Response> {
  checkGuard(options);
  const asked = readOptionsIn(options);
  return async (request, context) => {
    const engine = signet();
    if (engine.isForged(request, request.method)) return problemResponse("cross-site");
    const reading = await engine.read(request, asked);
    if (reading.status !== "active") return problemResponse(problemOf(reading) ?? "unavailable");
    if (!isRecent(engine, reading.session, options)) return problemResponse("not-recent");
    try {
      await giveCookies(await engine.renew(request, reading));
      return notStored(await handler(request, reading.session, context));
    } catch (error) {
      const problem = problemOfError(error);
      if (problem === null) throw error;
      return problemResponse(problem);
    }
  };
}

/** What depends on a session belongs into no cache. */
function notStored(response: Response): Response {
  const copy = new Response(response.body, response);
  copy.headers.set("cache-control", "no-store");
  return copy;
}

/** A Server Action that hands its session in, or leaves for the sign-in page. */
export function guardAction<Data extends object, Args extends unknown[], Result>(
  signet: () => Guarding<Data>,
  signInPath: string | null,
  action: Action<Data, Args, Result>,
  options: GuardOptions & ReadOptions = {},
): (...args: Args) => Promise<Result> {
  checkGuard(options);
  const asked = readOptionsIn(options);
  return async (...args) => {
    const engine = signet();
    const request = await currentRequest();
    if (engine.isForged(request, "POST")) throw crossSite();
    const reading = await engine.read(request, asked);
    const session = sessionOf(reading);
    if (session === null) {
      if (signInPath === null) throw notSignedIn();
      return leave(signInPath, null);
    }
    if (!isRecent(engine, session, options)) {
      if (signInPath === null) throw signInNotRecent();
      return leave(signInPath, null, "not-recent");
    }
    await giveCookies(await engine.renew(request, reading));
    return action(session, ...args);
  };
}
