import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { sealData, unsealData } from "iron-session";
import { EncryptJWT, jwtDecrypt } from "jose";
import { decode, encode } from "next-auth/jwt";
import { createOpener, createSealer } from "signet-auth/token";
import type { Claims } from "./claims.ts";
import { SECRET } from "./claims.ts";

/** A contestant that seals and opens claims. `open` returns `null` or throws for a changed token. */
export interface Sealing {
  readonly name: string;
  readonly note?: string;
  seal(claims: Claims): string | Promise<string>;
  open(token: string): unknown;
}

const bytes = new Uint8Array(randomBytes(32));

export const FLOOR = "floor";
export const OURS = "signet";

export function sealings(): readonly Sealing[] {
  return [floor(createSecretKey(bytes)), signet(), jose(), nextAuth(), ironSession()];
}

/** The minimum of sealing and opening: AES-256-GCM with a `KeyObject`, base64url and JSON. */
function floor(key: KeyObject): Sealing {
  const header = Buffer.from(JSON.stringify({ alg: "dir", enc: "A256GCM", typ: "JWT" }));
  const aad = Buffer.from(header.toString("base64url"));
  return {
    name: FLOOR,
    seal(claims) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(aad);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(claims)), cipher.final()]);
      const parts = [iv, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"));
      return `${aad}..${parts.join(".")}`;
    },
    open: floorOpen(key),
  };
}

/** Returns the minimal opener. It checks only the tag. */
export function floorOpen(key: KeyObject): (token: string) => unknown {
  return (token) => {
    const [protectedHeader = "", , ...parts] = token.split(".");
    const [iv, sealed, tag] = parts.map((part) => Buffer.from(part, "base64url"));
    if (!iv || !sealed || !tag) return null;
    const decipher = createDecipheriv("aes-256-gcm", key, iv).setAuthTag(tag);
    decipher.setAAD(Buffer.from(protectedHeader));
    return JSON.parse(Buffer.concat([decipher.update(sealed), decipher.final()]).toString());
  };
}

function signet(): Sealing {
  const secret = bytes;
  return {
    name: OURS,
    seal: createSealer({ secret, expiresIn: "never" }),
    open: createOpener({ secret }),
  };
}

function jose(): Sealing {
  return {
    name: "jose",
    note: "`EncryptJWT` and `jwtDecrypt`, `dir` with A256GCM.",
    seal: (claims) =>
      new EncryptJWT({ ...claims })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", typ: "JWT" })
        .encrypt(bytes),
    open: async (token) => (await jwtDecrypt(token, bytes)).payload,
  };
}

function nextAuth(): Sealing {
  return {
    name: "next-auth",
    note: "`encode` and `decode`; it derives its key each time, and adds a `jti`.",
    seal: (claims) => encode({ token: { ...claims }, secret: SECRET, maxAge: 604_800 }),
    open: (token) => decode({ token, secret: SECRET }),
  };
}

function ironSession(): Sealing {
  return {
    name: "iron-session",
    note: "`sealData` and `unsealData`; AES-256-CBC and HMAC, its own format.",
    seal: (claims) => sealData(claims, { password: SECRET }),
    async open(token) {
      const claims = await unsealData<Partial<Claims>>(token, { password: SECRET });
      // iron-session returns an empty session for a refused seal.
      return claims.sub === undefined ? null : claims;
    },
  };
}

/** Returns the claims that all contestants share. next-auth sets its own `iat`, `exp` and `jti`. */
export function shared(claims: unknown): unknown {
  if (typeof claims !== "object" || claims === null) return null;
  const { sub, sid, auth_time, created, data } = Object(claims);
  return { sub, sid, auth_time, created, data };
}
