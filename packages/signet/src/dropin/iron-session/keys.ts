/** Derived keys of passwords, kept so that most seals need no derivation. */
import { cipherKey, macKey, randomSalt } from "#iron-crypto";
import { type Recent, recent } from "../../token/recent-cache.ts";
import type { IronCipher, IronMac } from "./crypto/contract.ts";

/** The keys of a password and two salts. */
export interface IronKeys {
  readonly encryptionSalt: string;
  readonly integritySalt: string;
  readonly mac: IronMac;
  readonly cipher: IronCipher;
}

/** The limits of the salts that new seals share. docs/from-iron-session.md gives the reasons. */
const SEALS_PER_SALT = 16_384;
const MILLISECONDS_PER_SALT = 3_600_000;

/** The limits of the caches: passwords, pairs of salts of each password, and their length in characters. */
const MOST_PASSWORDS = 100;
const LONGEST_PASSWORD = 4_096;
const MOST_SALTS = 4_000;
const LONGEST_SALTS = 256;

interface KeysOfPassword {
  readonly opening: Recent<IronKeys>;
  sealing: { readonly keys: IronKeys; readonly since: number; seals: number } | null;
}

const passwords = recent<KeysOfPassword>(MOST_PASSWORDS, LONGEST_PASSWORD);

function keysOf(password: string): KeysOfPassword {
  const known = passwords.get(password);
  if (known !== undefined) return known;
  return passwords.keep(password, { opening: recent(MOST_SALTS, LONGEST_SALTS), sealing: null });
}

/**
 * Returns keys to seal with. Seals of one process share salts for at most {@link SEALS_PER_SALT}
 * seals and {@link MILLISECONDS_PER_SALT}; each seal has its own random IV.
 */
export async function sealingKeys(password: string): Promise<IronKeys> {
  const of = keysOf(password);
  const now = performance.now();
  if (of.sealing && of.sealing.seals < SEALS_PER_SALT) {
    const age = now - of.sealing.since;
    if (age >= 0 && age < MILLISECONDS_PER_SALT) {
      of.sealing.seals++;
      return of.sealing.keys;
    }
  }
  const encryptionSalt = randomSalt();
  const integritySalt = randomSalt();
  const mac = await macKey(password, integritySalt);
  const cipher = await cipherKey(password, encryptionSalt);
  const keys = { encryptionSalt, integritySalt, mac, cipher };
  of.sealing = { keys, since: now, seals: 1 };
  of.opening.keep(`${encryptionSalt}*${integritySalt}`, keys);
  return keys;
}

/**
 * Opens a seal with the keys of a password and two salts. `verify` gets the MAC key. The keys are
 * kept only when it returns `true`, so forged seals cannot fill the cache, and cost one derivation.
 *
 * @returns the cipher, or `null` when `verify` returned `false`.
 */
export async function openingCipher(
  password: string,
  encryptionSalt: string,
  integritySalt: string,
  verify: (mac: IronMac) => Promise<boolean>,
): Promise<IronCipher | null> {
  const { opening } = keysOf(password);
  // No part of a seal contains a star.
  const salts = `${encryptionSalt}*${integritySalt}`;
  const known = opening.get(salts);
  if (known !== undefined) return (await verify(known.mac)) ? known.cipher : null;
  const mac = await macKey(password, integritySalt);
  if (!(await verify(mac))) return null;
  const cipher = await cipherKey(password, encryptionSalt);
  opening.keep(salts, { encryptionSalt, integritySalt, mac, cipher });
  return cipher;
}
