export type ISODateString = string;

export interface DefaultUser {
  id: string;
  name?: string | null | undefined;
  email?: string | null | undefined;
  image?: string | null | undefined;
}

/**
 * The result of `authorize`. Add members with
 * `declare module "signet-auth/next-auth" { interface User { … } }`.
 */
export interface User extends DefaultUser {}

export interface DefaultSession {
  user?: {
    name?: string | null | undefined;
    email?: string | null | undefined;
    image?: string | null | undefined;
  };
  expires: ISODateString;
}

/**
 * The session that programs and browsers see. Add members with
 * `declare module "signet-auth/next-auth" { interface Session { … } }`.
 */
export interface Session extends DefaultSession {}

/** The looks of the built-in pages. */
export interface Theme {
  colorScheme?: "auto" | "dark" | "light" | undefined;
  logo?: string | undefined;
  brandColor?: string | undefined;
  buttonText?: string | undefined;
}
