/** `signet-auth/next-auth/providers/credentials`: the credentials provider. */
// biome-ignore lint/style/noDefaultExport: `import Credentials from` is how programs import it
export { Credentials as default, type UserCredentialsConfig } from "./credentials-provider.ts";
export type { CredentialInput, CredentialsConfig } from "./types.ts";
