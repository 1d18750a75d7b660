import { expect, test } from "vitest";
import { jwt } from "../strategy/jwt.ts";
import type { CookieOptions } from "./cookie-options.ts";
import { createSignet } from "./create-signet.ts";

const GOOD = { strategy: jwt(), secret: "a-secret-for-cookie-options-0123456789" };

test.each([
  [null, /cookie is present but null/],
  [undefined, /cookie is present but undefined/],
  ["example.com", /cookie must be an object, such as \{ domain: "example\.com" \}/],
  [[], /cookie must be an object/],
  [{ path: "/" }, /path is not an option of cookie\. The options are domain, sameSite/],
  [{ domain: undefined }, /domain is present but undefined/],
  [{ domain: "" }, /cookie\.domain is ""/],
  [{ domain: "https://example.com" }, /cookie\.domain is "https:.*without scheme/],
  [{ domain: "vercel.app" }, /public suffix/],
  [{ sameSite: "None", partitioned: true }, /cookie\.sameSite must be "lax", "strict" or "none"/],
  [{ sameSite: true }, /cookie\.sameSite must be/],
  [{ partitioned: "yes" }, /cookie\.partitioned must be true or false/],
  [{ sameSite: "none" }, /needs cookie\.partitioned\. Use true for a page in frames/],
  [{ partitioned: true }, /cookie\.partitioned needs cookie\.sameSite "none"/],
  [{ sameSite: "strict", partitioned: true }, /cookie\.partitioned needs cookie\.sameSite "none"/],
  [{ domain: "example.com", partitioned: true }, /cookie\.partitioned needs cookie\.sameSite/],
  [
    { domain: "example.com", sameSite: "none", partitioned: true },
    /cookie\.domain does not go with cookie\.sameSite "none"/,
  ],
  [
    { domain: "example.com", sameSite: "none", partitioned: false },
    /cookie\.domain does not go with cookie\.sameSite "none"/,
  ],
  [
    { domain: "b.example.com", accept: { domain: "example.com" } },
    /cookie\.accept does not go with/,
  ],
  [{ sameSite: "none", partitioned: true, accept: { domain: "example.com" } }, /first deploy/],
  [{ accept: {} }, /cookie\.accept must be either/],
  [{ accept: { partitioned: false } }, /cookie\.accept must be either/],
  [{ accept: { domain: "example.com", partitioned: true } }, /cookie\.accept must be either/],
  [{ accept: { domain: "com" } }, /cookie\.accept\.domain is "com"/],
  [{ accept: { sameSite: "lax" } }, /sameSite is not an option of cookie\.accept/],
  [{ accept: "example.com" }, /cookie\.accept must be either/],
])(
  "createSignet refuses the cookie setting %j with a message that says what to do",
  (cookie, sentence) => {
    // @ts-expect-error: JavaScript callers can pass this.
    const make = () => createSignet({ ...GOOD, cookie });
    expect(make).toThrow(sentence);
    expect(make).toThrow(expect.objectContaining({ code: "invalid-config" }));
  },
);

const ACCEPTED: CookieOptions[] = [
  {},
  { sameSite: "lax" },
  { sameSite: "strict", partitioned: false },
  { domain: "example.com" },
  { domain: "example.com", sameSite: "strict" },
  { sameSite: "none", partitioned: true },
  { sameSite: "none", partitioned: false },
  { accept: { domain: "example.com" } },
  { sameSite: "strict", accept: { partitioned: true } },
];

test.each(ACCEPTED)("createSignet accepts the cookie setting %j", (cookie) => {
  expect(() => createSignet({ ...GOOD, cookie })).not.toThrow();
});
