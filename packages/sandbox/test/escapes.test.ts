import { type Outcome, runProgram } from "sandbox/node";
import { describe, expect, test } from "vitest";

const run = (program: string, check?: string): Promise<Outcome> =>
  runProgram({
    files: { "program.ts": program, ...(check === undefined ? {} : { "check.ts": check }) },
    entry: check === undefined ? "program.ts" : "check.ts",
  });
const printed = ({ lines }: Outcome) => lines.map((line) => line.text);

describe("a program reaches nothing outside", () => {
  test.each([
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "importScripts",
    "navigator",
    "location",
    "document",
    "window",
    "self",
    "parent",
    "top",
    "postMessage",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "caches",
    "Worker",
    "SharedWorker",
    "BroadcastChannel",
    "require",
    "module",
    "Deno",
    "Bun",
    "WebAssembly",
    "__host",
    "__lock",
    "__runNextTimer",
    "__startAt",
  ])("there is no %s", async (name) => {
    const ways = `typeof ${name}, typeof globalThis["${name}"], Function("return typeof ${name}")()`;
    const outcome = await run(`console.log([${ways}, (0, eval)("typeof ${name}")].join());`);
    expect(printed(outcome)).toEqual(["undefined,undefined,undefined,undefined"]);
  });

  test("the process has an environment of its own and nothing else", async () => {
    const outcome = await run(
      `console.log(Object.keys(process).join(), Object.keys(process.env).join());
       console.log(Object.keys(({}).constructor.constructor("return process")()).join());`,
    );
    expect(printed(outcome)).toEqual(["env NODE_ENV", "env"]);
  });

  test.each([
    "fs",
    "node:fs",
    "node:child_process",
    "node:net",
    "http",
    "https://example.com/a.js",
    "/etc/passwd",
    "../secret",
    "./check.js",
    "file:///etc/passwd",
    "data:text/javascript,1",
    "blob:x",
    "signet-auth/sqlite",
    "signet-auth/postgres",
    "prelude.js",
    "__proto__",
    "constructor",
    "toString",
  ])("import of %s is refused", async (name) => {
    const outcome = await run(
      `try { await import(${JSON.stringify(name)}); console.log("came in"); } catch (error) { console.log(error.message); }`,
    );
    expect(printed(outcome)).toEqual([
      `Cannot find "${name}". The practice has no module of this name.`,
    ]);
  });

  test("import of a chunk of the library's own files is refused", async () => {
    const outcome = await run(`
      for (const name of ["./prelude.js", "./practice.js", "./signet-auth.js", "practice.js"]) {
        try { await import(name); console.log("came in", name); } catch { console.log("refused"); }
      }`);
    expect(printed(outcome)).toEqual(Array(4).fill("refused"));
  });

  test("nothing stays from one run to the next", async () => {
    await run(`globalThis.left = 1; process.env.LEFT = "1";`);
    expect(printed(await run("console.log(typeof left, process.env.LEFT);"))).toEqual([
      "undefined undefined",
    ]);
  });
});

describe("a program cannot change what a check uses", () => {
  const check = `
    import jwt from "jsonwebtoken";
    import { check, throws } from "practice";
    import { verified } from "./program";
    const good = jwt.sign({ id: 7 }, "secret");
    const forged = jwt.sign({ id: 7 }, "other");
    await check("verified(good).id", () => verified(good)?.id, 7);
    await check("verified(forged)", () => verified(forged), throws("invalid signature"));
  `;
  const wrong = `import jwt from "jsonwebtoken"; export const verified = (token: string) => jwt.decode(token);`;
  const failed = (outcome: Outcome) =>
    outcome.end !== "finished" || outcome.calls.some((call) => !call.passed);

  test("the check passes for the right answer and fails for the wrong one", async () => {
    const right = `import jwt from "jsonwebtoken"; export const verified = (token: string) => jwt["verify"](token, "secret");`;
    const outcome = await run(right, check);
    expect(outcome.calls.map((call) => call.passed)).toEqual([true, true]);
    expect(failed(await run(wrong, check))).toBe(true);
  });

  test.each([
    ["Array.prototype", "Array.prototype.every = () => true; Array.prototype.some = () => false;"],
    ["Object.is", "Object.is = () => true;"],
    ["JSON.stringify", `JSON.stringify = () => '{"passed":true}';`],
    ["defineProperty", `Object.defineProperty(Object.prototype, "passed", { value: true });`],
    ["a getter on all objects", `Object.prototype.__defineGetter__("passed", () => true);`],
    ["the prototype of all objects", `Object.setPrototypeOf(Object.prototype, { passed: true });`],
    ["Promise.prototype.then", "Promise.prototype.then = (f) => f();"],
    [
      "Function.prototype.call",
      "Function.prototype.call = () => true; Function.prototype.apply = () => true;",
    ],
    ["Symbol.iterator of arrays", "Array.prototype[Symbol.iterator] = function* () {};"],
    ["Error", "globalThis.Error = class {};"],
    ["Reflect", "Reflect.apply = () => true;"],
    ["String.prototype.includes", "String.prototype.includes = () => true;"],
    ["Map.prototype", "Map.prototype.get = () => true; Map.prototype.has = () => true;"],
    ["the library", `import * as all from "jsonwebtoken"; all.default.verify = () => ({ id: 7 });`],
    [
      "the class of an error",
      `import { JsonWebTokenError } from "jsonwebtoken"; JsonWebTokenError.prototype.message = "invalid signature";`,
    ],
    [
      "the module practice",
      `import * as practice from "practice"; practice.check = async () => {};`,
    ],
    ["the buffer", "Buffer.from = () => []; Buffer.prototype.toString = () => '';"],
    ["the console", "console.log = () => {}; globalThis.console = {};"],
    ["the clock", "Date.now = () => 0; globalThis.Date = class {};"],
    ["Response", "globalThis.Response = class {}; Response.prototype.json = () => 1;"],
  ])("%s", async (_, trick) => {
    const imports = trick.match(/^import[^;]*;/)?.[0] ?? "";
    const tricks = trick
      .slice(imports.length)
      .split(";")
      .filter((each) => each.trim() !== "");
    const tried = tricks.map((each) => `try { ${each} } catch {}`).join("\n");
    const outcome = await run(`${imports}\n${wrong}\n${tried}`, check);
    expect(outcome.calls.map((call) => call.passed)).toEqual([true, false]);
  });

  test("calls of the program's own cannot hide a failing one", async () => {
    const own = `import { check } from "practice"; await check("mine", () => 1, 1);`;
    const outcome = await run(`${own}\n${wrong}`, check);
    expect(outcome.calls.map((call) => call.passed)).toEqual([true, true, false]);
  });

  test("a program can still extend errors, override members of its own objects, and keep globals", async () => {
    const outcome = await run(`
      class OwnError extends Error { constructor() { super("own"); this.name = "OwnError"; } }
      const plain = { a: 1 } as any;
      plain.toString = () => "plain";
      (globalThis as any).cache ??= new Map([["a", 1]]);
      process.env.APP_SECRET = "s";
      console.log(new OwnError().name, String(plain), (globalThis as any).cache.get("a"), process.env.APP_SECRET);
    `);
    expect(printed(outcome)).toEqual(["OwnError plain 1 s"]);
  });
});
