import { once } from "node:events";
import { connect, createServer, type IncomingHttpHeaders } from "node:http2";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jwt } from "../../strategy/jwt.ts";
import { createAuth } from "../create-auth.ts";

const auth = createAuth({ strategy: jwt(), secret: "a-secret-for-http2-tests-0123456789-abcdef" });
const routes: Readonly<Record<string, (...args: never[]) => unknown>> = {
  "/sign-in": auth.openApi(async (req, res) => {
    await auth.signIn({ userId: "ada" }, { req, res });
    res.setHeader("Set-Cookie", "own=1");
    res.end();
  }),
  "/me": auth.api((_req, res, session) => {
    res.write(session.userId);
    res.end();
  }),
};
const server = createServer((req, res) =>
  Reflect.apply(routes[req.url] ?? res.end, res, [req, res]),
);

let origin = "";
beforeAll(async () => {
  server.listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  origin = `http://localhost:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => server.close());

async function send(path: string, headers: Record<string, string | string[]>) {
  const session = connect(origin);
  try {
    const request = session.request({ ":path": path, ":method": "POST", ...headers });
    const [head] = (await once(request, "response")) as [IncomingHttpHeaders];
    return { head, body: await text(request) };
  } finally {
    session.close();
  }
}

test("guards work on HTTP/2, where the host is :authority and cookies may be in several lines", async () => {
  const { head } = await send("/sign-in", { origin });
  const [own, ours = ""] = head["set-cookie"] ?? [];
  expect([own, ours.slice(0, 7)]).toEqual(["own=1", "signet="]);
  const cookie = ["a=1", ours.split(";", 1)[0] ?? "", "b=2"];
  const me = await send("/me", { origin, cookie });
  expect([me.head[":status"], me.head["cache-control"], me.body]).toEqual([200, "no-store", "ada"]);
  const evil = await send("/me", { origin: "http://evil.example", cookie });
  expect(evil.head[":status"]).toBe(403);
});
