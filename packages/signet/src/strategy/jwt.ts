import { CLOCK_TOLERANCE, expiryOf } from "../session/lifetime.ts";
import type { SessionFacts } from "../session/types.ts";
import { userTag } from "../store/contract.ts";
import { type Awaitable, after } from "../token/awaitable.ts";
import { tokenKind } from "../token/kind.ts";
import { newSessionId } from "../token/opaque.ts";
import type {
  Issued,
  Proof,
  StatelessOperations,
  StatelessStrategy,
  StrategySetting,
} from "./contract.ts";
import { factsOf, toClaims } from "./jwt-claims.ts";

/** Sessions that one browser's tombstone remembers; who signs out more often meanwhile was never late. */
const MOST_ENDED = 8;

/** The sentence of the type and of the run time. */
const JWT_KEEPS_NO_STATE =
  "jwt() keeps no server state: use database({ store }) to list or revoke sessions";

/**
 * Keeps each session in a signed JWT and nowhere else. A read costs no I/O. The client can read the
 * data, and a session cannot be ended from the server: signing out removes the cookie and leaves a
 * tombstone, so that a response still under way cannot bring it back in that browser, but a copy of
 * the credential lives on until it expires.
 */
export function jwt(): StatelessStrategy<typeof JWT_KEEPS_NO_STATE> {
  return { name: "jwt", noDirectory: JWT_KEEPS_NO_STATE, prepare };
}

function prepare({ keys, lifetime, cookieName }: StrategySetting): StatelessOperations {
  const sessions = tokenKind(keys, `session:${cookieName}`, "signet-session+jwt");
  const tombstones = tokenKind(keys, `tombstone:${cookieName}`, "signet-tombstone+jwt");

  async function issueAgain(facts: SessionFacts, now: number): Promise<Issued> {
    const renewedAt = wholeSeconds(now);
    const renewed = {
      ...facts,
      renewedAt,
      expiresAt: wholeSeconds(expiryOf({ ...facts, renewedAt }, lifetime)),
    };
    return { facts: renewed, credential: await sessions.sign(toClaims(renewed)) };
  }

  async function endedBy(given: readonly string[]): Promise<string[]> {
    const proofs = await Promise.all(given.map((one) => tombstones.verify(one)));
    return proofs.flatMap((proof) => (proof.ok ? sessionIdsOf(proof.claims) : []));
  }

  async function judgeTombstones(facts: SessionFacts, given: readonly string[]): Promise<Proof> {
    const ended = await endedBy(given);
    return ended.includes(facts.id)
      ? { status: "rejected", reason: "revoked" }
      : { status: "proven", facts };
  }

  return {
    directory: JWT_KEEPS_NO_STATE,

    async issue({ userId, data }, now) {
      const at = wholeSeconds(now);
      const id = newSessionId(userTag(userId));
      const times = { createdAt: at, authenticatedAt: at, renewedAt: at, expiresAt: at };
      return issueAgain({ id, userId, data, ...times, device: null }, now);
    },

    read({ credential, tombstones: given }) {
      return after(sessions.verify(credential), (proof): Awaitable<Proof> => {
        if (!proof.ok) return { status: "rejected", reason: proof.reason };
        const facts = factsOf(proof.claims);
        if (facts === null) return { status: "rejected", reason: "malformed" };
        return given.length === 0 ? { status: "proven", facts } : judgeTombstones(facts, given);
      });
    },

    async renew(_facts, { credential }, now) {
      // What was proven is signed again, not what the application may have made of it since.
      const proof = await sessions.verify(credential);
      const facts = proof.ok ? factsOf(proof.claims) : null;
      return facts === null ? null : issueAgain(facts, now);
    },

    async update(facts, _presented, change, now) {
      return issueAgain({ ...facts, data: await change(facts.data) }, now);
    },

    async revoke({ id, createdAt }, presented, now) {
      const lastExpiry = expiryOf({ createdAt, renewedAt: now }, lifetime) + CLOCK_TOLERANCE;
      const exp = Math.ceil(lastExpiry / 1_000);
      const earlier = await endedBy(presented.tombstones);
      const sids = [...new Set([id, ...earlier])].slice(0, MOST_ENDED);
      return { value: await tombstones.sign({ sids, exp }), expiresAt: exp * 1_000 };
    },
  };
}

function sessionIdsOf({ sids }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(sids) ? sids.filter((sid) => typeof sid === "string") : [];
}

/** JWT times are whole seconds (RFC 7519, 2): rounded down, so that no session outlives its policy. */
function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000) * 1_000;
}
