import { createSecretKey, webcrypto } from "node:crypto";
import { SECRET } from "./claims.ts";

/** The same secret in every form that a peer takes it in. */
export const bytes = new TextEncoder().encode(SECRET);
export const keyObject = createSecretKey(bytes);
export const cryptoKey = await webcrypto.subtle.importKey(
  "raw",
  bytes,
  { name: "HMAC", hash: "SHA-256" },
  false,
  ["sign", "verify"],
);
