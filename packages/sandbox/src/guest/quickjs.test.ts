import { fileURLToPath } from "node:url";
import { newQuickJSWASMModuleFromVariant } from "quickjs-emscripten-core";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";

const GLOBALS = fileURLToPath(new URL("globals/index.ts", import.meta.url));

async function bundle(input: string): Promise<string> {
  const build = await rolldown({
    input,
    platform: "neutral",
    resolve: { mainFields: ["module", "main"] },
  });
  const { output } = await build.generate({ format: "iife" });
  return output[0].code;
}

/** Runs a script in QuickJS with the functions of a host, after the bundle of the globals. */
async function run(before: string, script: string): Promise<string[]> {
  const [engine, code] = await Promise.all([
    newQuickJSWASMModuleFromVariant(import("@jitl/quickjs-wasmfile-release-sync")),
    bundle(GLOBALS),
  ]);
  const context = engine.newContext();
  const lines: string[] = [];
  const print = context.newFunction("print", (level, text) => {
    lines.push(`${context.getString(level)} ${context.getString(text)}`);
  });
  context.setProp(context.global, "print", print);
  print.dispose();
  const host = `globalThis.__host = { print, record() {}, realNow: () => 0, startTime: 1767225600000,
    randomBytes: (count) => new Uint8Array(count).fill(255).buffer }; delete globalThis.print;`;
  for (const text of [before, host, code, script]) {
    const result = context.evalCode(text);
    if (result.error !== undefined) throw new Error(JSON.stringify(context.dump(result.error)));
    result.value.dispose();
    context.runtime.executePendingJobs();
  }
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
const next = globalThis.__runNextTimer;
setTimeout(() => console.log("later", performance.now()), 1000);
console.log(next(), next());
print = undefined;
`;

test("the globals work in QuickJS", async () => {
  expect(await run("", SCRIPT)).toEqual([
    "log Ada is 36 { a: [ 1 ], b: Map(1) { 'k' => 2026-01-01T00:00:00.000Z } }",
    "warn TypeError: no undefined undefined",
    "error YT9iPmM é",
    "log http://localhost:3000/a?b=c%20d#e YWI= { a: [ 1 ] }",
    "log Headers { 'x-a': '1' } ffffffff-ffff-4fff-bfff-ffffffffffff 0 1767225600000",
    "log Response {\n  status: 201,\n  statusText: '',\n  headers: Headers { 'content-type': 'application/json' },\n  bodyUsed: false,\n  ok: true\n}",
    "log [class A] B { y: [Function: y] } [AsyncFunction (anonymous)] Promise { <pending> }",
    "log later 1000",
    "log true false",
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

test("the packages change no object of the language, except the constructor of dates", async () => {
  expect(await run(SNAPSHOT, COMPARE)).toEqual(["log Date constructor"]);
});
