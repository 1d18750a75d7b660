import type { Accounts, Authenticator } from "../../../accounts/contract.ts";
import type { Provider } from "../provider.ts";
import { type KeptTokens, openToken, parseTokens, withTokens } from "./kept.ts";
import { ownerOf, type TokenOwner } from "./owner.ts";

/** An identity with provider tokens that this provider can open. */
export interface Holder {
  readonly authenticator: Authenticator;
  readonly owner: TokenOwner;
  readonly tokens: KeptTokens;
  readonly accessToken: string;
}

/** Finds the identity of a user whose tokens this provider gave. Of several, the last used one. */
export async function findHolder(
  provider: Provider,
  accounts: Accounts,
  userId: string,
): Promise<Holder | null> {
  const all = await accounts.authenticators.list(userId);
  const identities = all
    .filter(({ kind }) => kind === "identity")
    .sort((a, b) => (b.usedAt ?? b.createdAt) - (a.usedAt ?? a.createdAt));
  for (const authenticator of identities) {
    const holder = await holderIn(provider, authenticator);
    if (holder !== null) return holder;
  }
  return null;
}

async function holderIn(provider: Provider, authenticator: Authenticator): Promise<Holder | null> {
  const owner = ownerOf(authenticator);
  const tokens = parseTokens(authenticator.data);
  if (owner === null || tokens === null) return null;
  const accessToken = await openToken(provider, owner, "access", tokens.access);
  return accessToken === null ? null : { authenticator, owner, tokens, accessToken };
}

/** Writes the tokens of an identity, if no one changed it since it was read. Returns whether it wrote. */
export function writeTokens(
  accounts: Accounts,
  { kind, id, data, usedAt, version }: Authenticator,
  tokens: KeptTokens | null,
): Promise<boolean> {
  const update = { data: withTokens(data, tokens), usedAt, ifVersion: version };
  return accounts.authenticators.update(kind, id, update);
}
