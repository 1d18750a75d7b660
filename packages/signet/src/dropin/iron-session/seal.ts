import { equalText } from "#iron-crypto";
import { jsonOf } from "./json.ts";
import { openingCipher, sealingKeys } from "./keys.ts";
import { newestPassword, type Password, passwordMap, passwordOf } from "./passwords.ts";
import { sealLifetime } from "./ttl.ts";
import type { OnUnsealError, UnsealErrorReason } from "./types.ts";

/** The first part of a seal: iron, version 2. */
const PREFIX = "Fe26.2";
/** iron-session's mark after a seal. It is outside of the MAC, so nothing may depend on it. */
const MARK = "~";
const MARKED_VERSION = `${MARK}2`;
/** A seal is accepted this long after its expiration, for clocks that differ; milliseconds. */
const TOLERANCE = 60_000;

/**
 * Encrypts and authenticates data, in iron-session's format. Every version of iron-session opens it.
 *
 * @param options `password`, or passwords by number; `ttl` in seconds, 14 days by default, 0 for ever.
 * @throws {Error} when JSON cannot hold the data, the password has fewer than 32 characters, or
 *   `ttl` is no number.
 *
 * @example
 * ```ts
 * import { sealData } from "signet-auth/iron-session";
 *
 * const password = process.env.SESSION_PASSWORD ?? "";
 * const seal = await sealData({ userId: 7 }, { password, ttl: 15 * 60 });
 * const link = `https://example.com/magic-login?seal=${encodeURIComponent(seal)}`;
 * ```
 */
export async function sealData(
  data: unknown,
  options: { password: Password; ttl?: number | undefined },
): Promise<string> {
  const { id, secret } = newestPassword(passwordMap(options.password));
  const lifetime = sealLifetime(options.ttl);
  const json = jsonOf(data);
  const keys = await sealingKeys(secret);
  const { iv, ciphertext } = await keys.cipher.encrypt(json);
  const expiration = lifetime === 0 ? "" : Date.now() + lifetime;
  const sealed = `${PREFIX}*${id}*${keys.encryptionSalt}*${iv}*${ciphertext}*${expiration}`;
  return `${sealed}*${keys.integritySalt}*${await keys.mac(sealed)}${MARKED_VERSION}`;
}

/**
 * Opens a seal of any version of iron-session from 6. Returns `{}` for a seal that is expired, changed
 * or sealed with an unknown password; `onUnsealError` receives the reason. The type parameter is not
 * checked.
 *
 * @example
 * ```ts
 * import { unsealData } from "signet-auth/iron-session";
 *
 * declare const seal: string;
 * const password = process.env.SESSION_PASSWORD ?? "";
 * const { userId } = await unsealData<{ userId?: number }>(seal, { password });
 * ```
 */
export async function unsealData<Data = Record<string, unknown>>(
  seal: string,
  options: {
    password: Password;
    ttl?: number | undefined;
    onUnsealError?: OnUnsealError | undefined;
  },
): Promise<Data> {
  const end = seal.indexOf(MARK);
  const unmarked = end === -1 ? seal : seal.slice(0, end);
  let data: unknown;
  try {
    data = await open(unmarked, options.password);
  } catch (error) {
    options.onUnsealError?.(reasonOf(error), error);
    data = {};
  }
  // Sealed `null` and nothing are the same in iron-session. The caller names the type of the data.
  return (data ?? {}) as Data;
}

/** Verifies a seal before it reads the content or the expiration. */
async function open(seal: string, password: Password): Promise<unknown> {
  const parts = seal.split("*");
  if (parts.length !== 8) throw new Error("Incorrect number of sealed components");
  const [prefix, id = "", encryptionSalt = "", iv = "", ciphertext = ""] = parts;
  const [expiration = "", integritySalt = "", mac = ""] = parts.slice(5);
  if (prefix !== PREFIX) throw new Error("Wrong mac prefix");
  const secret = passwordOf(passwordMap(password), id);
  const sealed = seal.slice(0, seal.length - integritySalt.length - mac.length - 2);
  const cipher = await openingCipher(secret, encryptionSalt, integritySalt, async (hmac) =>
    equalText(mac, await hmac(sealed)),
  );
  if (cipher === null) throw new Error("Bad hmac value");
  if (expiration !== "") {
    if (!/^[1-9]\d*$/.test(expiration)) throw new Error("Invalid expiration");
    if (Number(expiration) <= Date.now() - TOLERANCE) throw new Error("Expired seal");
  }
  const json = await cipher.decrypt({ iv, ciphertext });
  if (json === null) throw new Error("Bad ciphertext");
  try {
    return JSON.parse(json);
  } catch {
    // The message of the parser shows a piece of the data.
    throw new Error("Failed parsing sealed object JSON");
  }
}

function reasonOf(error: unknown): UnsealErrorReason {
  const message = error instanceof Error ? error.message : "";
  if (message.startsWith("Expired seal")) return "expired";
  return message.startsWith("Cannot find password") ? "unknown-password" : "invalid";
}
