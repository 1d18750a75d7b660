/** The token layer of the built library; it has no public entry yet. */

import { tokenKind } from "../../packages/signet/dist/token/jws.js";
import { keyRing } from "../../packages/signet/dist/token/key-ring.js";
import { SECRET } from "./claims.ts";

const PURPOSE = "session:signet";
const TYPE = "signet-session+jwt";

const ring = keyRing(SECRET);

/** What jwt() signs and verifies sessions with. */
export const signet = tokenKind(ring, PURPOSE, TYPE);
/** The key behind it, for the floor. */
export const signetKey = ring.first.derive(PURPOSE);
/** The header it writes, encoded, for the floor. */
export const signetHeader = signet.sign({}).split(".", 1).join();
