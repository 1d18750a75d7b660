import { hash, timingSafeEqual } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

/** Returns the minimal read of a stored session. The read returns `null` for a wrong secret. */
export function floorRead(file: DatabaseSync): (credential: string) => unknown {
  const find = file.prepare("SELECT * FROM signet_sessions WHERE id = ?");

  return (credential) => {
    const middle = credential.indexOf(".");
    const row = find.get(credential.slice(0, middle));
    const given = hash("sha256", `signet.${credential.slice(middle + 1)}`, "buffer");
    const kept = row?.["secret_hash"];
    if (!(kept instanceof Uint8Array) || !timingSafeEqual(given, kept)) return null;
    return JSON.parse(String(row?.["data"]));
  };
}
