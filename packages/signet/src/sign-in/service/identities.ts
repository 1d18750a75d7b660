import {
  type Accounts,
  type Authenticator,
  identityId,
  type User,
} from "../../accounts/contract.ts";
import { isPlainText, plainText } from "../../session/text.ts";
import type { Proved } from "../contract/outcome.ts";

/** A proved identity of a provider. */
export type Identity = Extract<Proved["who"], { kind: "identity" }>;

/** A proved identity with the text to store with it. */
export interface StorableIdentity extends Identity {
  readonly id: string;
  /** JSON. */
  readonly text: string;
}

/** Prepares an identity for its store, with the tokens of the provider if the method keeps them. */
export function storable(identity: Identity, tokens: object | null): StorableIdentity {
  const { issuer, subject, data, profile } = identity;
  const text = JSON.stringify(tokens === null ? data : { ...data, tokens });
  // A provider may send any text, and databases refuse some characters. A name must not fail a sign-in.
  const shown = { ...profile, name: plainText(profile.name), image: plainAddress(profile.image) };
  return { ...identity, profile: shown, id: identityId(issuer, subject), text };
}

/** The longest address of a picture; characters. */
const LONGEST_IMAGE = 2_048;

/** Returns the address of a picture, or `null` for a text that a database may refuse. */
function plainAddress(image: string | null): string | null {
  return isPlainText(image) && image.length <= LONGEST_IMAGE ? image : null;
}

/** Adds an identity to a user. Returns whose it is: `"added"`, `"own"` or `"other"` if it was there. */
export async function addIdentity<U extends User>(
  { authenticators }: Accounts<U>,
  { id, text }: StorableIdentity,
  userId: string,
  now: number,
): Promise<"added" | "own" | "other"> {
  const added = { kind: "identity", id, userId, data: text, createdAt: now };
  if (await authenticators.add(added)) return "added";
  const found = await authenticators.find("identity", id);
  return found?.userId === userId ? "own" : "other";
}

/**
 * Stores what the provider says now, and the time of use. A concurrent sign-in may have stored the same,
 * so a lost race is tried once more and then left.
 */
export async function renewIdentity<U extends User>(
  { authenticators }: Accounts<U>,
  found: Authenticator,
  { id, text }: StorableIdentity,
  now: number,
): Promise<void> {
  const write = (version: number) =>
    authenticators.update("identity", id, { data: text, usedAt: now, ifVersion: version });
  if (await write(found.version)) return;
  const again = await authenticators.find("identity", id);
  if (again !== null) await write(again.version);
}
