import type { RefusalReason } from "../../sign-in/contract/outcome.ts";
import type { BrowserReason } from "../../sign-in/refusal-text.ts";

/** A stable code for the reason why a passkey was not used or not added. */
export type SignInErrorCode = RefusalReason | BrowserReason;

/** The outcome of a passkey operation in the browser. `cancelled`: the user said no, or took too long. */
export type PasskeyOutcome =
  | { readonly status: "signed-in"; readonly returnTo: string }
  /** A second factor is needed, by one of these methods. */
  | {
      readonly status: "second-factor";
      readonly methods: readonly string[];
      readonly returnTo: string;
    }
  /** The passkey was added. */
  | { readonly status: "done"; readonly value: AddedPasskey }
  | {
      readonly status: "refused";
      readonly error: SignInErrorCode;
      /** Seconds until another attempt may follow; `null` for at once. */
      readonly retryAfter: number | null;
      /** The error of the browser, if there is one. */
      readonly cause: unknown;
    };

/** A new passkey, for a list of passkeys. */
export interface AddedPasskey {
  /** The credential id. */
  readonly id: string;
  readonly name: string;
  /** Whether a copy exists, for example in a password manager. */
  readonly backedUp: boolean;
  readonly deviceType: "singleDevice" | "multiDevice";
}

export function refusedBy(error: SignInErrorCode, cause: unknown = null): PasskeyOutcome {
  return { status: "refused", error, retryAfter: null, cause };
}

/** The codes of errors that browsers throw for passkeys (WebAuthn, sections 5.1.3 and 5.1.4). */
const BROWSER_ERRORS: Readonly<Record<string, SignInErrorCode>> = {
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  InvalidStateError: "already-registered",
};

/** Returns the outcome for an error of the browser. */
export function failedBy(error: unknown): PasskeyOutcome {
  const name = error instanceof Error ? error.name : "";
  return refusedBy(BROWSER_ERRORS[name] ?? "device-failed", error);
}
