import type { Authenticators } from "../../accounts/contract.ts";
import type { Proof, Session } from "../../session/types.ts";
import type { MethodParts } from "../contract/operation.ts";

type Methods = Readonly<Record<string, MethodParts>>;

/** Returns the names of the methods that can prove a second factor, of all users. */
export function secondMethods(methods: Methods): string[] {
  return Object.keys(methods).filter((name) => methods[name]?.role !== "first");
}

/**
 * Returns the names of the methods by which a user must prove a second factor after a first proof; none for
 * a user without one.
 *
 * A passkey proves both factors by itself, so a user who adds one has not asked for a second step: without
 * an authenticator app, another way in stays one factor, and a lost passkey locks nobody out.
 *
 * @param isRequired whether a passkey counts as a second factor that was set up.
 */
export async function secondMethodsOf(
  userId: string,
  first: string,
  methods: Methods,
  authenticators: Authenticators,
  isRequired: boolean,
): Promise<string[]> {
  const names = secondMethods(methods).filter((name) => isOther(name, first, methods));
  if (names.length === 0) return [];
  const kinds = new Set((await authenticators.list(userId)).map(({ kind }) => kind));
  const mine = names.filter((name) => kinds.has(methods[name]?.authenticator ?? ""));
  return isRequired || mine.some((name) => methods[name]?.role === "second") ? mine : [];
}

/** Whether a method proves a second factor beside another one. A second proof of one kind is one factor. */
export function isSecondAfter(name: string, first: string, methods: Methods): boolean {
  return methods[name]?.role !== "first" && isOther(name, first, methods);
}

function isOther(name: string, first: string, methods: Methods): boolean {
  return name !== first && methods[name]?.kind !== methods[first]?.kind;
}

/** The proofs that a session can hold. */
const MOST_PROOFS = 4;

/** Returns the proofs of a session that a further proof extends: those of other methods, then the new one. */
export function proofsAfter(session: Session<object>, proof: Proof, methods: Methods): Proof[] {
  const others = session.proofs?.filter(({ method }) => isOther(method, proof.method, methods));
  return [...(others ?? []).slice(1 - MOST_PROOFS), proof];
}
