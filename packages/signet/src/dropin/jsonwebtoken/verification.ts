import { checkClaims } from "./claims.ts";
import { readHeader } from "./compact.ts";
import { JsonWebTokenError } from "./errors.ts";
import { checkProven, type Opened, open } from "./open.ts";
import { prove } from "./proof.ts";
import type { JwtHeader, VerifyOptions } from "./types.ts";

/** A verification that waits for its key. */
export interface Begun {
  readonly opened: Opened;
  readonly options: VerifyOptions;
  /** Seconds. */
  readonly now: number;
}

/** All that is checked before a key is needed. */
export function begin(token: unknown, options: VerifyOptions): Begun {
  const { clockTimestamp, clockTolerance, nonce, allowInvalidAsymmetricKeyTypes } = options;
  checkNumber("clockTimestamp", clockTimestamp);
  checkNumber("clockTolerance", clockTolerance);
  if (nonce !== undefined && (typeof nonce !== "string" || nonce.trim() === "")) {
    throw new JsonWebTokenError("nonce must be a non-empty string");
  }
  if (!["boolean", "undefined"].includes(typeof allowInvalidAsymmetricKeyTypes)) {
    throw new JsonWebTokenError("allowInvalidAsymmetricKeyTypes must be a boolean");
  }
  const now = clockTimestamp || Math.floor(Date.now() / 1_000);
  return { opened: open(token), options, now };
}

/** Everything else; the answer is what the caller gets. */
export function conclude({ opened, options, now }: Begun, key: unknown): unknown {
  const { parts, payload, algorithm } = opened;
  prove(parts, algorithm, key, options);
  checkProven(opened);
  checkClaims(Object(payload), options, now);
  if (options.complete !== true) return payload;
  return { header: readHeader(parts.header), payload, signature: parts.signature };
}

export function headerOf({ opened }: Begun): JwtHeader {
  // Whether it is one, nobody has checked: as in jsonwebtoken.
  return readHeader(opened.parts.header) as JwtHeader;
}

/** Text would be put behind the number it is to be added to. */
function checkNumber(option: string, value: unknown): void {
  if (value && typeof value !== "number") throw new JsonWebTokenError(`${option} must be a number`);
}
