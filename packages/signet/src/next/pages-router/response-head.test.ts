import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { servePages } from "../../../fixtures/pages-router.ts";
import { addToHead } from "./response-head.ts";

const OURS = "signet=new; Path=/; HttpOnly";
const THEIRS = ["theme=dark; Path=/", "lang=en"];

/** Returns the response of a handler that runs after the additions were registered. */
async function answerOf(
  respond: (response: ServerResponse) => unknown,
  setCookies: readonly string[] = [OURS],
): Promise<Response> {
  const server = await servePages({
    "/": (_req, res) => {
      const identities = setCookies.map((text, at) => [`["signet","","/${at || ""}",false]`, text]);
      addToHead(res, { setCookies: new Map(identities as [string, string][]), noStore: true });
      return respond(res);
    },
  });
  try {
    const response = await fetch(server.url);
    await response.text();
    return response;
  } finally {
    await server.close();
  }
}

test.each<[string, (response: ServerResponse) => unknown]>([
  ["setHeader and end", (res) => res.setHeader("Set-Cookie", THEIRS).end("x")],
  [
    "appendHeader",
    (res) => {
      for (const text of THEIRS) res.appendHeader("set-cookie", text);
      res.end();
    },
  ],
  ["writeHead with an object", (res) => res.writeHead(200, { "set-cookie": THEIRS }).end("x")],
  [
    "writeHead with a text and an object",
    (res) => res.writeHead(200, "Fine", { "Set-Cookie": THEIRS }).end(),
  ],
  [
    "writeHead with a list",
    (res) =>
      res.writeHead(200, ["Set-Cookie", THEIRS[0] ?? "", "Set-Cookie", THEIRS[1] ?? ""]).end(),
  ],
  [
    "a stream",
    (res) => {
      res.setHeader("Set-Cookie", THEIRS);
      res.write("a");
      res.end("b");
    },
  ],
  [
    "flushHeaders",
    (res) => {
      res.setHeader("Set-Cookie", THEIRS);
      res.flushHeaders();
      res.end();
    },
  ],
])("cookies of the handler and of the library are both sent with %s", async (_way, respond) => {
  const { headers } = await answerOf(respond);
  expect(headers.getSetCookie()).toEqual([...THEIRS, OURS]);
});

test.each<[string, (response: ServerResponse) => unknown]>([
  ["setHeader", (res) => res.setHeader("Cache-Control", "public, max-age=60").end()],
  ["writeHead", (res) => res.writeHead(200, { "cache-control": "public" }).end()],
  ["no call", (res) => res.end()],
])("a response is no-store when the handler sets Cache-Control with %s", async (_way, respond) => {
  const { headers } = await answerOf(respond);
  expect(headers.get("cache-control")).toBe("no-store");
});

test("the status, its text and other headers of writeHead stay", async () => {
  const response = await answerOf((res) =>
    res.writeHead(202, "Taken", { "x-a": "1", "set-cookie": THEIRS }).end(),
  );
  expect([response.status, response.statusText]).toEqual([202, "Taken"]);
  expect(response.headers.get("x-a")).toBe("1");
});

test("a cookie of the library replaces the same cookie that the proxy has set", async () => {
  const { headers } = await answerOf((res) =>
    res.setHeader("Set-Cookie", ["signet=old; Path=/", "signet=other; Path=/x"]).end(),
  );
  expect(headers.getSetCookie()).toEqual(["signet=other; Path=/x", OURS]);
});

test("without cookies of the library, those of the handler stay as they are", async () => {
  const { headers } = await answerOf((res) => res.setHeader("Set-Cookie", THEIRS).end(), []);
  expect(headers.getSetCookie()).toEqual(THEIRS);
});

test("a second writeHead fails as without the library", async () => {
  let thrown: unknown;
  await answerOf((res) => {
    res.write("begun");
    try {
      res.writeHead(200);
    } catch (error) {
      thrown = error;
    }
    res.end();
  });
  expect(String(thrown)).toContain("Cannot write headers after they are sent");
});
