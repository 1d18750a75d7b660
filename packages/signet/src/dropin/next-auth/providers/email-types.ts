import type { Awaitable } from "../awaitable.ts";
import type { Theme } from "../session-types.ts";

/** The parameters of a mail with a sign-in link. */
export interface SendVerificationRequestParams {
  /** The address of the user. */
  identifier: string;
  /** The link. Opened in a browser, it shows a button that signs in. */
  url: string;
  expires: Date;
  provider: EmailConfig;
  /** The token in the link. */
  token: string;
  theme: Theme;
}

/** The options of the e-mail provider. */
export interface EmailUserConfig {
  id?: string;
  name?: string;
  /** The mail server, as nodemailer takes it: a URL such as `smtp://user:password@host:587`, or options. */
  server?: string | object;
  type?: "email";
  /** The sender. Default: `NextAuth <no-reply@example.com>`. */
  from?: string;
  /** The lifetime of a link in seconds. Default: 1 day. */
  maxAge?: number;
  /** Sends the mail. The default sends it with nodemailer. */
  sendVerificationRequest?: (params: SendVerificationRequestParams) => Awaitable<void>;
  /** Returns the token of a link. The default returns 256 random bits. */
  generateVerificationToken?: () => Awaitable<string>;
  /** The secret that is hashed with the token. Default: the option `secret` of `NextAuth`. */
  secret?: string;
  /** Returns the address in one normal form. Throws for an address that must not get a mail. */
  normalizeIdentifier?: (identifier: string) => string;
}

/** The e-mail provider. It needs an adapter. */
export interface EmailConfig {
  id: string;
  type: "email";
  name: string;
  server: string | object;
  from: string;
  maxAge: number;
  sendVerificationRequest: (params: SendVerificationRequestParams) => Awaitable<void>;
  options: EmailUserConfig;
  secret?: string;
  generateVerificationToken?: () => Awaitable<string>;
  normalizeIdentifier?: (identifier: string) => string;
}
