/** Calls whose outcome differs from that of next-auth's client. docs/from-next-auth-client.md lists them. */
import { describe, expect, test } from "vitest";
import { onBoth, onOurs, type World } from "../../../../fixtures/next-auth-clients.ts";
import {
  base,
  type Call,
  refusedForm,
  SESSION,
  SITE,
  url,
  world,
} from "../../../../fixtures/next-auth-routes.ts";

const cookie = { headers: { cookie: "a=b; c=d" } };

/** Runs a call on both clients, and returns one member of what each has seen. */
async function compare<Key extends "requests" | "locations" | "messages" | "beacons" | "result">(
  key: Key,
  given: World,
  call: Call,
) {
  const { original, ours } = await onBoth(given, call);
  return { original: original[key], ours: ours[key] };
}

describe("differences from next-auth 4", () => {
  const withoutRedirect: Call = ({ signIn }) => signIn("credentials", { redirect: false });

  test("a failed request sends no second request to /_log", async () => {
    const read: Call = ({ getSession }) => getSession();
    expect(await compare("beacons", { answers: { session: "down" } }, read)).toEqual({
      original: 1,
      ours: 0,
    });
  });

  test("getSession returns the last session of the tab when the server does not answer", async () => {
    for (const failure of ["down", { status: 503, json: {} }, { text: "<html>" }] as const) {
      const answers = { session: [{ json: SESSION }, failure] };
      const twice: Call = async ({ getSession }) => [await getSession(), await getSession()];
      expect(await compare("result", { answers }, twice)).toEqual({
        original: { value: [SESSION, null] },
        ours: { value: [SESSION, SESSION] },
      });
    }
  });

  test("on a server, getSession never returns the session of another request", async () => {
    const answers = { session: [{ json: SESSION }, "down"] as const };
    const seen = await onOurs({ page: null, answers }, async ({ getSession }) => [
      await getSession({ req: cookie }),
      await getSession(),
    ]);
    expect(seen.result).toEqual({ value: [SESSION, null] });
  });

  test("getSession lets other tabs know only when the session has changed", async () => {
    const other = { ...SESSION, user: { name: "Ada Lovelace" } };
    const later = { ...SESSION, expires: "2026-12-31T00:00:00.000Z" };
    const answers = { session: [SESSION, later, other, {}, {}].map((json) => ({ json })) };
    const call: Call = async ({ getSession }) => {
      for (let at = 0; at < 5; at++) await getSession();
    };
    const { original, ours } = await compare("messages", { answers }, call);
    expect([original.length, ours.length]).toEqual([5, 3]);
  });

  test("getSession with broadcast: true lets other tabs know at each call, as there", async () => {
    const call: Call = async ({ getSession }) => {
      for (let at = 0; at < 3; at++) await getSession({ broadcast: true });
    };
    const { original, ours } = await compare("messages", { answers: base }, call);
    expect([original.length, ours.length]).toEqual([3, 3]);
  });

  test("no two messages are equal, because browsers publish an equal value once", async () => {
    const seen = await onOurs({ answers: base }, async ({ getSession }) => {
      for (let at = 0; at < 3; at++) await getSession({ broadcast: true });
    });
    expect(seen.distinct).toBe(3);
  });

  test("getSession on a server sends no body of the incoming request", async () => {
    const req = { ...cookie, body: { a: 1 } };
    const call: Call = ({ getSession }) => getSession({ req });
    const { original, ours } = await compare("requests", { page: null, answers: base }, call);
    expect(original).toEqual([expect.stringMatching(/^POST .*\{"a":1\}$/)]);
    expect(ours).toEqual([expect.stringMatching(/^GET .* $/)]);
  });

  test("JSON that is null, or no object, is no error and no session", async () => {
    const read: Call = ({ getSession }) => getSession();
    for (const json of ["text", 7, true]) {
      const { ours } = await onBoth({ answers: { session: { json } } }, read);
      expect(ours.result).toEqual({ value: null });
    }
    const { ours } = await onBoth({ answers: { session: { json: null } } }, read);
    expect(ours).toMatchObject({ result: { value: null }, messages: [expect.anything()] });
  });

  test.each(["toString", "constructor", "__proto__"])(
    "signIn(%j) goes to the sign-in page, because no provider has this id",
    async (id) => {
      const call: Call = ({ signIn }) => signIn(id, { callbackUrl: "/x" });
      const { ours } = await compare("locations", world(url("/after")), call);
      expect(ours).toEqual(["/api/auth/signin?callbackUrl=%2Fx"]);
    },
  );

  test.each([
    [{ status: 503, json: { error: "Unavailable" } }, "Unavailable"],
    [{ status: 500, json: { message: "x" } }, "Default"],
    [{ status: 502, text: "<html>" }, "Default"],
  ] as const)(
    "signIn with redirect: false reports the failure %j, where next-auth rejects",
    async (form, error) => {
      expect(await compare("result", world(form), withoutRedirect)).toEqual({
        original: { error: expect.stringMatching(/TypeError|SyntaxError/) },
        ours: { value: { error, status: form.status, ok: false, url: null } },
      });
    },
  );

  test("signIn goes to the error page when the server fails", async () => {
    const form = { status: 503, json: {} };
    const call: Call = ({ signIn }) => signIn("credentials", { callbackUrl: "/later" });
    expect(await compare("locations", world(form), call)).toEqual({
      original: ["/later"],
      ours: ["/api/auth/error"],
    });
  });

  test.each([undefined, { redirect: false }])(
    "signOut(%j) rejects when the server fails, and goes nowhere",
    async (options) => {
      for (const form of [
        { status: 503, json: {} },
        { status: 502, text: "<html>" },
      ]) {
        const seen = await onOurs(world(form), ({ signOut }) => signOut(options));
        expect(seen).toMatchObject({ result: { error: "Error" }, locations: [], messages: [] });
      }
    },
  );

  test.each([
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
  ])("no URL of the form %j is followed", async (bad) => {
    const calls: Call[] = [
      ({ signIn }) => signIn("credentials", { callbackUrl: bad }),
      ({ signOut }) => signOut({ callbackUrl: bad }),
    ];
    for (const form of [{ json: {} }, { json: { url: bad } }]) {
      for (const call of calls) {
        const { original, ours } = await compare("locations", world(form), call);
        expect(original).toEqual([bad]);
        expect(ours).toEqual([SITE]);
      }
    }
  });

  test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "https:evil.example"])(
    "a callbackUrl of another site (%j) is followed only when the server answers it",
    async (other) => {
      const call: Call = ({ signOut }) => signOut({ callbackUrl: other });
      expect((await onOurs(world({ json: {} }), call)).locations).not.toContain("//evil.example");
      const [location = ""] = (await onOurs(world({ json: {} }), call)).locations;
      expect(new URL(location, SITE).origin).toBe(SITE);
      expect((await onOurs(world({ json: { url: other } }), call)).locations).toEqual([other]);
    },
  );

  test("a sign-in lets the other tabs know", async () => {
    const calls: Call[] = [withoutRedirect, ({ signIn }) => signIn("credentials")];
    for (const call of calls) {
      expect(await compare("messages", world(url("/after")), call)).toEqual({
        original: [],
        ours: ["nextauth.message session getSession"],
      });
      expect(await compare("messages", world(refusedForm), call)).toEqual({
        original: [],
        ours: [],
      });
    }
  });

  test.each(["NEXTAUTH_URL", "NEXTAUTH_URL_INTERNAL", "VERCEL_URL"])(
    "an empty %s counts as none",
    async (name) => {
      const env = { [name]: "" };
      const read: Call = ({ getCsrfToken }) => getCsrfToken();
      expect((await onOurs({ env, page: null, answers: base }, read)).requests).toEqual([
        expect.stringContaining("GET http://localhost:3000/api/auth/csrf"),
      ]);
    },
  );
});
