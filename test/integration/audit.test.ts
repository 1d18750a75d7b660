/** Runs the example `onEvent` of docs/sign-in.md, which writes events to a table. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { memoryAccounts } from "signet-auth/accounts";
import { createAuth, database, memoryStore } from "signet-auth/next";
import { password } from "signet-auth/sign-in/password";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import {
  apiRoute,
  type PagesServer,
  servePages,
} from "../../packages/signet/fixtures/pages-router.ts";
import { exampleFolder, examplesOf } from "../harness/examples.ts";

const PASSWORD = "seven quiet green lamps";
const root = process.cwd();
const folder = exampleFolder();
let server: PagesServer;

beforeAll(async () => {
  // The example opens a file below the working directory.
  process.chdir(folder.path);
  writeFileSync(join(folder.path, "audit.ts"), examplesOf("docs/sign-in.md").get("audit.ts") ?? "");
  const { audit } = await import(pathToFileURL(join(folder.path, "audit.ts")).href);
  const auth = createAuth({
    strategy: database({ store: memoryStore() }),
    secret: "a-secret-for-the-audit-example-0123456789-abc",
    data: z.object({ role: z.enum(["member", "support"]) }),
    accounts: memoryAccounts(),
    signIn: { password: password() },
    sessionData: () => ({ role: "support" as const }),
    onEvent: audit,
  });
  server = await servePages({
    "/sign-up": apiRoute(
      auth.openApi(async (req, res) => {
        res.json(await auth.methods.password.signUp(req.body, { req, res }));
      }),
    ),
    "/sign-in": apiRoute(
      auth.openApi(async (req, res) => {
        res.json(await auth.signInWith("password", req.body, { req, res }));
      }),
    ),
    "/act-as": apiRoute(
      auth.openApi(async (req, res) => {
        const data = { role: "member" as const };
        res.json(await auth.impersonate(req.body.userId, { data }, { req, res }));
      }),
    ),
  });
});

afterAll(async () => {
  await server?.close();
  process.chdir(root);
  folder.remove();
});

/** Posts JSON, and returns the outcome with the cookie of the new session. */
async function post(path: string, body: object, cookie = "") {
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "Firefox",
      origin: server.url,
      cookie,
    },
    body: JSON.stringify(body),
  });
  const pairs = response.headers.getSetCookie().map((text) => text.split(";", 1)[0]);
  return { outcome: await response.json(), cookie: pairs.join("; ") };
}

test("R7: the audit example of docs/sign-in.md keeps a sign-in, a failure and an impersonation with its actor, and no secret", async () => {
  const ada = { email: "ada@example.com", password: PASSWORD };
  const sam = { email: "sam@example.com", password: PASSWORD };
  const adaId = (await post("/sign-up", ada)).outcome.session.userId;
  const samId = (await post("/sign-up", sam)).outcome.session.userId;
  const failed = await post("/sign-in", { ...sam, password: "a wrong password of Sam" });
  expect(failed.outcome.status).toBe("refused");
  const signedIn = await post("/sign-in", sam);
  const begun = await post("/act-as", { userId: adaId }, signedIn.cookie);
  expect(begun.outcome).toMatchObject({ userId: adaId, actor: samId });

  const db = new DatabaseSync(join(folder.path, "data/audit.db"), { readOnly: true });
  const rows = db.prepare("SELECT * FROM audit ORDER BY rowid").all();
  db.close();
  const common = { method: "password", actor: null, authenticator: null, user_agent: "Firefox" };
  expect(rows.slice(-3)).toMatchObject([
    {
      ...common,
      type: "failed",
      reason: "wrong-password",
      user_id: samId,
      amr: "",
      session_id: null,
    },
    {
      ...common,
      type: "signed-in",
      reason: null,
      user_id: samId,
      amr: "pwd",
      session_id: signedIn.outcome.session.id,
    },
    {
      ...common,
      type: "impersonated",
      reason: null,
      user_id: adaId,
      actor: samId,
      method: null,
      amr: "pwd",
      session_id: begun.outcome.id,
    },
  ]);
  for (const { at } of rows) expect(new Date(String(at)).toISOString()).toBe(at);
  expect(rows.map(({ type }) => type)).toContain("signed-up");
  const text = JSON.stringify(rows);
  expect(text).not.toMatch(/lamps|wrong password of|argon2/);
  for (const pair of `${signedIn.cookie}; ${begun.cookie}`.split("; ")) {
    const value = pair.slice(pair.indexOf("=") + 1);
    if (value !== "") expect(text).not.toContain(value);
  }
});
