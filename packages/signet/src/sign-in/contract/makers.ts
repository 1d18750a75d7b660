/** Makers of outcomes. The members of an outcome that a method does not name get their usual value. */
import type { MethodOutcome, NewTransaction, Proved, RefusalReason, Refused } from "./outcome.ts";

/**
 * Returns the outcome of a proof.
 *
 * @param proof `at` is the time of the proof; milliseconds since the Unix epoch. Default: now.
 * @param tokens sealed tokens of a provider, which are stored with the identity.
 *
 * @example
 * ```ts
 * import { proved } from "signet-auth/sign-in";
 *
 * const who = { kind: "user", userId: "ada" } as const;
 * const outcome = proved(who, { amr: ["hwk", "user"], factors: 2 });
 * ```
 */
export function proved(
  who: Proved["who"],
  proof: Pick<Proved, "amr" | "factors"> & Partial<Omit<Proved, "who" | "amr" | "factors">>,
  tokens: object | null = null,
): MethodOutcome {
  const usual = { at: null, providerSession: null, terms: null };
  return { type: "proved", proved: { ...usual, ...proof, who }, tokens };
}

/**
 * Returns the outcome that sends the browser to another address.
 *
 * @param more `transaction` begins in this browser; `endsSession` ends the session of the request first.
 *
 * @example
 * ```ts
 * import { newTransaction, redirect } from "signet-auth/sign-in";
 *
 * const state = crypto.randomUUID();
 * const transaction = newTransaction({ state }, { key: state });
 * const outcome = redirect(`https://provider.example/login?state=${state}`, { transaction });
 * ```
 */
export function redirect(
  url: string,
  more: { readonly transaction?: NewTransaction; readonly endsSession?: boolean } = {},
): MethodOutcome {
  return { type: "redirect", url, transaction: null, endsSession: false, ...more };
}

/**
 * Returns a challenge for a script, such as the options of a passkey.
 *
 * @example
 * ```ts
 * import { challenge, newTransaction } from "signet-auth/sign-in";
 *
 * const nonce = crypto.randomUUID();
 * const outcome = challenge({ nonce }, newTransaction({ nonce }));
 * ```
 */
export function challenge(value: object, transaction: NewTransaction | null = null): MethodOutcome {
  return { type: "challenge", value, transaction };
}

/**
 * Returns the outcome of a message that was sent, or would have been sent if the account existed.
 *
 * @example
 * ```ts
 * import { newTransaction, sent } from "signet-auth/sign-in";
 *
 * const outcome = sent(newTransaction({ id: "the-id-of-the-message" }));
 * ```
 */
export function sent(transaction: NewTransaction | null = null): MethodOutcome {
  return { type: "sent", transaction };
}

/**
 * Returns the outcome of an operation that is done.
 *
 * @param more `value` is JSON for the caller; `ends` and `endsSession` name sessions to end.
 *
 * @example
 * ```ts
 * import { done } from "signet-auth/sign-in";
 *
 * const outcome = done({ ends: { userId: "ada", sessions: "others" } });
 * ```
 */
export function done(
  more: Partial<Omit<Extract<MethodOutcome, { type: "done" }>, "type">> = {},
): MethodOutcome {
  return { type: "done", value: null, ends: null, endsSession: false, ...more };
}

/**
 * Returns a refusal. It must not tell whether an account exists.
 *
 * @param more `field` is the member of the input that is wrong, `detail` a sentence for the user in place
 *   of the usual one, `retryAfter` the time to wait; seconds.
 *
 * @example
 * ```ts
 * import { refused } from "signet-auth/sign-in";
 *
 * const outcome = refused("rate-limited", { retryAfter: 30 });
 * ```
 */
export function refused(
  reason: RefusalReason,
  more: Partial<Omit<Refused, "type" | "reason">> = {},
): Refused {
  return { type: "refused", reason, field: null, detail: null, retryAfter: null, ...more };
}

/**
 * Returns the refusal of an input with a member that is missing or has the wrong form.
 *
 * @example
 * ```ts
 * import { invalidField } from "signet-auth/sign-in";
 *
 * const outcome = invalidField("badge");
 * ```
 */
export function invalidField(field: string): Refused {
  return refused("invalid-input", { field });
}

/**
 * Returns the state of a method between its two halves, for `redirect`, `challenge` and `sent`.
 *
 * @param data JSON. `OperationContext.takeTransaction` returns it in the second half.
 * @param more `key` distinguishes concurrent transactions of the method. Default: one at a time.
 *   `lifetime` is seconds, 600 at most and by default. `crossSitePost`: see `NewTransaction`.
 *
 * @example
 * ```ts
 * import { newTransaction } from "signet-auth/sign-in";
 *
 * const transaction = newTransaction({ nonce: crypto.randomUUID() }, { lifetime: 300 });
 * ```
 */
export function newTransaction(
  data: object,
  more: Partial<Omit<NewTransaction, "data">> = {},
): NewTransaction {
  return { data, key: null, lifetime: 600, crossSitePost: false, ...more };
}
