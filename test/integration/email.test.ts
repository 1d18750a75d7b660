import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../../packages/signet/fixtures/mail-server.ts";
import { type SignInBrowser, signInSite } from "../../packages/signet/fixtures/sign-in-bench.ts";
import { emailLink, type SendMail } from "../../packages/signet/src/sign-in/email/index.ts";
import { memoryStore } from "../../packages/signet/src/store/memory/index.ts";
import { database } from "../../packages/signet/src/strategy/database.ts";
import { hybrid } from "../../packages/signet/src/strategy/hybrid/index.ts";
import { jwt } from "../../packages/signet/src/strategy/jwt.ts";
import { sealed } from "../../packages/signet/src/strategy/sealed.ts";
import { exampleFolder, examplesOf } from "../harness/examples.ts";

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

/** Opens the link in the last mail to the address, as a click in a mail program does. */
function openLink(browser: SignInBrowser) {
  const { text } = server.lastTo(email);
  const token = /[?&]token=([\w.-]+)/.exec(text)?.[1] ?? "";
  const headers = { "sec-fetch-site": "cross-site" };
  return browser.send("GET callback/email", { token }, { asPage: true, headers });
}

/** Presses the button of a page. */
function press(browser: SignInBrowser, page: string) {
  const path = /<form method="post" action="[^"]*\/api\/auth\/([^"]+)">/.exec(page)?.[1];
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  const input = Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
  return browser.send(`POST ${path}`, input, { asPage: true });
}

const strategies = {
  jwt: () => jwt(),
  sealed: () => sealed(),
  database: () => database({ store: memoryStore() }),
  hybrid: () => hybrid({ store: memoryStore() }),
};

describe.each(Object.entries(strategies))("under %s", (_, strategy) => {
  const siteOf = () =>
    signInSite({
      strategy: strategy(),
      methods: { email: emailLink({ send: (mail) => send(mail) }) },
    });

  test("a person signs in by the button behind the link of a mail", async () => {
    const browser = siteOf().browser();
    const sent = await browser.send("POST sign-in/email", {
      email: " Ada@Example.com",
      returnTo: "/account",
    });
    expect(sent.body).toMatchObject({ status: "sent" });
    expect(server.lastTo(email)).toMatchObject({ to: [email], subject: "Sign in to Test" });
    const page = await openLink(browser);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain("<script");
    expect(await browser.session()).toBeNull();
    const pressed = await press(browser, page.text);
    expect(pressed.status).toBe(303);
    expect(pressed.headers.get("location")).toBe("/account");
    expect(await browser.session()).toMatchObject({
      proofs: [{ method: "email", amr: ["email"], factors: 1 }],
    });
    const again = await openLink(browser);
    expect(again.headers.get("location")).toContain("error=expired");
  });

  test("E6: a link that is opened elsewhere shows a code, which signs in the first browser only", async () => {
    const site = siteOf();
    const [browser, phone] = [site.browser(), site.browser()];
    await browser.send("POST sign-in/email", { email });
    const page = await openLink(phone);
    const shown = await press(phone, page.text);
    const code = /<code>(\d{6})<\/code>/.exec(shown.text)?.[1] ?? "";
    expect(await phone.session()).toBeNull();
    const elsewhere = await phone.send("POST sign-in/email/code", { code });
    expect(elsewhere.body).toMatchObject({ status: "refused", reason: "no-transaction" });
    const typed = await browser.send("POST sign-in/email/code", { code });
    expect(typed.body).toMatchObject({ status: "signed-in" });
    expect(await browser.session()).not.toBeNull();
    expect(await phone.session()).toBeNull();
  });

  test("a user changes the address by the code of a mail, and the former address is told", async () => {
    const next = "ada@new.example";
    const site = siteOf();
    const [browser, other] = [site.browser(), site.browser()];
    const user = await site.addUser(email);
    for (const one of [browser, other]) {
      await one.send("POST sign-in/email", { email });
      await press(one, (await openLink(one)).text);
    }
    await browser.send("POST sign-in/email/changeEmail", { email: next });
    const code = /\b\d{6}\b/.exec(server.lastTo(next).text)?.[0] ?? "";
    const changed = await browser.send("POST sign-in/email/code", { code });
    expect(changed.body).toMatchObject({ status: "done", value: { email: next } });
    expect((await site.accounts.users.find(user.id))?.email).toBe(next);
    expect(server.lastTo(email).subject).toBe("Your address for Test was changed");
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
