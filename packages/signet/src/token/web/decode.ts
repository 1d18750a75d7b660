import { decodeText } from "../base64url.ts";
import { type DecodeUnverified, decoder } from "../format/unverified.ts";

export const decodeUnverified: DecodeUnverified = decoder(decodeText);
