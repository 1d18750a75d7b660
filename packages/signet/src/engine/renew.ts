import { SignetError, StoreUnavailableError } from "../errors.ts";
import type { RequestSource } from "../http/request-source.ts";
import { sessionFactsOf } from "../session/session.ts";
import { inDevelopment, warnOnce } from "../warn.ts";
import type { Guarding } from "./api.ts";
import type { Settings } from "./config.ts";
import type { EngineCookies } from "./cookies.ts";
import type { Incoming } from "./incoming.ts";
import { outsideDomainError } from "./write-checks.ts";

/** The parts of the engine that a renewal uses. */
export interface Renewing<Data extends object> {
  readonly settings: Pick<Settings, "operations" | "now" | "trustProxy">;
  readonly incoming: (request: RequestSource) => Incoming;
  readonly keepAlive: Guarding<Data>["keepAlive"];
  readonly cookies: Pick<EngineCookies, "keep">;
}

/** Creates `renew` of an engine. */
export function renewOf<Data extends object>({
  settings: { operations, now, trustProxy },
  incoming,
  keepAlive,
  cookies,
}: Renewing<Data>): Guarding<Data>["renew"] {
  return async (request, reading) => {
    if (reading.status !== "active" || !reading.renew) return [];
    const from = incoming(request);
    const { found } = from;
    if (found.kind !== "one") return [];
    const at = now();
    const outside = found.via === "cookie" ? outsideDomainError(from, trustProxy) : null;
    if (outside !== null) {
      await keepAlive(request, reading);
      return notRenewed(outside);
    }
    try {
      const issued = await operations.renew(sessionFactsOf(reading.session), found, at);
      return issued === null || found.via === "bearer" ? [] : cookies.keep(from, issued, at);
    } catch (error) {
      // A store can keep the session alive with its present credential.
      if (isTooLarge(error)) await keepAlive(request, reading);
      return notRenewed(error);
    }
  };
}

/**
 * Returns no cookies for a renewal that failed. It never throws, because the session is good and the
 * request wanted something else. It warns once, without data of the session.
 */
export function notRenewed(error: unknown): [] {
  // The readings show an outage.
  if (error instanceof StoreUnavailableError) return [];
  if (!(error instanceof SignetError)) {
    const name = error instanceof Error ? error.name : typeof error;
    warnOnce("renewal-failed", `A session could not be renewed (${name}) and was left as it is.`);
  } else if (!isTooLarge(error)) {
    warnOnce(`renewal-${error.code}`, `A session was not renewed. ${error.message}`);
  } else if (inDevelopment()) {
    warnOnce(
      "renewal-too-large",
      `A session was not renewed, because the new credential does not fit its cookie. ${error.message}`,
    );
  }
  return [];
}

/** Checks whether a credential did not fit its cookie. */
function isTooLarge(error: unknown): boolean {
  return error instanceof SignetError && error.code === "cookie-too-large";
}
