import type { User } from "../../../accounts/contract.ts";
import { done, invalidField, refused } from "../../contract/makers.ts";
import { type Operation, type OperationContext, operation } from "../../contract/operation.ts";
import { textField } from "../../shared/fields.ts";
import { overwrite } from "../../shared/overwrite.ts";
import { forgetAllFailures } from "../failures.ts";
import type { PasswordKit } from "../kit.ts";
import { forgetGuesses } from "../limits.ts";
import { endLink, type FoundLink, findLink } from "../links.ts";
import { formatRecord, PASSWORD } from "../record.ts";
import { afterChange } from "./after-change.ts";
import { ASK_RESET, asPage, resetPage } from "./pages.ts";

export type ResetInput = { readonly token: string; readonly password: string };

/** Shows the form for a new password. It does not use the link, because mail scanners open links. */
export function resetPageOperation(): Operation<{ readonly token: string }> {
  return operation({
    access: "anyone",
    isPage: true,
    async run(context, input) {
      const token = textField(input, "token");
      if (token === null) return invalidField("token");
      if ((await find(context, token)) === null) return refused("expired");
      return { type: "page", page: resetPage(context, token, ASK_RESET) };
    },
  });
}

/** Sets a new password by the link of a mail. Ends all sessions and begins none. */
export function resetOperation(kit: PasswordKit): Operation<ResetInput> {
  return operation({
    access: "anyone",
    async run(context, input) {
      const token = textField(input, "token");
      if (token === null) return invalidField("token");
      const password = textField(input, "password");
      if (password === null) return invalidField("password");
      const found = await find(context, token);
      if (found === null) return refused("expired");
      const { user, email, link } = found;
      if (kit.hasher.isBusy()) return refused("rate-limited", { retryAfter: 1 });
      const weak = await kit.policy.check(password, { email, name: user.name });
      if (weak !== null) return asPage(input, resetPage(context, token, weak.detail ?? "")) ?? weak;
      const hash = await kit.hasher.hash(password);
      if (!(await endLink(context, link))) return refused("expired");
      // Before the change, so that an outage after it leaves no session of before.
      await context.endSessions(user.id);
      if (!(await proveAddress(context, user, email))) return refused("expired");
      const data = formatRecord({ hash, imported: false });
      const fresh = {
        kind: PASSWORD,
        id: user.id,
        userId: user.id,
        data,
        createdAt: context.now,
      };
      await overwrite(context.accounts.authenticators, fresh);
      const account = { name: email, device: null };
      await Promise.all([forgetAllFailures(context, user.id), forgetGuesses(context, account)]);
      context.emit({ type: "password-reset", userId: user.id });
      await afterChange(context, kit, user);
      return done({ ends: { userId: user.id, sessions: "all" } });
    },
  });
}

/** Finds the link of a token with its user. A link dies when the user has another address. */
async function find(
  context: OperationContext,
  token: string,
): Promise<{ readonly user: User; readonly email: string; readonly link: FoundLink } | null> {
  const link = await findLink(context, "password-reset", token);
  const user = link === null ? null : await context.accounts.users.find(link.group);
  if (link === null || user === null || user.email === null) return null;
  return user.email === link.data["email"] ? { user, email: user.email, link } : null;
}

/**
 * Notes that the user owns the address. With the first proof of an address everything ends that was set
 * before it, because another person may have signed up with the address. Returns `false` if the address
 * changed since it was read.
 */
async function proveAddress(
  context: OperationContext,
  user: User,
  email: string,
): Promise<boolean> {
  if (user.emailVerifiedAt !== null) return true;
  const { users, authenticators } = context.accounts;
  const changed = await users.update(user.id, { emailVerifiedAt: context.now }, email);
  if (changed === null || changed === "taken") return false;
  // The password stays until the new one is written over it: see `overwrite`.
  const kinds = (await authenticators.list(user.id)).map(({ kind }) => kind);
  await authenticators.removeAll(
    user.id,
    kinds.filter((kind) => kind !== PASSWORD),
  );
  context.emit({ type: "email-verified", userId: user.id });
  return true;
}
