import type { TokenSet } from "./oauth/types.ts";

/** The way of a sign-in. An OAuth account has the tokens of its provider. */
export interface Account extends Partial<TokenSet> {
  /** The id of the user at the provider: of `profile`, of `authorize`, or the e-mail address. */
  providerAccountId: string;
  userId?: string;
  /** The id of the provider. */
  provider: string;
  type: "oauth" | "email" | "credentials";
}
