/** The token layer of the built library; it has no public entry yet. */
import { createSecretKey, hkdfSync } from "node:crypto";
import { tokenKind } from "../../packages/signet/dist/token/jws.js";
import { keyRing } from "../../packages/signet/dist/token/key-ring.js";
import { SECRET } from "./claims.ts";

const PURPOSE = "session:signet";
const TYPE = "signet-session+jwt";

/** What jwt() signs and verifies sessions with. */
export const signet = tokenKind(keyRing(SECRET), PURPOSE, TYPE);
/** The key behind it, derived here once more, so that the floor owes nothing to the library. */
export const signetKey = createSecretKey(
  new Uint8Array(hkdfSync("sha256", SECRET, "signet", PURPOSE, 32)),
);
/** The header it writes, encoded, for the floor. */
export const signetHeader = signet.sign({}).split(".", 1).join();
