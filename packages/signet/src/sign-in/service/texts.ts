import type { RefusalReason } from "../contract/outcome.ts";

/** A sentence for the user, for each reason of a refusal. None tells whether an account exists. */
export const TEXTS: Readonly<Record<RefusalReason, string>> = {
  "invalid-input": "Check the form. A value is missing or has the wrong form.",
  "wrong-credentials": "This does not match. Check what you have typed, and try again.",
  "weak-password": "Choose another password.",
  expired: "This is too old, or it was used already. Begin again.",
  "no-transaction":
    "This browser has not begun the sign-in, or it has lost its cookie. Begin again, in this browser.",
  "rate-limited": "Too many attempts. Wait, then try again.",
  cancelled: "The sign-in was cancelled.",
  "provider-failed": "The provider did not confirm the sign-in. Try again.",
  "provider-unavailable": "The provider does not answer. Try again soon.",
  "link-needed": "Sign in as usual first, then link this identity.",
  "identity-taken": "This identity belongs to another account.",
  "not-signed-in": "Sign in first.",
  "not-recent": "Sign in again to go on.",
  "last-way-in": "This is the last way to sign in. Add another one first.",
  "not-allowed": "This is not allowed.",
};
