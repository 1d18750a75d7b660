import { isCanonical } from "../base64url.ts";
import { decodeText } from "../crypto/node/text.ts";
import { type DecodeUnverified, decoder } from "../format/unverified.ts";

export const decodeUnverified: DecodeUnverified = decoder((encoded) =>
  /^[\w-]*$/.test(encoded) && isCanonical(encoded) ? decodeText(encoded) : null,
);
