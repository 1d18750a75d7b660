import { type RefusalTextOptions, refusalText as textOf } from "signet-auth/react/sign-in";

/** The sentences that know more of the Lab than those of the library. */
const texts: RefusalTextOptions["texts"] = {
  "weak-password": "Choose another password: at least 15 characters, and not a common one.",
  "link-needed":
    "Sign in in your usual way first. Then link this identity on the account page: the Lab joins accounts by itself only when both sides verified the address.",
  "not-recent": "Sign in again first: this needs a sign-in of the last ten minutes.",
};

/** Returns the sentence for a reason that came in an address; `null` for any other text. */
export function refusalText(reason: unknown, retryAfter: unknown = null): string | null {
  return textOf(reason, { retryAfter, texts });
}
