import type { RejectionReason, SessionFacts } from "../session/types.ts";
import type { Presented } from "../strategy/contract.ts";
import { inDevelopment, warnOnce } from "../warn.ts";
import type { Settings } from "./config.ts";

/** A refused credential. */
export interface Refused {
  readonly reason: RejectionReason;
  readonly via: Presented["via"];
  /** The facts of a verified credential; `null` when it could not be verified. */
  readonly facts: SessionFacts | null;
}

/**
 * Creates a log for refusals that the client did not cause: another secret, another strategy, another
 * app on the same host, or a wrong clock. Each is logged once. The log holds no part of a credential or
 * of a session.
 */
export function refusalLog({
  cookiePlaces,
  lifetime,
}: Pick<Settings, "cookiePlaces" | "lifetime">): (refused: Refused, now: number) => void {
  const { session: cookie } = cookiePlaces("localhost").current.names;
  const { domain } = cookiePlaces("https").current.attributes;
  const another =
    domain === null
      ? "Another app on this host may have set it, because all ports share cookies."
      : `Another app below ${domain} may have set it, because all subdomains share the cookie.`;

  return ({ reason, via, facts }, now) => {
    const ahead = facts === null ? 0 : Math.max(facts.createdAt, facts.renewedAt) - now;
    if (reason === "not-yet-valid" && Number.isFinite(ahead)) {
      warnOnce(
        `refused-clock:${cookie}`,
        `A session was refused, because by this server's clock it begins in ${Math.ceil(ahead / 1_000)} s, and clockTolerance allows ${lifetime.clockTolerance / 1_000} s. Check the clocks of this server and of the server that issued the session (NTP).`,
      );
    }
    // A bearer token may come from any issuer. A cookie was set by an app on this host.
    if (facts !== null || via === "bearer") return;
    if (reason === "unknown-key") {
      warnOnce(
        `refused-key:${cookie}`,
        `A cookie named ${cookie} was refused, because it was made with another secret. ${another} Set cookieName in one of the apps. After a change of the secret, list the former secret after the new one.`,
      );
    }
    // Scanners also send malformed cookies, so a malformed one is logged in development only.
    if (reason === "wrong-type" || (reason === "malformed" && inDevelopment())) {
      warnOnce(
        `refused-type:${cookie}`,
        `A cookie named ${cookie} was refused, because it is not a credential of this strategy. ${another} Set cookieName in one of the apps. After a change of the strategy, list the former strategy in accept.`,
      );
    }
  };
}
