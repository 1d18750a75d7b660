import { deepEqual, equal, rejects } from "node:assert/strict";
import { testBrowser } from "../browser.ts";
import { active, bearer, type CaseOptions, makeSetting, sessionsIn } from "./setting.ts";

const LOCAL = { host: "localhost:3000" };

/** Control characters and lone surrogates: some store refuses, cuts or replaces each of them. */
const ODD = [
  "\u0000",
  "a\u0000b",
  "a\nb",
  "\u001f",
  "\u007f",
  "\u0085",
  "\ud83d",
  "a\udd11",
  "\udd11\ud83d",
];
const INVALID = { code: "invalid-input" };

/** Tests that no strategy passes such text from outside to its store. */
export function textCases(options: CaseOptions): void {
  const { test } = options;

  test("a user id or device text with control characters or lone surrogates is invalid input, and nothing is written", async () => {
    const setting = await makeSetting(options);
    const { signet } = setting;
    const data = { name: "Ada" };
    for (const odd of ODD) {
      await rejects(signet.signIn(LOCAL, { userId: odd, data }), INVALID);
      for (const device of [{ label: odd }, { ip: odd }, { label: "Phone", ip: odd }]) {
        await rejects(signet.signIn(LOCAL, { userId: "user-1", data, device }), INVALID);
      }
    }
    deepEqual((await sessionsIn(setting)?.list("user-1")) ?? [], []);
  });

  test("a User-Agent header with control characters or lone surrogates does not prevent a sign-in", async () => {
    const { signet } = await makeSetting(options);
    for (const odd of [...ODD, `${"a".repeat(255)}\u{1F511}`]) {
      const request = { ...LOCAL, "user-agent": odd };
      const input = { userId: "user-1", data: { name: "Ada" } };
      const { credential, session } = await signet.signIn(request, input);
      const read = active(await signet.read(bearer(credential)));
      deepEqual(read, session);
      const { userAgent = null } = session.device ?? {};
      equal(userAgent === null || /^[^\p{Cc}\p{Cs}]{0,256}$/u.test(userAgent), true);
    }
  });

  test("revoking a malformed id ends nothing, and a malformed user id is invalid input", async () => {
    const setting = await makeSetting(options);
    const { signet } = setting;
    const sessions = sessionsIn(setting);
    if (sessions === null) return;
    const input = { userId: "user-1", data: { name: "Ada" } };
    const { session, credential } = await signet.signIn(LOCAL, input);
    for (const odd of ODD) {
      const nearly = session.id.slice(0, -odd.length) + odd;
      for (const id of [odd, session.id + odd, nearly]) {
        equal(await sessions.revoke(id), false);
        equal(await sessions.revoke(id, { ownedBy: "user-1" }), false);
        await rejects(sessions.revokeOthers({ id, userId: "user-1" }), INVALID);
      }
      await rejects(sessions.revoke(session.id, { ownedBy: odd }), INVALID);
      await rejects(sessions.revokeOthers({ id: session.id, userId: odd }), INVALID);
      await rejects(sessions.revokeAll(odd), INVALID);
      await rejects(sessions.list(odd), INVALID);
    }
    equal((await signet.read(bearer(credential))).status, "active");
  });

  test("a credential with control characters or lone surrogates is refused", async () => {
    const { signet } = await makeSetting(options);
    const input = { userId: "user-1", data: { name: "Ada" } };
    const { credential } = await signet.signIn(LOCAL, input);
    for (const odd of ODD) {
      for (const at of [0, 5, 26, credential.length - odd.length]) {
        const forged = credential.slice(0, at) + odd + credential.slice(at + odd.length);
        for (const request of [bearer(forged), { ...LOCAL, cookie: `signet=${forged}` }]) {
          equal((await signet.read(request)).status, "rejected");
          deepEqual(await signet.signOut(bearer(forged)), []);
        }
      }
    }
  });

  test("data keeps any text in names and values, and an update does not change it", async () => {
    const { signet } = await makeSetting(options);
    for (const odd of [...ODD, "__proto__", "\u2028", "\u{1F511}"]) {
      const browser = testBrowser();
      const data = { name: odd, ...Object.fromEntries([[odd, [odd, { [odd]: odd }]]]) };
      const signedIn = await signet.signIn(browser.headers(), { userId: "user-1", data });
      browser.receive(signedIn.setCookies);
      deepEqual(active(await signet.read(browser.headers())).data, data);
      browser.receive((await signet.update(browser.headers(), { color: odd })).setCookies);
      deepEqual(active(await signet.read(browser.headers())).data, { ...data, color: odd });
    }
  });
}
