import { expiryOf } from "../session/lifetime.ts";
import type { SessionFacts } from "../session/types.ts";
import { signedCodec } from "../token/engine/signed-codec.ts";
import type { StrategySetting, Tombstone } from "./contract.ts";

/** Sessions that one browser's tombstone remembers; who signs out more often meanwhile was never late. */
const MOST_ENDED = 8;

/** What sign-out leaves in a browser whose credential cannot be taken back. */
export interface Tombstones {
  /** One that also remembers the sessions of those that came along. */
  leave(
    facts: Pick<SessionFacts, "id" | "createdAt">,
    earlier: readonly string[],
    now: number,
  ): Promise<Tombstone>;
  /** The ids of the sessions that tombstones outrank; forged ones say nothing. */
  ended(given: readonly string[]): Promise<string[]>;
}

export function tombstonesOf({ keys, cookieName, lifetime }: StrategySetting): Tombstones {
  const codec = signedCodec(keys, `tombstone:${cookieName}`, "signet-tombstone+jwt");

  async function ended(given: readonly string[]): Promise<string[]> {
    const proofs = await Promise.all(given.map((one) => codec.verify(one)));
    return proofs.flatMap((proof) => (proof.ok ? sessionIdsOf(proof.claims) : []));
  }

  return {
    ended,

    async leave({ id, createdAt }, earlier, now) {
      // A server whose clock is ahead may be renewing now, and one that is behind be asked later.
      const lastExpiry =
        expiryOf({ createdAt, renewedAt: now }, lifetime) + lifetime.clockTolerance;
      const exp = Math.ceil(lastExpiry / 1_000);
      const sids = [...new Set([id, ...(await ended(earlier))])].slice(0, MOST_ENDED);
      return { value: await codec.issue({ sids, exp }), expiresAt: exp * 1_000 };
    },
  };
}

function sessionIdsOf({ sids }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(sids) ? sids.filter((sid) => typeof sid === "string") : [];
}
