import {
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  WebAuthnAbortService,
} from "@simplewebauthn/browser";
import { finish, whenFree } from "./ceremonies.ts";
import { failedBy, type PasskeyOutcome, refusedBy } from "./outcome.ts";
import { type Endpoints, post } from "./post.ts";

/** The time after which a waiting autofill takes a new challenge; milliseconds. A challenge lives longer. */
const REFRESH = 300_000;

const INPUT = "input[autocomplete$='webauthn']";
declare const document: { querySelector(selector: string): object | null };

/**
 * Waits for a passkey from the autofill of the browser, until the returned function ends it. It waits again
 * after a refusal and after another ceremony of the page.
 */
export function autofill(
  endpoints: Endpoints,
  report: (outcome: PasskeyOutcome) => void,
): () => void {
  let isEnded = false;
  let isWaiting = false;
  const abort = () => {
    // The service aborts the ceremony that runs now, and it can be one of a button.
    if (isWaiting) WebAuthnAbortService.cancelCeremony();
  };

  /** Returns the response of the browser, or `null` after an abort. */
  async function ask(options: PublicKeyCredentialRequestOptionsJSON): Promise<object | null> {
    const timer = setTimeout(abort, REFRESH);
    isWaiting = true;
    try {
      return await startAuthentication({ optionsJSON: options, useBrowserAutofill: true });
    } catch (error) {
      if (error instanceof Error && error.name === "AbortError") return null;
      throw error;
    } finally {
      isWaiting = false;
      clearTimeout(timer);
    }
  }

  /** Waits for one passkey. Returns whether to wait again. */
  async function wait(): Promise<boolean> {
    await whenFree();
    const challenge = await post(endpoints, undefined, {});
    await whenFree();
    if (isEnded) return false;
    if (challenge.status !== "challenge") {
      report(challenge);
      return false;
    }
    const response = await ask(Object(challenge.value));
    if (response === null) return !isEnded;
    const outcome = await finish(endpoints, undefined, { response });
    report(outcome);
    // The user can choose another passkey after a refused one.
    return outcome.status === "refused" && !isEnded;
  }

  async function run(): Promise<void> {
    if (!(await browserSupportsWebAuthnAutofill()) || isEnded) return;
    if (document.querySelector(INPUT) === null) return report(refusedBy("no-input"));
    for (let isOpen = true; isOpen; ) isOpen = await wait();
  }

  run().catch((error: unknown) => {
    if (!isEnded) report(failedBy(error));
  });
  return () => {
    isEnded = true;
    abort();
  };
}
