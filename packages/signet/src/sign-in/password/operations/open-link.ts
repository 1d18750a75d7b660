import type { MethodPage, Operation, OperationContext } from "../../contract.ts";
import { textField } from "../../shared/fields.ts";
import { findLink } from "../links.ts";
import { invalidField, refused } from "../refused.ts";
import { findReset } from "./reset.ts";
import { beganHere } from "./verify.ts";

export type LinkInput = { readonly token: string };

/** Shows the page of a link. It does not use the link, because mail scanners open links. */
export function openLinkOperation(appName: string): Operation<LinkInput> {
  return {
    access: "anyone",
    async run(context, input) {
      const token = textField(input, "token");
      if (token === null) return invalidField("token");
      const page =
        (await resetPage(context, token, appName)) ?? (await verifyPage(context, token, appName));
      return page === null ? refused("expired") : { type: "page", page };
    },
  };
}

async function resetPage(
  context: OperationContext,
  token: string,
  appName: string,
): Promise<MethodPage | null> {
  if ((await findReset(context, token)) === null) return null;
  return {
    title: `New password – ${appName}`,
    text: "Choose a new password. All your sessions end, and you sign in with it.",
    code: null,
    action: {
      url: context.endpoint("reset"),
      label: "Set the password",
      fields: { token },
      inputs: [{ name: "password", label: "New password", autocomplete: "new-password" }],
    },
  };
}

async function verifyPage(
  context: OperationContext,
  token: string,
  appName: string,
): Promise<MethodPage | null> {
  const link = await findLink(context, "password-sign-up", token);
  if (link === null) return null;
  const action = { url: context.endpoint("verify"), label: "Confirm", fields: { token } };
  const page = { title: `Confirm your address – ${appName}`, code: null };
  if (await beganHere(context, link)) {
    return { ...page, text: "Confirm that you signed up.", action };
  }
  return {
    ...page,
    text: "Enter the password with which you signed up. If you did not sign up, close this page.",
    action: {
      ...action,
      inputs: [{ name: "password", label: "Password", autocomplete: "current-password" }],
    },
  };
}
