import { expiryOf } from "../session/lifetime.ts";
import type { SessionFacts } from "../session/types.ts";
import { signedCodec } from "../token/engine/signed-codec.ts";
import type { StrategySetting, Tombstone } from "./contract.ts";

/** The number of ended sessions that a tombstone holds. Late responses of more sign-outs are not expected. */
const MOST_ENDED = 8;

/** Writes and reads tombstones, which make the browser's later requests refuse an ended session. */
export interface Tombstones {
  /** Creates a tombstone for a session. It also holds the sessions of the earlier tombstones. */
  leave(
    facts: Pick<SessionFacts, "id" | "createdAt">,
    earlier: readonly string[],
    now: number,
  ): Promise<Tombstone>;
  /** Returns the ids of the sessions that the tombstones end. Forged tombstones are ignored. */
  ended(given: readonly string[]): Promise<string[]>;
}

export function tombstonesOf({ keys, cookieName, lifetime }: StrategySetting): Tombstones {
  const codec = signedCodec(keys, `tombstone:${cookieName}`, "signet-tombstone+jwt");

  async function ended(given: readonly string[]): Promise<string[]> {
    const outcomes = await Promise.all(given.map((one) => codec.verify(one)));
    return outcomes.flatMap((outcome) => (outcome.ok ? sessionIdsOf(outcome.claims) : []));
  }

  return {
    ended,

    async leave({ id, createdAt }, earlier, now) {
      // A server whose clock is ahead may renew the session now, and its credential expires later.
      const lastExpiry =
        expiryOf({ createdAt, renewedAt: now, terms: null }, lifetime) + lifetime.clockTolerance;
      const exp = Math.ceil(lastExpiry / 1_000);
      const sids = [...new Set([id, ...(await ended(earlier))])].slice(0, MOST_ENDED);
      return { value: await codec.issue({ sids, exp }), expiresAt: exp * 1_000 };
    },
  };
}

function sessionIdsOf({ sids }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(sids) ? sids.filter((sid) => typeof sid === "string") : [];
}
