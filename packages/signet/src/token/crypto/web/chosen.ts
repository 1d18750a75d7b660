/** The exports of `#crypto` on every runtime except Node. */
import type { Crypto } from "../contract.ts";
import * as web from "./index.ts";

export const hmacKey: Crypto["hmacKey"] = web.hmacKey;
export const contentKey: Crypto["contentKey"] = web.contentKey;
export const hkdf: Crypto["hkdf"] = web.hkdf;
export const sha256: Crypto["sha256"] = web.sha256;
export const equalBytes: Crypto["equalBytes"] = web.equalBytes;
export { decodeText, encodeText } from "../../base64url.ts";
