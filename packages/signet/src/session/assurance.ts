import type { Session } from "./types.ts";

/** The assurance of a sign-in, by the levels of NIST SP 800-63B-4: one factor, or two. */
export type Assurance = "aal1" | "aal2";

/** The parts of a session that decide its assurance. */
type Proved = Pick<Session<unknown>, "proofs">;

/**
 * Returns the assurance of a session, which OpenID Connect calls `acr`: `"aal2"` after the proof of two
 * factors, otherwise `"aal1"`. Two factors are proofs by two different methods, or one proof with
 * `factors: 2`, such as a passkey with user verification. A session without proofs counts as one factor.
 *
 * The values of `proof.amr` (RFC 8176) do not count: they say how a method worked, and each identity
 * provider uses them differently.
 *
 * @example
 * ```ts
 * import { assuranceOf, type Session } from "signet-auth";
 *
 * export function mayPay(session: Session<object>, euros: number): boolean {
 *   return euros < 100 || assuranceOf(session) === "aal2";
 * }
 * ```
 */
export function assuranceOf(session: Proved): Assurance {
  return secondFactorAt(session) === null ? "aal1" : "aal2";
}

/**
 * Returns the time of the latest proof of a second factor, or `null` for a session with one factor. The
 * second factor is a proof by another method than the first proof, or a proof of two factors at once. So
 * a repeated proof of the first factor does not make the second one recent.
 */
export function secondFactorAt({ proofs = [] }: Proved): Date | null {
  const first = proofs[0]?.method;
  const seconds = proofs.filter(({ method, factors }) => factors === 2 || method !== first);
  return seconds.reduce<Date | null>(
    (latest, { at }) => (latest !== null && latest > at ? latest : at),
    null,
  );
}
