import type { Authenticator, User } from "../../../accounts/contract.ts";
import type { AskedTerms } from "../../../session/asked-terms.ts";
import { invalidField, proved } from "../../contract/makers.ts";
import { type Operation, type OperationContext, operation } from "../../contract/operation.ts";
import type { MethodOutcome } from "../../contract/outcome.ts";
import { parseEmail } from "../../shared/email.ts";
import { textField } from "../../shared/fields.ts";
import { countFailure, forgetFailures, MOST_FAILURES } from "../failures.ts";
import type { PasswordKit } from "../kit.ts";
import { admitGuess, forgetGuesses } from "../limits.ts";
import { formatRecord, PASSWORD, parseRecord } from "../record.ts";
import { wrongPassword } from "../wrong-password.ts";
import { mailReset } from "./request-reset.ts";

export type SignInInput = { readonly email: string; readonly password: string };

/** Verifies the password of a user. For an unknown address it does the same work. */
export function signInOperation(kit: PasswordKit): Operation<SignInInput> {
  return operation({
    access: "anyone",
    async run(context, input) {
      const email = parseEmail(textField(input, "email"));
      if (email === null) return invalidField("email");
      const password = textField(input, "password");
      if (password === null) return invalidField("password");
      const { user, authenticator } = await find(context, email);
      const device = await context.knownDevice(user?.id ?? crypto.randomUUID());
      const account = { name: email, device };
      const refusal = await admitGuess(context, kit.hasher, account);
      if (refusal !== null) return refusal;

      const guesser = { userId: user?.id ?? null, name: email, device };
      const failures = await countFailure(context, guesser, kit.mailer !== null);
      const isDisabled = failures > MOST_FAILURES;
      const record = authenticator === null || isDisabled ? null : parseRecord(authenticator.data);
      const verdict = await kit.hasher.verify(record, password.isWellFormed() ? password : "");

      if (user === null) return wrongPassword(context, null, "unknown-user");
      if (authenticator === null) return wrongPassword(context, user.id, "no-password");
      if (isDisabled) {
        // One mail for the owner, who could not sign in any more.
        if (failures === MOST_FAILURES + 1) await mailReset(context, kit, user);
        return wrongPassword(context, user.id, "password-disabled");
      }
      if (verdict === "unreadable") return wrongPassword(context, user.id, "unreadable-hash");
      if (verdict === "mismatch" || !password.isWellFormed()) {
        return wrongPassword(context, user.id, "wrong-password");
      }
      const isCurrent = await noteUse(context, kit, authenticator, password, verdict);
      if (!isCurrent) return wrongPassword(context, user.id, "wrong-password");
      await Promise.all([forgetFailures(context, guesser), forgetGuesses(context, account)]);
      return provedBy(user.id);
    },
  });
}

/** Returns the proof by a password. */
export function provedBy(userId: string, terms: AskedTerms | null = null): MethodOutcome {
  return proved({ kind: "user", userId }, { amr: ["pwd"], factors: 1, terms });
}

/** Finds a user with the password. Asks the store as often for an unknown address. */
async function find(
  context: OperationContext,
  email: string,
): Promise<{ user: User | null; authenticator: Authenticator | null }> {
  const { users, authenticators } = context.accounts;
  const user = await users.findByEmail(email);
  const authenticator = await authenticators.find(PASSWORD, user?.id ?? crypto.randomUUID());
  return { user, authenticator };
}

/**
 * Stores the time of use, and a new hash in the place of an outdated one. Returns whether the password is
 * still the right one: it may have been changed since it was read.
 */
async function noteUse(
  context: OperationContext,
  { hasher }: PasswordKit,
  seen: Authenticator,
  password: string,
  verdict: "match" | "match-outdated",
): Promise<boolean> {
  const { authenticators } = context.accounts;
  const data =
    verdict === "match"
      ? seen.data
      : formatRecord({ hash: await hasher.hash(password), imported: false });
  const update = { data, usedAt: context.now, ifVersion: seen.version };
  if (await authenticators.update(PASSWORD, seen.id, update)) return true;
  const current = await authenticators.find(PASSWORD, seen.id);
  if (current === null) return false;
  if (current.data === seen.data) return true;
  return (await hasher.verify(parseRecord(current.data), password)).startsWith("match");
}
