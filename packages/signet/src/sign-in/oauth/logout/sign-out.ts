import { buildEndSessionUrl, type Configuration, randomState } from "openid-client";
import { isStoreUnavailable } from "../../../errors.ts";
import { done, newTransaction, redirect } from "../../contract/makers.ts";
import { type Operation, type OperationContext, operation } from "../../contract/operation.ts";
import type { MethodOutcome } from "../../contract/outcome.ts";
import { failureOf } from "../client/failures.ts";
import type { Provider } from "../provider.ts";
import { SIGN_OUT_KEY, type SignOutTransaction } from "../transaction.ts";
import { findProviderSession, type ProviderSession } from "./hints.ts";

/**
 * Creates the operation that signs out here and at the provider (OpenID Connect RP-Initiated Logout).
 * The session here ends in every case, also when the provider or the account store does not answer.
 */
export function signOutOperation(provider: Provider): Operation {
  return operation({
    access: "anyone",
    async run(context) {
      const { session, accounts, now } = context;
      if (!provider.settings.providerSignOut) return endedHere("not-configured");
      try {
        const begun = session && (await findProviderSession(provider, accounts, session, now));
        if (begun === null) return endedHere("not-of-provider");
        const client = await provider.client(now);
        if (client.serverMetadata().end_session_endpoint === undefined) {
          return endedHere("not-offered");
        }
        return endedThere(provider, client, context, begun);
      } catch (error) {
        if (isStoreUnavailable(error)) return endedHere("store-unavailable");
        failureOf(error);
        return endedHere("provider-unavailable");
      }
    },
  });
}

/** Tells the caller that the user may still be signed in at the provider, and why. */
function endedHere(provider: string): MethodOutcome {
  return done({ value: { signedOut: true, provider }, endsSession: true });
}

function endedThere(
  { data }: Provider,
  client: Configuration,
  context: OperationContext,
  { issuer, idToken }: ProviderSession,
): MethodOutcome {
  const isStandard = data.signOut === "standard";
  const transaction: SignOutTransaction = {
    for: "sign-out",
    state: isStandard ? randomState() : null,
    issuer,
  };
  const address = context.endpoint("callback");
  const { state } = transaction;
  const url = buildEndSessionUrl(client, {
    ...(isStandard ? { post_logout_redirect_uri: address } : { logout_uri: address }),
    ...(state === null ? {} : { state }),
    ...(isStandard && idToken !== null ? { id_token_hint: idToken } : {}),
  });
  const key = state ?? SIGN_OUT_KEY;
  return redirect(url.href, {
    transaction: newTransaction(transaction, { key }),
    endsSession: true,
  });
}
