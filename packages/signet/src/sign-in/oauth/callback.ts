import { authorizationCodeGrant, type Configuration } from "openid-client";
import { done, proved, refused } from "../contract/makers.ts";
import {
  type Fields,
  type Operation,
  type OperationContext,
  operation,
} from "../contract/operation.ts";
import type { MethodOutcome, Proved } from "../contract/outcome.ts";
import { providerRefused } from "./client/carried-failure.ts";
import { refuse } from "./client/refuse.ts";
import { identityOf } from "./identity.ts";
import { keepHint } from "./logout/hints.ts";
import type { Provider } from "./provider.ts";
import type { Claims } from "./provider-data.ts";
import { claimsOf, type Grant } from "./resources.ts";
import { tokensToKeep } from "./tokens/kept.ts";
import {
  isState,
  parseTransaction,
  SIGN_OUT_KEY,
  type SignInTransaction,
  type SignOutTransaction,
} from "./transaction.ts";

/**
 * Creates the operation that takes the provider's answer, after a sign-in or a sign-out there. Both use
 * one address, so that an application registers one.
 */
export function callbackOperation(provider: Provider): Operation {
  return operation({
    access: "anyone",
    async run(context, input) {
      const answer = answerOf(provider, context, input);
      const transaction = await transactionOf(provider, context, answer);
      if (transaction === null) return refused("no-transaction");
      if (transaction.for === "sign-out") return done({ value: { signedOut: true } });
      try {
        const client = await provider.client(context.now);
        return await complete(provider, client, context, transaction, answer);
      } catch (error) {
        return refuse(provider, context, error);
      }
    },
  });
}

/** Returns the parameters of the answer: of the query, or of the form for `form_post`. */
function answerOf({ data }: Provider, context: OperationContext, input: Fields): URLSearchParams {
  if (!data.formPost || !Object.hasOwn(input, "state")) return new URL(context.url).searchParams;
  const answer = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    if (typeof value === "string") answer.append(name, value);
  }
  return answer;
}

/** Takes the transaction of this browser that belongs to the answer. It serves once, also after a failure. */
async function transactionOf(
  { data }: Provider,
  context: OperationContext,
  answer: URLSearchParams,
): Promise<SignInTransaction | SignOutTransaction | null> {
  const state = answer.get("state");
  if (state === null) {
    // Cognito returns no state after a sign-out.
    if (data.signOut !== "cognito" || answer.size > 0) return null;
    const left = parseTransaction(await context.takeTransaction(SIGN_OUT_KEY));
    return left?.for === "sign-out" && left.state === null ? left : null;
  }
  if (!isState(state)) return null;
  const begun = parseTransaction(await context.takeTransaction(state));
  return begun?.state === state ? begun : null;
}

async function complete(
  provider: Provider,
  client: Configuration,
  context: OperationContext,
  transaction: SignInTransaction,
  answer: URLSearchParams,
): Promise<MethodOutcome> {
  const { data, settings } = provider;
  if (transaction.issuer !== client.serverMetadata().issuer) {
    throw providerRefused("issuer-mismatch");
  }
  // The public address, because openid-client sends it as redirect_uri.
  const address = new URL(context.endpoint("callback"));
  address.search = answer.toString();
  const grant = await authorizationCodeGrant(client, address, {
    expectedState: transaction.state,
    idTokenExpected: data.endpoints === null,
    ...(transaction.nonce === null ? {} : { expectedNonce: transaction.nonce }),
    ...(transaction.verifier === null ? {} : { pkceCodeVerifier: transaction.verifier }),
    ...(settings.maxAge === null || data.endpoints !== null ? {} : { maxAge: settings.maxAge }),
  });
  const claims = await claimsOf(provider, client, grant, formClaims(data.formPost, answer));
  return provedBy(provider, client, context, grant, claims);
}

async function provedBy(
  provider: Provider,
  client: Configuration,
  context: OperationContext,
  grant: Grant,
  claims: Claims,
): Promise<MethodOutcome> {
  const { settings } = provider;
  const identity = identityOf(provider, client.serverMetadata().issuer, claims);
  const idClaims = grant.claims();
  const sid = typeof idClaims?.["sid"] === "string" ? idClaims["sid"] : null;
  const { issuer, subject } = identity;
  const owner = { issuer, subject, sid };
  const keepsSession = settings.providerSignOut || settings.backchannelLogout;
  if (settings.providerSignOut) {
    await keepHint(provider, context.accounts, owner, grant.id_token, context.now);
  }
  const proof = {
    ...factorsOf(settings.trustMfa, idClaims ?? {}),
    at: provedAt(idClaims?.auth_time, context.now),
    providerSession: keepsSession ? owner : null,
  };
  const tokens = settings.keepTokens
    ? await tokensToKeep(provider, owner, grant, context.now)
    : null;
  return proved({ kind: "identity", ...identity }, proof, tokens);
}

/**
 * Returns the name that Apple posts beside its answer, at the first sign-in only. It is not signed, so
 * nothing but the name is taken from it (CVE-2026-117656).
 */
function formClaims(isForm: boolean, answer: URLSearchParams): Claims {
  const user = isForm ? answer.get("user") : null;
  if (user === null) return {};
  try {
    const { name } = Object(JSON.parse(user));
    const parts = [name?.firstName, name?.lastName].filter((part) => typeof part === "string");
    return parts.length === 0 ? {} : { name: parts.join(" ") };
  } catch {
    return {};
  }
}

/** The provider proved a second factor only if it says so, and the application trusts it to say so. */
function factorsOf(trustMfa: boolean, { amr }: Claims): Pick<Proved, "amr" | "factors"> {
  const given: readonly unknown[] = trustMfa && Array.isArray(amr) ? amr : [];
  const values = given.filter((one) => typeof one === "string").slice(0, 8);
  return { amr: values, factors: values.includes("mfa") ? 2 : 1 };
}

/** Returns when the user signed in at the provider, as far as the provider says so. Milliseconds. */
function provedAt(authTime: unknown, now: number): number {
  return typeof authTime === "number" ? Math.min(authTime * 1_000, now) : now;
}
