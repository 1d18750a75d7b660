import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import { newQuickJSWASMModuleFromVariant } from "quickjs-emscripten-core";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";

const path = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));
const GLOBALS = `import ${path("globals/index.ts")};`;
const ALL = `${GLOBALS}
import * as practice from ${path("practice/index.ts")};
import * as headers from ${path("next/headers.ts")};
import * as navigation from ${path("next/navigation.ts")};
import * as server from ${path("next/server.ts")};
import * as cache from ${path("next/cache.ts")};
import { lock } from ${path("lock.ts")};
globalThis.modules = { practice, headers, navigation, server, cache };
globalThis.lock = lock;`;

const bundles = new Map<string, Promise<string>>();

async function bundle(source: string): Promise<string> {
  const known = bundles.get(source) ?? build(source);
  bundles.set(source, known);
  return known;
}

async function build(source: string): Promise<string> {
  const bundled = await rolldown({
    input: "entry.js",
    platform: "neutral",
    resolve: { mainFields: ["module", "main"] },
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry.js" ? id : null),
        load: (id) => (id === "entry.js" ? source : null),
      },
    ],
  });
  const { output } = await bundled.generate({ format: "iife" });
  return output[0].code;
}

/** Runs a script in QuickJS after a bundle, with the functions of a host, until no timer is left. */
async function run(modules: string, script: string, before = ""): Promise<string[]> {
  const [engine, code] = await Promise.all([
    newQuickJSWASMModuleFromVariant(import("@jitl/quickjs-wasmfile-release-sync")),
    bundle(modules),
  ]);
  const context = engine.newContext();
  const lines: string[] = [];
  const print = context.newFunction("print", (level, text) => {
    lines.push(`${context.getString(level)} ${context.getString(text)}`);
  });
  context.setProp(context.global, "print", print);
  print.dispose();
  const evaluate = (text: string): unknown => {
    const result = context.evalCode(text);
    if (result.error !== undefined) throw new Error(JSON.stringify(context.dump(result.error)));
    const value: unknown = context.dump(result.value);
    result.value.dispose();
    context.runtime.executePendingJobs();
    return value;
  };
  evaluate(before);
  evaluate(`globalThis.__host = { print, record: print, realNow: () => 0, startTime: 1767225600000,
    randomBytes: (count) => new Uint8Array(count).fill(255).buffer }; delete globalThis.print; 0`);
  evaluate(`${code}\n0`);
  evaluate(`${script}\n0`);
  while (evaluate("__runNextTimer()") === true);
  context.dispose();
  return lines;
}

const SCRIPT = `
console.log("%s is %d", "Ada", 36, { a: [1], b: new Map([["k", new Date()]]) });
console.warn(new TypeError("no"), typeof fetch, typeof __host);
console.error(Buffer.from("a?b>c").toString("base64url"), new TextDecoder().decode(new TextEncoder().encode("é")));
console.log(new URL("/a?b=c d#e", "http://localhost:3000").href, btoa("ab"), structuredClone({ a: [1] }));
console.log(new Headers({ "X-A": "1" }), crypto.randomUUID(), performance.now(), Date.now());
console.log(Response.json({ a: 1 }, { status: 201 }));
console.log((class A { x = 1 }), new (class B { y = () => 1 })(), async () => {}, Promise.resolve(1));
setTimeout(() => console.log("later", performance.now()), 1000);
`;

test("the globals work in QuickJS", async () => {
  expect(await run(GLOBALS, SCRIPT)).toEqual([
    "log Ada is 36 { a: [ 1 ], b: Map(1) { 'k' => 2026-01-01T00:00:00.000Z } }",
    "warn TypeError: no undefined undefined",
    "error YT9iPmM é",
    "log http://localhost:3000/a?b=c%20d#e YWI= { a: [ 1 ] }",
    "log Headers { 'x-a': '1' } ffffffff-ffff-4fff-bfff-ffffffffffff 0 1767225600000",
    "log Response {\n  status: 201,\n  statusText: '',\n  headers: Headers { 'content-type': 'application/json' },\n  bodyUsed: false,\n  ok: true\n}",
    "log [class A] B { y: [Function: y] } [AsyncFunction (anonymous)] Promise { <pending> }",
    "log later 1000",
  ]);
});

/** Uses the parts of the platform that come from packages. It runs in Node and in QuickJS. */
const PLATFORM = `(() => {
  const results = [];
  const note = (work) => {
    try { results.push(work()); } catch (error) { results.push("error " + (error instanceof Error)); }
  };
  const urls = ["http://a/b?c=d#e", "HTTP://Ä.example:80/a/../b", "/\\\\evil.example", "//evil.example", "/a b?c d", "mailto:x@y",
    "http://user:pw@h:81/%2e%2E/x", "https://[::1]:3000/", "http://192.168.257/", "javascript:alert(1)", "http://", "a", "?x=1", "#y", ""];
  for (const url of urls) {
    note(() => { const { href, origin, host, pathname, search, hash, username } = new URL(url, "http://localhost:3000/x/y"); return [href, origin, host, pathname, search, hash, username]; });
    note(() => URL.canParse(url) + " " + (URL.parse(url)?.href ?? null));
  }
  note(() => { const url = new URL("http://a/"); url.searchParams.append("é", "1 2&3"); url.pathname = "/x y"; url.hash = "z"; return url.href; });
  note(() => { const params = new URLSearchParams("a=1&b=2&a=%203+4"); params.delete("b"); params.sort(); return [String(params), params.getAll("a"), params.size, [...params]]; });
  note(() => String(new URLSearchParams({ a: "ü", b: "~*'()" })));
  const bytes = [[0xc3, 0xa9], [0xff], [0xef, 0xbb, 0xbf, 0x61], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98, 0x80]];
  for (const each of bytes) {
    for (const options of [{}, { fatal: true }, { ignoreBOM: true }]) note(() => new TextDecoder("utf-8", options).decode(new Uint8Array(each)));
  }
  note(() => new TextDecoder("utf-16le").decode(new Uint8Array([0x61, 0, 0x3d, 0xd8, 0, 0xde])));
  note(() => [...new TextEncoder().encode("aé€😀\\ud800")]);
  for (const text of ["", "YQ", "YQ==", "Y Q", "YQ=", "-_", "é"]) { note(() => atob(text)); note(() => btoa(text)); }
  note(() => { const map = new Map([["a", new Date(5)]]); const copy = structuredClone({ map, list: [1, , 2], error: new RangeError("x") });
    return [copy.map !== map, copy.map.get("a").getTime(), copy.list.length, copy.error instanceof RangeError]; });
  note(() => structuredClone(() => {}));
  return JSON.stringify(results);
})()`;

test("addresses, texts, base64 and clones behave in QuickJS as in Node", async () => {
  const [line = ""] = await run(GLOBALS, `console.log(${PLATFORM});`);
  const inNode: unknown = JSON.parse(runInThisContext(PLATFORM));
  expect(inNode).toContainEqual("a\u{1F600}");
  expect(JSON.parse(line.slice(4))).toEqual(inNode);
});

/** Lists each property of each intrinsic object with the identity of its value. */
const SNAPSHOT = `
globalThis.intrinsics = new Map();
{
  const visit = (object, path) => {
    if ((typeof object !== "object" && typeof object !== "function") || object === null) return;
    if (intrinsics.has(object) || object === intrinsics || object === globalThis) return;
    intrinsics.set(object, Object.getOwnPropertyDescriptors(object));
    visit(Object.getPrototypeOf(object));
    for (const key of Reflect.ownKeys(object)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(object, key);
      for (const each of [value, get, set]) visit(each);
    }
  };
  for (const key of Reflect.ownKeys(globalThis)) visit(globalThis[key]);
}
`;
const COMPARE = `
for (const [object, before] of intrinsics) {
  const now = Object.getOwnPropertyDescriptors(object);
  for (const key of new Set([...Reflect.ownKeys(before), ...Reflect.ownKeys(now)])) {
    const [one, other] = [before[key], now[key]];
    const same = one && other && ["value", "get", "set"].every((part) => Object.is(one[part], other[part]));
    if (!same) console.log(String(object?.constructor?.name), String(key));
  }
}
`;

test("the packages change no object of the language, except the constructor of dates and one function of errors", async () => {
  expect(await run(GLOBALS, COMPARE, SNAPSHOT)).toEqual([
    "log Function captureStackTrace",
    "log Date constructor",
  ]);
});

const PROGRAM = `delete globalThis.lock; (async () => {
  const { practice, headers, navigation, server, cache } = modules;
  const { browser, check, clock, countingStore, inRequest, throws } = practice;
  const mine = browser();
  await mine.fetch(() => new Response("x", { headers: { "set-cookie": "a=1; Max-Age=60; Path=/" } }), "/");
  await check("cookies", () => mine.cookies, { a: "1" });
  await clock.advance("1m");
  await check("cookies after a minute", () => mine.cookies, {});
  await check("verify", () => { throw new TypeError("no"); }, throws("no"));
  const page = (req, res) => res.status(201).json({ url: req.url });
  await check("pages", async () => (await mine.pages(page, "/api/a?b=1")).json(), { url: "/api/a?b=1" });
  await inRequest(mine, async () => {
    (await headers.cookies()).set("s", "1");
    await cache.io();
    server.after(() => console.log("after"));
  });
  await check("inRequest", () => mine.cookies, { s: "1" });
  await check("redirect", () => navigation.redirect("/a"), throws("NEXT_REDIRECT"));
  const { NextRequest, NextResponse } = server;
  const request = new NextRequest("http://localhost:3000/a", { headers: { cookie: "a=1" } });
  const response = NextResponse.json({ a: request.cookies.get("a").value });
  response.cookies.set("b", "2");
  await check("next", async () => [await response.json(), response.headers.getSetCookie()], [{ a: "1" }, ["b=2; Path=/"]]);
  const { store, counts } = countingStore();
  await store.find("none");
  await check("counts", () => counts, { find: 1 });
})().catch((error) => console.error(error, error.stack));`;

test("the module practice and the modules of Next work in QuickJS", async () => {
  expectPassed(await run(ALL, PROGRAM));
});

const ATTACK = `
lock(modules);
const attempts = {
  binding: () => { globalThis.JSON = {}; },
  property: () => { JSON.stringify = () => "{}"; },
  prototype: () => { Array.prototype.every = () => true; },
  toString: () => { Object.prototype.toString = () => ""; },
  addition: () => { Object.prototype.passed = true; },
  iterator: () => { Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true }); },
  clock: () => { Date.now = () => 0; },
  practice: () => { modules.practice.check = () => {}; },
};
for (const [name, attempt] of Object.entries(attempts)) {
  try { attempt(); } catch {}
}
if (JSON.stringify([]) !== "[]" || [1].every(() => false) || ({}).passed || Date.now() === 0) console.log("changed");
class OwnError extends Error { constructor() { super("m"); this.name = "OwnError"; this.message = "n"; } }
const plain = {}; plain.toString = () => "own";
process.env.OWN = "1";
console.log(String(new OwnError()), String(plain), process.env.OWN);
`;

test("a program cannot change the checks after the lock, and ordinary assignments work", async () => {
  const lines = await run(ALL, ATTACK + PROGRAM.replace("delete globalThis.lock;", ""));
  expect(lines[0]).toBe("log OwnError: n own 1");
  expectPassed(lines.slice(1));
});

function expectPassed(lines: readonly string[]): void {
  const calls = lines.filter((line) => line.startsWith("call ")).map((line) => line.slice(5));
  expect(lines.filter((line) => !line.startsWith("call "))).toEqual(["log after"]);
  const seen = calls.map((json): unknown => JSON.parse(json));
  expect(seen).toHaveLength(8);
  expect(seen.filter((call) => Reflect.get(call as object, "passed") !== true)).toEqual([]);
}
