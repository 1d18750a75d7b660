import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";
import { browser } from "../browser.ts";
import { failedBy, type PasskeyOutcome, refusedBy } from "./outcome.ts";
import { type Endpoints, post } from "./post.ts";

/** The last ceremony that a user began. A browser runs one at a time, and a new one ends the former. */
let latest: Promise<unknown> = Promise.resolve();

/** Resolves when no ceremony runs that a user began. The autofill waits for it. */
export async function whenFree(): Promise<void> {
  for (let seen: unknown = null; seen !== latest; ) {
    seen = latest;
    await latest;
  }
}

function alone(ceremony: Promise<PasskeyOutcome>): Promise<PasskeyOutcome> {
  latest = ceremony.then(({ status }) => (status === "signed-in" ? leaving : null));
  return ceremony;
}

/** Never resolves: after a sign-in the browser loads another page, and nothing more is asked. */
const leaving = new Promise<never>(() => {});

/** Signs in with a passkey, and loads the path to go to. Never rejects. */
export function signIn(endpoints: Endpoints): Promise<PasskeyOutcome> {
  return alone(run(endpoints, { ask: get }));
}

/** Adds a passkey to the user of the session. Never rejects. */
export function register(endpoints: Endpoints, name: string | undefined): Promise<PasskeyOutcome> {
  return alone(run(endpoints, { operation: "register", end: { name }, ask: create }));
}

/** Creates a user with a name and a passkey, and loads the path to go to. Never rejects. */
export function signUp(endpoints: Endpoints, name: string): Promise<PasskeyOutcome> {
  return alone(run(endpoints, { operation: "signUp", begin: { name }, ask: create }));
}

const get = (optionsJSON: PublicKeyCredentialRequestOptionsJSON): Promise<object> =>
  startAuthentication({ optionsJSON });
const create = (optionsJSON: PublicKeyCredentialCreationOptionsJSON): Promise<object> =>
  startRegistration({ optionsJSON });

/** An operation: its two inputs, and the question to the browser between them. */
interface Steps<Options> {
  readonly operation?: string;
  readonly begin?: object;
  readonly end?: object;
  ask(options: Options): Promise<object>;
}

async function run<Options>(
  endpoints: Endpoints,
  { operation, begin = {}, end = {}, ask }: Steps<Options>,
): Promise<PasskeyOutcome> {
  if (!browserSupportsWebAuthn()) return refusedBy("not-supported");
  const challenge = await post(endpoints, operation, begin);
  if (challenge.status !== "challenge") return challenge;
  try {
    const response = await ask(Object(challenge.value));
    return await finish(endpoints, operation, { ...end, response });
  } catch (error) {
    return failedBy(error);
  }
}

/** Sends a response of the browser, and loads the path to go to after a sign-in. */
export async function finish(
  endpoints: Endpoints,
  operation: string | undefined,
  body: object,
): Promise<PasskeyOutcome> {
  const outcome = await post(endpoints, operation, body);
  if (outcome.status === "challenge") return refusedBy("request-failed", outcome);
  // A new document, so that nothing of the signed-out visitor stays in the cache of the router.
  if (outcome.status === "signed-in") browser.load(outcome.returnTo);
  return outcome;
}
