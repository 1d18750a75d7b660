import { type ResolvedOAuth, resolveOAuth } from "../oauth/provider.ts";
import type { EmailConfig } from "../providers/email-types.ts";
import type { CredentialsConfig, Provider } from "../providers/types.ts";
import type { AuthUrl } from "../url.ts";

interface Urls {
  readonly signinUrl: string;
  readonly callbackUrl: string;
}

export type ResolvedCredentials = Omit<CredentialsConfig, "options"> & Urls;
export type ResolvedEmail = Omit<EmailConfig, "options"> & Urls;

/** A provider with its URLs. */
export type ResolvedProvider = ResolvedCredentials | ResolvedEmail | ResolvedOAuth;

/** Merges the options that a program gave to its providers, and adds their URLs. */
export function resolveProviders(
  providers: readonly Provider[],
  url: AuthUrl,
): readonly ResolvedProvider[] {
  const urlsOf = (id: string): Urls => ({
    signinUrl: `${url}/signin/${id}`,
    callbackUrl: `${url}/callback/${id}`,
  });
  return providers.map((given): ResolvedProvider => {
    if (given.type === "oauth") return resolveOAuth(given, urlsOf);
    if (given.type === "email") {
      const { options, ...defaults } = given;
      const chosen = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
      const provider = { ...defaults, ...Object.fromEntries(chosen) };
      return { ...provider, ...urlsOf(provider.id) };
    }
    const { options, ...defaults } = given;
    const provider = { ...defaults, ...options };
    return { ...provider, ...urlsOf(provider.id) };
  });
}

/** Returns the part of the providers that a browser may see. */
export function publicProviders(providers: readonly ResolvedProvider[]): Record<string, object> {
  return Object.fromEntries(
    providers.map(({ id, name, type, signinUrl, callbackUrl }) => [
      id,
      { id, name, type, signinUrl, callbackUrl },
    ]),
  );
}
