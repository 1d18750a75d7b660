import { signedCodec } from "../token/engine/signed-codec.ts";
import type { StatelessStrategy } from "./contract.ts";
import { statelessOperations } from "./stateless/operations.ts";

/** The compiler prints this sentence, and the error at run time holds it. */
const JWT_KEEPS_NO_STATE =
  "jwt() keeps no server state: use hybrid({ store }) to list or revoke sessions";

/**
 * Keeps each session in a signed JWT. The server keeps no state, so a read costs no I/O. The client can
 * read the data. The server cannot end a session: sign-out removes the cookie and leaves a tombstone,
 * which stops a late response from restoring the session in that browser. A copy of the credential
 * stays valid until it expires.
 *
 * @example
 * ```ts
 * import { createSignet, jwt } from "signet-auth";
 *
 * export const signet = createSignet({ strategy: jwt(), secret: process.env["AUTH_SECRET"] });
 * ```
 */
export function jwt(): StatelessStrategy<typeof JWT_KEEPS_NO_STATE> {
  const directory = { "~signet": JWT_KEEPS_NO_STATE } as const;
  return {
    name: "jwt",
    directory,
    prepare(setting) {
      const purpose = `session:${setting.cookieName}`;
      const sessions = signedCodec(setting.keys, purpose, "signet-session+jwt");
      const traits = { sessions, directory, chunked: false };
      return statelessOperations(traits, setting);
    },
  };
}
