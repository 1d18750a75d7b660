import type { Operation } from "../contract/operation.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { textField } from "../shared/fields.ts";
import { nameIn, WRONG_NAME } from "./name.ts";
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

/** The answer for a passkey that is missing or of another user. */
const WRONG_ID: MethodOutcome = { type: "refused", reason: "invalid-input", field: "id" };

/** Gives a passkey of the session's user another name. */
export const renameOperation: Operation<RenameInput> = {
  access: "signed-in",
  async run({ accounts, session }, input) {
    const name = nameIn(input);
    if (name === null) return WRONG_NAME;
    const passkey = await findPasskey(accounts.authenticators, textField(input, "id") ?? "");
    if (passkey === null || passkey.userId !== session?.userId) return WRONG_ID;
    const problem = await changePasskey(accounts.authenticators, passkey, ({ data, usedAt }) => ({
      data: { ...data, name },
      usedAt,
    }));
    return problem === null ? { type: "done", value: { id: passkey.id, name } } : WRONG_ID;
  },
};

/** Removes a passkey of the session's user, unless it is the last way to sign in. */
export const removeOperation: Operation<RemoveInput> = {
  access: "recent",
  async run({ accounts, session, waysIn, emit }, input) {
    if (session === null) return { type: "refused", reason: "not-signed-in" };
    const { userId } = session;
    const id = textField(input, "id") ?? "";
    const passkey = { kind: PASSKEY, id, userId };
    const result = await accounts.authenticators.remove(passkey, await waysIn(userId));
    if (result === "last") return { type: "refused", reason: "last-way-in" };
    if (result === "missing") return WRONG_ID;
    emit({ type: "passkey-removed", userId, authenticator: id });
    return { type: "done", value: { id } };
  },
};
