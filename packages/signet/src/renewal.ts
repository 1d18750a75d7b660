import { SignetError, StoreUnavailableError } from "./errors.ts";
import { inDevelopment, warnOnce } from "./warn.ts";

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
  } else if (error.code !== "cookie-too-large") {
    warnOnce(`renewal-${error.code}`, `A session was not renewed. ${error.message}`);
  } else if (inDevelopment()) {
    warnOnce(
      "renewal-too-large",
      `A session was not renewed, because the new credential does not fit its cookie, and ends with its idle time. ${error.message}`,
    );
  }
  return [];
}
