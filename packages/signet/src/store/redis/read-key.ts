import { codeOf } from "./connection/error-code.ts";
import type { Send } from "./connection/send.ts";
import { run } from "./run-script.ts";
import { FIND } from "./scripts.ts";

/** Reads a key of the primary; a replica refuses. */
export function readKey(read: Send, key: string): Promise<unknown> {
  return read(key, ["GETEX", key]).catch((error: unknown) => {
    if (codeOf(error) === "MISCONF") return run(read, FIND, [key], []);
    throw error;
  });
}
