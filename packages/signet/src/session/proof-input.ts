import { SignetError } from "../errors.ts";
import { isPlain } from "../options.ts";
import { isPlainText, parseUserId } from "./text.ts";
import type { Beginning, KeptProof } from "./types.ts";

/** The greatest number of proofs of a session: they are in every credential of `jwt()` and `hybrid()`. */
const MOST_PROOFS = 4;
const MOST_AMR = 8;

/**
 * Checks `proofs` and `actor` of `signIn()`. Returns `null` when there is neither.
 *
 * @param latest the latest time that a proof may have; milliseconds since the epoch.
 * @throws {SignetError} `invalid-input`.
 */
export function parseBeginning(
  { proofs = [], actor }: { readonly proofs?: unknown; readonly actor?: unknown },
  latest: number,
): Beginning | null {
  if (!Array.isArray(proofs) || proofs.length > MOST_PROOFS) {
    throw invalidInput(
      `proofs must be a list of at most ${MOST_PROOFS} proofs, such as [{ method: "password", amr: ["pwd"], factors: 1, at: new Date() }].`,
    );
  }
  const kept = proofs.map((proof: unknown, index) => keptProof(proof, `proofs[${index}]`, latest));
  if (actor === undefined && kept.length === 0) return null;
  return {
    proofs: kept.toSorted((one, other) => one.at - other.at),
    actor: actor === undefined ? null : parseUserId(actor, "actor"),
  };
}

function keptProof(proof: unknown, name: string, latest: number): KeptProof {
  if (!isPlain(proof)) {
    throw invalidInput(`${name} must be an object with method, amr, factors and at.`);
  }
  const { method, amr, factors, at } = proof;
  if (!isMethod(method)) {
    throw invalidInput(
      `${name}.method must be a text of 1 to 64 characters without control characters, such as "password".`,
    );
  }
  if (!isAmr(amr)) {
    throw invalidInput(
      `${name}.amr must be a list of at most ${MOST_AMR} values of RFC 8176, such as "pwd" or "otp". A value has 1 to 32 of the characters A-Z, a-z, 0-9 and _.:/-`,
    );
  }
  if (factors !== 1 && factors !== 2) {
    throw invalidInput(`${name}.factors must be 1, or 2 for a proof of two factors at once.`);
  }
  // Not instanceof, because a Date of another realm counts too.
  const time = Object.prototype.toString.call(at) === "[object Date]" ? Number(at) : Number.NaN;
  if (!(time >= 0 && time <= latest)) {
    throw invalidInput(
      `${name}.at must be a Date that is not in the future: the time at which the user gave the proof.`,
    );
  }
  return { method, amr: [...amr], factors, at: time };
}

function isMethod(value: unknown): value is string {
  return isPlainText(value) && /^.{1,64}$/su.test(value);
}

function isAmr(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST_AMR &&
    value.every((one: unknown) => typeof one === "string" && /^[\w.:/-]{1,32}$/.test(one))
  );
}

function invalidInput(message: string): SignetError {
  return new SignetError("invalid-input", message);
}
