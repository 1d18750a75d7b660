import { codeOf } from "../../database/redis/connection/error-code.ts";
import type { Send } from "../../database/redis/connection/send.ts";
import { runScript } from "./run-script.ts";
import { FIND } from "./scripts.ts";

/** Reads a key from the primary. GETEX counts as a write, so a replica refuses it. A full disk refuses it too (MISCONF). */
export function readKey(read: Send, key: string): Promise<unknown> {
  return read(key, ["GETEX", key]).catch((error: unknown) => {
    if (codeOf(error) === "MISCONF") return runScript(read, FIND, [key], []);
    throw error;
  });
}
