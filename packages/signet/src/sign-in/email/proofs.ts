import { equalBytes } from "#crypto";
import { decodeBytes } from "../../token/base64url.ts";
import type { EngineKeys } from "../../token/engine/keys.ts";
import type { MailRequest } from "./request.ts";

/** The purpose of the engine's keys that derive links and codes. */
const KEY_PURPOSE = "sign-in-mail";
const CODES = 1_000_000;
const CODE_DIGITS = 6;
/** The bytes of a code's number: 48 bit, so every code is equally likely up to a part in 2^28. */
const NUMBER_BYTES = 6;

/** The contents of a mail that prove that its reader got it. */
export interface MailProofs {
  /** The token of the link: the id of the request and a MAC of 256 bit. */
  readonly token: string;
  /** Six digits. */
  readonly code: string;
}

/**
 * Derives the link and the code of a request: HMAC-SHA-256, under a key of the engine, of the purpose and
 * the random seed of the request. A hash of a six-digit code is no protection, because a million hashes
 * are computed at once. With this derivation a leaked store reveals neither links nor codes without the
 * secret of the application, and every mail of one request and the page of an opened link show the same
 * code, so a new code adds no chance to guess. Returns `null` when the key has left the ring.
 */
export async function proofsOf(keys: EngineKeys, request: MailRequest): Promise<MailProofs | null> {
  for (const key of keys) {
    if ((await key.kid()) !== request.kid) continue;
    const signing = await key.deriveSigning(KEY_PURPOSE);
    const { id, purpose, seed } = request;
    const mac = (use: string) => signing.sign(JSON.stringify([use, purpose, id, seed]));
    return { token: `${id}.${await mac("link")}`, code: codeOf(await mac("code")) };
  }
  return null;
}

/** Returns the id of the request in the token of a link; `null` for a text of another form. */
export function idInToken(token: string): string | null {
  return /^([\w-]{43})\.[\w-]{43}$/.exec(token)?.[1] ?? null;
}

/** Returns the digits of a typed code; `null` for another text. Spaces and hyphens are left out. */
export function parseCode(text: string | null): string | null {
  const digits = text?.normalize("NFKC").replace(/[\s-]/g, "") ?? "";
  return /^[0-9]{6}$/.test(digits) ? digits : null;
}

/** Compares texts in a time that depends only on their lengths. */
export function equalTexts(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => new TextEncoder().encode(text));
  return a !== undefined && b !== undefined && equalBytes(a, b);
}

/** Returns the name of the key that derives for new requests. */
export function newestKid([newest]: EngineKeys): Promise<string> {
  return newest.kid();
}

function codeOf(mac: string): string {
  const bytes = decodeBytes(mac) ?? new Uint8Array();
  const number = bytes.slice(0, NUMBER_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % CODES).padStart(CODE_DIGITS, "0");
}
