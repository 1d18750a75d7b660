import { sealedCodec } from "../token/engine/sealed-codec.ts";
import type { StatelessStrategy } from "./contract.ts";
import { statelessOperations } from "./stateless/operations.ts";

/** The compiler prints this sentence, and the error at run time holds it. */
const SEALED_KEEPS_NO_STATE =
  "sealed() keeps no server state: use database({ store }) to list or revoke sessions";

/**
 * Keeps each session in an encrypted JWT (JWE, `dir` with A256GCM). It differs from `jwt()` in two
 * points: the client cannot read the data, and a session may take up to four cookies.
 *
 * @example
 * ```ts
 * import { createSignet, sealed } from "signet-auth";
 *
 * export const signet = createSignet({ strategy: sealed(), secret: process.env["AUTH_SECRET"] });
 * ```
 */
export function sealed(): StatelessStrategy<typeof SEALED_KEEPS_NO_STATE> {
  const directory = { "~signet": SEALED_KEEPS_NO_STATE } as const;
  return {
    name: "sealed",
    directory,
    prepare(setting) {
      const purpose = `session:${setting.cookieName}`;
      const sessions = sealedCodec(setting.keys, purpose, "signet-session+jwe");
      const traits = { sessions, directory, chunked: true };
      return statelessOperations(traits, setting);
    },
  };
}
