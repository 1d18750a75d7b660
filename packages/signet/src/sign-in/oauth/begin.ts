import {
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { newTransaction, redirect } from "../contract/makers.ts";
import {
  type Fields,
  type Operation,
  type OperationContext,
  operation,
} from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { textField } from "../shared/fields.ts";
import { refuse } from "./client/refuse.ts";
import type { Provider } from "./provider.ts";
import type { SignInTransaction } from "./transaction.ts";

/** The input of `signIn`. Each member is a hint for the provider. */
export interface BeginInput {
  /** `login` asks the user to sign in again, `select_account` to choose an account. */
  readonly prompt?: "login" | "select_account" | "consent" | undefined;
  /** The account that the user wants to use, such as an address. */
  readonly loginHint?: string | undefined;
}

const PROMPTS = ["login", "select_account", "consent"];

/** Creates the operation that sends the user to the provider. */
export function beginOperation(provider: Provider): Operation<BeginInput> {
  return operation({
    access: "anyone",
    async run(context, input) {
      try {
        return await begin(provider, await provider.client(context.now), context, input);
      } catch (error) {
        return refuse(provider, context, error);
      }
    },
  });
}

async function begin(
  { data, settings }: Provider,
  client: Configuration,
  context: OperationContext,
  input: Fields,
): Promise<MethodOutcome> {
  const transaction: SignInTransaction = {
    for: "sign-in",
    state: randomState(),
    issuer: client.serverMetadata().issuer,
    nonce: data.nonce ? randomNonce() : null,
    verifier: data.pkce ? randomPKCECodeVerifier() : null,
  };
  const { state, nonce, verifier } = transaction;
  const url = buildAuthorizationUrl(client, {
    ...data.parameters,
    ...settings.parameters,
    ...hints(input),
    redirect_uri: context.endpoint("callback"),
    scope: [...new Set([...data.scopes, ...settings.scopes])].join(" "),
    state,
    ...(nonce === null ? {} : { nonce }),
    ...(verifier === null ? {} : await challengeFor(verifier)),
    ...(settings.maxAge === null ? {} : { max_age: String(settings.maxAge) }),
    ...(data.formPost ? { response_mode: "form_post" } : {}),
  });
  const more = { key: state, crossSitePost: data.formPost };
  return redirect(url.href, { transaction: newTransaction(transaction, more) });
}

async function challengeFor(verifier: string) {
  return {
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
}

function hints(input: Fields): Record<string, string> {
  const prompt = textField(input, "prompt");
  const loginHint = textField(input, "loginHint");
  return {
    ...(prompt !== null && PROMPTS.includes(prompt) ? { prompt } : {}),
    ...(loginHint === null ? {} : { login_hint: loginHint }),
  };
}
