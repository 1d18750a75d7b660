import { type MethodBench, methodBench } from "../../../packages/signet/fixtures/method-context.ts";
import type { MethodParts } from "../../../packages/signet/src/sign-in/contract/operation.ts";
import type { MethodOutcome } from "../../../packages/signet/src/sign-in/contract/outcome.ts";
import { type OpenIdProvider, startOpenIdProvider } from "../../harness/openid-provider.ts";
import { visitProvider, type WebBrowser } from "../../harness/web-browser.ts";

const ORIGIN = "http://localhost:3000";
export const CALLBACK: string = `${ORIGIN}/api/auth/callback/it`;

/** The application at the provider of {@link startProvider}. */
export const client = { clientId: "shop", clientSecret: "the-secret-of-the-shop-0123456789" };

export function startProvider(life?: number): Promise<OpenIdProvider> {
  return startOpenIdProvider({
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [CALLBACK],
        post_logout_redirect_uris: [CALLBACK],
        backchannel_logout_uri: "http://localhost:9/backchannel",
        backchannel_logout_session_required: true,
      },
    ],
    users: {
      ada: { email: "Ada@Example.com", email_verified: true, name: "Ada Lovelace" },
      eve: { email: "ada@example.com", email_verified: "false", name: "Eve" },
    },
    ...(life === undefined ? {} : { accessTokenLife: life }),
  });
}

/** Begins a sign-in. Returns the address of the provider. */
export async function begin(bench: MethodBench, input = {}): Promise<string> {
  const outcome = await bench.run("signIn", input);
  if (outcome.type !== "redirect")
    throw new Error(`Not sent to the provider: ${JSON.stringify(outcome)}`);
  return outcome.url;
}

/** Signs in at the provider. Returns the address to which the provider sends the browser back. */
export async function answerFor(
  bench: MethodBench,
  browser: WebBrowser,
  login: string,
  input = {},
) {
  const landing = await visitProvider(browser, await begin(bench, input), login);
  return landing.url;
}

export function callback(bench: MethodBench, url: string): Promise<MethodOutcome> {
  return bench.run("callback", {}, { url });
}

export function benchOf(method: MethodParts): MethodBench {
  return methodBench(method, { origin: ORIGIN });
}

/** Returns the proof of an outcome; fails for any other outcome. */
export function provedOf(outcome: MethodOutcome) {
  if (outcome.type !== "proved") throw new Error(`Not proved: ${JSON.stringify(outcome)}`);
  const { proved, tokens } = outcome;
  if (proved.who.kind !== "identity") throw new Error("Not an identity.");
  return { ...proved, who: proved.who, tokens };
}
