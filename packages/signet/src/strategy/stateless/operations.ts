import type { SignetTypeError } from "../../errors.ts";
import { expiryOf } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import { userTag } from "../../store/contract.ts";
import type { TokenCodec } from "../../token/engine/codec.ts";
import { newSessionId } from "../../token/engine/opaque.ts";
import type { Issued, StatelessOperations, StrategySetting, Verification } from "../contract.ts";
import { tombstonesOf } from "../tombstones.ts";
import { factsFromClaims, toClaims } from "./claims.ts";

/** The differences between `jwt()` and `sealed()`. */
export interface StatelessTraits {
  /** Writes and verifies the credentials. */
  readonly sessions: TokenCodec;
  /** Says that sessions cannot be listed or revoked. */
  readonly directory: SignetTypeError<string>;
  /** Whether a credential may take several cookies. */
  readonly chunked: boolean;
}

/** Creates the operations of a strategy that keeps sessions in their credentials only. */
export function statelessOperations(
  { sessions, directory, chunked }: StatelessTraits,
  setting: StrategySetting,
): StatelessOperations {
  const { lifetime } = setting;
  const tombstones = tombstonesOf(setting);

  async function issueAgain(facts: SessionFacts, now: number): Promise<Issued> {
    const renewedAt = wholeSeconds(now);
    const renewed = {
      ...facts,
      createdAt: wholeSeconds(facts.createdAt),
      authenticatedAt: wholeSeconds(facts.authenticatedAt),
      renewedAt,
      expiresAt: wholeSeconds(expiryOf({ ...facts, renewedAt }, lifetime)),
      device: null,
    };
    const credential = await sessions.issue(toClaims(renewed));
    // A renewal does not change the length: times in seconds have ten digits until the year 2286.
    if (!chunked) setting.mustFitOneCookie(credential.length);
    return { facts: renewed, credential };
  }

  /** Returns the verified facts, and not those that a schema or the application may have changed. */
  async function factsIn(credential: string): Promise<SessionFacts | null> {
    const verified = await sessions.verify(credential);
    return verified.ok ? factsFromClaims(verified.claims) : null;
  }

  async function judgeTombstones(
    facts: SessionFacts,
    given: readonly string[],
  ): Promise<Verification> {
    return (await tombstones.ended(given)).includes(facts.id)
      ? { status: "rejected", reason: "revoked" }
      : { status: "verified", facts, decidedBy: "token" };
  }

  return {
    directory,
    chunked,

    issue({ userId, data, terms, authenticatedAt }, _replaced, now) {
      const id = newSessionId(userTag(userId));
      const begun = { createdAt: now, authenticatedAt: authenticatedAt ?? now };
      const times = { ...begun, renewedAt: now, expiresAt: now };
      return issueAgain({ id, userId, data, ...times, device: null, terms }, now);
    },

    adopt: issueAgain,

    async read({ credential, tombstones: given }) {
      const verified = await sessions.verify(credential);
      if (!verified.ok) return { status: "rejected", reason: verified.reason };
      const facts = factsFromClaims(verified.claims);
      if (facts === null) return { status: "rejected", reason: "malformed" };
      return given.length === 0
        ? { status: "verified", facts, decidedBy: "token" }
        : judgeTombstones(facts, given);
    },

    async renew(_facts, { credential }, now) {
      const facts = await factsIn(credential);
      return facts === null ? null : issueAgain(facts, now);
    },

    keepAlive: async () => false,

    async update(_facts, { credential }, change, now) {
      const facts = await factsIn(credential);
      return facts === null ? null : issueAgain({ ...facts, data: await change(facts.data) }, now);
    },

    revoke: (facts, presented, now) => tombstones.leave(facts, presented.tombstones, now),

    metrics: () => null,
  };
}

/** Rounds down to whole seconds, as JWT times are (RFC 7519, 2), so that no session outlives its policy. */
function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000) * 1_000;
}
