import type { User } from "../../../accounts/contract.ts";
import { invalidField, newTransaction, refused, sent } from "../../contract/makers.ts";
import { type Operation, type OperationContext, operation } from "../../contract/operation.ts";
import type { MethodOutcome, Refused } from "../../contract/outcome.ts";
import { parseEmail } from "../../shared/email.ts";
import { textField } from "../../shared/fields.ts";
import type { PasswordKit } from "../kit.ts";
import { admitMail, admitSignUp } from "../limits.ts";
import { linkPage, type NewLink, storeLink } from "../links.ts";
import type { Mailer } from "../mailer.ts";
import { formatRecord, PASSWORD } from "../record.ts";
import { resetLink } from "./request-reset.ts";
import { provedBy } from "./sign-in.ts";

export type SignUpInput = {
  readonly email: string;
  readonly password: string;
  readonly name?: string;
};

/** A sign-up whose address is not proved yet. No user exists before the proof. */
export interface PendingSignUp {
  readonly email: string;
  readonly name: string | null;
  readonly hash: string;
}

/** A link can be opened in another browser, or when the transaction has ended. So it keeps the terms. */
type StoredSignUp = PendingSignUp & Pick<OperationContext, "terms">;

const LONGEST_NAME = 200;

/** Signs up a new user. With the option `send` the outcome is the same for an address with a user. */
export function signUpOperation(kit: PasswordKit): Operation<SignUpInput> {
  return operation({
    access: "anyone",
    async run(context, input) {
      if (!kit.isOpen) return refused("not-allowed");
      const email = parseEmail(textField(input, "email"));
      if (email === null) return invalidField("email");
      const password = textField(input, "password");
      if (password === null) return invalidField("password");
      const name = parseName(textField(input, "name"));
      if (name === undefined) return invalidField("name");
      const refusal = await admit(context, kit, email);
      if (refusal !== null) return refusal;
      const weak = await kit.policy.check(password, { email, name });
      if (weak !== null) return weak;
      const hash = await kit.hasher.hash(password);
      const pending = { email, name, hash };
      return kit.mailer === null
        ? await signUpAtOnce(context, pending)
        : await signUpByMail(context, kit, kit.mailer, pending);
    },
  });
}

/** Counts the sign-up of the client and its mail. The mail counts alike for an address with a user. */
async function admit(
  context: OperationContext,
  { hasher, mailer }: PasswordKit,
  email: string,
): Promise<Refused | null> {
  const refusal = await admitSignUp(context, hasher);
  if (refusal !== null || mailer === null) return refusal;
  return admitMail(context, hasher, { name: email, device: null });
}

/** Without mail no address can be proved: the user begins unverified, and a taken address is refused. */
async function signUpAtOnce(
  context: OperationContext,
  pending: PendingSignUp,
): Promise<MethodOutcome> {
  const user = await createUser(context, pending, null);
  if (user === null) {
    const detail = "Sign-up with this address is not possible. Sign in instead.";
    return refused("not-allowed", { field: "email", detail });
  }
  return provedBy(user.id);
}

/**
 * Mails a link to the address. Its owner finishes the sign-up with it, or learns of the attempt. Both ways
 * store one link, send one mail and begin one transaction.
 */
async function signUpByMail(
  context: OperationContext,
  kit: PasswordKit,
  mailer: Mailer,
  pending: PendingSignUp,
): Promise<MethodOutcome> {
  const { email } = pending;
  const user = await context.accounts.users.findByEmail(email);
  let link: NewLink | null;
  if (user === null) {
    // As many queries as for an address with a user, so that the time is the same.
    await context.accounts.authenticators.list(crypto.randomUUID());
    const page = linkPage(context, kit.verifyPath, "verifyPage");
    const stored: StoredSignUp = { ...pending, terms: context.terms };
    link = await storeLink(context, "password-sign-up", email, stored, page);
  } else {
    link = await resetLink(context, kit, user);
  }
  const kind = user === null ? "verify" : "sign-up-attempt";
  const { url, expiresAt } = link ?? {};
  const mail = { to: email, kind, url, expiresAt } as const;
  const isSent = await mailer.send(context, mail, user?.id ?? null);
  if (!isSent) return refused("provider-unavailable");
  return sent(newTransaction({ link: link?.id ?? crypto.randomUUID() }));
}

/** Creates a user with a password. Returns `null` if another user has the address. */
export async function createUser(
  context: OperationContext,
  { email, name, hash }: PendingSignUp,
  emailVerifiedAt: number | null,
): Promise<User | null> {
  const { users, authenticators } = context.accounts;
  const createdAt = context.now;
  const user = await users.create({ email, emailVerifiedAt, name, image: null, createdAt });
  if (user === "taken") return null;
  const data = formatRecord({ hash, imported: false });
  const { id } = user;
  await authenticators
    .add({ kind: PASSWORD, id, userId: id, data, createdAt })
    .catch(async (error) => {
      // A user without a way in would keep the address from its owner.
      await users.remove(id).catch(() => false);
      throw error;
    });
  context.emit({ type: "signed-up", userId: user.id });
  return user;
}

/** Returns a name, `null` without one, and `undefined` for a text that is no name. */
function parseName(text: string | null): string | null | undefined {
  const name = text?.trim() ?? "";
  if (name === "") return null;
  return name.length <= LONGEST_NAME && name.isWellFormed() && !/\p{Cc}/u.test(name)
    ? name
    : undefined;
}
