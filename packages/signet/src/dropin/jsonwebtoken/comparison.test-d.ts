/**
 * Compares calls of jsonwebtoken with the same calls of our replacement. The file holds no tests.
 * Its name keeps it out of the build.
 */
import { createHmac, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, vi } from "vitest";
import ours from "./index.ts";

type Library = typeof ours;
export type Call = readonly [title: string, ...args: unknown[]];

/** A pair of keys. */
export interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const theirs: Library = createRequire(import.meta.url)("jsonwebtoken");
export const NOW: number = 1_700_000_000;
export const rsa: Pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const small: Pair = generateKeyPairSync("rsa", { modulusLength: 1024 });
export const p256: Pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
export const p384: Pair = generateKeyPairSync("ec", { namedCurve: "P-384" });
export const p521: Pair = generateKeyPairSync("ec", { namedCurve: "P-521" });
export const k256: Pair = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
export const dsa: Pair = generateKeyPairSync("dsa", { modulusLength: 1024, divisorLength: 160 });
export const ed25519: Pair = generateKeyPairSync("ed25519");
export const pss: Pair = pssPair("sha256", "sha256", 32);
export const pssSalty: Pair = pssPair("sha256", "sha256", 40);
export const pssMixed: Pair = pssPair("sha256", "sha512", 16);
export const secret: string = "a secret";
export const passphrase: string = "open sesame";
export const locked: string = pemOf(rsa.privateKey, { cipher: "aes-256-cbc", passphrase });

export const PAIRS: Readonly<Record<string, Pair>> = {
  ...{ RS256: rsa, RS384: rsa, RS512: rsa, PS256: rsa, PS384: rsa, PS512: rsa },
  ...{ ES256: p256, ES384: p384, ES512: p521 },
};
const HMACS = ["HS256", "HS384", "HS512"];
export const ALGORITHMS: readonly string[] = [...HMACS, ...Object.keys(PAIRS)];

/** The messages of all compared errors. The last tests check that the list is complete. */
export const seen: Set<string> = new Set<string>();

/** Stops the clock for the tests of a file. */
export function stopClock(): void {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: NOW * 1_000 });
  });
  afterAll(() => {
    vi.useRealTimers();
  });
}

function pssPair(hashAlgorithm: string, mgf1HashAlgorithm: string, saltLength: number): Pair {
  // The types of Node expect the salt length as text. Node expects a number.
  const salt = { saltLength } as unknown as { saltLength: string };
  const hashes = { hashAlgorithm, mgf1HashAlgorithm };
  return generateKeyPairSync("rsa-pss", { modulusLength: 2048, ...hashes, ...salt });
}

export function pemOf(key: KeyObject, options: object = {}): string {
  const type = key.type === "private" ? "pkcs8" : "spki";
  return String(key.export({ format: "pem", type, ...options } as never));
}

/** Creates a token with any header and payload. A value that is not text becomes JSON. */
export function forge(header: unknown, payload: unknown, key: string = secret): string {
  const part = (value: unknown) =>
    Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
}

export const JWT: object = { alg: "HS256", typ: "JWT" };
export const claims: object = { sub: "1", iat: NOW - 100 };

/** Returns the comparable parts of a value or an error. */
export function comparable(value: unknown): unknown {
  if (value instanceof Error) {
    seen.add(value.message);
    const classes: string[] = [];
    for (
      let at = Object.getPrototypeOf(value);
      at !== Object.prototype;
      at = Object.getPrototypeOf(at)
    ) {
      classes.push(at.constructor.name);
    }
    return { classes, name: value.name, message: value.message, entries: Object.entries(value) };
  }
  // PSS and ECDSA signatures are random.
  const [header = "", payload, signature] = typeof value === "string" ? value.split(".") : [];
  const random = /"alg":"(?:PS|ES)/.test(Buffer.from(header, "base64url").toString());
  return random && signature !== undefined ? { header, payload, length: signature.length } : value;
}

export function attempt(work: () => unknown): unknown {
  try {
    return { returned: comparable(work()) };
  } catch (error) {
    return { threw: comparable(error) };
  }
}

/** Records the result of a call, and the arguments and time of its callback. */
export async function watch(
  call: (callback: (...answer: unknown[]) => string) => unknown,
): Promise<unknown> {
  const answers: unknown[] = [];
  let phase = "at once";
  const outcome = attempt(() =>
    call((...answer) => {
      answers.push({ phase, answer: answer.map(comparable) });
      return "the result of the callback";
    }),
  );
  phase = "on the next tick";
  await new Promise<void>((done) => process.nextTick(done));
  phase = "later";
  await new Promise((done) => setImmediate(done));
  return { outcome, answers };
}

type Method = (...args: unknown[]) => unknown;
export function methodOf(library: Library, name: "sign" | "verify" | "decode"): Method {
  return library[name] as Method;
}

/** Expects the same result from both libraries, with and without a callback. */
export async function compare(
  name: "sign" | "verify" | "decode",
  args: readonly unknown[],
): Promise<void> {
  const outcomes = [theirs, ours].map((library) => attempt(() => methodOf(library, name)(...args)));
  expect(outcomes[1]).toEqual(outcomes[0]);
  if (name === "decode") return;
  const watched = await Promise.all(
    [theirs, ours].map((library) =>
      watch((callback) => methodOf(library, name)(...args, callback)),
    ),
  );
  expect(watched[1]).toEqual(watched[0]);
}
