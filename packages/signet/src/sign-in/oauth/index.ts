export type { BeginInput } from "./begin.ts";
export type { ProviderMethod, ProviderOperations } from "./method.ts";
export type { ProviderOptions } from "./options.ts";
export type { Claims, GivenProfile } from "./provider-data.ts";
export * from "./providers/company.ts";
export * from "./providers/general.ts";
export * from "./providers/openid.ts";
export * from "./providers/social.ts";
export type { ProviderToken, ProviderTokens } from "./tokens/provider-tokens.ts";
