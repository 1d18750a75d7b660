import { RequestCookies, ResponseCookies } from "next/dist/server/web/spec-extension/cookies.js";
import { expect, test } from "vitest";
import { cookieHeader } from "./cookie-header.ts";

function afterwards(sent: string, change: (jar: RequestCookies) => unknown): string {
  const jar = new RequestCookies(new Headers({ cookie: sent }));
  change(jar);
  return cookieHeader(sent, jar);
}

test("a request that set nothing keeps its header, repeated cookies and all", () => {
  for (const sent of ["", "a=1", "a=1; signet=x; signet=y", "signet=y; a=1; signet=x"]) {
    expect(afterwards(sent, () => {})).toBe(sent);
  }
});

test("what the request set replaces what it came with", () => {
  expect(afterwards("a=1; signet=x", (jar) => jar.set("signet", "new"))).toBe("a=1; signet=new");
  expect(afterwards("signet=x; signet=y", (jar) => jar.set("signet", "new"))).toBe("signet=new");
  expect(afterwards("", (jar) => jar.set("signet", "new"))).toBe("signet=new");
});

test("what the request deleted is gone", () => {
  expect(afterwards("a=1; signet=x", (jar) => jar.delete("signet"))).toBe("a=1");
});

test("what the proxy expired is gone, as Next hands it on: without a value", () => {
  const expired = new ResponseCookies(new Headers({ "set-cookie": "signet.0=; Max-Age=0" }));
  const handOn = (jar: RequestCookies) => {
    for (const cookie of expired.getAll()) jar.set(cookie);
  };
  expect(afterwards("a=1; signet.0=", handOn)).toBe("a=1");
  expect(afterwards("a=1; signet.0=x", handOn)).toBe("a=1");
});

test("a value that needs encoding cannot smuggle a cookie in", () => {
  const sent = "theme=a%3B%20signet%3Devil; b=1";
  expect(afterwards(sent, () => {})).toBe(sent);
  expect(afterwards("theme=%3b%20signet%3devil", () => {})).not.toMatch(/; ?signet=/);
});

test("a conflict is seen however one of the two is encoded", () => {
  for (const sent of ["signet=victim; signet=%61ttacker", "signet=%61ttacker; signet=victim"]) {
    expect(afterwards(sent, () => {})).toBe(sent);
  }
  expect(afterwards("signet=%61bc", () => {})).toBe("signet=%61bc");
});

test("no cookie of somebody else's, however odd, makes it throw or loses ours", () => {
  const odd = [
    "a b=1",
    "na\u00efve=1",
    "=foo",
    "foo",
    "a[b]=1",
    '"=1',
    "__proto__=x",
    "x=%E0%A4%A",
    "e\u00a0=1",
  ];
  for (const pair of odd) {
    expect(afterwards(`signet=abc; ${pair}`, () => {})).toContain("signet=abc");
    expect(afterwards(`${pair}; signet=abc`, (jar) => jar.set("signet", "new"))).toContain(
      "signet=new",
    );
  }
});
