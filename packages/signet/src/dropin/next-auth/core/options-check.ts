import { UnsupportedOptionError } from "../errors.ts";
import { isOwnStrategy } from "../keeper/own-strategy.ts";
import type { AuthOptions } from "../types.ts";

const STAY =
  "Stay with next-auth for it, or authenticate the user yourself and use a credentials provider.";

const checked = new WeakSet<object>();

/**
 * Refuses options of next-auth 4 that this package does not support. Options that a program has built
 * once are checked once.
 *
 * @throws {UnsupportedOptionError}
 */
export function checkOptions(options: Partial<AuthOptions>): void {
  if (checked.has(options)) return;
  checkProviders(options.providers ?? []);
  if (options.adapter !== undefined && options.adapter !== null) {
    throw new UnsupportedOptionError(
      "UNSUPPORTED_ADAPTER",
      "signet-auth/next-auth has no adapters. To keep sessions in a store, set session.strategy to hybrid({ store }) or database({ store }) of signet-auth/next. Stay with next-auth if an adapter also keeps your users and their OAuth accounts.",
    );
  }
  checkStrategy(options);
  checked.add(options);
}

function checkProviders(providers: readonly unknown[]): void {
  for (const provider of providers) {
    const { id, type } = Object(provider);
    if (type === "credentials") continue;
    throw new UnsupportedOptionError(
      "UNSUPPORTED_PROVIDER",
      `signet-auth/next-auth has no providers of the type ${JSON.stringify(type)} (the id is ${JSON.stringify(id)}). Only credentials providers are supported. ${STAY}`,
    );
  }
}

function checkStrategy({ session, cookies }: Partial<AuthOptions>): void {
  const strategy = session?.strategy ?? "jwt";
  if (strategy === "jwt") return;
  if (!isOwnStrategy(strategy)) {
    throw new UnsupportedOptionError(
      "UNSUPPORTED_STRATEGY",
      `session.strategy is ${JSON.stringify(strategy)}. Use "jwt", or a strategy of signet-auth/next, such as database({ store }). Stay with next-auth for the sessions of an adapter.`,
    );
  }
  if (cookies?.sessionToken?.options.domain !== undefined) {
    throw new UnsupportedOptionError(
      "UNSUPPORTED_COOKIE_OPTION",
      'cookies.sessionToken.options.domain is set, but the cookie of a strategy of signet-auth/next belongs to one host. Other hosts would be signed out. Leave domain out, or use the strategy "jwt".',
    );
  }
}
