import type { RejectionReason, SessionFacts } from "../session/types.ts";
import type { Presented } from "../strategy/contract.ts";
import { inDevelopment, warnOnce } from "../warn.ts";
import type { Settings } from "./config.ts";

/** What is known of a credential that was refused. */
export interface Refused {
  readonly reason: RejectionReason;
  readonly via: Presented["via"];
  /** What it proved; `null` where it proved nothing. */
  readonly facts: SessionFacts | null;
}

/**
 * Says in the log, once each, why a credential was refused for something that is no fault of its
 * client: another secret, another strategy, another app on the same host, a clock. Nothing of a
 * credential or a session is said.
 */
export function refusalLog({
  cookieNames,
  lifetime,
}: Pick<Settings, "cookieNames" | "lifetime">): (refused: Refused, now: number) => void {
  const { session: cookie } = cookieNames("localhost");

  return ({ reason, via, facts }, now) => {
    const ahead = facts === null ? 0 : Math.max(facts.createdAt, facts.renewedAt) - now;
    if (reason === "not-yet-valid" && Number.isFinite(ahead)) {
      warnOnce(
        `refused-clock:${cookie}`,
        `A session was refused because it begins in ${Math.ceil(ahead / 1_000)} s by this server's clock, and clockTolerance allows ${lifetime.clockTolerance / 1_000} s. Check the clock of this server and of the one that issued the session (NTP).`,
      );
    }
    // Anybody can send a bearer token of another issuer; a cookie was set by somebody on this host.
    if (facts !== null || via === "bearer") return;
    if (reason === "unknown-key") {
      warnOnce(
        `refused-key:${cookie}`,
        `A cookie named ${cookie} was refused: it was made under another secret. Is there another app on this host? Set cookieName in one of them: cookies are shared by all ports. After a change of secret, list the former one behind the new one.`,
      );
    }
    // What scanners send is malformed, too.
    if (reason === "wrong-type" || (reason === "malformed" && inDevelopment())) {
      warnOnce(
        `refused-type:${cookie}`,
        `A cookie named ${cookie} was refused: it is no credential of this strategy. Is there another app on this host? Set cookieName in one of them: cookies are shared by all ports. After a change of strategy, list the former one in accept.`,
      );
    }
  };
}
