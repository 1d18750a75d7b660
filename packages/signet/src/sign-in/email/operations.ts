import { done, invalidField, refused } from "../contract/makers.ts";
import { type Operation, type OperationContext, operation } from "../contract/operation.ts";
import { parseEmail } from "../shared/email.ts";
import { textField } from "../shared/fields.ts";
import { sendRequest } from "./begin.ts";
import { confirmLink, openLink } from "./open.ts";
import type { MailSetup } from "./setup.ts";
import { typeCode } from "./type-code.ts";

/** The operations of mails with a code. */
export type EmailCodeOperations = {
  /** Sends a mail to an address. */
  readonly signIn: Operation<{ email: string }>;
  /** Takes the code, in the browser that asked. */
  readonly code: Operation<{ code: string }>;
  /** Sends a mail to the address of the user of the session, to prove it. */
  readonly verify: Operation<object>;
  /** Sends a mail to the new address of the user of the session. */
  readonly changeEmail: Operation<{ email: string }>;
};

/** The operations of mails with a link and a code. */
export type EmailLinkOperations = EmailCodeOperations & {
  /** Shows the page of a link. It changes nothing. */
  readonly callback: Operation<object>;
  /** Takes the button of that page. */
  readonly confirm: Operation<{ token: string }>;
};

const SAME_EMAIL = "This is the address already.";
const NO_FORMER = { from: null, fromVerifiedAt: null };

export function codeOperations(setup: MailSetup): EmailCodeOperations {
  return {
    signIn: operation({
      access: "anyone",
      async run(context, input) {
        const email = parseEmail(textField(input, "email"));
        if (email === null) return invalidField("email");
        const user = await context.accounts.users.findByEmail(email);
        const subject = { email, userId: user?.id ?? null, ...NO_FORMER };
        return sendRequest(context, setup, { purpose: "email-sign-in", ...subject });
      },
    }),

    code: operation({
      access: "anyone",
      run: (context, input) => typeCode(context, setup, input),
    }),

    verify: operation({
      access: "signed-in",
      async run(context) {
        const user = await userOf(context);
        if (user === null) return refused("not-signed-in");
        if (user.email === null) return invalidField("email");
        if (user.emailVerifiedAt !== null) return done();
        const subject = { email: user.email, userId: user.id, ...NO_FORMER };
        return sendRequest(context, setup, { purpose: "email-verify", ...subject });
      },
    }),

    changeEmail: operation({
      access: "recent",
      async run(context, input) {
        const email = parseEmail(textField(input, "email"));
        const user = await userOf(context);
        if (user === null) return refused("not-signed-in");
        if (email === null) return invalidField("email");
        if (email === user.email)
          return refused("invalid-input", { field: "email", detail: SAME_EMAIL });
        const former = { from: user.email, fromVerifiedAt: user.emailVerifiedAt };
        const subject = { email, userId: user.id, ...former };
        return sendRequest(context, setup, { purpose: "email-change", ...subject });
      },
    }),
  };
}

export function linkOperations(setup: MailSetup): EmailLinkOperations {
  return {
    ...codeOperations(setup),

    callback: operation({
      access: "anyone",
      run: (context, input) => openLink(context, setup, input),
    }),

    confirm: operation({
      access: "anyone",
      run: (context, input) => confirmLink(context, setup, input),
    }),
  };
}

async function userOf({ session, accounts }: OperationContext) {
  return session === null ? null : accounts.users.find(session.userId);
}
