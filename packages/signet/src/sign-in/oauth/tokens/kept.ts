import { isPlain } from "../../../options.ts";
import type { Provider } from "../provider.ts";
import type { Grant } from "../resources.ts";
import type { TokenOwner } from "./owner.ts";

/** The provider tokens of an identity at rest. Both tokens are sealed. */
export interface KeptTokens {
  readonly access: string;
  readonly refresh: string | null;
  /** Milliseconds since the Unix epoch; `null` if the provider did not say. */
  readonly expiresAt: number | null;
  readonly scopes: readonly string[];
  /** The session at the provider in which the tokens were given. */
  readonly sid: string | null;
  /** The server that refreshes the tokens now, and until when the others wait; milliseconds. */
  readonly lease: { readonly id: string; readonly until: number } | null;
}

type Kind = "access" | "refresh";

/** Returns the tokens of a sign-in, sealed. */
export async function tokensToKeep(
  provider: Provider,
  { sid, ...owner }: TokenOwner & { readonly sid: string | null },
  grant: Grant,
  now: number,
): Promise<KeptTokens> {
  return {
    ...(await sealedGrant(provider, owner, grant, now)),
    scopes: grant.scope?.split(" ").filter((scope) => scope !== "") ?? provider.data.scopes,
    sid,
    lease: null,
  };
}

/** Returns the tokens of an answer of the token endpoint, sealed, with their end. */
export async function sealedGrant(
  provider: Provider,
  owner: TokenOwner,
  grant: Pick<Grant, "access_token" | "refresh_token" | "expires_in">,
  now: number,
): Promise<Pick<KeptTokens, "access" | "refresh" | "expiresAt">> {
  return {
    access: await seal(provider, owner, "access", grant.access_token),
    refresh:
      grant.refresh_token === undefined
        ? null
        : await seal(provider, owner, "refresh", grant.refresh_token),
    expiresAt: grant.expires_in === undefined ? null : now + grant.expires_in * 1_000,
  };
}

function seal(
  { tokens, settings }: Provider,
  owner: TokenOwner,
  kind: Kind,
  token: string,
): Promise<string> {
  return tokens.issue({ kind, ...owner, client: settings.clientId, token });
}

/**
 * Returns a sealed token; `null` if no key of ours made it, or if it was made for another identity, kind
 * or client.
 */
export async function openToken(
  { tokens, settings }: Provider,
  { issuer, subject }: TokenOwner,
  kind: Kind,
  sealed: string,
): Promise<string | null> {
  const opened = await tokens.verify(sealed);
  if (!opened.ok) return null;
  const { claims } = opened;
  const isOurs =
    claims["kind"] === kind &&
    claims["issuer"] === issuer &&
    claims["subject"] === subject &&
    claims["client"] === settings.clientId;
  return isOurs && typeof claims["token"] === "string" ? claims["token"] : null;
}

/** Returns the tokens in the data of an identity; `null` without usable ones. */
export function parseTokens(data: string): KeptTokens | null {
  const parsed: unknown = JSON.parse(data);
  const tokens = isPlain(parsed) ? parsed["tokens"] : null;
  if (!isPlain(tokens)) return null;
  const { access, refresh, expiresAt, scopes, sid, lease } = tokens;
  if (typeof access !== "string") return null;
  return {
    access,
    refresh: typeof refresh === "string" ? refresh : null,
    expiresAt: typeof expiresAt === "number" ? expiresAt : null,
    scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === "string") : [],
    sid: typeof sid === "string" ? sid : null,
    lease: leaseOf(lease),
  };
}

function leaseOf(value: unknown): KeptTokens["lease"] {
  if (!isPlain(value)) return null;
  const { id, until } = value;
  return typeof id === "string" && typeof until === "number" ? { id, until } : null;
}

/** Returns the data of an identity with other tokens. Its other members stay. */
export function withTokens(data: string, tokens: KeptTokens | null): string {
  const { tokens: _former, ...others } = Object(JSON.parse(data));
  return JSON.stringify(tokens === null ? others : { ...others, tokens });
}
