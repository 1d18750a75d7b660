import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startProxy, type TcpProxy } from "../harness/proxy.ts";

const echo = createServer((socket) => {
  socket.on("error", () => {});
  socket.pipe(socket);
});
let proxy: TcpProxy;

beforeAll(async () => {
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  proxy = await startProxy((echo.address() as AddressInfo).port);
});
beforeEach(() => proxy.set({ kind: "open" }));
afterAll(async () => {
  await proxy.close();
  echo.close();
});

/** A connection through the proxy, and what it has heard. */
async function caller() {
  const socket = connect(proxy.port, "127.0.0.1");
  const heard = { text: "", closed: false };
  socket.on("data", (bytes) => {
    heard.text += bytes;
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    heard.closed = true;
  });
  await new Promise((resolve) => socket.on("connect", resolve).on("close", resolve));
  return { socket, heard };
}

test("an open way changes nothing", async () => {
  const { socket, heard } = await caller();
  socket.write("hello");
  await expect.poll(() => heard.text).toBe("hello");
  socket.destroy();
});

test("a slow way answers late, and in order with what comes once it is open", async () => {
  const { socket, heard } = await caller();
  await proxy.set({ kind: "slow", by: 200 });
  socket.write("one ");
  await delay(20);
  await proxy.set({ kind: "open" });
  socket.write("two");
  await delay(100);
  expect(heard.text).toBe("");
  await expect.poll(() => heard.text).toBe("one two");
  socket.destroy();
});

test("a silent way says nothing, for good; a new connection is answered once it is open again", async () => {
  const { socket, heard } = await caller();
  await proxy.set({ kind: "silent" });
  socket.write("hello");
  await delay(100);
  await proxy.set({ kind: "open" });
  socket.write("hello?");
  const later = await caller();
  later.socket.write("here");
  await expect.poll(() => later.heard.text).toBe("here");
  expect(heard).toEqual({ text: "", closed: false });
  socket.destroy();
  later.socket.destroy();
});

test("a refused way breaks connections and lets none in, until it is open again", async () => {
  const { heard } = await caller();
  await proxy.set({ kind: "refused" });
  await expect.poll(() => heard.closed).toBe(true);
  expect((await caller()).heard.closed).toBe(true);
  await proxy.set({ kind: "open" });
  const { socket, heard: after } = await caller();
  socket.write("back");
  await expect.poll(() => after.text).toBe("back");
  socket.destroy();
});

test("a cut way breaks off in the middle of an answer", async () => {
  const { socket, heard } = await caller();
  await proxy.set({ kind: "cut", after: 3 });
  socket.write("hello");
  await expect.poll(() => heard.closed).toBe(true);
  expect(heard.text).toBe("hel");
});
