"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import type { SignInOutcome } from "signet-auth/sign-in";
import { z } from "zod";
import { type AccountState, UNTOUCHED_ACCOUNT } from "@/lib/accounts/account-state";
import { refusalText } from "@/lib/accounts/outcome-text";
import { auths } from "@/lib/auth";
import { isStrategyName, type StrategyName } from "@/lib/strategies";

/** The outcome of an operation, without the session, which has another type under each strategy. */
type Outcome = Exclude<SignInOutcome, { readonly status: "signed-in" }> | { status: "signed-in" };

type Operation = (strategy: StrategyName, form: FormData) => Promise<Outcome>;

const target = z.object({ kind: z.string(), id: z.string() });

/** The operations of the account page. The library checks the session, its age and the input of each. */
const operations: Readonly<Record<string, Operation>> = {
  setPassword: (strategy, form) => auths[strategy].methods.password.set(form),
  changePassword: (strategy, form) => auths[strategy].methods.password.change(form),
  addApp: (strategy) => auths[strategy].methods.totp.enrol(),
  confirmApp: (strategy, form) => auths[strategy].methods.totp.confirm(form),
  removeApp: (strategy) => auths[strategy].methods.totp.remove(),
  makeCodes: (strategy) => auths[strategy].methods.recovery.make(),
  changeEmail: (strategy, form) => auths[strategy].methods.email.changeEmail(form),
  removePasskey: (strategy, form) => auths[strategy].methods.passkey.remove(form),
  link: (strategy) =>
    auths[strategy].account.link("provider", {}, { returnTo: `/${strategy}/account` }),
  unlink: (strategy, form) =>
    auths[strategy].account.unlink(target.parse(Object.fromEntries(form))),
  removeUser: (strategy) => auths[strategy].account.remove(),
};

const DONE: Readonly<Record<string, string>> = {
  setPassword: "The password is set.",
  changePassword: "The password is changed. Your other sessions have ended.",
  confirmApp:
    "From now on, sign-in asks for a code of the app. Your other sessions have ended. Make recovery codes as well.",
  removeApp: "The app and the recovery codes are removed.",
  changeEmail: "A mail with a link is on its way to the new address. Open the mailbox.",
  makeCodes:
    "Keep these codes in a safe place. They are shown only now, and former codes are void.",
};

/** Runs one operation of the account page, and returns what the page shows. */
export async function changeAccount(before: AccountState, form: FormData): Promise<AccountState> {
  const [strategy, name] = [form.get("strategy"), String(form.get("operation"))];
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!isStrategyName(strategy) || operation === undefined) return before;
  const outcome = await operation(strategy, form);
  if (outcome.status === "redirect") redirect(outcome.url);
  if (outcome.status === "done" && name === "removeUser") redirect(`/#${strategy}`);
  const shown = shownFor(outcome, name, strategy);
  // A wrong code keeps the secret that the page shows.
  if (shown.tone === "alarm" && name === "confirmApp") return { ...shown, app: before.app };
  if (outcome.status !== "refused") refresh();
  return shown;
}

const secretOf = z.object({ secret: z.string(), uri: z.string() });
const codesOf = z.object({ codes: z.array(z.string()) });

function shownFor(outcome: Outcome, name: string, strategy: StrategyName): AccountState {
  if (outcome.status === "refused") {
    const { reason, retryAfter, detail } = outcome;
    const signIn =
      reason === "not-recent" || reason === "not-signed-in"
        ? `/${strategy}/sign-in?prompt=login&returnTo=/${strategy}/account`
        : null;
    const text = refusalText(reason, retryAfter) ?? detail;
    return { ...UNTOUCHED_ACCOUNT, tone: "alarm", text, signIn };
  }
  const done = { ...UNTOUCHED_ACCOUNT, tone: "plain" as const, text: DONE[name] ?? "Done." };
  if (outcome.status === "challenge" && name === "addApp") {
    return { ...UNTOUCHED_ACCOUNT, app: secretOf.parse(outcome.value) };
  }
  if (outcome.status === "done" && name === "makeCodes") {
    return { ...done, codes: codesOf.parse(outcome.value).codes };
  }
  return done;
}
