/** Valid and invalid tokens, made with Web Cryptography and without the library. */
import type { Jwk } from "./keys.ts";

export type Bytes = Uint8Array<ArrayBuffer>;
/** The content of a segment: an object for its JSON, a text for its UTF-8 bytes. */
export type Segment = string | Bytes | object | null | number | boolean;

const encoder = new TextEncoder();
const HEADER = { alg: "HS256", typ: "JWT" };

export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

export function base64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function bytesOf(encoded: string): Bytes {
  const binary = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

export function segment(content: Segment): string {
  if (typeof content === "string") return base64url(utf8(content));
  return base64url(content instanceof Uint8Array ? content : utf8(JSON.stringify(content)));
}

/** Decodes the JSON of a segment of a token. */
export function parsed(encoded: string): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(bytesOf(encoded)));
}

export async function hmac(secret: string | Bytes, input: string, bits = 256): Promise<Bytes> {
  const algorithm = { name: "HMAC", hash: `SHA-${bits}` };
  const raw = typeof secret === "string" ? utf8(secret) : secret;
  const key = await crypto.subtle.importKey("raw", raw, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(input)));
}

interface Forged {
  readonly secret: string | Bytes;
  readonly payload: Segment;
  readonly header?: Segment;
  readonly bits?: number;
}

/** Creates a token of any content with a valid HMAC. */
export async function forged({
  secret,
  payload,
  header = HEADER,
  bits = 256,
}: Forged): Promise<string> {
  return forgedText(`${segment(header)}.${segment(payload)}`, secret, bits);
}

/** Creates a token of segments that may be invalid base64url, with a valid HMAC. */
export async function forgedText(
  input: string,
  secret: string | Bytes,
  bits = 256,
): Promise<string> {
  return `${input}.${base64url(await hmac(secret, input, bits))}`;
}

/** The available types differ: those of the DOM, or those of Node. */
type WebKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

interface Scheme {
  readonly name: string;
  readonly namedCurve?: string;
  readonly hash?: string;
  readonly saltLength?: number;
}

/** Returns the Web Cryptography parameters of a token algorithm. */
function schemeOf(alg: string): Scheme {
  if (alg === "EdDSA") return { name: "Ed25519" };
  const bits = Number(alg.slice(2));
  const hash = `SHA-${bits}`;
  if (alg.startsWith("ES")) {
    return { name: "ECDSA", namedCurve: `P-${bits === 512 ? 521 : bits}`, hash };
  }
  if (alg.startsWith("PS")) return { name: "RSA-PSS", hash, saltLength: bits / 8 };
  return { name: "RSASSA-PKCS1-v1_5", hash };
}

export async function cryptoKey(alg: string, jwk: Jwk, extractable = true): Promise<WebKey> {
  const usage = jwk["d"] === undefined ? "verify" : "sign";
  // Web Cryptography checks the algorithm and the uses of a JWK. These JWKs name none.
  return crypto.subtle.importKey("jwk", { ...jwk }, schemeOf(alg), extractable, [usage]);
}

/** Creates a token of any header and payload, signed with the private key of a pair. */
export async function signed(
  alg: string,
  privateJwk: Jwk,
  payload: Segment,
  header: Segment = { alg, typ: "JWT" },
): Promise<string> {
  const input = `${segment(header)}.${segment(payload)}`;
  const key = await cryptoKey(alg, privateJwk);
  const signature = await crypto.subtle.sign(schemeOf(alg), key, utf8(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}

/** Checks a token's signature with Web Cryptography. */
export async function isValidSignature(
  alg: string,
  publicJwk: Jwk,
  token: string,
): Promise<boolean> {
  const end = token.lastIndexOf(".");
  const key = await cryptoKey(alg, publicJwk);
  const signature = bytesOf(token.slice(end + 1));
  return crypto.subtle.verify(schemeOf(alg), key, signature, utf8(token.slice(0, end)));
}

interface Sealed {
  readonly key: Bytes;
  readonly payload: Segment;
  readonly header?: Segment;
  readonly iv?: Bytes;
}

const plainOf = (content: Segment): Bytes => bytesOf(segment(content));
const SEALED = { alg: "dir", enc: "A256GCM", typ: "JWT" };

/** Creates a sealed token with AES-256-GCM (RFC 7518, 5.3). */
export async function sealedGcm({
  key,
  payload,
  header = SEALED,
  iv = crypto.getRandomValues(new Uint8Array(12)),
}: Sealed): Promise<string> {
  const aad = segment(header);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const scheme = { name: "AES-GCM", iv, additionalData: utf8(aad) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(scheme, aes, plainOf(payload)));
  const [text, tag] = [sealed.slice(0, -16), sealed.slice(-16)];
  return [aad, "", base64url(iv), base64url(text), base64url(tag)].join(".");
}

/** Creates a sealed token with AES-256-CBC and HMAC-SHA-512 (RFC 7518, 5.2.2.1), with a valid tag over any content. */
export async function sealedCbc({
  key,
  payload,
  header = { ...SEALED, enc: "A256CBC-HS512" },
  iv = crypto.getRandomValues(new Uint8Array(16)),
}: Sealed): Promise<string> {
  const half = key.slice(32);
  const aes = await crypto.subtle.importKey("raw", half, "AES-CBC", false, ["encrypt"]);
  const scheme = { name: "AES-CBC", iv: iv.length === 16 ? iv : new Uint8Array(16) };
  const text = new Uint8Array(await crypto.subtle.encrypt(scheme, aes, plainOf(payload)));
  return taggedCbc(key, segment(header), iv, text);
}

/** Creates such a token from bytes that may be an invalid ciphertext. */
export async function taggedCbc(key: Bytes, aad: string, iv: Bytes, text: Bytes): Promise<string> {
  const mac = await crypto.subtle.importKey(
    "raw",
    key.slice(0, 32),
    { name: "HMAC", hash: "SHA-512" },
    false,
    ["sign"],
  );
  const bits = new Uint8Array(8);
  new DataView(bits.buffer).setBigUint64(0, BigInt(aad.length) * 8n);
  const message = Uint8Array.of(...utf8(aad), ...iv, ...text, ...bits);
  const tag = new Uint8Array(await crypto.subtle.sign("HMAC", mac, message)).slice(0, 32);
  return [aad, "", base64url(iv), base64url(text), base64url(tag)].join(".");
}
