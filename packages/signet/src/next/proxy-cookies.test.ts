import { parseSetCookie } from "cookie";
import { NextRequest, NextResponse } from "next/server.js";
import { expect, test } from "vitest";
import { type CookieOptions, createSignet, jwt } from "../index.ts";
import { createAuth } from "./index.ts";

const secret = "a-secret-for-cookies-of-the-proxy-0123456789";
const A = "https://a.example.com/account";
const SETTINGS: CookieOptions[] = [
  {},
  { sameSite: "strict" },
  { domain: "example.com" },
  { sameSite: "none", partitioned: true },
  { sameSite: "none", partitioned: false },
  { accept: { domain: "example.com" } },
  { accept: { partitioned: true } },
];

const attributesOf = (texts: readonly string[]) =>
  texts.map((text) => {
    const { expires: _, ...rest } = parseSetCookie(text, { decode: (raw) => raw });
    return rest;
  });

test.each(SETTINGS)(
  "Next's cookie jar keeps every attribute of the cookies of %j",
  async (cookie) => {
    const signet = createSignet({ strategy: jwt(), secret, cookie });
    const { setCookies } = await signet.signIn(new Request(A, { method: "POST" }), {
      userId: "ada",
    });
    const response = NextResponse.next();
    for (const text of setCookies) {
      const { name, value = "", ...attributes } = parseSetCookie(text, { decode: (raw) => raw });
      response.cookies.set(name, value, attributes);
    }
    expect(attributesOf(response.headers.getSetCookie())).toEqual(attributesOf(setCookies));
  },
);

test("the proxy moves the cookie of the host to the domain, for the page and for the browser", async () => {
  const before = createSignet({ strategy: jwt(), secret });
  const { credential } = await before.signIn(new Request(A, { method: "POST" }), { userId: "ada" });
  const auth = createAuth({ strategy: jwt(), secret, cookie: { domain: "example.com" } });
  const headers = { cookie: `theme=dark; __Host-signet=${credential}` };
  const response = await auth.proxy({ protect: ["/account"] })(new NextRequest(A, { headers }));
  const [set, expired, ...others] = attributesOf(response.headers.getSetCookie());
  expect(others).toEqual([]);
  expect(set).toMatchObject({ name: "__Secure-signet", domain: "example.com", secure: true });
  expect(expired).toEqual({
    ...{ name: "__Host-signet", value: "", maxAge: 0, path: "/" },
    ...{ httpOnly: true, secure: true, sameSite: "lax" },
  });
  expect(response.headers.get("x-middleware-request-cookie")).toBe(
    `theme=dark; __Secure-signet=${set?.value}`,
  );
  expect(response.headers.get("cache-control")).toBe("no-store");
});
