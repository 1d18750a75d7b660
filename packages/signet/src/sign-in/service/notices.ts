import type { Accounts, User } from "../../accounts/contract.ts";
import type { Mail, SendMail } from "../contract/mail.ts";
import type { SignInEvent } from "../events.ts";
import type { Circumstances, Reporter } from "./reporter.ts";

/** The events after which the user gets a mail: a way to sign in has come or gone (ASVS 5.0, 6.3.7). */
const NOTICES: readonly Notice[] = [
  ...(["identity-linked", "identity-unlinked", "passkey-added", "passkey-removed"] as const),
  ...(["factor-added", "factor-removed", "recovery-codes-made"] as const),
];

/** The mail of such an event has its name as its kind. */
type Notice = Mail["kind"] & SignInEvent["type"];

interface Setting<U extends User> {
  /** `null`: no mail is sent. */
  readonly notify: SendMail | null;
  readonly users: Pick<Accounts<U>["users"], "find">;
  readonly appName: string;
}

/**
 * Returns a reporter that also mails the user after a change of the ways to sign in. Only a verified address
 * gets mails: another one may belong to a stranger. A mail that cannot be sent is an event, and changes nothing.
 */
export function withNotices<U extends User>(reporter: Reporter, setting: Setting<U>): Reporter {
  const { notify, users, appName } = setting;
  if (notify === null) return reporter;

  const mail = async (kind: Notice, userId: string, circumstances: Circumstances) => {
    try {
      const user = await users.find(userId);
      if (user === null || user.email === null || user.emailVerifiedAt === null) return;
      await notify({ to: user.email, kind, url: null, code: null, expiresAt: null, appName });
    } catch {
      await reporter.report({ type: "failed", userId, reason: "message-not-sent" }, circumstances);
      return;
    }
    await reporter.report({ type: "message-sent", userId, reason: kind }, circumstances);
  };

  return {
    report(event, circumstances) {
      const reported = reporter.report(event, circumstances);
      const kind = NOTICES.find((name) => name === event.type);
      const userId = event.userId ?? circumstances.session?.userId;
      if (kind === undefined || userId === undefined) return reported;
      return Promise.all([reported, mail(kind, userId, circumstances)]).then(() => undefined);
    },
  };
}
