import { sha256 } from "#crypto";
import type { GuardedAdapter } from "../adapter/guarded.ts";
import type { AdapterUser } from "../adapters.ts";
import type { RouteContext } from "./context.ts";
import { hex } from "./csrf.ts";
import type { ResolvedEmail } from "./providers.ts";

/** Returns the user of an address, or the one that would be created. */
export async function userOf(adapter: GuardedAdapter, email: string): Promise<AdapterUser> {
  return (await adapter.getUserByEmail(email)) ?? { id: email, email, emailVerified: null };
}

/** Returns the hash under which the adapter keeps a token, as next-auth 4 computes it. */
export async function hashOf(
  token: string,
  provider: ResolvedEmail,
  secret: string,
): Promise<string> {
  return hex(await sha256(`${token}${provider.secret ?? secret}`));
}

/** The configuration is checked, so an e-mail provider has an adapter. */
export function adapterOf({ settings: { adapter } }: RouteContext): GuardedAdapter {
  if (adapter === null) throw new TypeError("E-mail login requires an adapter.");
  return adapter;
}
