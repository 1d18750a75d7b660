import { SignetError, StoreUnavailableError } from "../errors.ts";
import type { CredentialFound } from "../http/credential.ts";
import type { RequestSource } from "../http/source.ts";
import { factsOf } from "../session/session.ts";
import type { Issued } from "../strategy/contract.ts";
import { inDevelopment, warnOnce } from "../warn.ts";
import type { Guarding } from "./api.ts";
import type { Settings } from "./config.ts";

/** What a renewal takes of its engine. */
export interface Renewing<Data extends object> {
  readonly settings: Pick<Settings, "operations" | "now">;
  readonly find: (request: RequestSource) => CredentialFound;
  readonly keepAlive: Guarding<Data>["keepAlive"];
  readonly cookiesFor: (request: RequestSource, issued: Issued, now: number) => string[];
}

/** `renew` of an engine. */
export function renewOf<Data extends object>({
  settings: { operations, now },
  find,
  keepAlive,
  cookiesFor,
}: Renewing<Data>): Guarding<Data>["renew"] {
  return async (request, reading) => {
    if (reading.status !== "active" || !reading.renew) return [];
    const found = find(request);
    if (found.kind !== "one") return [];
    const at = now();
    try {
      const issued = await operations.renew(factsOf(reading.session), found, at);
      return issued === null || found.via === "bearer" ? [] : cookiesFor(request, issued, at);
    } catch (error) {
      // A store can keep the session alive under the credential it has.
      if (isTooLarge(error)) await keepAlive(request, reading);
      return notRenewed(error);
    }
  };
}

/**
 * What a renewal that failed comes to: no cookies, and never an error, because the session is good and
 * the request was for something else. Warns once, with nothing of the session.
 */
export function notRenewed(error: unknown): [] {
  // An outage is told by the readings.
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

/** Whether a credential did not fit its cookie. */
function isTooLarge(error: unknown): boolean {
  return error instanceof SignetError && error.code === "cookie-too-large";
}
