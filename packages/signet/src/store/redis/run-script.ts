import { codeOf } from "../../database/redis/connection/error-code.ts";
import type { Send } from "../../database/redis/connection/send.ts";
import type { Script } from "./scripts.ts";

/** Runs a script on the server that has its keys. */
export async function runScript(
  send: Send,
  script: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  const [first = ""] = keys;
  const rest = [String(keys.length), ...keys, ...args.map(String)];
  try {
    return await send(first, ["EVALSHA", script.sha, ...rest]);
  } catch (error) {
    // A server that has restarted, or a new primary, does not have the script yet.
    if (codeOf(error) !== "NOSCRIPT") throw error;
    return send(first, ["EVAL", script.text, ...rest]);
  }
}
