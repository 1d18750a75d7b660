import type { Authenticator, User } from "../../../accounts/contract.ts";
import { done, invalidField, refused } from "../../contract/makers.ts";
import { type Operation, type OperationContext, operation } from "../../contract/operation.ts";
import { textField } from "../../shared/fields.ts";
import { countFailure, forgetFailures, MOST_FAILURES } from "../failures.ts";
import type { PasswordKit } from "../kit.ts";
import { admitGuess, forgetGuesses } from "../limits.ts";
import { formatRecord, PASSWORD, parseRecord } from "../record.ts";
import { wrongPassword } from "../wrong-password.ts";
import { afterChange } from "./after-change.ts";

export type ChangeInput = { readonly current: string; readonly password: string };

/** Changes the password of the session's user, who gives the current one. Ends the other sessions. */
export function changeOperation(kit: PasswordKit): Operation<ChangeInput> {
  return operation({
    access: "signed-in",
    async run(context, input) {
      const current = textField(input, "current");
      if (current === null) return invalidField("current");
      const password = textField(input, "password");
      if (password === null) return invalidField("password");
      const user = await sessionUser(context);
      if (user === null) return refused("not-signed-in");
      // The key differs from that of sign-in: a stolen session must not lock the owner out.
      const account = { name: `session ${user.id}`, device: null };
      const refusal = await admitGuess(context, kit.hasher, account);
      if (refusal !== null) return refusal;
      const guesser = { userId: user.id, name: account.name, device: "session" };
      const failures = await countFailure(context, guesser, kit.mailer !== null);
      const isDisabled = failures > MOST_FAILURES;
      const seen = await context.accounts.authenticators.find(PASSWORD, user.id);
      if (seen === null) {
        return refused("not-allowed", { detail: "The user has no password. Call set." });
      }
      if (isDisabled || !(await matches(kit, seen, current))) {
        const why = isDisabled ? "password-disabled" : "wrong-password";
        return wrongPassword(context, user.id, why, "current");
      }
      await Promise.all([forgetFailures(context, guesser), forgetGuesses(context, account)]);
      const weak = await kit.policy.check(password, { email: user.email ?? "", name: user.name });
      if (weak !== null) return weak;
      const hash = await kit.hasher.hash(password);
      if (!(await replaceHash(context, seen, hash))) {
        return wrongPassword(context, user.id, "wrong-password", "current");
      }
      context.emit({ type: "password-changed", userId: user.id });
      await afterChange(context, kit, user);
      return done({ ends: { userId: user.id, sessions: "others" } });
    },
  });
}

export async function sessionUser(context: OperationContext): Promise<User | null> {
  return context.session === null ? null : context.accounts.users.find(context.session.userId);
}

async function matches(
  { hasher }: PasswordKit,
  { data }: Authenticator,
  password: string,
): Promise<boolean> {
  const isText = password.isWellFormed();
  const verdict = await hasher.verify(parseRecord(data), isText ? password : "");
  return isText && verdict.startsWith("match");
}

/** Stores the hash unless the password was changed since it was read. A sign-in changes only the time of use. */
async function replaceHash(
  context: OperationContext,
  seen: Authenticator,
  hash: string,
): Promise<boolean> {
  const { authenticators } = context.accounts;
  const data = formatRecord({ hash, imported: false });
  for (let now: Authenticator | null = seen; now !== null && now.data === seen.data; ) {
    const { usedAt, version } = now;
    const update = { data, usedAt, ifVersion: version };
    if (await authenticators.update(PASSWORD, seen.id, update)) return true;
    now = await authenticators.find(PASSWORD, seen.id);
  }
  return false;
}
