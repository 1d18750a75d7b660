/** A `CryptoKey`. It has its own name, because some type definitions have no global `CryptoKey` type. */
export type WebKey = Awaited<ReturnType<typeof globalThis.crypto.subtle.importKey>>;
