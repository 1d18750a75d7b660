import { UnsupportedOptionError } from "../errors.ts";
import { isOwnStrategy } from "../keeper/own-strategy.ts";
import { merged } from "../merge.ts";
import type { AuthOptions } from "../types.ts";
import type { Unchecked } from "../unchecked.ts";

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
  checkStrategy(options);
  checked.add(options);
}

function checkProviders(providers: readonly unknown[]): void {
  for (const provider of providers) {
    const { id, type } = Object(provider);
    if (type === "oauth") checkOAuth(Object(provider));
    else if (type !== "credentials" && type !== "email") {
      throw new UnsupportedOptionError(
        "UNSUPPORTED_PROVIDER",
        `signet-auth/next-auth has no providers of the type ${JSON.stringify(type)} (the id is ${JSON.stringify(id)}). Use "oauth", "email" or "credentials".`,
      );
    }
  }
}

function checkOAuth({ id, options, ...defaults }: Record<string, Unchecked>): void {
  const { version, client, authorization, httpOptions } = merged(defaults, Object(options));
  const refuse = (problem: string, advice: string): never => {
    throw new UnsupportedOptionError(
      "UNSUPPORTED_PROVIDER",
      `The provider ${JSON.stringify(id)} ${problem}, which signet-auth/next-auth does not support. ${advice}`,
    );
  };
  if (String(version ?? "").startsWith("1.")) {
    refuse("uses OAuth 1", 'Use OAuth 2, for Twitter with version: "2.0", or stay with next-auth.');
  }
  const encrypted = Object.keys(Object(client)).find((name) => /_encrypted_response_/.test(name));
  if (encrypted !== undefined) refuse(`sets client.${encrypted}`, "Stay with next-auth for it.");
  const type: unknown = Object(Object(authorization).params).response_type ?? "code";
  if (type !== "code") refuse(`asks for the response type ${JSON.stringify(type)}`, 'Use "code".');
  const other = Object.keys(Object(httpOptions)).find((name) => !/^(timeout|headers)$/.test(name));
  if (other !== undefined) {
    refuse(
      `sets httpOptions.${other}`,
      "Requests are made with fetch: set NODE_USE_ENV_PROXY=1 and HTTPS_PROXY for a proxy, and NODE_EXTRA_CA_CERTS for a certificate.",
    );
  }
}

function checkStrategy({ session, cookies, adapter }: Partial<AuthOptions>): void {
  const strategy = session?.strategy ?? "jwt";
  if (strategy === "jwt" || (strategy === "database" && adapter)) return;
  if (!isOwnStrategy(strategy)) {
    throw new UnsupportedOptionError(
      "UNSUPPORTED_STRATEGY",
      `session.strategy is ${JSON.stringify(strategy)}. Use "jwt", "database" with an adapter, or a strategy of signet-auth/next, such as database({ store }).`,
    );
  }
  if (cookies?.sessionToken?.options.domain !== undefined) {
    throw new UnsupportedOptionError(
      "UNSUPPORTED_COOKIE_OPTION",
      'cookies.sessionToken.options.domain is set, but the cookie of a strategy of signet-auth/next belongs to one host. Other hosts would be signed out. Leave domain out, or use the strategy "jwt".',
    );
  }
}
