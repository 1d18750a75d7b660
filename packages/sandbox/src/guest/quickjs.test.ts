import { fileURLToPath } from "node:url";
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

async function bundle(source: string): Promise<string> {
  const build = await rolldown({
    input: "entry.js",
    platform: "neutral",
    resolve: { mainFields: ["module", "main"] },
    // Next reads more variables of the environment than `process.env` of the sandbox has.
    transform: { define: { "process.env.NEXT_RUNTIME": '"edge"' } },
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry.js" ? id : null),
        load: (id) => (id === "entry.js" ? source : null),
      },
    ],
  });
  const { output } = await build.generate({ format: "iife" });
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
