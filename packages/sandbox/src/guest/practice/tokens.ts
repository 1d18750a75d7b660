import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { Buffer } from "../globals/buffer.ts";
import { parse, stringify } from "./captured.ts";

const HASHES = { HS256: sha256, HS384: sha384, HS512: sha512 } as const;

/** The key of a forger, who does not have the key of the application. */
const KEY = new Uint8Array(64).fill(7);

/**
 * Returns a JWT with the same header, the same claims and `changes`, signed with another key. For an
 * algorithm with a key pair the signature is that of HMAC SHA-256.
 *
 * @throws {TypeError} for a text that is no signed JWT.
 */
export function forge(token: string, changes: Record<string, unknown>): string {
  const [header = "", payload = "", ...rest] = `${token}`.split(".");
  if (rest.length !== 1) {
    throw new TypeError("forge() needs a signed JWT: three parts with dots between them.");
  }
  const claims: unknown = parse(decoded(payload));
  if (typeof claims !== "object" || claims === null) {
    throw new TypeError("forge() needs a JWT whose payload is an object.");
  }
  const input = `${header}.${encoded(stringify({ ...claims, ...changes }))}`;
  const { alg } = parse(decoded(header)) as { alg?: string };
  const hash = HASHES[(alg ?? "") as keyof typeof HASHES] ?? sha256;
  const signature = hmac(hash, KEY, new Uint8Array(Buffer.from(input, "utf8")));
  return `${input}.${Buffer.from(signature).toString("base64url")}`;
}

/**
 * Returns the token with one character of its signature changed: of the last part of a JWT, or of the
 * last part of a seal of iron-session.
 */
export function damage(token: string): string {
  const text = `${token}`;
  const at = text.lastIndexOf(text.includes("*") ? "*" : ".") + 1;
  const char = text[at];
  if (char === undefined) throw new TypeError("damage() needs a token that is not empty.");
  return text.slice(0, at) + (char === "A" ? "B" : "A") + text.slice(at + 1);
}

function decoded(part: string): string {
  return Buffer.from(part, "base64url").toString("utf8");
}

function encoded(text: string): string {
  return Buffer.from(text, "utf8").toString("base64url");
}
