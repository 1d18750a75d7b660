import type { User } from "../../../accounts/contract.ts";
import type { OperationContext } from "../../contract/operation.ts";
import type { PasswordKit } from "../kit.ts";
import { dropLinks } from "../links.ts";

/** The purpose of tokens that change the address of a user; those of `emailLink()`. */
const EMAIL_CHANGE = "email-change";

/** Ends the links that were asked for with the former password, and tells the user of the change. */
export async function afterChange(
  context: OperationContext,
  { mailer, notify }: PasswordKit,
  user: User,
): Promise<void> {
  await dropLinks(context, "password-reset", user.id);
  await context.accounts.oneTime.drop(EMAIL_CHANGE, user.id);
  if (!notify || user.email === null) return;
  mailer?.sendLater(context, { to: user.email, kind: "password-changed" }, user.id);
}
