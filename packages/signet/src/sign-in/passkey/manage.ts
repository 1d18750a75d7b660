import { done, invalidField, refused } from "../contract/makers.ts";
import { type Operation, operation } from "../contract/operation.ts";
import { textField } from "../shared/fields.ts";
import { nameIn } from "./name.ts";
import { changePasskey, findPasskey, PASSKEY } from "./stored.ts";

/** The input of `rename`. */
export interface RenameInput {
  /** The credential id. */
  readonly id: string;
  /** 1 to 64 characters. */
  readonly name: string;
}

/** The input of `remove`. */
export interface RemoveInput {
  /** The credential id. */
  readonly id: string;
}

/** Gives a passkey of the session's user another name. */
export const renameOperation: Operation<RenameInput> = operation({
  access: "signed-in",
  async run({ accounts, session }, input) {
    const name = nameIn(input);
    if (name === null) return invalidField("name");
    const passkey = await findPasskey(accounts.authenticators, textField(input, "id") ?? "");
    if (passkey === null || passkey.userId !== session?.userId) return invalidField("id");
    const problem = await changePasskey(accounts.authenticators, passkey, ({ data, usedAt }) => ({
      data: { ...data, name },
      usedAt,
    }));
    return problem === null ? done({ value: { id: passkey.id, name } }) : invalidField("id");
  },
});

/** Removes a passkey of the session's user, unless it is the last way to sign in. */
export const removeOperation: Operation<RemoveInput> = operation({
  access: "recent",
  async run({ accounts, session, waysIn, emit }, input) {
    if (session === null) return refused("not-signed-in");
    const { userId } = session;
    const id = textField(input, "id") ?? "";
    const passkey = { kind: PASSKEY, id, userId };
    const result = await accounts.authenticators.remove(passkey, await waysIn(userId));
    if (result === "last") return refused("last-way-in");
    if (result === "missing") return invalidField("id");
    emit({ type: "passkey-removed", userId, authenticator: id });
    return done({ value: { id } });
  },
});
