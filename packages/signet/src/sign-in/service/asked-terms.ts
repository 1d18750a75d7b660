import type { User } from "../../accounts/contract.ts";
import { type AskedTerms, askedBy, NO_TERMS } from "../../session/asked-terms.ts";
import { parseAskedTerms } from "../../session/terms.ts";
import type { Fields } from "../contract/operation.ts";
import type { ServiceRequest, ServiceSetting } from "../service-contract.ts";
import type { Running } from "./running.ts";

/** The field by which a form or a body in JSON says whether the cookie of the session outlives the browser. */
export const PERSISTENT = "persistent";

/** The terms that a request asks for, and its input without them. */
interface Asked {
  /** `null`: the field has a wrong value. */
  readonly terms: AskedTerms | null;
  readonly input: Fields;
}

/**
 * Takes the terms of a request: the options of a server function, and the field `persistent`.
 *
 * @throws {SignetError} `invalid-input` for wrong options.
 */
export function takeTerms(
  { terms, input }: Pick<ServiceRequest, "terms" | "input">,
  { lifetime }: Pick<ServiceSetting, "lifetime">,
): Asked {
  const options = parseAskedTerms(terms, lifetime);
  if (!Object.hasOwn(input, PERSISTENT)) return { terms: options, input };
  const { [PERSISTENT]: value, ...others } = input;
  const persistent = booleanIn(value);
  if (persistent === null) return { terms: null, input: others };
  return { terms: askedBy({ ...NO_TERMS, persistent }, options), input: others };
}

/** Returns the value of the field; `null` for a wrong one. Next makes a list of a repeated field. */
function booleanIn(value: unknown): boolean | null {
  const [first]: unknown[] = Array.isArray(value) ? value : [value];
  if (first === true || first === "true") return true;
  return first === false || first === "false" ? false : null;
}

/**
 * Returns the terms for a session of a user that begins now. Later steps count before earlier ones: the
 * session of the same user that ends, the steps of the sign-in, and this request.
 *
 * @param earlier the terms of earlier steps that are not in the transaction.
 */
export function termsFor<U extends User>(
  running: Pick<Running<U>, "session" | "transaction" | "terms">,
  userId: string,
  ...earlier: readonly (AskedTerms | null)[]
): AskedTerms {
  const { transaction, terms } = running;
  const steps = [formerTerms(running, userId), ...earlier, transaction?.terms ?? null, terms];
  return askedBy(...steps.map((step) => step ?? NO_TERMS));
}

/**
 * Returns the terms of the user's session that a new one replaces, so that a further factor or a repeated
 * sign-in never makes its cookie persistent or its life longer by itself.
 */
function formerTerms<U extends User>(
  { session, transaction }: Pick<Running<U>, "session" | "transaction">,
  userId: string,
): AskedTerms | null {
  // A form of a provider's page hides the session cookie. The transaction has noted the session.
  const former = session ?? transaction?.former ?? null;
  return former?.userId === userId ? (former.terms ?? null) : null;
}
