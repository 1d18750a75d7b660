/** Runs the example `onEvent` of docs/sign-in.md, which writes events to a table. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SignInSite, signInSite } from "../../packages/signet/fixtures/sign-in-bench.ts";
import { password } from "../../packages/signet/src/sign-in/password/index.ts";
import { exampleFolder, examplesOf } from "../harness/examples.ts";

const PASSWORD = "seven quiet green lamps";
const root = process.cwd();
const folder = exampleFolder();
let site: SignInSite;

beforeAll(async () => {
  // The example opens a file below the working directory.
  process.chdir(folder.path);
  writeFileSync(join(folder.path, "audit.ts"), examplesOf("docs/sign-in.md").get("audit.ts") ?? "");
  const { audit } = await import(pathToFileURL(join(folder.path, "audit.ts")).href);
  site = signInSite({ methods: { password: password() }, onEvent: audit });
});

afterAll(() => {
  process.chdir(root);
  folder.remove();
});

test("R7: the audit example of docs/sign-in.md keeps a sign-in, a failure and an impersonation with its actor, and no secret", async () => {
  const ada = { email: "ada@example.com", password: PASSWORD };
  const sam = { email: "sam@example.com", password: PASSWORD };
  const firefox = { headers: { "user-agent": "Firefox" } };
  await site.browser().send("POST sign-in/password/signUp", ada, firefox);
  await site.browser().send("POST sign-in/password/signUp", sam, firefox);
  const adaId = (await site.accounts.users.findByEmail(ada.email))?.id ?? "";
  const samId = (await site.accounts.users.findByEmail(sam.email))?.id ?? "";
  const browser = site.browser();
  const wrong = { ...sam, password: "a wrong password of Sam" };
  expect((await browser.send("POST sign-in/password", wrong, firefox)).status).toBe(401);
  expect((await browser.send("POST sign-in/password", sam, firefox)).status).toBe(200);
  const signedIn = await browser.session();
  const cookies = [browser.cookies()];
  const request = new Headers({ ...browser.jar.headers(), ...firefox.headers });
  const begun = await site.service.observed(site.engine).impersonate(request, adaId, {});
  browser.jar.receive(begun.setCookies);
  cookies.push(browser.cookies());

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
      session_id: signedIn?.id,
    },
    {
      ...common,
      type: "impersonated",
      reason: null,
      user_id: adaId,
      actor: samId,
      method: null,
      amr: "pwd",
      session_id: begun.session.id,
    },
  ]);
  for (const { at } of rows) expect(new Date(String(at)).toISOString()).toBe(at);
  expect(rows.map(({ type }) => type)).toContain("signed-up");
  const text = JSON.stringify(rows);
  expect(text).not.toMatch(/lamps|wrong password of|argon2/);
  for (const pair of cookies.join("; ").split("; ")) {
    expect(text).not.toContain(pair.slice(pair.indexOf("=") + 1));
  }
});
