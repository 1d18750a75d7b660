import { done, invalidField, refused } from "../../contract/makers.ts";
import { type Operation, operation } from "../../contract/operation.ts";
import { textField } from "../../shared/fields.ts";
import type { PasswordKit } from "../kit.ts";
import { formatRecord, PASSWORD } from "../record.ts";
import { afterChange } from "./after-change.ts";
import { sessionUser } from "./change.ts";

export type SetInput = { readonly password: string };

/** Gives a first password to the session's user, who signed in recently in another way. */
export function setOperation(kit: PasswordKit): Operation<SetInput> {
  return operation({
    access: "recent",
    async run(context, input) {
      const password = textField(input, "password");
      if (password === null) return invalidField("password");
      const user = await sessionUser(context);
      if (user === null) return refused("not-signed-in");
      if (user.email === null) {
        return refused("not-allowed", {
          detail: "The user has no e-mail address to sign in with.",
        });
      }
      const { authenticators } = context.accounts;
      const hasOne = refused("not-allowed", {
        detail: "The user has a password. Call change.",
      });
      if ((await authenticators.find(PASSWORD, user.id)) !== null) return hasOne;
      if (kit.hasher.isBusy()) return refused("rate-limited", { retryAfter: 1 });
      const weak = await kit.policy.check(password, { email: user.email, name: user.name });
      if (weak !== null) return weak;
      const data = formatRecord({ hash: await kit.hasher.hash(password), imported: false });
      const { id } = user;
      const fresh = { kind: PASSWORD, id, userId: id, data, createdAt: context.now };
      if (!(await authenticators.add(fresh))) return hasOne;
      context.emit({ type: "password-changed", userId: id });
      await afterChange(context, kit, user);
      return done();
    },
  });
}
