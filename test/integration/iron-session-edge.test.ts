/** `signet-auth/iron-session` as a bundle for Edge, in the Edge runtime of Next. */
import { createRequire } from "node:module";
import { join } from "node:path";
import * as nine from "iron-session";
import { rolldown } from "rolldown";
import { afterAll, expect, test } from "vitest";
import { exampleFolder } from "../harness/examples.ts";

interface Edge {
  evaluate(code: string): unknown;
}
type EdgeRuntime = new (options: { initialCode: string }) => Edge;

const require = createRequire(import.meta.url);
const { EdgeRuntime }: { EdgeRuntime: EdgeRuntime } = require("next/dist/compiled/edge-runtime");
const folder = exampleFolder();
afterAll(folder.remove);

const password = "a-password-of-forty-characters-for-tests!";

test("a session is read and saved in the Edge runtime of Next, with the cookies of iron-session 9", async () => {
  const entry = 'export { getIronSession } from "signet-auth/iron-session";';
  const input = join(folder.write("edge", new Map([["entry.mjs", entry]])), "entry.mjs");
  await using bundle = await rolldown({
    input,
    platform: "neutral",
    resolve: { conditionNames: ["edge-light", "import"] },
  });
  const { output } = await bundle.generate({
    format: "iife",
    name: "signet",
    codeSplitting: false,
  });
  const runtime = new EdgeRuntime({ initialCode: output[0].code });
  const seal = await nine.sealData({ visits: 1 }, { password });
  const code = `(async () => {
    const options = ${JSON.stringify({ cookieName: "app", password })};
    const request = new Request("http://localhost/", { headers: { cookie: "app=${seal}" } });
    const response = new Response();
    const session = await signet.getIronSession(request, response, options);
    session.visits++;
    await session.save();
    return response.headers.get("set-cookie");
  })()`;
  const cookie = String(await runtime.evaluate(code));
  const [, saved = "", attributes] = /^app=([^;]+); (.*)$/.exec(cookie) ?? [];
  expect(attributes).toBe("Max-Age=1209540; Path=/; HttpOnly; Secure; SameSite=Lax");
  expect(await nine.unsealData(saved, { password })).toEqual({ visits: 2 });
});
