import type { Send } from "./connection.ts";

/**
 * Warns when Redis is set to drop keys under memory pressure, which would sign people out. Where
 * nobody may ask, as at some providers, nothing is said.
 */
export async function warnOfEviction(send: Send, key: string): Promise<void> {
  const policy = await policyOf(send, key).catch(() => null);
  if (policy === null || policy === "noeviction") return;
  process.emitWarning(
    `Redis drops keys when its memory is full (maxmemory-policy ${policy}), and with them people's sessions. Set maxmemory-policy noeviction.`,
    { code: "SIGNET_REDIS_EVICTION" },
  );
}

async function policyOf(send: Send, key: string): Promise<string | null> {
  const info = String(await send(key, ["INFO", "memory"]));
  return /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? null;
}
