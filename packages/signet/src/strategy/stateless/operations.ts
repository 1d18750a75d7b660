import type { SignetTypeError } from "../../errors.ts";
import { expiryOf } from "../../session/lifetime.ts";
import type { SessionFacts } from "../../session/types.ts";
import { userTag } from "../../store/contract.ts";
import type { TokenCodec } from "../../token/engine/codec.ts";
import { newSessionId } from "../../token/engine/opaque.ts";
import type { Issued, StatelessOperations, StrategySetting, Verification } from "../contract.ts";
import { tombstonesOf } from "../tombstones.ts";
import { factsFromClaims, toClaims } from "./claims.ts";

/** What the strategies without a store differ in. */
export interface StatelessTraits {
  /** Writes the credentials and proves them. */
  readonly sessions: TokenCodec;
  /** Why the sessions cannot be listed or revoked. */
  readonly directory: SignetTypeError<string>;
  /** Whether a credential may take several cookies. */
  readonly chunked: boolean;
}

/** Sessions that live in their credentials, and nowhere else. */
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
    // Its length stays: until the year 2286, times in seconds have ten digits.
    if (!chunked) setting.mustFitOneCookie(credential.length);
    return { facts: renewed, credential };
  }

  /** What goes on is what was proven, not what a schema or the application has made of it since. */
  async function provenBy(credential: string): Promise<SessionFacts | null> {
    const proof = await sessions.verify(credential);
    return proof.ok ? factsFromClaims(proof.claims) : null;
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

    issue({ userId, data }, _replaced, now) {
      const id = newSessionId(userTag(userId));
      const times = { createdAt: now, authenticatedAt: now, renewedAt: now, expiresAt: now };
      return issueAgain({ id, userId, data, ...times, device: null }, now);
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
      const facts = await provenBy(credential);
      return facts === null ? null : issueAgain(facts, now);
    },

    keepAlive: async () => false,

    async update(_facts, { credential }, change, now) {
      const facts = await provenBy(credential);
      return facts === null ? null : issueAgain({ ...facts, data: await change(facts.data) }, now);
    },

    revoke: (facts, presented, now) => tombstones.leave(facts, presented.tombstones, now),

    metrics: () => null,
  };
}

/** JWT times are whole seconds (RFC 7519, 2): rounded down, so that no session outlives its policy. */
function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000) * 1_000;
}
