import { cookies, headers } from "next/headers.js";
import { cookieLookup } from "../cookies/lookup.ts";
import type { KeeperRequest } from "../keeper/contract.ts";

/** Returns the current request in a Server Component, a Server Action or a Route Handler. */
export async function currentRequest(): Promise<KeeperRequest> {
  const [head, jar] = await Promise.all([headers(), cookies()]);
  return { cookies: cookieLookup(jar), headers: head };
}
