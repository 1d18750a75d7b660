import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { PagesRequest } from "./request.ts";
import type { PagesResponse } from "./response.ts";
import { runPages } from "./run.ts";

const input = (path: string, more: object = {}) => ({
  url: new URL(path, "http://localhost:3000"),
  method: "GET",
  headers: {},
  body: undefined,
  params: {},
  ...more,
});

type Work = (req: PagesRequest & IncomingMessage, res: PagesResponse & ServerResponse) => unknown;
const run = (work: Work, more?: object, path = "/api/a") =>
  runPages(work as never, input(path, more));

/** Runs the same handler in a server of Node, and returns its response. */
async function inNode(work: Work) {
  const server = createServer((req, res) => {
    work(req as never, res as never);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    const response = await fetch(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/a`,
    );
    const headers = Object.fromEntries(response.headers);
    for (const name of ["date", "connection", "keep-alive", "transfer-encoding"])
      delete headers[name];
    delete headers["set-cookie"];
    delete headers["content-length"];
    const setCookies = response.headers.getSetCookie();
    return { status: response.status, headers, setCookies, body: await response.text() };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const HANDLERS: Record<string, Work> = {
  "headers and an end": (_req, res) => {
    res.statusCode = 201;
    res.setHeader("X-A", "1");
    res.setHeader("x-list", ["1", "2"]);
    res.appendHeader("X-A", "2");
    res.appendHeader("Set-Cookie", "a=1");
    res.appendHeader("Set-Cookie", ["b=2", "c=3"]);
    res.removeHeader("x-none");
    res.write("a");
    res.end("b");
  },
  "writeHead with an object": (_req, res) => {
    res.setHeader("x-a", "before");
    res.writeHead(404, "Gone away", { "X-A": "after", "Set-Cookie": ["a=1", "b=2"] }).end("x");
  },
  "a second end": (_req, res) => {
    res.on("error", () => {});
    res.end("one");
    res.end("two");
  },
  "a replaced writeHead": (_req, res) => {
    res.writeHead = new Proxy(res.writeHead, {
      apply(target, self, args) {
        self.setHeader("x-late", "1");
        return Reflect.apply(target, self, args);
      },
    });
    res.end("x");
  },
  "errors after the end": (_req, res) => {
    const errors: unknown[] = [];
    const note = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        const { message, code } = error as Error & { code: string };
        errors.push([message, code]);
      }
    };
    note(() => res.setHeader("a b", "1"));
    note(() => res.setHeader("a", undefined as never));
    note(() => res.setHeader("a", "x\ny"));
    note(() => res.writeHead(99));
    const states = [res.headersSent, res.writableEnded];
    res.write("[");
    states.push(res.headersSent, res.writableEnded);
    note(() => res.setHeader("a", "1"));
    note(() => res.appendHeader("a", "1"));
    note(() => res.removeHeader("a"));
    note(() => res.writeHead(200));
    res.end(JSON.stringify({ errors, states, hasDate: res.hasHeader("x-date") }));
  },
};

test.each(Object.entries(HANDLERS))("%s: the response is that of Node", async (_name, work) => {
  const { status, headers, setCookies, body, ended } = await run(work);
  delete headers["set-cookie"];
  const joined = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]);
  expect({ status, headers: Object.fromEntries(joined), setCookies, body }).toEqual(
    await inNode(work),
  );
  expect(ended).toBe(true);
});

test("json, send and redirect respond as Next does", async () => {
  const json = await run((_req, res) => res.status(201).json({ a: 1 }));
  expect(json).toMatchObject({
    status: 201,
    headers: { "content-type": "application/json; charset=utf-8", "content-length": "7" },
    body: '{"a":1}',
  });
  expect(json.json()).toEqual({ a: 1 });
  expect((await run((_req, res) => res.send("é"))).headers).toEqual({ "content-length": "2" });
  expect((await run((_req, res) => res.send(7))).body).toBe("7");
  expect(await run((_req, res) => res.status(204).send("x"))).toMatchObject({
    body: "",
    headers: {},
  });
  expect(await run((_req, res) => res.redirect("/a"))).toMatchObject({
    status: 307,
    headers: { location: "/a" },
  });
  expect(await run((_req, res) => res.redirect(303, "/a"))).toMatchObject({
    status: 303,
    ended: true,
  });
  await expect(run((_req, res) => res.redirect(303 as never))).rejects.toThrow(
    "Invalid redirect arguments",
  );
  await expect(
    run((_req, res) => {
      res.json({});
      res.setHeader("Set-Cookie", "a=1");
    }),
  ).rejects.toThrow("Cannot set headers after they are sent to the client");
});

test("a request has the query, the cookies and the parsed body", async () => {
  const seen = async (more: object, path?: string) => {
    let found: unknown;
    await run(
      ({ method, url, query, cookies, body }) => {
        found = { method, url, query, cookies, body };
      },
      more,
      path,
    );
    return found;
  };
  const params = { nextauth: ["callback", "credentials"] };
  const headers = { cookie: "a=1; b=%20x; a=2", "content-type": "application/json" };
  expect(
    await seen({ method: "POST", headers, body: '{"x":[1]}', params }, "/api/a?q=1&q=2&r="),
  ).toEqual({
    method: "POST",
    url: "/api/a?q=1&q=2&r=",
    query: { q: ["1", "2"], r: "", ...params },
    cookies: { a: "1", b: " x" },
    body: { x: [1] },
  });
  const form = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
  expect(await seen({ method: "POST", headers: form, body: "a=1&b=x+y&a=2" })).toMatchObject({
    body: { a: ["1", "2"], b: "x y" },
  });
  expect(await seen({})).toMatchObject({ body: "", cookies: {} });
  expect(await run(() => {}, { method: "POST", headers, body: "{" })).toMatchObject({
    status: 400,
    body: "Invalid JSON",
  });
});

test("a handler that does not end leaves the response open, and its cookie does not arrive", async () => {
  const response = await run((_req, res) => {
    res.setHeader("Set-Cookie", "a=1");
  });
  expect(response).toMatchObject({ ended: false, setCookies: [], body: "" });
});

test("listeners are called at the end of the response", async () => {
  const seen: string[] = [];
  await run((_req, res) => {
    res.once("close", () => seen.push("close"));
    res.on("finish", () => seen.push("finish"));
    const off = () => seen.push("never");
    res.on("close", off).off("close", off);
    res.end("x", () => seen.push("callback"));
  });
  await Promise.resolve();
  expect(seen).toEqual(["finish", "callback", "close"]);
});
