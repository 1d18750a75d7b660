/** `signet-auth/next-auth/providers/oauth`: the types of OAuth providers. */
export type * from "./oauth-types.ts";
