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

/** Opens a connection through the proxy. `received` collects its data. */
async function connectThroughProxy() {
  const socket = connect(proxy.port, "127.0.0.1");
  const received = { text: "", closed: false };
  socket.on("data", (bytes) => {
    received.text += bytes;
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    received.closed = true;
  });
  await new Promise((resolve) => socket.on("connect", resolve).on("close", resolve));
  return { socket, received };
}

test("an open proxy passes data unchanged", async () => {
  const { socket, received } = await connectThroughProxy();
  socket.write("hello");
  await expect.poll(() => received.text).toBe("hello");
  socket.destroy();
});

test("a slow proxy delays data, and later data of the opened proxy stays behind it", async () => {
  const { socket, received } = await connectThroughProxy();
  await proxy.set({ kind: "slow", by: 200 });
  socket.write("one ");
  await delay(20);
  await proxy.set({ kind: "open" });
  socket.write("two");
  await delay(100);
  expect(received.text).toBe("");
  await expect.poll(() => received.text).toBe("one two");
  socket.destroy();
});

test("a silenced connection stays silent, and a new connection works after the proxy is open again", async () => {
  const { socket, received } = await connectThroughProxy();
  await proxy.set({ kind: "silent" });
  socket.write("hello");
  await delay(100);
  await proxy.set({ kind: "open" });
  socket.write("hello?");
  const later = await connectThroughProxy();
  later.socket.write("here");
  await expect.poll(() => later.received.text).toBe("here");
  expect(received).toEqual({ text: "", closed: false });
  socket.destroy();
  later.socket.destroy();
});

test("a refusing proxy closes its connections and accepts no new one until it is open again", async () => {
  const { received } = await connectThroughProxy();
  await proxy.set({ kind: "refused" });
  await expect.poll(() => received.closed).toBe(true);
  expect((await connectThroughProxy()).received.closed).toBe(true);
  await proxy.set({ kind: "open" });
  const { socket, received: after } = await connectThroughProxy();
  socket.write("back");
  await expect.poll(() => after.text).toBe("back");
  socket.destroy();
});

test("a cutting proxy closes a connection in the middle of a response", async () => {
  const { socket, received } = await connectThroughProxy();
  await proxy.set({ kind: "cut", after: 3 });
  socket.write("hello");
  await expect.poll(() => received.closed).toBe(true);
  expect(received.text).toBe("hel");
});
