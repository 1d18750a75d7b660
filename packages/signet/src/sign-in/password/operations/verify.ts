import { askedTermsIn } from "../../../session/asked-terms.ts";
import { invalidField, refused } from "../../contract/makers.ts";
import { type Operation, type OperationContext, operation } from "../../contract/operation.ts";
import { textField } from "../../shared/fields.ts";
import type { PasswordKit } from "../kit.ts";
import { dropLinks, endLink, type FoundLink, findLink } from "../links.ts";
import { wrongPassword } from "../wrong-password.ts";
import { ASK_PASSWORD, asPage, verifyPage, WRONG_PASSWORD } from "./pages.ts";
import { provedBy } from "./sign-in.ts";
import { createUser, type PendingSignUp } from "./sign-up.ts";

export type VerifyInput = { readonly token: string; readonly password?: string };

/** The passwords that may be tried with one link. */
const MOST_ATTEMPTS = 10;

/** Shows the button that finishes a sign-up. It does not use the link, because mail scanners open links. */
export function verifyPageOperation(): Operation<{ readonly token: string }> {
  return operation({
    access: "anyone",
    isPage: true,
    async run(context, input) {
      const token = textField(input, "token");
      if (token === null) return invalidField("token");
      const link = await findLink(context, "password-sign-up", token);
      if (link === null) return refused("expired");
      const isOwn = await beganHere(context, link);
      return { type: "page", page: verifyPage(context, token, isOwn ? null : ASK_PASSWORD) };
    },
  });
}

/**
 * Creates the user of a sign-up by the link of its mail, and proves the password. The reader of the mail
 * may be another person than the one who signed up. So either the sign-up began in this browser, or its
 * password must be given: nobody confirms a password that another person chose.
 */
export function verifyOperation(kit: PasswordKit): Operation<VerifyInput> {
  return operation({
    access: "anyone",
    async run(context, input) {
      if (!kit.isOpen) return refused("not-allowed");
      const token = textField(input, "token");
      if (token === null) return invalidField("token");
      const link = await findLink(context, "password-sign-up", token);
      if (link === null) return refused("expired");
      const pending = pendingIn(link);
      if (!(await beganHere(context, link))) {
        const password = textField(input, "password");
        if (password === null) return invalidField("password");
        if (kit.hasher.isBusy()) return refused("rate-limited", { retryAfter: 1 });
        const attempts = await context.accounts.oneTime.countAttempt(link.id, context.now);
        if (attempts === null || attempts > MOST_ATTEMPTS) return refused("expired");
        const record = { hash: pending.hash, imported: false };
        const verdict = await kit.hasher.verify(record, password);
        if (!verdict.startsWith("match")) {
          const refusal = wrongPassword(context, null, "wrong-password", "password");
          return asPage(input, verifyPage(context, token, WRONG_PASSWORD)) ?? refusal;
        }
      }
      if (!(await endLink(context, link))) return refused("expired");
      await context.takeTransaction();
      const user = await createUser(context, pending, context.now);
      // The address got a user since the sign-up. Its owner signs in, or resets the password.
      if (user === null) return refused("expired");
      await dropLinks(context, "password-sign-up", pending.email);
      context.emit({ type: "email-verified", userId: user.id });
      return provedBy(user.id, askedTermsIn(link.data["terms"]));
    },
  });
}

/** Whether this browser began the sign-up of a link. */
async function beganHere(context: OperationContext, { id }: FoundLink): Promise<boolean> {
  return Object(await context.peekTransaction()).link === id;
}

function pendingIn({ group: email, data: { name, hash } }: FoundLink): PendingSignUp {
  return {
    email,
    name: typeof name === "string" ? name : null,
    hash: typeof hash === "string" ? hash : "",
  };
}
