/** Makes the tables of AES before the time of a program is measured, because they take up to 70 ms. */
import { aes } from "../crypto/aes.ts";

const BYTES = { key: 32, iv: 12 };
aes().gcm(new Uint8Array(BYTES.key), new Uint8Array(BYTES.iv)).encrypt(new Uint8Array());
