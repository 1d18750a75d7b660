import { expect, test } from "vitest";
import { mailbox, tokenIn } from "../../../fixtures/mailbox.ts";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import { emailLink } from "./index.ts";

const email = "ada@example.com";

/** A browser that asked for a mail and for a cookie that ends with the browser. */
async function setUp() {
  const { send, last } = mailbox();
  const site = signInSite({ methods: { email: emailLink({ send }) } });
  const browser = site.browser();
  await browser.send("POST sign-in/email", { email, persistent: "false" });
  return { site, browser, token: tokenIn(last()), code: last().code ?? "" };
}

test("a link that is opened in the same browser begins a session whose cookie ends with the browser", async () => {
  const { browser, token } = await setUp();
  await browser.send("GET callback/email", { token }, { asPage: true });
  await browser.send("POST sign-in/email/confirm", { token }, { asPage: true });
  expect((await browser.session())?.terms).toMatchObject({ persistent: false });
});

test("a link that is opened in another browser begins no session there, and its code keeps the terms in the first one", async () => {
  const { site, browser, token, code } = await setUp();
  const phone = site.browser();
  const page = await phone.send("POST sign-in/email/confirm", { token }, { asPage: true });
  expect(page.text).toContain(code);
  expect(await phone.session()).toBeNull();
  await browser.send("POST sign-in/email/code", { code });
  expect((await browser.session())?.terms).toMatchObject({ persistent: false });
});
