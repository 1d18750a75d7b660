import { cbc, gcm } from "@noble/ciphers/aes.js";

/**
 * Returns the AES modes of `@noble/ciphers`. The module computes tables when it is loaded, which takes 30 to
 * 70 ms in QuickJS. So a bundler can replace this file by one that loads the module in the first call.
 */
export function aes() {
  return { cbc, gcm };
}
