import { ResponseBodyError, refreshTokenGrant } from "openid-client";
import type { Accounts, Authenticator } from "../../../accounts/contract.ts";
import { wait } from "../../../retry.ts";
import { providerRefused } from "../client/carried-failure.ts";
import { failureOf } from "../client/failures.ts";
import type { Provider } from "../provider.ts";
import { findHolder, type Holder, writeTokens } from "./identities.ts";
import { type KeptTokens, openToken, parseTokens, sealedGrant } from "./kept.ts";

/** The access token of a user, or why there is none. */
export type ProviderToken =
  | {
      readonly status: "live";
      /** A secret. Keep it on the server. */
      readonly accessToken: string;
      /** `null` if the provider did not say when the token expires. */
      readonly expiresAt: Date | null;
      readonly scopes: readonly string[];
    }
  /** The user has no identity of this provider with kept tokens. */
  | { readonly status: "missing" }
  /** The token expired, and the provider gives no other. The user signs in at the provider again. */
  | { readonly status: "expired" }
  /** The provider did not answer, or refused for another reason. Try again later. */
  | { readonly status: "unavailable" };

/** Reads the provider tokens of users. Needs `keepTokens: true`. */
export interface ProviderTokens {
  /**
   * Returns a live access token of a user. Refreshes an expired one: once for all callers, on all
   * servers.
   *
   * @param accounts the accounts that `createAuth` received.
   * @throws {SignetError} `invalid-config` before the method was given to `createAuth`.
   */
  get(accounts: Accounts, userId: string): Promise<ProviderToken>;
}

/** The errors that mean that a refresh token has ended: of RFC 6749, and GitHub's own. */
const ENDED = ["invalid_grant", "bad_refresh_token"];
/** A token that expires earlier than this is refreshed, so that it lives during a call; milliseconds. */
const MARGIN = 30_000;
/** The calls under a lease: of the token endpoint, and of the keys of a new ID token. */
const CALLS = 2;
/** Added to the timeouts of the calls, for the writes around them; milliseconds. */
const LEASE_MARGIN = 5_000;
/** The pause before the next look at a token that another server refreshes; milliseconds. */
const PAUSE = 100;

/** Returns a live access token of a user, refreshed if needed. */
export function liveToken(
  provider: Provider,
  accounts: Accounts,
  userId: string,
  now: () => number,
): Promise<ProviderToken> {
  // Callers of this process wait here, and then find the new token.
  return provider.refreshing(userId, async () => {
    const lease = CALLS * provider.settings.timeout * 1_000 + LEASE_MARGIN;
    // No other server holds its lease for longer than this.
    const last = performance.now() + lease;
    do {
      const holder = await findHolder(provider, accounts, userId);
      if (holder === null) return { status: "missing" };
      const { expiresAt } = holder.tokens;
      if (expiresAt === null || expiresAt > now() + MARGIN) {
        return liveTokenOf(holder.accessToken, holder.tokens);
      }
      const refreshed = await refresh(provider, accounts, holder, now, lease);
      if (refreshed !== null) return refreshed;
    } while (performance.now() < last);
    return { status: "unavailable" };
  });
}

function liveTokenOf(
  accessToken: string,
  { expiresAt, scopes }: Pick<KeptTokens, "expiresAt" | "scopes">,
): ProviderToken {
  return {
    status: "live",
    accessToken,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    scopes,
  };
}

/**
 * Refreshes tokens under a lease, which one server gets by compare-and-set. Two servers that send one
 * refresh token look like a thief to a provider that rotates them, and it may revoke all tokens.
 *
 * @returns `null` to read the tokens again.
 */
async function refresh(
  provider: Provider,
  accounts: Accounts,
  { authenticator, owner, tokens }: Holder,
  now: () => number,
  length: number,
): Promise<ProviderToken | null> {
  const sealed = tokens.refresh;
  const secret = sealed === null ? null : await openToken(provider, owner, "refresh", sealed);
  if (secret === null) return { status: "expired" };
  if (tokens.lease !== null && tokens.lease.until > now()) {
    await wait(PAUSE);
    return null;
  }
  // Before the lease, which a slow discovery would use up.
  const client = await provider.client(now()).catch(unavailable);
  if (client === null) return { status: "unavailable" };
  const lease = { id: crypto.randomUUID(), until: now() + length };
  if (!(await writeTokens(accounts, authenticator, { ...tokens, lease }))) return null;
  const settle = (change: Partial<KeptTokens>) =>
    settleLease(accounts, authenticator, lease.id, change);
  try {
    const grant = await refreshTokenGrant(client, secret);
    const claims = grant.claims();
    // OpenID Connect Core, section 12.2: the user of a refreshed ID token is the same.
    if (claims !== undefined && provider.data.subject(claims) !== owner.subject) {
      throw providerRefused("subject-mismatch");
    }
    const fresh = await sealedGrant(provider, owner, grant, now());
    await settle({ ...fresh, refresh: fresh.refresh ?? sealed });
    return liveTokenOf(grant.access_token, { ...tokens, ...fresh });
  } catch (error) {
    const isEnded = error instanceof ResponseBodyError && ENDED.includes(error.error);
    await settle(isEnded ? { refresh: null } : {});
    // An error of ours, and not of the provider, is thrown on.
    failureOf(error);
    return { status: isEnded ? "expired" : "unavailable" };
  }
}

/** @throws the error itself, if it did not come from a call of the provider. */
function unavailable(error: unknown): null {
  failureOf(error);
  return null;
}

/** Ends a lease with changed tokens. A sign-in in between has replaced the tokens, and then they stay. */
async function settleLease(
  accounts: Accounts,
  { kind, id }: Authenticator,
  lease: string,
  change: Partial<KeptTokens>,
): Promise<void> {
  for (;;) {
    const authenticator = await accounts.authenticators.find(kind, id);
    const tokens = authenticator === null ? null : parseTokens(authenticator.data);
    if (authenticator === null || tokens?.lease?.id !== lease) return;
    if (await writeTokens(accounts, authenticator, { ...tokens, ...change, lease: null })) return;
  }
}
