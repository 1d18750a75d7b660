import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { memoryAccounts } from "signet-auth/accounts";
import { createAuth, database, hybrid, jwt, memoryStore, sealed } from "signet-auth/next";
import { emailLink, type SendMail } from "signet-auth/sign-in/email";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleFolder, examplesOf } from "../harness/examples.ts";
import { type MailServer, startMailServer } from "../harness/mail-server.ts";
import { signInBrowser } from "../harness/sign-in-browser.ts";

const secret = "a-secret-for-the-tests-of-mails-0123456789";
const email = "ada@example.com";
const folder = exampleFolder();
let server: MailServer;
let send: SendMail;

beforeAll(async () => {
  server = await startMailServer();
  process.env["SMTP_URL"] = server.url;
  const app = folder.write("sign-in-email", examplesOf("docs/sign-in-email.md"));
  ({ send } = await import(pathToFileURL(join(app, "mail.ts")).href));
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const linkIn = (text: string) => /^http:\S+$/m.exec(text)?.[0] ?? "";
const codeIn = (text: string) => /\b\d{6}\b/.exec(text)?.[0] ?? "";

const strategies = {
  jwt: () => jwt(),
  sealed: () => sealed(),
  database: () => database({ store: memoryStore() }),
  hybrid: () => hybrid({ store: memoryStore() }),
};

describe.each(Object.entries(strategies))("%s", (_, strategy) => {
  const siteOf = () =>
    createAuth({
      strategy: strategy(),
      secret,
      accounts: memoryAccounts(),
      appName: "Example",
      signIn: { email: emailLink({ send }) },
    });

  test("a person signs in by the button behind the link of a mail", async () => {
    const browser = signInBrowser(siteOf());
    const sent = await browser.call("sign-in/email", { email: " Ada@Example.com" });
    expect(sent).toMatchObject({ status: "sent" });
    expect(await browser.session()).toBeNull();
    const mail = server.lastTo(email);
    expect(mail).toMatchObject({ to: [email], subject: "Sign in to Example" });
    const page = await browser.open(linkIn(mail.text));
    expect(page.status).toBe(200);
    expect(await browser.session()).toBeNull();
    expect((await browser.press(page.text)).status).toBe(303);
    expect(await browser.session()).toMatchObject({
      proofs: [{ method: "email", amr: ["email"], factors: 1 }],
    });
    // The link counts once.
    expect((await browser.open(linkIn(mail.text))).text).not.toContain("<form");
  });

  test("E6: a link that is opened elsewhere shows a code, and the code signs in the first browser only", async () => {
    const site = siteOf();
    const [browser, phone] = [signInBrowser(site), signInBrowser(site)];
    await browser.call("sign-in/email", { email });
    const page = await phone.open(linkIn(server.lastTo(email).text));
    const shown = await phone.press(page.text);
    const code = codeIn(shown.text);
    expect(await phone.session()).toBeNull();
    expect(await phone.call("sign-in/email/code", { code })).toMatchObject({
      status: "refused",
      reason: "no-transaction",
    });
    expect(await browser.call("sign-in/email/code", { code })).toMatchObject({
      status: "signed-in",
    });
    expect(await browser.session()).not.toBeNull();
    expect(await phone.session()).toBeNull();
  });
});

test("E7: the mail client of the example refuses an address that names two recipients", async () => {
  const before = server.mails.length;
  const to = "ada@example.com,eve@evil.example";
  const mail = { to, kind: "sign-in", url: null, code: "123456", expiresAt: null } as const;
  const outcome = await send({ ...mail, appName: "Example" }).then(
    () => "sent",
    () => "refused",
  );
  const received = server.mails.slice(before).flatMap((one) => one.to);
  expect({ outcome, received }).toEqual({ outcome: "refused", received: [] });
});

test("a mail server that is down refuses every sign-in alike", async () => {
  const auth = createAuth({
    strategy: jwt(),
    secret,
    accounts: memoryAccounts(),
    signIn: { email: emailLink({ send: () => Promise.reject(new Error("down")) }) },
  });
  const outcome = await signInBrowser(auth).call("sign-in/email", { email });
  expect(outcome).toMatchObject({ status: "refused", reason: "provider-unavailable" });
});
