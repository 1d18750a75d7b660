import { StoreUnavailableError } from "../../errors.ts";
import type { SessionFacts } from "../../session/types.ts";
import type {
  Presented,
  StatelessOperations,
  StoredOperations,
  Verification,
  Verified,
} from "../contract.ts";
import type { Tombstones } from "../tombstones.ts";
import { laterOf } from "./directory.ts";

export type Operations = StatelessOperations | StoredOperations;
type Refusal = Exclude<Verification, Verified>;

/** A credential that one of the strategies has verified. */
export interface VerifiedBy {
  readonly by: Operations;
  /** The session as it continues: as verified, or as the store of `current` has it. */
  readonly outcome: Verified;
  /** The facts that the strategy `by` has verified. */
  readonly own: SessionFacts;
  /** Whether the store of `current` has the session. */
  readonly isAdopted: boolean;
  /** Whether the record in the store of `current` is older than `own`. */
  readonly isRecordOlder: boolean;
}

export interface AcceptVerifier {
  /** Finds the strategy of a credential and the present state of its session. */
  verify(
    presented: Presented,
    now: number,
    maxStaleness: number | null,
  ): Promise<VerifiedBy | Refusal>;
  /** Verifies a credential with its former strategy, and asks that strategy's store; `null` when it has ended. */
  verifyAgain(by: Operations, presented: Presented, now: number): Promise<SessionFacts | null>;
}

const NOT_ANSWERED = new Error("The store of a former strategy did not answer.");
const REVOKED = { status: "rejected", reason: "revoked" } as const;

/** Creates the verifier for the current strategy and the former ones. */
export function verifierOf(
  current: Operations,
  former: readonly Operations[],
  tombstones: Tombstones,
): AcceptVerifier {
  const all = [current, ...former];

  async function verify(
    presented: Presented,
    now: number,
    maxStaleness: number | null,
  ): Promise<VerifiedBy | Refusal> {
    const refusals: Refusal[] = [];
    for (const by of all) {
      const outcome = await by.read(presented, now, maxStaleness);
      if (outcome.status !== "verified") {
        refusals.push(outcome);
        continue;
      }
      if (isGuess(outcome, by) && refusals.some(isRevoked)) {
        // This strategy trusts the token because its store is out, and another one says "revoked".
        refusals.push({ status: "unavailable", cause: NOT_ANSWERED });
        continue;
      }
      if ((await tombstones.ended(presented.tombstones)).includes(outcome.facts.id)) return REVOKED;
      if (by !== current) return askCurrent(by, outcome);
      const later = outcome.outdated === true ? await askFormer(outcome, presented, now) : null;
      return later ?? { by, outcome, own: outcome.facts, isAdopted: true, isRecordOlder: false };
    }
    return mostTelling(refusals);
  }

  /**
   * Looks for a newer session in the stores of the former strategies. An outdated token may belong to
   * one of them, because hybrid() distinguishes its tokens only by the records in its store.
   */
  async function askFormer(
    { facts }: Verified,
    presented: Presented,
    now: number,
  ): Promise<VerifiedBy | null> {
    for (const by of former.filter(isStored)) {
      const outcome = await by.read(presented, now, null);
      if (outcome.status !== "verified" || laterOf(outcome.facts, facts) === facts) continue;
      const own = outcome.facts;
      return {
        by,
        outcome: { ...outcome, outdated: true },
        own,
        isAdopted: true,
        isRecordOlder: true,
      };
    }
    return null;
  }

  /** Asks the store of `current`, because the session may have moved there and changed or ended since. */
  async function askCurrent(by: Operations, outcome: Verified): Promise<VerifiedBy | Refusal> {
    const own = outcome.facts;
    const asVerified = {
      by,
      outcome: { ...outcome, outdated: true },
      own,
      isAdopted: false,
      isRecordOlder: false,
    };
    if (!isStored(current)) return asVerified;
    try {
      const here = await current.adoption.find(own);
      if (here === "ended") return REVOKED;
      if (here === null) return asVerified;
      const isRecordOlder = isStored(by) && laterOf(own, here) === own;
      const facts = isRecordOlder ? own : withEndOf(own, here);
      const moved = { ...outcome, facts, decidedBy: "store" } as const;
      return { by, outcome: { ...moved, outdated: true }, own, isAdopted: true, isRecordOlder };
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      return { status: "unavailable", cause: error.cause };
    }
  }

  /** Verifies a credential with its former strategy, and asks that strategy's store; `null` when it has ended. */
  async function verifyAgain(
    by: Operations,
    presented: Presented,
    now: number,
  ): Promise<SessionFacts | null> {
    const outcome = definite(await by.read(presented, now, 0));
    if (outcome !== null && isGuess(outcome, by)) throw new StoreUnavailableError(NOT_ANSWERED);
    return outcome?.facts ?? null;
  }

  return { verify, verifyAgain };
}

/** Returns the moved session with the earlier end: a former credential keeps its own end. */
function withEndOf(own: SessionFacts, here: SessionFacts): SessionFacts {
  return {
    ...here,
    renewedAt: Math.min(own.renewedAt, here.renewedAt),
    expiresAt: Math.min(own.expiresAt, here.expiresAt),
  };
}

/** Checks whether a token was trusted because its store was out (`onOutage: "trust"`). */
function isGuess({ decidedBy }: Verified, by: Operations): boolean {
  return decidedBy === "token" && isStored(by);
}

function isRevoked(refusal: Refusal): boolean {
  return refusal.status === "rejected" && refusal.reason === "revoked";
}

export function isStored(operations: Operations): operations is StoredOperations {
  return "adoption" in operations;
}

/**
 * Returns `null` for a rejected credential.
 *
 * @throws {StoreUnavailableError} when a store did not answer.
 */
export function definite<T extends object>(outcome: T | Refusal): T | null {
  if (!isRefusal(outcome)) return outcome;
  if (outcome.status === "unavailable") throw new StoreUnavailableError(outcome.cause);
  return null;
}

function isRefusal(outcome: object): outcome is Refusal {
  return "status" in outcome && (outcome.status === "rejected" || outcome.status === "unavailable");
}

/** Chooses one refusal: an outage first, then the reason of a strategy that knows the credential's form. */
function mostTelling(refusals: readonly Refusal[]): Refusal {
  const formOnly = (refusal: Refusal) =>
    refusal.status === "rejected" &&
    (refusal.reason === "malformed" || refusal.reason === "wrong-type");
  return (
    refusals.find(({ status }) => status === "unavailable") ??
    refusals.find((refusal) => !formOnly(refusal)) ??
    refusals[0] ?? { status: "rejected", reason: "malformed" }
  );
}
