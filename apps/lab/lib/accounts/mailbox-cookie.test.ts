import { expect, test } from "vitest";
import { mailboxIn, newMailboxCookie } from "./mailbox-cookie";

const NAME = "0123456789abcdef0123456789abcdef";

const https = new Headers({ "x-forwarded-proto": "https" });
const http = new Headers({ "x-forwarded-proto": "http" });

function jar(pairs: Readonly<Record<string, string>>) {
  const cookies = new Map(Object.entries(pairs));
  return {
    get(name: string) {
      const value = cookies.get(name);
      return value === undefined ? undefined : { value };
    },
  };
}

test("over https a mailbox that a subdomain or an http page has planted is not used", () => {
  expect(mailboxIn(https, jar({ "lab-mailbox": NAME }))).toBeNull();
  expect(mailboxIn(https, jar({ "__Host-lab-mailbox": NAME }))).toBe(NAME);
  expect(mailboxIn(http, jar({ "lab-mailbox": NAME }))).toBe(NAME);
});

test("a new mailbox has a random name, and over https a cookie that only this host can set", () => {
  expect(newMailboxCookie(https)).toMatch(
    /^__Host-lab-mailbox=[0-9a-f]{32}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$/,
  );
  expect(newMailboxCookie(http)).toMatch(/^lab-mailbox=[0-9a-f]{32}; .*SameSite=Lax$/);
  expect(newMailboxCookie(http)).not.toBe(newMailboxCookie(http));
});

test.each(["", "x", NAME.toUpperCase(), `${NAME}0`])("%j is no name of a mailbox", (value) => {
  expect(mailboxIn(http, jar({ "lab-mailbox": value }))).toBeNull();
});
