import { expect, test } from "vitest";
import { type SignInBrowser, signInSite } from "../../../fixtures/sign-in-bench.ts";
import { secretMethod } from "../../../fixtures/sign-in-methods.ts";
import { softwareAuthenticator } from "../../../fixtures/software-authenticator.ts";
import type { Mail } from "../contract/mail.ts";
import { passkey } from "../passkey/passkey.ts";
import { recoveryCodes, totp } from "../totp/index.ts";

const EMAIL = "ada@example.com";

function notifying(notify?: (mail: Mail) => Promise<void>, ofSite: object = {}) {
  const mails: Mail[] = [];
  const send = async (mail: Mail) => void mails.push(mail);
  const site = signInSite({ ...ofSite, notify: notify ?? send });
  async function signedIn(options: { readonly verified?: boolean } = {}) {
    const user = await site.addUser(EMAIL, options);
    const browser = site.browser();
    await browser.secret(EMAIL);
    return { user, browser };
  }
  const unlink = ({ jar }: SignInBrowser, id: string) =>
    site.service.unlink(new Headers(jar.headers()), "identity", id);
  return { site, mails, unlink, signedIn, kinds: () => mails.map(({ kind }) => kind) };
}

test("P7: the user gets a mail when an identity is linked, and when it is unlinked", async () => {
  const { mails, signedIn, kinds, unlink } = notifying();
  const { browser } = await signedIn();
  expect(mails).toEqual([]);
  await browser.provider({ sub: "1", email: "other@example.com" }, "POST link/provider");
  expect(mails).toEqual([
    { to: EMAIL, kind: "identity-linked", appName: "Test", url: null, code: null, expiresAt: null },
  ]);
  const { outcome } = await unlink(browser, JSON.stringify(["https://provider.example", "1"]));
  expect(outcome.status).toBe("done");
  expect(kinds()).toEqual(["identity-linked", "identity-unlinked"]);
});

test("P7: the user gets a mail when a passkey is added, and when it is removed", async () => {
  const methods = { passkey: passkey(), secret: secretMethod() };
  const { site, signedIn, kinds } = notifying(undefined, { methods });
  const { browser, user } = await signedIn();
  const begun = await browser.send("POST sign-in/passkey/register", {}, { json: {} });
  const response = softwareAuthenticator().create(begun.body["value"]);
  const added = await browser.send("POST sign-in/passkey/register", {}, { json: { response } });
  expect([added.status, ...kinds()]).toEqual([200, "passkey-added"]);
  const [{ id = "" } = {}] = (await site.service.list(user.id)).filter(
    ({ kind }) => kind === "passkey",
  );
  const removed = await browser.send("POST sign-in/passkey/remove", { id });
  expect([removed.status, ...kinds()]).toEqual([200, "passkey-added", "passkey-removed"]);
});

test("P7: the user gets a mail when an authenticator app is added, and with new recovery codes", async () => {
  const methods = { app: totp(), recovery: recoveryCodes(), secret: secretMethod() };
  const { site, signedIn, kinds } = notifying(undefined, { methods });
  const { browser } = await signedIn();
  const enrolled = await browser.send("POST sign-in/app/enrol");
  const { generateSync } = await import("otplib");
  const secret = String(Object(enrolled.body["value"])["secret"]);
  const code = generateSync({ secret, epoch: site.clock.now() / 1000 });
  expect((await browser.send("POST sign-in/app/confirm", { code })).status).toBe(200);
  expect((await browser.send("POST sign-in/recovery/make")).status).toBe(200);
  expect(kinds()).toEqual(["factor-added", "recovery-codes-made"]);
});

test("an address that nobody has verified gets no mail about a change", async () => {
  const { mails, signedIn, site } = notifying();
  const { browser } = await signedIn({ verified: false });
  await browser.provider({ sub: "1", email: "other@example.com" }, "POST link/provider");
  expect(site.events.map(({ type }) => type)).toContain("identity-linked");
  expect(mails).toEqual([]);
});

test("a sign-in, a sign-up and a failure send no mail about a change", async () => {
  const { mails, signedIn, site, unlink } = notifying();
  const { browser } = await signedIn();
  await site.browser().secret(EMAIL, "wrong");
  await site.browser().provider({ sub: "2", email: "new@example.com" });
  expect((await unlink(browser, "unknown")).outcome.status).toBe("refused");
  expect(mails).toEqual([]);
});

test("a mail that cannot be sent, or a sender that hangs, does not stop the change", async () => {
  const failing = notifying(() => Promise.reject(new Error("The mail server is away.")));
  const { browser } = await failing.signedIn();
  const { status } = await browser.provider({ sub: "1" }, "POST link/provider");
  expect(status).toBe(200);
  expect(failing.site.events.slice(-2)).toMatchObject([
    { type: "identity-linked" },
    { type: "failed", reason: "message-not-sent" },
  ]);
  const hanging = notifying(() => new Promise(() => {}));
  const other = await hanging.signedIn();
  expect((await other.browser.provider({ sub: "1" }, "POST link/provider")).status).toBe(200);
});
