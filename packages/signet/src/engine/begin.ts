import type { Issued, NewSession } from "../strategy/contract.ts";
import type { SignedIn } from "./api.ts";
import type { Settings } from "./config.ts";
import type { Endings } from "./end-sessions.ts";
import type { Incoming } from "./incoming.ts";
import type { Reader } from "./read.ts";
import { refuseInsecure, refuseOutside } from "./write-checks.ts";

/** The parts of the engine that begin a session. */
interface BeginParts<Data> extends Endings {
  readonly settings: Pick<Settings, "operations" | "trustProxy">;
  readonly verify: Reader<Data>["verify"];
  /** Returns the answer for a session that a strategy has issued. */
  readonly signedIn: (from: Incoming, issued: Issued, now: number) => Promise<SignedIn<Data>>;
}

/**
 * Begins a session in the place of the presented one.
 *
 * @param now milliseconds since the epoch.
 * @param sessionToBegin returns the session. It is called before anything is written.
 * @throws {SignetError} `insecure-origin`, `outside-domain`.
 */
type Begin<Data> = (
  from: Incoming,
  now: number,
  sessionToBegin: () => Promise<NewSession>,
) => Promise<SignedIn<Data>>;

export function beginOf<Data>(parts: BeginParts<Data>): Begin<Data> {
  const { verify, presentedIn, end, signedIn } = parts;
  const { operations, trustProxy } = parts.settings;
  return async (from, now, sessionToBegin) => {
    refuseInsecure(from);
    refuseOutside(from, trustProxy);
    // A verified session is ended even when today's policy or schema would refuse it.
    const before = await verify(from.found, now);
    const endings = await presentedIn(from, before, now);
    const old = before?.status === "verified" ? before.facts : null;
    const issued = await operations.issue(await sessionToBegin(), old, now);
    const begun = await signedIn(from, issued, now);
    const tombstones = await end(from, endings, now);
    return { ...begun, setCookies: [...begun.setCookies, ...tombstones] };
  };
}
