import { inspect as nodeInspect } from "node:util";
import { expect, test } from "vitest";
import { FormData as OwnForm } from "./form-data.ts";
import { inspect } from "./format/index.ts";
import { Headers as OwnHeaders } from "./headers.ts";
import { randomSource } from "./random.ts";
import { Request as OwnRequest } from "./request.ts";
import { Response as OwnResponse } from "./response.ts";

/** The same work with the classes of the sandbox and with those of Node. */
const BOTH = [
  { Headers: OwnHeaders as unknown as typeof Headers, Request: OwnRequest, Response: OwnResponse },
  { Headers, Request, Response },
] as unknown as { Headers: typeof Headers; Request: typeof Request; Response: typeof Response }[];

async function both(work: (classes: (typeof BOTH)[number]) => unknown): Promise<void> {
  const [own, node] = await Promise.all(
    BOTH.map(async (classes) => {
      try {
        return await work(classes);
      } catch (error) {
        return error instanceof Error ? error.constructor.name : "?";
      }
    }),
  );
  expect(own).toEqual(node);
}

test("headers behave as in Node", async () => {
  await both(({ Headers }) => {
    const headers = new Headers({ "X-B": " 2 ", "x-a": "1" });
    headers.append("X-A", "3");
    headers.append("Set-Cookie", "a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT");
    headers.append("set-cookie", "b=2");
    headers.set("n", 5 as never);
    headers.delete("X-B");
    const copy = new Headers(headers);
    copy.set("x-c", "");
    const found = [
      headers.get("X-a"),
      headers.get("none"),
      headers.get("constructor"),
      headers.has("N"),
    ];
    return [
      [...headers],
      headers.getSetCookie(),
      found,
      [...copy.keys()],
      [...new Headers([["a", "b"]])],
    ];
  });
  for (const [name, value] of [
    ["a b", "1"],
    ["", "1"],
    ["a", "x\ny"],
    ["a", "€"],
  ] as const) {
    await both(({ Headers }) => new Headers().set(name, value));
    await both(({ Headers }) => new Headers({ [name]: value }).get("a"));
  }
});

test("requests behave as in Node", async () => {
  const url = "http://localhost:3000/a?b=1";
  await both(async ({ Request }) => {
    const request = new Request(url, { method: "post", body: "text", headers: { a: "1" } });
    const clone = request.clone();
    const text = await request.text();
    const { method, headers, bodyUsed } = request;
    return [method, request.url, [...headers], text, bodyUsed, clone.bodyUsed, await clone.text()];
  });
  await both(async ({ Request }) => {
    const first = new Request(url, { method: "PATCH", body: new URLSearchParams({ a: "b c" }) });
    const second = new Request(first, {
      headers: { "x-a": "1", "content-type": "application/x-www-form-urlencoded" },
    });
    return [[...second.headers], second.method, [...(await second.formData())], first.bodyUsed];
  });
  await both(({ Request }) => new Request(new URL(url), { method: "patch" }).method);
  await both(({ Request }) => new Request("/relative").url);
  await both(({ Request }) => new Request(url, { body: "x" }).method);
  await both(async ({ Request }) => {
    const request = new Request(url, { method: "POST", body: "{" });
    return request.json();
  });
  await both(async ({ Request }) => {
    const request = new Request(url, { method: "POST", body: "x" });
    await request.text();
    return request.text();
  });
  await both(async ({ Request }) => new Request(url, { method: "POST", body: "x" }).formData());
  await both(async ({ Request }) => [new Request(url).body, await new Request(url).text()]);
});

test("responses behave as in Node", async () => {
  await both(async ({ Response }) => {
    const response = Response.json({ a: [1] }, { status: 201, headers: { "x-a": "1" } });
    return [response.status, response.ok, [...response.headers], await response.json()];
  });
  await both(({ Response }) => {
    const response = Response.redirect("http://localhost:3000/a b", 303);
    return [response.status, response.ok, [...response.headers], response.body];
  });
  await both(async ({ Response }) => {
    const bytes = new Uint8Array([104, 105]);
    const response = new Response(bytes, { status: 404, statusText: "Nope" });
    return [
      response.statusText,
      response.ok,
      [...response.headers],
      await response.clone().text(),
      [...new Uint8Array(await response.arrayBuffer())],
    ];
  });
  await both(async ({ Response }) => {
    const first = new Response("a", { headers: { "set-cookie": "a=1" } });
    const copy = new Response(first.body, first);
    return [[...copy.headers], await copy.text(), first.bodyUsed];
  });
  await both(({ Response }) => Response.error().type + Response.error().status);
  for (const status of [99, 600, 199]) await both(({ Response }) => new Response("", { status }));
  await both(({ Response }) => new Response("x", { status: 204 }));
  await both(({ Response }) => Response.redirect("http://a/", 200));
  await both(({ Response }) => Response.redirect("/relative"));
  await both(({ Response }) => Response.json(undefined));
  await both(({ Response }) => new Response(null, { status: 304 }).status);
});

test("form data behaves as in Node", () => {
  const steps = (form: FormData) => {
    form.append("a", "1");
    form.append("b", "2");
    form.append("a", "3");
    const before = [form.get("a"), form.getAll("a"), form.has("c"), form.get("c")];
    form.set("a", "4");
    form.set("c", "5");
    form.delete("b");
    return [before, [...form], [...form.keys()], [...form.values()]];
  };
  expect(steps(new OwnForm() as unknown as FormData)).toEqual(steps(new FormData()));
});

test("headers are printed as in Node", () => {
  const given = { a: "2", "x-b": "1" };
  expect(inspect(new OwnHeaders(given))).toBe(nodeInspect(new Headers(given)));
  expect(inspect({ head: new OwnHeaders() })).toBe(nodeInspect({ head: new Headers() }));
});

test("random values fill typed arrays of integers, and a UUID has version 4", () => {
  const crypto = randomSource((count) => new Uint8Array(count).fill(0xab).buffer);
  expect(crypto.randomUUID()).toBe("abababab-abab-4bab-abab-abababababab");
  const bytes = new Uint8Array(4);
  expect(crypto.getRandomValues(bytes.subarray(1, 3))).toHaveLength(2);
  expect([...bytes]).toEqual([0, 0xab, 0xab, 0]);
  expect(() => crypto.getRandomValues(new Uint8Array(65_537))).toThrow(RangeError);
  expect(() => crypto.getRandomValues(new Float64Array(1))).toThrow(TypeError);
});
