import { describe, expect, test, vi } from "vitest";
import {
  after,
  attempt,
  basicOptions,
  callApi,
  cookieHeader,
  type Library,
  NOW,
  type Options,
  ours,
  prepareTests,
  SECRET,
  seconds,
  signedIn,
  theirs,
} from "./comparison.test-d.ts";
import { current } from "./next-headers.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
prepareTests();

type Params = Record<string, unknown>;
const NAME = "next-auth.session-token";
const TOMBSTONE = `signed-out.${NAME}`;
const session = (text: string) => text.startsWith(NAME) || text.startsWith(`__Secure-${NAME}`);
const plain: Options = { session: {} };

const tokenOf = (claims: Params = { sub: "1", name: "Ada" }, more: Params = {}) =>
  theirs.encode({ token: claims, secret: SECRET, ...more });

/** Calls a library, and returns its answer or its error. */
const both = async (call: (library: Library) => unknown) => ({
  original: await attempt(() => call(theirs)),
  here: await attempt(() => call(ours)),
});

const readOf = (library: Library, cookies: Record<string, string>, more: Options = plain) =>
  callApi(library, basicOptions(library, more), { path: ["session"], cookies });

describe("a read", () => {
  test("sets the cookie only when the token is older than updateAge", async () => {
    const cookies = { [NAME]: await tokenOf() };
    const sets = async (library: Library) =>
      (await readOf(library, cookies)).setCookies.filter(session).length;
    vi.setSystemTime(NOW + 86_399_000);
    expect([await sets(theirs), await sets(ours)]).toEqual([1, 0]);
    vi.setSystemTime(NOW + 86_400_000);
    expect([await sets(theirs), await sets(ours)]).toEqual([1, 1]);
  });

  test("sets the cookie at half of maxAge at the latest", async () => {
    const more = { session: { maxAge: 3_600 } };
    const cookies = { [NAME]: await tokenOf({ sub: "1" }, { maxAge: 3_600 }) };
    vi.setSystemTime(NOW + 1_799_000);
    expect((await readOf(ours, cookies, more)).setCookies.filter(session)).toHaveLength(0);
    vi.setSystemTime(NOW + 1_800_000);
    expect((await readOf(ours, cookies, more)).setCookies.filter(session)).toHaveLength(1);
  });

  test("sets the cookie when the jwt callback changes the token", async () => {
    const cookies = { [NAME]: await tokenOf() };
    const more = {
      session: {},
      callbacks: { jwt: ({ token }: Params) => ({ ...Object(token), x: 1 }) },
    };
    const { setCookies } = await readOf(ours, cookies, more);
    const held = after(cookies, setCookies);
    expect(await theirs.decode({ token: held[NAME], secret: SECRET })).toMatchObject({ x: 1 });
    expect((await readOf(ours, held, more)).setCookies.filter(session)).toHaveLength(0);
  });

  test("says when the session ends without another visit, and not 30 days from now", async () => {
    const cookies = { [NAME]: await tokenOf() };
    vi.setSystemTime(NOW + 3_600_000);
    const expires = async (library: Library) =>
      Object((await readOf(library, cookies)).body).expires;
    const days = 30 * 86_400_000;
    expect(await expires(theirs)).toBe(new Date(NOW + 3_600_000 + days).toISOString());
    expect(await expires(ours)).toBe(new Date(NOW + days).toISOString());
  });

  test("keeps the cookie when a callback throws, and shows no session", async () => {
    const cookies = { [NAME]: await tokenOf() };
    for (const name of ["jwt", "session"]) {
      const more = {
        session: { updateAge: 0 },
        callbacks: { [name]: () => Promise.reject(new Error("database")) },
      };
      const original = await readOf(theirs, cookies, more);
      const here = await readOf(ours, cookies, more);
      expect([original.body, here.body]).toEqual([{}, {}]);
      expect(Object.keys(after(cookies, original.setCookies))).not.toContain(NAME);
      expect(Object.keys(after(cookies, here.setCookies))).toContain(NAME);
      current.headers = new Headers({ cookie: cookieHeader(cookies) });
      expect(await ours.getServerSession(basicOptions(ours, more))).toBeNull();
    }
  });

  test("ends the session when the jwt callback returns no token", async () => {
    const cookies = { [NAME]: await tokenOf() };
    const more = { session: {}, callbacks: { jwt: () => null } };
    const original = await readOf(theirs, cookies, more);
    const here = await readOf(ours, cookies, more);
    expect([original.body, here.body]).toEqual([
      expect.objectContaining({ user: { name: "Ada" } }),
      {},
    ]);
    for (const { setCookies } of [original, here]) {
      expect(Object.keys(after(cookies, setCookies))).not.toContain(NAME);
    }
    current.headers = new Headers({ cookie: cookieHeader(cookies) });
    expect(await ours.getServerSession(basicOptions(ours, more))).toBeNull();
  });

  test.each([`${NAME}-admin`, `${NAME}.9`, `${NAME}.x`, `${NAME}.00`])(
    "ignores a cookie of the name %s, which signs out there",
    async (name) => {
      const cookies = { [NAME]: await tokenOf(), [name]: "planted" };
      const original = await readOf(theirs, cookies);
      expect(original.body).toEqual({});
      expect(Object.keys(after(cookies, original.setCookies))).not.toContain(NAME);
      const here = await readOf(ours, cookies);
      expect(here.body).toMatchObject({ user: { name: "Ada" } });
      expect(here.setCookies.filter(session)).toEqual([]);
      const req = { cookies, headers: {} };
      expect(await theirs.getToken({ req, secret: SECRET })).toBeNull();
      expect(await ours.getToken({ req, secret: SECRET })).toMatchObject({ name: "Ada" });
      vi.setSystemTime(NOW + 86_400_000);
      const due = await readOf(ours, cookies);
      const gone = name.endsWith(".9") ? [] : [name];
      expect(Object.keys(after(cookies, due.setCookies))).toEqual(
        expect.arrayContaining([NAME, ...gone]),
      );
    },
  );

  test("chooses the newer one of a whole cookie and its chunks", async () => {
    const older = await tokenOf({ name: "older" });
    vi.setSystemTime(NOW + 5_000);
    const newer = await tokenOf({ name: "newer" });
    const chunks = (token: string) => ({
      [`${NAME}.0`]: token.slice(0, 9),
      [`${NAME}.1`]: token.slice(9),
    });
    for (const cookies of [
      { [NAME]: older, ...chunks(newer) },
      { [NAME]: newer, ...chunks(older) },
    ]) {
      expect((await readOf(theirs, cookies)).body).toEqual({});
      expect((await readOf(ours, cookies)).body).toMatchObject({ user: { name: "newer" } });
    }
  });
});

describe("a sign-out", () => {
  async function signOut(jar: Record<string, string>, csrfToken: string) {
    const answer = await callApi(ours, basicOptions(ours, plain), {
      method: "POST",
      path: ["signout"],
      cookies: jar,
      body: { csrfToken, json: "true" },
    });
    return after(jar, answer.setCookies);
  }

  async function lateResponse() {
    const options = basicOptions(ours, plain);
    const { jar, csrfToken } = await signedIn(ours, options);
    vi.setSystemTime(Date.now() + 2 * 86_400_000);
    // A read that is due starts before the sign-out and is answered after it.
    const gone = await signOut(jar, csrfToken);
    vi.setSystemTime(Date.now() + 5_000);
    const late = await callApi(ours, options, { path: ["session"], cookies: jar });
    expect(late.setCookies.filter(session)).toHaveLength(1);
    return { options, jar, gone, csrfToken, restored: after(gone, late.setCookies) };
  }

  test("is not undone by a late response", async () => {
    const { options, restored } = await lateResponse();
    expect(Object.keys(restored)).toEqual(expect.arrayContaining([NAME, TOMBSTONE]));
    const { body, setCookies } = await callApi(ours, options, {
      path: ["session"],
      cookies: restored,
    });
    expect(body).toEqual({});
    expect(Object.keys(after(restored, setCookies))).not.toContain(NAME);
    const req = { cookies: restored, headers: {} };
    expect(await ours.getToken({ req, secret: SECRET })).toBeNull();
    expect(await theirs.getToken({ req, secret: SECRET })).toMatchObject({ name: "ada" });
  });

  test("ends the old token for this browser, also in the second of its sign-in", async () => {
    const { jar, csrfToken } = await signedIn(ours, basicOptions(ours, plain));
    const gone = await signOut(jar, csrfToken);
    const replayed = { ...gone, [NAME]: jar[NAME] ?? "" };
    expect((await readOf(ours, replayed)).body).toEqual({});
  });

  test.each([theirs, ours])(
    "is followed by a new sign-in, here and on a server of $name",
    async (library) => {
      const { gone } = await lateResponse();
      const options = basicOptions(library, plain);
      const { jar } = await signedIn(library, options, { jar: gone });
      expect((await readOf(ours, jar)).body).toMatchObject({ user: { name: "ada" } });
      if (library === ours) expect(Object.keys(jar)).not.toContain(TOMBSTONE);
    },
  );

  test("leaves a cookie that a server of next-auth ignores, with the attributes of the session cookie", async () => {
    const { jar, csrfToken } = await signedIn(ours, basicOptions(ours, plain));
    const answer = await callApi(ours, basicOptions(ours, plain), {
      method: "POST",
      path: ["signout"],
      cookies: jar,
      body: { csrfToken, json: "true" },
    });
    const left = answer.setCookies.find((text) => text.startsWith(TOMBSTONE)) ?? "";
    expect(left).toMatch(
      /; Path=\/; Expires=Wed, 30 Dec 2026 12:00:00 GMT; HttpOnly; SameSite=Lax$/,
    );
    const gone = after(jar, answer.setCookies);
    const again = await signedIn(theirs, basicOptions(theirs, plain), { jar: gone });
    expect((await readOf(theirs, again.jar)).body).toMatchObject({ user: { name: "ada" } });
  });

  test("with an own encode function, a late response that was written after it restores the session", async () => {
    const jwt = {
      encode: async ({ token }: Params) =>
        Buffer.from(
          JSON.stringify({ ...Object(token), iat: seconds(), exp: seconds() + 9_999_999 }),
        ).toString("base64url"),
      decode: async ({ token }: Params) =>
        JSON.parse(Buffer.from(String(token), "base64url").toString()),
    };
    const options = basicOptions(ours, { session: { updateAge: 0 }, jwt });
    const { jar, csrfToken } = await signedIn(ours, options);
    vi.setSystemTime(NOW + 5_000);
    const out = await callApi(ours, options, {
      method: "POST",
      path: ["signout"],
      cookies: jar,
      body: { csrfToken, json: "true" },
    });
    const gone = after(jar, out.setCookies);
    const replayed = { ...gone, [NAME]: jar[NAME] ?? "" };
    expect((await callApi(ours, options, { path: ["session"], cookies: replayed })).body).toEqual(
      {},
    );
    vi.setSystemTime(NOW + 9_000);
    const late = await callApi(ours, options, { path: ["session"], cookies: jar });
    const restored = after(gone, late.setCookies);
    expect(
      (await callApi(ours, options, { path: ["session"], cookies: restored })).body,
    ).toMatchObject({ user: { name: "ada" } });
  });

  test("a forged tombstone ends nothing", async () => {
    const { jar } = await signedIn(ours, basicOptions(ours, plain));
    for (const forged of ["x", await tokenOf({ ended: "x" }), ""]) {
      expect((await readOf(ours, { ...jar, [TOMBSTONE]: forged })).body).toMatchObject({
        user: { name: "ada" },
      });
    }
  });
});

describe("tokens", () => {
  test("live as long as the session, unless jwt.maxAge is set", async () => {
    const lifetime = async (library: Library) => {
      const { jar } = await signedIn(
        library,
        basicOptions(library, { session: { maxAge: 3_600 } }),
      );
      const claims = await theirs.decode({ token: jar[NAME], secret: SECRET });
      return Number(claims?.["exp"]) - seconds();
    };
    expect([await lifetime(theirs), await lifetime(ours)]).toEqual([30 * 86_400, 3_600]);
  });

  test("are valid after the 19th of January 2038", async () => {
    vi.setSystemTime(Date.UTC(2038, 0, 20));
    const ages = async (library: Library) => {
      const token = await library.encode({ token: {}, secret: SECRET, maxAge: 60 });
      return attempt(() => theirs.decode({ token, secret: SECRET }));
    };
    expect(await ages(theirs)).toMatchObject({ code: "ERR_JWT_EXPIRED" });
    expect(await ages(ours)).toMatchObject({ value: { exp: seconds() + 60 } });
  });

  test("with another encryption than A256GCM are refused", async () => {
    const { hkdfSync } = await import("node:crypto");
    const { EncryptJWT } = await import("jose");
    const key = hkdfSync("sha256", SECRET, "", "NextAuth.js Generated Encryption Key", 32);
    const token = await new EncryptJWT({ sub: "1" })
      .setProtectedHeader({ alg: "dir", enc: "A128CBC-HS256" })
      .encrypt(new Uint8Array(key));
    const { original, here } = await both(({ decode }) => decode({ token, secret: SECRET }));
    expect(original).toEqual({ value: { sub: "1" } });
    expect(here).toMatchObject({ code: "ERR_JOSE_ALG_NOT_ALLOWED" });
  });

  test("have one text: bits beyond the last byte are refused", async () => {
    const token = await tokenOf();
    const last = token.at(-1) ?? "";
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const other = token.slice(0, -1) + alphabet[alphabet.indexOf(last) ^ 1];
    const { original, here } = await both(({ decode }) => decode({ token: other, secret: SECRET }));
    expect(original).toMatchObject({ value: { sub: "1" } });
    expect(here).toMatchObject({ code: "ERR_JWE_INVALID" });
  });

  test("that are written again name in their header when the session began", async () => {
    const cookies = { [NAME]: await tokenOf() };
    vi.setSystemTime(NOW + 86_400_000);
    const { setCookies } = await readOf(ours, cookies);
    const [header = ""] = (after(cookies, setCookies)[NAME] ?? "").split(".");
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({
      alg: "dir",
      enc: "A256GCM",
      begun: seconds(NOW),
    });
  });
});
