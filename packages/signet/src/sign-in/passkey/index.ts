export type { PasskeyOptions } from "./options.ts";
export { type PasskeyOperations, passkey } from "./passkey.ts";
