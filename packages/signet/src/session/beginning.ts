import type { Beginning, KeptProof, Proof, Session } from "./types.ts";

/** The latest time that a `Date` can represent; milliseconds since the epoch. */
const LATEST_DATE = 8.64e15;

/** Returns the beginning of a session; `null` for a session without proofs and without an actor. */
export function beginningOf({
  proofs = [],
  actor,
}: Pick<Session<unknown>, "proofs" | "actor">): Beginning | null {
  if (actor === undefined && proofs.length === 0) return null;
  const kept = proofs.map((proof) => ({ ...proof, at: proof.at.getTime() }));
  return { proofs: kept, actor: actor ?? null };
}

/** Returns the members of a session that say how it began. A member without a value is missing. */
export function membersOf({
  proofs,
  actor,
}: Beginning): Pick<Session<unknown>, "proofs" | "actor"> {
  return {
    ...(proofs.length === 0 ? null : { proofs: proofs.map(publicProof) }),
    ...(actor === null ? null : { actor }),
  };
}

function publicProof(proof: KeptProof): Proof {
  return { ...proof, at: new Date(proof.at) };
}

/** A proof in tokens and stores: the method, its `amr` separated by spaces, the factors, and the time. */
type CompactProof = readonly [method: string, amr: string, factors: 1 | 2, at: number];

/** The beginning in tokens and stores: the actor, or 0 without one, and the proofs. It is short, because it is in each credential. */
export type CompactBeginning = readonly [actor: string | 0, ...proofs: readonly CompactProof[]];

export function compactBeginning({ proofs, actor }: Beginning): CompactBeginning {
  return [
    actor ?? 0,
    ...proofs.map(({ method, amr, factors, at }) => [method, amr.join(" "), factors, at] as const),
  ];
}

/** Returns the beginning in its compact form, or `"malformed"`. */
export function beginningInClaim(claim: unknown): Beginning | "malformed" {
  if (!Array.isArray(claim)) return "malformed";
  const [actor, ...compact]: unknown[] = claim;
  const proofs = compact.flatMap((each) => proofIn(each) ?? []);
  const isActor = typeof actor === "string" && actor !== "";
  const isWhole = proofs.length === compact.length && (isActor || proofs.length > 0);
  if (!isWhole || !(isActor || actor === 0)) return "malformed";
  return { proofs, actor: isActor ? actor : null };
}

function proofIn(compact: unknown): KeptProof | null {
  if (!Array.isArray(compact) || compact.length !== 4) return null;
  const [method, amr, factors, at]: unknown[] = compact;
  if (typeof method !== "string" || typeof amr !== "string") return null;
  if (factors !== 1 && factors !== 2) return null;
  if (typeof at !== "number" || !(at >= 0 && at <= LATEST_DATE)) return null;
  return { method, amr: amr === "" ? [] : amr.split(" "), factors, at };
}
