import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, type Program, runProgram } from "sandbox/node";
import { describe, expect, test } from "vitest";
import { startQuickJS } from "../src/host/quickjs.ts";
import { createRunner } from "../src/host/runner.ts";
import { mostWork } from "../src/run/limits.ts";

const dist = join(import.meta.dirname, "../dist");

const run = (program: string, more: Partial<Program> = {}): Promise<Outcome> =>
  runProgram({ files: { "program.ts": program }, entry: "program.ts", ...more });
const printed = ({ lines }: Outcome) => lines.map((line) => line.text);

describe("a program that finishes", () => {
  test("prints its lines, with types stripped", async () => {
    const outcome = await run(`
      interface User { id: number }
      const user: User = { id: 7 };
      console.log("user", user satisfies User);
      console.warn("careful");
    `);
    expect(outcome).toMatchObject({ end: "finished", sentence: null, error: null });
    expect(outcome.lines).toEqual([
      { level: "log", text: "user { id: 7 }" },
      { level: "warn", text: "careful" },
    ]);
  });

  test("imports its own files, with and without their ending", async () => {
    const files = {
      "main.ts": `import { a } from "./a"; import { b } from "./b.ts"; console.log(a + b);`,
      "a.ts": "export const a: number = 1;",
      "b.ts": "export const b: number = 2;",
    };
    expect(printed(await runProgram({ files, entry: "main.ts" }))).toEqual(["3"]);
  });

  test.each([
    ["jsonwebtoken", "default"],
    ["iron-session", "getIronSession"],
    ["iron-session/next", "withIronSessionApiRoute"],
    ["next-auth", "getServerSession"],
    ["next-auth/jwt", "getToken"],
    ["next-auth/next", "getServerSession"],
    ["next-auth/middleware", "withAuth"],
    ["next-auth/providers/credentials", "default"],
    ["signet-auth", "createSignet"],
    ["signet-auth/next", "createAuth"],
    ["signet-auth/token", "createVerifier"],
    ["next/headers", "cookies"],
    ["next/navigation", "redirect"],
    ["node:crypto", "createHash"],
    ["practice", "check"],
  ])("imports %s", async (name, member) => {
    const outcome = await run(
      `import * as it from "${name}"; console.log(typeof it["${member}"]);`,
    );
    expect(printed(outcome), outcome.error?.message ?? "").toEqual([
      member === "default" && name.includes("providers")
        ? "function"
        : expect.stringMatching(/^(function|object)$/),
    ]);
  });

  test("has a clock that starts where the program says and stands still", async () => {
    const outcome = await run(
      `const first = new Date().toISOString();
       for (let i = 0; i < 10_000; i++);
       console.log(first, Date.now() === Date.parse(first));
       await new Promise((go) => setTimeout(go, 3_600_000));
       console.log(new Date().toISOString());`,
      { at: "2030-01-01T00:00:00Z" },
    );
    expect(printed(outcome)).toEqual(["2030-01-01T00:00:00.000Z true", "2030-01-01T01:00:00.000Z"]);
  });

  test("decides claims about the values that it exports", async () => {
    const outcome = await run("export const seen = { a: 1 };", {
      claims: ["seen.a === 1", "seen.a === 2", "seen.b.c"],
    });
    expect(outcome.claims).toEqual([true, false, null]);
  });

  test("runs on the library: a token of jsonwebtoken, a seal, four strategies", async () => {
    const outcome = await run(`
      import jwt from "jsonwebtoken";
      import { sealData, unsealData } from "iron-session";
      import { createSignet, database, hybrid, jwt as jwtStrategy, memoryStore, sealed } from "signet-auth";
      const secret = "a-long-random-secret-0123456789abcdef";
      console.log(jwt.verify(jwt.sign({ id: 7 }, secret), secret).id);
      console.log(await unsealData(await sealData({ id: 8 }, { password: secret }), { password: secret }));
      const store = memoryStore();
      for (const strategy of [jwtStrategy(), sealed(), database({ store }), hybrid({ store })]) {
        const signet = createSignet({ strategy, secret });
        const { credential } = await signet.signIn({ host: "localhost:3000" }, { userId: "9" });
        const reading = await signet.read({ authorization: "Bearer " + credential });
        console.log(reading.status, reading.session.userId);
      }
    `);
    expect(printed(outcome)).toEqual(["7", "{ id: 8 }", ...Array(4).fill("active 9")]);
  });
});

describe("a program that does not finish", () => {
  test("an error has its name, its message, and the file and line of the program", async () => {
    const outcome = await run(
      `import jwt from "jsonwebtoken";\n\nconst t: string = "no token";\njwt.verify(t, "secret");`,
    );
    expect(outcome).toMatchObject({
      end: "error",
      sentence: "The program stopped with an error.",
      error: { name: "JsonWebTokenError", message: "jwt malformed", file: "program.ts", line: 4 },
    });
  });

  test("a syntax error has its line", async () => {
    const outcome = await run("const a = 1;\nconst b = ;");
    expect(outcome.error).toMatchObject({ name: "SyntaxError", file: "program.ts", line: 2 });
  });

  test("a module that the practice does not have is named", async () => {
    const outcome = await run(`import express from "express";`);
    expect(outcome.error?.message).toBe(
      'Cannot find "express". The practice has no module of this name.',
    );
  });

  test("a thrown value that is no error is shown", async () => {
    expect((await run("throw { code: 7 };")).error?.message).toBe("");
    expect((await run("throw null;")).error?.message).toBe("The program threw null.");
  });

  test("a promise that nothing settles ends the run with a sentence", async () => {
    const outcome = await run("await new Promise(() => {});");
    expect(outcome).toMatchObject({ end: "error", error: null });
    expect(outcome.sentence).toContain("waits for a promise that nothing can settle");
  });

  test.each([
    ["a plain loop", "for (;;) {}"],
    ["a loop that catches the stop", "for (;;) { try { for (;;) {} } catch {} }"],
    ["a loop in a promise that is caught", "await (async () => { for (;;); })().catch(() => {});"],
    [
      "a loop in a check",
      'import { check } from "practice"; await check("f()", async () => { for (;;); }, 1);',
    ],
    ["a loop in a finally", "function f() { try { return 1 } finally { for (;;) {} } } f();"],
    [
      "an async function that catches the stop of another one",
      "await null; const f = async () => { for (;;) {} }; await f().catch(() => {});",
    ],
    ["promises without an end", "const f = () => Promise.resolve().then(f); await f();"],
    ["an await without an end", "for (;;) await null;"],
    [
      "timers without an end",
      "const f = () => setTimeout(f, 1); f(); await new Promise(() => {});",
    ],
    [
      "a loop in a getter that the check reads",
      "export const seen = { get a() { for (;;) {} } }; seen.a;",
    ],
    ["a pattern without an end", `/^(a+)+$/.test("a".repeat(40) + "b");`],
  ])("%s is stopped after 250 ms of work, and the next run works", async (_, program) => {
    const outcome = await run(program);
    expect(outcome).toMatchObject({ end: "too-long", error: null });
    expect(outcome.sentence).toContain("worked for more than 250 ms");
    expect(printed(await run("console.log('well')"))).toEqual(["well"]);
  });

  test.each([
    ["typed arrays", "const all = []; for (;;) all.push(new Uint8Array(1_000_000));"],
    ["objects", "const all = []; for (let i = 0; ; i++) all.push({ i, a: [], b: [] });"],
    ["one large array", "new ArrayBuffer(500_000_000);"],
  ])("%s beyond 64 MB end the run, and the next run works", async (_, program) => {
    const outcome = await run(program);
    expect(["memory", "too-long", "error"]).toContain(outcome.end);
    expect(outcome.end === "error" ? outcome.error?.message : outcome.sentence).toMatch(
      /memory|ms of work|250 ms|invalid array buffer length/,
    );
    expect(printed(await run("console.log('well')"))).toEqual(["well"]);
  });

  test("endless recursion is an error of the program", async () => {
    const outcome = await run("const f = (): number => 1 + f();\nf();");
    expect(outcome.error).toMatchObject({ name: "InternalError", message: "stack overflow" });
  });

  test("a flood of lines is cut", async () => {
    const outcome = await run(`for (let i = 0; i < 2_000; i++) console.log("x".repeat(50));`);
    expect(outcome.lines).toHaveLength(501);
    expect(outcome.lines.at(-1)?.text).toContain("more than 500 lines");
  });
});

describe("a slow device", () => {
  test.each([
    ["a fast desktop", 20, 250],
    ["a desktop", 45, 250],
    ["a device with half the speed", 90, 500],
    ["a slow phone", 180, 700],
    ["a very slow phone", 1_000, 700],
  ])("%s, which prepares in %i ms, may work for %i ms", (_, preparedIn, most) => {
    expect(mostWork(preparedIn)).toBe(most);
  });

  test("a program gets more time on a device that prepares slowly, and an endless one is stopped", async () => {
    const wasm = await WebAssembly.compile(readFileSync(join(dist, "quickjs.wasm")));
    const guest = JSON.parse(readFileSync(join(dist, "guest.json"), "utf8"));
    // Each look at this clock takes 60 ms, so the preparation seems to take 60 ms too.
    let now = 0;
    const workNow = () => {
      now += 60;
      return now;
    };
    const runner = createRunner(() => startQuickJS(wasm), guest, { workNow, mostWork });
    await runner.prepare();
    const outcome = await runner.run({
      files: { "program.ts": "for (;;) {}" },
      entry: "program.ts",
    });
    expect(outcome.end).toBe("too-long");
    expect(outcome.sentence).toContain("worked for more than 333 ms");
  });
});

test("50 runs in a row leave the memory as it was", async () => {
  const wasm = await WebAssembly.compile(readFileSync(join(dist, "quickjs.wasm")));
  const quickjs = await startQuickJS(wasm);
  const guest = JSON.parse(readFileSync(join(dist, "guest.json"), "utf8"));
  const runner = createRunner(async () => quickjs, guest);
  const files = {
    "program.ts": `import jwt from "jsonwebtoken"; const all = Array.from({ length: 5_000 }, (_, i) => ({ i }));
      console.log(jwt.sign({ n: all.length }, "secret").length);`,
  };
  const sizes: number[] = [];
  for (let round = 0; round < 50; round += 1) {
    const outcome = await runner.run({ files, entry: "program.ts" });
    expect(outcome.end).toBe("finished");
    sizes.push(quickjs.getWasmMemory().buffer.byteLength);
  }
  expect(sizes.at(-1)).toBe(sizes[4]);
});
