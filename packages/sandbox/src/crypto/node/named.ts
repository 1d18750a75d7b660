import { noKeyPairs } from "../no-key-pairs.ts";
import type { KeyObject } from "./key-object.ts";

export { createHash, createHmac } from "./hash.ts";
export { createSecretKey, KeyObject } from "./key-object.ts";
export { randomBytes, randomUUID, timingSafeEqual } from "./random.ts";

type Parse = (input: unknown) => KeyObject;

/** @throws {TokenKeyError} always: the sandbox has no key pairs. */
export const createPrivateKey: Parse = noKeyPairs;

/** @throws {TokenKeyError} always: the sandbox has no key pairs. */
export const createPublicKey: Parse = noKeyPairs;
