/** A `CryptoKey`, under a name of its own: not every set of types has one for it. */
export type WebKey = Awaited<ReturnType<typeof globalThis.crypto.subtle.importKey>>;
