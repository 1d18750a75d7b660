import type { RefusalReason } from "./contract/outcome.ts";

/** A stable code for the reason why the browser used or added no passkey. */
export type BrowserReason =
  /** The browser has no passkeys, or the page is not on https or localhost. */
  | "not-supported"
  /** The device has a passkey of this user already. */
  | "already-registered"
  /** No `<input>` of the page has `webauthn` at the end of its `autocomplete`. */
  | "no-input"
  /** The browser or the device failed. `cause` says why, for example a wrong `rpId`. */
  | "device-failed"
  /** The server did not answer, or it is no endpoint of this library. */
  | "request-failed";

type Reason = RefusalReason | BrowserReason;

/** A sentence for each reason. None tells whether an account exists. */
const TEXTS: Readonly<Record<Reason, string>> = {
  "invalid-input": "Check the form. A value is missing or has the wrong form.",
  "wrong-credentials": "This does not match. Check what you typed, and try again.",
  "weak-password": "Choose another password: a longer one that is not common.",
  expired: "This is too old, or it was used already. Begin again.",
  "no-transaction":
    "This browser did not begin the sign-in, or it lost its cookie. Begin again in this browser.",
  "rate-limited": "Too many attempts.",
  cancelled: "The sign-in was cancelled. Nothing was changed.",
  "provider-failed": "The provider did not confirm the sign-in. Try again.",
  "provider-unavailable": "The provider or the mail server does not answer. Try again soon.",
  "link-needed": "Sign in as usual first. Then link this identity.",
  "identity-taken": "This identity belongs to another account.",
  "not-signed-in": "Sign in first.",
  "not-recent": "Sign in again first. This needs a recent sign-in.",
  "last-way-in": "This is your last way to sign in. Add another one first.",
  "not-allowed": "This is not allowed.",
  "not-supported": "This browser cannot use passkeys on this page. Use another way to sign in.",
  "already-registered": "This device has a passkey of yours already.",
  "no-input": "This page has no field that offers passkeys. Use another way to sign in.",
  "device-failed": "The passkey could not be used. Try again, or use another way to sign in.",
  "request-failed": "The server did not answer. Try again soon.",
};

/** The options of `refusalText`. */
export interface RefusalTextOptions {
  /** The seconds until another attempt may follow: a number, or a text of digits from an address. */
  readonly retryAfter?: unknown;
  /** Sentences of your own, for some reasons. */
  readonly texts?: { readonly [Name in Reason]?: string } | undefined;
}

/**
 * Returns a sentence in English for the reason of a refusal: of an outcome, of a passkey, or of `error` in
 * the address of the sign-in page. Returns `null` for any other value, such as a text that a stranger wrote
 * into the address. The sentence of `rate-limited` ends with the time to wait.
 *
 * `signet-auth/sign-in` and `signet-auth/react/sign-in` export it. Client Components import it from the
 * latter.
 *
 * @example
 * ```ts
 * import { refusalText } from "signet-auth/react/sign-in";
 *
 * const texts = { "not-allowed": "Ask your administrator for an account." };
 * export async function message(searchParams: Promise<Record<string, unknown>>) {
 *   const { error, retryAfter } = await searchParams;
 *   return refusalText(error, { retryAfter, texts });
 * }
 * ```
 */
export function refusalText(reason: Reason, options?: RefusalTextOptions): string;
export function refusalText(reason: unknown, options?: RefusalTextOptions): string | null;
export function refusalText(
  reason: unknown,
  { retryAfter, texts = {} }: RefusalTextOptions = {},
): string | null {
  if (typeof reason !== "string" || !isReason(reason)) return null;
  const text = texts[reason] ?? TEXTS[reason];
  const time = timeText(retryAfter);
  if (reason !== "rate-limited" && time === null) return text;
  return `${text} Wait ${time ?? "a little"}, then try again.`;
}

function isReason(text: string): text is Reason {
  return Object.hasOwn(TEXTS, text);
}

/** A day; seconds. A longer time is not shown, because anyone can write one into an address. */
const LONGEST = 86_400;

/** Returns seconds as a text, rounded up; `null` for another value. */
function timeText(given: unknown): string | null {
  const seconds = typeof given === "string" && /^\d{1,5}$/.test(given) ? Number(given) : given;
  if (typeof seconds !== "number" || !(seconds > 0 && seconds <= LONGEST)) return null;
  if (seconds <= 90) return counted(Math.ceil(seconds), "second");
  if (seconds <= 5_400) return counted(Math.ceil(seconds / 60), "minute");
  return counted(Math.ceil(seconds / 3_600), "hour");
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
