import { parseObject } from "../../../token/format/json.ts";
import type { OperationContext } from "../../contract.ts";
import type { Provider } from "../provider.ts";
import type { Grant } from "../resources.ts";
import { ownerOf } from "../tokens/identities.ts";
import type { TokenOwner } from "../tokens/kept.ts";

/** The purpose of the one-time tokens in which the service keeps sessions at providers. */
export const PROVIDER_SESSION = "provider-session";

/** Returns the group of the sessions of a user at a provider. */
export function subjectGroup({ issuer, subject }: TokenOwner): string {
  return JSON.stringify([issuer, "sub", subject]);
}

/** Returns the group of the sessions that began in one session at a provider. */
export function sidGroup(issuer: string, sid: string): string {
  return JSON.stringify([issuer, "sid", sid]);
}

/** Returns what sign-out and back-channel logout need of a session at the provider, sealed. */
export function hintFor(
  { hints, settings }: Provider,
  { issuer, subject }: TokenOwner,
  grant: Grant,
): Promise<string> {
  return hints.issue({
    client: settings.clientId,
    issuer,
    subject,
    ...(settings.providerSignOut ? { idToken: grant.id_token } : {}),
  });
}

/** What is known of a session at the provider. */
export interface ProviderSession extends TokenOwner {
  readonly idToken: string | null;
}

/** Returns the content of a kept session: the session id, and the hint if this provider made it. */
export async function keptSession(
  { hints, settings }: Provider,
  data: string,
): Promise<{ readonly sessionId: unknown; readonly session: ProviderSession | null }> {
  const { sessionId, hint } = parseObject(data) ?? {};
  const opened = typeof hint === "string" ? await hints.verify(hint) : null;
  if (!opened?.ok || opened.claims["client"] !== settings.clientId) {
    return { sessionId, session: null };
  }
  const { issuer, subject, idToken } = opened.claims;
  return {
    sessionId,
    session: {
      issuer: String(issuer),
      subject: String(subject),
      idToken: typeof idToken === "string" ? idToken : null,
    },
  };
}

/** Finds the session at the provider in which a session of ours began; `null` if it began otherwise. */
export async function findProviderSession(
  provider: Provider,
  { accounts, now }: OperationContext,
  { id, userId }: { readonly id: string; readonly userId: string },
): Promise<ProviderSession | null> {
  for (const authenticator of await accounts.authenticators.list(userId)) {
    const owner = authenticator.kind === "identity" ? ownerOf(authenticator) : null;
    if (owner === null) continue;
    for (const { data } of await accounts.oneTime.list(
      PROVIDER_SESSION,
      subjectGroup(owner),
      now,
    )) {
      const { sessionId, session } = await keptSession(provider, data);
      if (session !== null && sessionId === id) return session;
    }
  }
  return null;
}
