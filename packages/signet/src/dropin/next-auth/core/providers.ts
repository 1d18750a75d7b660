import type { CredentialInput, Provider } from "../providers/types.ts";
import type { AuthUrl } from "../url.ts";

/** A provider with its URLs. */
export interface ResolvedProvider extends Provider {
  readonly signinUrl: string;
  readonly callbackUrl: string;
  readonly credentials: Record<string, CredentialInput>;
}

/** Merges the options that a program gave to its providers, and adds their URLs. */
export function resolveProviders(
  providers: readonly Provider[],
  url: AuthUrl,
): readonly ResolvedProvider[] {
  return providers.map(({ options, ...defaults }) => {
    const provider = { ...defaults, ...options };
    const { id } = provider;
    return { ...provider, signinUrl: `${url}/signin/${id}`, callbackUrl: `${url}/callback/${id}` };
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
