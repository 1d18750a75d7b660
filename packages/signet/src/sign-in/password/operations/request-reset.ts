import type { User } from "../../../accounts/contract.ts";
import { invalidField, refused, sent } from "../../contract/makers.ts";
import { type Operation, type OperationContext, operation } from "../../contract/operation.ts";
import { parseEmail } from "../../shared/email.ts";
import { textField } from "../../shared/fields.ts";
import type { PasswordKit } from "../kit.ts";
import { admitMail } from "../limits.ts";
import { linkPage, type NewLink, storeLink } from "../links.ts";
import { PASSWORD } from "../record.ts";

export type RequestResetInput = { readonly email: string };

/** Mails a link for a new password. The outcome is the same for an unknown address. */
export function requestResetOperation(kit: PasswordKit): Operation<RequestResetInput> {
  return operation({
    access: "anyone",
    async run(context, input) {
      if (kit.mailer === null) {
        return refused("not-allowed", {
          detail: "A password can be reset only with the option send of password().",
        });
      }
      const email = parseEmail(textField(input, "email"));
      if (email === null) return invalidField("email");
      const user = await context.accounts.users.findByEmail(email);
      const device = await context.knownDevice(user?.id ?? crypto.randomUUID());
      const refusal = await admitMail(context, kit.hasher, { name: email, device });
      if (refusal !== null) return refusal;
      context.emit({ type: "password-reset-asked", userId: user?.id ?? null });
      await mailReset(context, kit, user);
      return sent();
    },
  });
}

/** Mails a reset link to a user who may reset the password. Does the same work for others. */
export async function mailReset(
  context: OperationContext,
  kit: PasswordKit,
  user: User | null,
): Promise<void> {
  const link = await resetLink(context, kit, user);
  if (link === null || user === null || user.email === null) return;
  const { url, expiresAt } = link;
  kit.mailer?.sendLater(context, { to: user.email, kind: "reset", url, expiresAt }, user.id);
}

/**
 * Stores a reset link for a user. Returns `null` for an unknown user, and for one who has other ways to
 * sign in and no password: a mailbox alone must not open an account that a passkey protects. Then it
 * stores a link that nobody has, so that it takes the same time.
 */
export async function resetLink(
  context: OperationContext,
  kit: PasswordKit,
  user: User | null,
): Promise<NewLink | null> {
  const userId = user?.id ?? crypto.randomUUID();
  const kinds = (await context.accounts.authenticators.list(userId)).map(({ kind }) => kind);
  const page = linkPage(context, kit.resetPath, "resetPage");
  const data = { email: user?.email ?? null };
  const isAllowed =
    user !== null &&
    (user.emailVerifiedAt === null || kinds.length === 0 || kinds.includes(PASSWORD));
  const group = isAllowed ? userId : crypto.randomUUID();
  const link = await storeLink(context, "password-reset", group, data, page);
  return isAllowed ? link : null;
}
