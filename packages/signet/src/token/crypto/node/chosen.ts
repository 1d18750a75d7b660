/** The exports of `#crypto` on Node. */
import type { Crypto } from "../contract.ts";
import * as node from "./index.ts";

export const hmacKey: Crypto["hmacKey"] = node.hmacKey;
export const contentKey: Crypto["contentKey"] = node.contentKey;
export const hkdf: Crypto["hkdf"] = node.hkdf;
export const sha256: Crypto["sha256"] = node.sha256;
export const equalBytes: Crypto["equalBytes"] = node.equalBytes;
export { decodeText, encodeText } from "./text.ts";
