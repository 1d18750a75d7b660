import type { Authenticator, Authenticators } from "../../accounts/contract.ts";

/** The kind of the authenticators of this method. */
export const PASSKEY = "passkey";

/** The data of a passkey, as the account store keeps it. */
export interface PasskeyData {
  /** The name that the user gave. */
  readonly name: string;
  /** The public key in the form of COSE; base64url. */
  readonly publicKey: string;
  /** The signature counter of the last use. 0 for authenticators that do not count. */
  readonly counter: number;
  /** The random id by which authenticators name the user; base64url. The same for all passkeys of a user. */
  readonly userHandle: string;
  /** `multiDevice` for a passkey that may be copied to other devices of the user (flag BE). */
  readonly deviceType: "singleDevice" | "multiDevice";
  /** Whether a copy exists (flag BS at the last use). */
  readonly backedUp: boolean;
  /** Hints for browsers, such as `internal` or `usb`. */
  readonly transports: readonly string[];
  /** The model of the authenticator; `null` when it does not say. It is not attested. */
  readonly aaguid: string | null;
}

/** A passkey of an account store. */
export interface Passkey extends Pick<Authenticator, "id" | "userId" | "version" | "usedAt"> {
  readonly data: PasskeyData;
}

/** How often a change is tried again, when other requests change the same passkey. */
const ATTEMPTS = 5;

export async function findPasskey(
  authenticators: Authenticators,
  id: string,
): Promise<Passkey | null> {
  const found = await authenticators.find(PASSKEY, id);
  return found === null ? null : passkeyOf(found);
}

/** Returns the passkeys of a user, oldest first. */
export async function passkeysOf(
  authenticators: Authenticators,
  userId: string,
): Promise<Passkey[]> {
  const all = await authenticators.list(userId);
  return all.filter(({ kind }) => kind === PASSKEY).map(passkeyOf);
}

function passkeyOf({ id, userId, version, usedAt, data }: Authenticator): Passkey {
  const parsed: PasskeyData = JSON.parse(data);
  return { id, userId, version, usedAt, data: parsed };
}

/** The new state of a passkey, or a reason why it is not changed. */
export type PasskeyChange = Pick<Passkey, "data" | "usedAt"> | string;

/**
 * Changes a passkey, unless `change` returns a reason. When another request changed the passkey first,
 * `change` decides again with the newer state. Returns the reason, and `null` after the change.
 */
export async function changePasskey(
  authenticators: Authenticators,
  read: Passkey,
  change: (passkey: Passkey) => PasskeyChange,
): Promise<string | null> {
  let passkey: Passkey | null = read;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (passkey === null) return "unknown-credential";
    const next = change(passkey);
    if (typeof next === "string") return next;
    const { id, version } = passkey;
    const update = { data: JSON.stringify(next.data), usedAt: next.usedAt, ifVersion: version };
    if (await authenticators.update(PASSKEY, id, update)) return null;
    passkey = await findPasskey(authenticators, id);
  }
  return "concurrent-use";
}
