export type { Mail, SendMail } from "../contract/mail.ts";
export type { Argon2Cost } from "./hash/argon2.ts";
export type { PasswordOperations } from "./method.ts";
export type { PasswordOptions } from "./options.ts";
export { password } from "./password.ts";
export { passwordData } from "./record.ts";
