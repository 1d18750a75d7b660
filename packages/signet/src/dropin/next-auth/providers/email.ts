/** `signet-auth/next-auth/providers/email`: sign-in by a link in an e-mail. */
// biome-ignore lint/style/noDefaultExport: `import EmailProvider from` is how programs import it
export { Email as default } from "./email-provider.ts";
export type {
  EmailConfig,
  EmailUserConfig,
  SendVerificationRequestParams,
} from "./email-types.ts";
