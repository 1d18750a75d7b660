import { expect, test } from "vitest";
import { cookieJar, type Sender } from "./jar.ts";

const HOME = "https://app.example/a/b";
const own: Sender = { isSameSite: true, isNavigation: false, method: "GET" };
const foreign: Sender = { isSameSite: false, isNavigation: false, method: "GET" };
const link: Sender = { isSameSite: false, isNavigation: true, method: "GET" };
const form: Sender = { isSameSite: false, isNavigation: true, method: "POST" };

interface Case {
  readonly title: string;
  readonly set: readonly string[];
  readonly from?: string;
  readonly by?: Sender;
  readonly to?: string;
  readonly as?: Sender;
  /** The Cookie header. */
  readonly sent: string;
}

const CASES: readonly Case[] = [
  { title: "a cookie without attributes returns to its host", set: ["a=1"], sent: "a=1" },
  { title: "a value keeps its = and its quotes", set: ['a="b=c"'], sent: 'a="b=c"' },
  { title: "a text without = is a value without a name", set: ["abc"], sent: "abc" },
  { title: "an empty pair is ignored", set: ["=", "; Path=/"], sent: "" },
  { title: "a control character makes the cookie invalid", set: ["a=\u0001"], sent: "" },
  {
    title: "4,096 bytes of name and value fit",
    set: [`a=${"x".repeat(4095)}`],
    sent: `a=${"x".repeat(4095)}`,
  },
  { title: "4,097 bytes of name and value do not fit", set: [`a=${"é".repeat(2048)}`], sent: "" },
  {
    title: "a later cookie replaces one of the same place",
    set: ["a=1", "b=2", "a=3"],
    sent: "a=3; b=2",
  },
  {
    title: "a subdomain does not get a host-only cookie",
    set: ["a=1; Path=/"],
    to: "https://x.app.example/",
    sent: "",
  },
  {
    title: "a subdomain gets a cookie with Domain",
    set: ["a=1; Domain=.app.example; Path=/"],
    to: "https://x.app.example/",
    sent: "a=1",
  },
  {
    title: "a parent domain may be named",
    set: ["a=1; Domain=app.example"],
    from: "https://x.app.example/",
    to: "https://app.example/",
    sent: "a=1",
  },
  { title: "a foreign domain may not be named", set: ["a=1; Domain=other.example"], sent: "" },
  { title: "a public suffix may not be named", set: ["a=1; Domain=example"], sent: "" },
  {
    title: "localhost may name itself",
    set: ["a=1; Domain=localhost; Path=/"],
    from: "http://localhost:3000/",
    to: "http://localhost:4000/",
    sent: "a=1",
  },
  {
    title: "a domain that only ends alike does not match",
    set: ["a=1; Domain=app.example; Path=/"],
    to: "https://myapp.example/",
    sent: "",
  },
  {
    title: "the default path is the folder of the request",
    set: ["a=1"],
    to: "https://app.example/a/c",
    sent: "a=1",
  },
  {
    title: "the default path does not match another folder",
    set: ["a=1"],
    to: "https://app.example/ab",
    sent: "",
  },
  {
    title: "a path matches whole segments",
    set: ["a=1; Path=/x"],
    to: "https://app.example/xy",
    sent: "",
  },
  {
    title: "a path matches what lies below it",
    set: ["a=1; Path=/x"],
    to: "https://app.example/x/y",
    sent: "a=1",
  },
  { title: "a path that does not start with / is ignored", set: ["a=1; Path=x"], sent: "a=1" },
  { title: "longer paths come first", set: ["a=1; Path=/", "b=2; Path=/a"], sent: "b=2; a=1" },
  {
    title: "a Secure cookie does not travel without TLS",
    set: ["a=1; Secure; Path=/"],
    to: "http://app.example/",
    sent: "",
  },
  {
    title: "an http page sets no Secure cookie",
    set: ["a=1; Secure; Path=/"],
    from: "http://app.example/",
    sent: "",
  },
  {
    title: "localhost counts as secure",
    set: ["a=1; Secure"],
    from: "http://localhost:3000/",
    to: "http://localhost:3000/",
    sent: "a=1",
  },
  {
    title: "an http page cannot hide a Secure cookie",
    set: ["a=1; Secure; Domain=app.example; Path=/"],
    sent: "a=1",
  },
  { title: "an HttpOnly cookie travels", set: ["a=1; HttpOnly"], sent: "a=1" },
  {
    title: "Lax does not travel with a fetch of another site",
    set: ["a=1; SameSite=Lax"],
    as: foreign,
    sent: "",
  },
  {
    title: "Lax travels with a link of another site",
    set: ["a=1; SameSite=Lax"],
    as: link,
    sent: "a=1",
  },
  {
    title: "Lax does not travel with a form of another site",
    set: ["a=1; SameSite=Lax"],
    as: form,
    sent: "",
  },
  { title: "a cookie without SameSite is Lax", set: ["a=1"], as: form, sent: "" },
  { title: "an unknown SameSite is Lax", set: ["a=1; SameSite=Bad"], as: link, sent: "a=1" },
  {
    title: "Strict does not travel with a link of another site",
    set: ["a=1; SameSite=Strict"],
    as: link,
    sent: "",
  },
  {
    title: "None travels with a form of another site",
    set: ["a=1; SameSite=None; Secure"],
    as: form,
    sent: "a=1",
  },
  { title: "None without Secure is refused", set: ["a=1; SameSite=None"], sent: "" },
  {
    title: "a foreign fetch sets no Lax cookie",
    set: ["a=1; SameSite=Lax"],
    by: foreign,
    sent: "",
  },
  {
    title: "a foreign navigation sets a Lax cookie",
    set: ["a=1; SameSite=Lax"],
    by: form,
    sent: "a=1",
  },
  { title: "Max-Age=0 deletes", set: ["a=1", "a=; Max-Age=0"], sent: "" },
  {
    title: "a deletion of another path deletes nothing",
    set: ["a=1; Path=/", "a=; Max-Age=0; Path=/a"],
    sent: "a=1",
  },
  {
    title: "a deletion of another domain deletes nothing",
    set: ["a=1; Path=/", "a=; Max-Age=0; Path=/; Domain=app.example"],
    sent: "a=1",
  },
  {
    title: "Expires in the past deletes",
    set: ["a=1", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"],
    sent: "",
  },
  {
    title: "Max-Age counts before Expires",
    set: ["a=1; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT"],
    sent: "a=1",
  },
  { title: "a Max-Age that is no number is ignored", set: ["a=1; Max-Age=1.5"], sent: "a=1" },
  {
    title: "__Host- with its attributes is kept",
    set: ["__Host-a=1; Secure; Path=/"],
    sent: "__Host-a=1",
  },
  { title: "__Host- needs Path=/", set: ["__Host-a=1; Secure"], sent: "" },
  { title: "__Host- needs Secure", set: ["__Host-a=1; Path=/"], sent: "" },
  {
    title: "__Host- allows no Domain",
    set: ["__Host-a=1; Secure; Path=/; Domain=app.example"],
    sent: "",
  },
  { title: "__Secure- needs Secure", set: ["__Secure-a=1"], sent: "" },
  { title: "__secure- in lower case needs Secure too", set: ["__secure-a=1"], sent: "" },
  {
    title: "a value without a name cannot begin with a prefix",
    set: ["=__Host-a=1; Secure; Path=/"],
    sent: "",
  },
];

test.each(CASES)("$title", ({ set, from = HOME, by = own, to = HOME, as = own, sent }) => {
  const jar = cookieJar(() => 1_000_000);
  for (const text of set) jar.receive(text, new URL(from), by);
  const cookies = jar.cookiesFor(new URL(to), as);
  expect(
    cookies.map(({ name, value }) => (name === "" ? value : `${name}=${value}`)).join("; "),
  ).toBe(sent);
});

test("a Secure cookie stays when a page without TLS sets one of the same name", () => {
  const jar = cookieJar(() => 0);
  jar.receive("a=1; Secure; Path=/", new URL("https://app.example/"), own);
  jar.receive("a=evil; Path=/", new URL("http://app.example/"), own);
  expect(jar.cookiesOf(new URL("https://app.example/")).map(({ value }) => value)).toEqual(["1"]);
});

test("cookies expire by the clock, and after 400 days at the latest", () => {
  let now = 0;
  const jar = cookieJar(() => now);
  const url = new URL(HOME);
  const names = () => jar.cookiesFor(url, own).map(({ name }) => name);
  jar.receive("short=1; Max-Age=10", url, own);
  jar.receive("session=1", url, own);
  jar.receive("long=1; Max-Age=999999999", url, own);
  now = 9_999;
  expect(names()).toEqual(["short", "session", "long"]);
  now = 10_000;
  expect(names()).toEqual(["session", "long"]);
  now = 400 * 86_400_000;
  expect(names()).toEqual(["session"]);
});

test("a copy of a jar is independent", () => {
  const jar = cookieJar(() => 0);
  const url = new URL(HOME);
  jar.receive("a=1", url, own);
  const copy = jar.copy();
  copy.receive("a=2", url, own);
  expect(jar.cookiesFor(url, own)[0]?.value).toBe("1");
  expect(copy.cookiesFor(url, own)[0]?.value).toBe("2");
});
