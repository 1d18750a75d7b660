import type { Awaitable } from "../awaitable.ts";
import type { User } from "../session-types.ts";
import type { Unchecked } from "../unchecked.ts";
import type { EmailConfig } from "./email-types.ts";
import type { OAuthConfig } from "./oauth-types.ts";

/** A field of the sign-in form. Other members become attributes of the `<input>`. */
export interface CredentialInput {
  label?: string;
  type?: string;
  value?: string;
  placeholder?: string;
}

/** The parts of the request that `authorize` receives. */
export interface AuthorizeRequest {
  body?: Record<string, unknown> | undefined;
  query?: Record<string, unknown> | undefined;
  headers?: Record<string, string | string[] | undefined> | undefined;
  method?: string | undefined;
}

export interface CredentialsConfig<
  Inputs extends Record<string, CredentialInput> = Record<string, CredentialInput>,
> {
  id: string;
  name: string;
  type: "credentials";
  credentials: Inputs;
  /** Checks the credentials. Returns the user, or `null` to refuse the sign-in. */
  authorize(
    credentials: Record<keyof Inputs, string> | undefined,
    request: AuthorizeRequest,
  ): Awaitable<User | null>;
  /** The options that the program gave. They replace the members above. */
  options?: Partial<Omit<CredentialsConfig<Inputs>, "options">>;
}

/** A provider of any type. */
export type Provider = OAuthConfig<Unchecked> | EmailConfig | CredentialsConfig;
