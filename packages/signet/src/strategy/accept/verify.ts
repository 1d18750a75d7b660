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

/** A credential that one of the strategies has proven. */
export interface VerifiedBy {
  readonly by: Operations;
  /** The session as it goes on: as it was proven, or as the store of `current` has it. */
  readonly proof: Verified;
  /** As the strategy has proven it. */
  readonly own: SessionFacts;
  /** Whether the store of `current` has it, and whether what it has is older. */
  readonly isHere: boolean;
  readonly isBehind: boolean;
}

export interface Prover {
  /** Finds the strategy that a credential is of, and how its session is by now. */
  prove(
    presented: Presented,
    now: number,
    maxStaleness: number | null,
  ): Promise<VerifiedBy | Refusal>;
  /** What the strategy of before proves by its store, at this moment; `null` when it has ended. */
  proveAgain(by: Operations, presented: Presented, now: number): Promise<SessionFacts | null>;
}

const NOT_ANSWERED = new Error("The store of a strategy in use before did not answer.");
const REVOKED = { status: "rejected", reason: "revoked" } as const;

/** Proves credentials of several strategies, of which the first is in use. */
export function proverOf(
  current: Operations,
  former: readonly Operations[],
  tombstones: Tombstones,
): Prover {
  const all = [current, ...former];

  async function prove(
    presented: Presented,
    now: number,
    maxStaleness: number | null,
  ): Promise<VerifiedBy | Refusal> {
    const refusals: Refusal[] = [];
    for (const by of all) {
      const proof = await by.read(presented, now, maxStaleness);
      if (proof.status !== "verified") {
        refusals.push(proof);
        continue;
      }
      if (isGuess(proof, by) && refusals.some(isRevoked)) {
        // Told by a store that is out, of what may be a session of another that knows it has ended.
        refusals.push({ status: "unavailable", cause: NOT_ANSWERED });
        continue;
      }
      if ((await tombstones.ended(presented.tombstones)).includes(proof.facts.id)) return REVOKED;
      if (by !== current) return askCurrent(by, proof);
      const later = proof.outdated === true ? await askFormer(proof, presented, now) : null;
      return later ?? { by, proof, own: proof.facts, isHere: true, isBehind: false };
    }
    return mostTelling(refusals);
  }

  /**
   * A token that is not the latest may be of another store, where the session was used since: hybrid()
   * tells its tokens apart by what its store says of them.
   */
  async function askFormer(
    { facts }: Verified,
    presented: Presented,
    now: number,
  ): Promise<VerifiedBy | null> {
    for (const by of former.filter(isStored)) {
      const proof = await by.read(presented, now, null);
      if (proof.status !== "verified" || laterOf(proof.facts, facts) === facts) continue;
      const own = proof.facts;
      return { by, proof: { ...proof, outdated: true }, own, isHere: true, isBehind: true };
    }
    return null;
  }

  /** A credential of before may be of a session that was moved, and has changed or ended since. */
  async function askCurrent(by: Operations, proof: Verified): Promise<VerifiedBy | Refusal> {
    const own = proof.facts;
    const asProven = {
      by,
      proof: { ...proof, outdated: true },
      own,
      isHere: false,
      isBehind: false,
    };
    if (!isStored(current)) return asProven;
    try {
      const here = await current.arrivals.find(own);
      if (here === "ended") return REVOKED;
      if (here === null) return asProven;
      const isBehind = isStored(by) && laterOf(own, here) === own;
      const facts = isBehind ? own : withEndOf(own, here);
      const moved = { ...proof, facts, decidedBy: "store" } as const;
      return { by, proof: { ...moved, outdated: true }, own, isHere: true, isBehind };
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      return { status: "unavailable", cause: error.cause };
    }
  }

  /** What the strategy of before proves by its store, at this moment; `null` when it has ended. */
  async function proveAgain(
    by: Operations,
    presented: Presented,
    now: number,
  ): Promise<SessionFacts | null> {
    const proof = definite(await by.read(presented, now, 0));
    if (proof !== null && isGuess(proof, by)) throw new StoreUnavailableError(NOT_ANSWERED);
    return proof?.facts ?? null;
  }

  return { prove, proveAgain };
}

/** A session as a credential of before shows it, which is renewed and ends by itself. */
function withEndOf(own: SessionFacts, here: SessionFacts): SessionFacts {
  return {
    ...here,
    renewedAt: Math.min(own.renewedAt, here.renewedAt),
    expiresAt: Math.min(own.expiresAt, here.expiresAt),
  };
}

/** Whether a token was believed because its store was out (`onOutage: "trust"`). */
function isGuess({ decidedBy }: Verified, by: Operations): boolean {
  return decidedBy === "token" && isStored(by);
}

function isRevoked(refusal: Refusal): boolean {
  return refusal.status === "rejected" && refusal.reason === "revoked";
}

export function isStored(operations: Operations): operations is StoredOperations {
  return "arrivals" in operations;
}

/** `null` for a definite no. @throws {StoreUnavailableError} when nobody knows. */
export function definite<T extends object>(proof: T | Refusal): T | null {
  if (!isRefusal(proof)) return proof;
  if (proof.status === "unavailable") throw new StoreUnavailableError(proof.cause);
  return null;
}

function isRefusal(proof: object): proof is Refusal {
  return "status" in proof && (proof.status === "rejected" || proof.status === "unavailable");
}

/** Nobody knows, if one of them does not; else the reason of the one that knew the credential's form. */
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
