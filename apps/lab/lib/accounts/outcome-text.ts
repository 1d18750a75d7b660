import type { RefusalReason } from "signet-auth/sign-in";

/** The sentence for each reason of a refusal. None tells whether an account exists. */
const REASONS: Readonly<Record<RefusalReason, string>> = {
  "invalid-input": "Check the form. A value is missing or has the wrong form.",
  "wrong-credentials": "This does not match. Check what you typed, and try again.",
  "weak-password": "Choose another password: at least 15 characters, and not a common one.",
  expired: "This is too old, or it was used already. Begin again.",
  "no-transaction": "This browser did not begin the sign-in, or lost its cookie. Begin again here.",
  "rate-limited": "Too many attempts.",
  cancelled: "The sign-in was cancelled. Nothing was changed.",
  "provider-failed": "The provider did not confirm the sign-in. Try again.",
  "provider-unavailable": "The provider or the mail server does not answer. Try again soon.",
  "link-needed":
    "Sign in in your usual way first. Then link this identity on the account page: the Lab joins accounts by itself only when both sides verified the address.",
  "identity-taken": "This identity belongs to another account.",
  "not-signed-in": "Sign in first.",
  "not-recent": "Sign in again first: this needs a sign-in of the last ten minutes.",
  "last-way-in": "This is your last way to sign in. Add another one first.",
  "not-allowed": "This is not allowed.",
};

/** Returns the sentence for a reason that came in an address; `null` for any other text. */
export function refusalText(reason: unknown, retryAfter: number | null = null): string | null {
  if (typeof reason !== "string" || !isReason(reason)) return null;
  return retryAfter === null ? REASONS[reason] : `${REASONS[reason]} Wait ${retryAfter} seconds.`;
}

function isReason(text: string): text is RefusalReason {
  return Object.hasOwn(REASONS, text);
}
