import type { Accounts, Authenticator } from "../../../accounts/contract.ts";

/** A user of a provider: the identity to which tokens and sessions belong. */
export interface TokenOwner {
  readonly issuer: string;
  readonly subject: string;
}

/** Returns the issuer and the subject of an identity, from its id. */
export function ownerOf({ id }: Authenticator): TokenOwner | null {
  const parsed: unknown = JSON.parse(id);
  if (!Array.isArray(parsed)) return null;
  const [issuer, subject]: readonly unknown[] = parsed;
  return typeof issuer === "string" && typeof subject === "string" ? { issuer, subject } : null;
}

/** Lists the identities of a user at providers. */
export async function ownersOf(accounts: Accounts, userId: string): Promise<TokenOwner[]> {
  const all = await accounts.authenticators.list(userId);
  return all
    .filter(({ kind }) => kind === "identity")
    .map(ownerOf)
    .filter((owner) => owner !== null);
}
