import type { CredentialInput, CredentialsConfig } from "./types.ts";

/** The options of the provider. `credentials` lists the fields of the built-in sign-in form. */
export type UserCredentialsConfig<Inputs extends Record<string, CredentialInput>> = Partial<
  Omit<CredentialsConfig<Inputs>, "options">
> &
  Pick<CredentialsConfig<Inputs>, "authorize" | "credentials">;

/**
 * Creates the provider for a sign-in with a user name and a password, or with any other credentials.
 *
 * @example
 * ```ts
 * import Credentials from "signet-auth/next-auth/providers/credentials";
 * declare function checkPassword(name?: string, password?: string): Promise<{ id: string } | null>;
 *
 * export const provider = Credentials({
 *   credentials: { name: { label: "Name" }, password: { type: "password" } },
 *   authorize: (credentials) => checkPassword(credentials?.name, credentials?.password),
 * });
 * ```
 */
export function Credentials<
  Inputs extends Record<string, CredentialInput> = Record<string, CredentialInput>,
>(options: UserCredentialsConfig<Inputs>): CredentialsConfig<Inputs> {
  return {
    id: "credentials",
    name: "Credentials",
    type: "credentials",
    credentials: options.credentials,
    authorize: () => null,
    options,
  };
}
