/** The exports of `#crypto` in the sandbox. */
import type { Crypto } from "../../../signet/src/token/crypto/contract.ts";
import * as sandbox from "./index.ts";

export const hmacKey: Crypto["hmacKey"] = sandbox.hmacKey;
export const contentKey: Crypto["contentKey"] = sandbox.contentKey;
export const hkdf: Crypto["hkdf"] = sandbox.hkdf;
export const sha256: Crypto["sha256"] = sandbox.sha256;
export const equalBytes: Crypto["equalBytes"] = sandbox.equalBytes;
export { decodeText, encodeText } from "./text.ts";
