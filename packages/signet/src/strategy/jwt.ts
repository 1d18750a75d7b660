import { signedCodec } from "../token/engine/signed-codec.ts";
import type { StatelessStrategy } from "./contract.ts";
import { statelessOperations } from "./stateless/operations.ts";

/** The sentence of the type and of the run time. */
const JWT_KEEPS_NO_STATE =
  "jwt() keeps no server state: use hybrid({ store }) to list or revoke sessions";

/**
 * Keeps each session in a signed JWT and nowhere else. A read costs no I/O. The client can read the
 * data, and a session cannot be ended from the server: signing out removes the cookie and leaves a
 * tombstone, so that a response still under way cannot bring it back in that browser, but a copy of
 * the credential lives on until it expires.
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
