/** Base64url and UTF-8. The library's JavaScript needs no function of Node. */
export { decodeText, encodeText, textOf } from "../../../signet/src/token/base64url.ts";
