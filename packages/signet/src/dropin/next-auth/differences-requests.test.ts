/** Tests the differences from next-auth 4 for requests that no program sends, and for options. */
import { NextRequest } from "next/server.js";
import { describe, expect, test, vi } from "vitest";
import {
  after,
  attempt,
  basicOptions,
  callApi,
  callRoute,
  FakeResponse,
  type Library,
  type Options,
  ours,
  prepareTests,
  SECRET,
  signedIn,
  theirs,
  within,
} from "./comparison.test-d.ts";
import { current } from "./next-headers.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
prepareTests();

type Params = Record<string, unknown>;
const NAME = "next-auth.session-token";

const tokenOf = (claims: Params = { sub: "1", name: "Ada" }, more: Params = {}) =>
  theirs.encode({ token: claims, secret: SECRET, ...more });

/** Calls a library, and returns its answer or its error. */
const both = async (call: (library: Library) => unknown) => ({
  original: await attempt(() => call(theirs)),
  here: await attempt(() => call(ours)),
});

const value = (result: unknown): never => Object(result).value as never;

describe("requests that no program sends", () => {
  test.each(["not a url", "javascript:alert(1)", "ftp://x/", "/a\r\nSet-Cookie: b=c"])(
    "a callbackUrl %j in the query gives 400 at once",
    async (callbackUrl) => {
      const { original, here } = await both((library) =>
        callApi(library, basicOptions(library), { path: ["csrf"], query: { callbackUrl } }),
      );
      if (!callbackUrl.startsWith("/a")) expect(value(original)).toMatchObject({ status: 500 });
      expect(value(here)).toMatchObject({ status: 400, type: "application/json", setCookies: [] });
    },
  );

  test("two callbackUrls in the query give 400", async () => {
    const { original, here } = await both((library) =>
      callApi(library, basicOptions(library), {
        path: ["csrf"],
        query: { callbackUrl: ["/a", "/b"] },
      }),
    );
    expect(value(original)).toMatchObject({ status: 500 });
    expect(value(here)).toMatchObject({ status: 400 });
  });

  test("a callbackUrl in the body that is no URL gives 400 and no TypeError", async () => {
    const { original, here } = await both((library) =>
      callApi(library, basicOptions(library), {
        method: "POST",
        path: ["signout"],
        body: { callbackUrl: "no url" },
      }),
    );
    expect(original).toMatchObject({ name: "TypeError" });
    expect(value(here)).toMatchObject({ status: 400 });
    const body = { callbackUrl: "/a\r\nb" };
    const split = await callApi(ours, basicOptions(ours), {
      method: "POST",
      path: ["signout"],
      body,
    });
    expect(split.status).toBe(400);
  });

  test("a page with a wrong callbackUrl is an error page with the status 400", async () => {
    const answer = await callApi(ours, basicOptions(ours), {
      path: ["signin"],
      query: { callbackUrl: "x y" },
    });
    expect(answer).toMatchObject({ status: 400, type: "text/html" });
  });

  test("a wrong URL in the cookie is ignored and replaced", async () => {
    const cookies = { "next-auth.callback-url": "planted" };
    const { original, here } = await both((library) =>
      callApi(library, basicOptions(library), { path: ["csrf"], cookies }),
    );
    expect(value(original)).toMatchObject({ status: 500 });
    expect(value(here)).toMatchObject({ status: 200 });
    expect(after(cookies, Object(value(here)).setCookies)["next-auth.callback-url"]).toBe(
      "http://localhost:3000",
    );
  });

  test("a forwarded host that is no host gives 400 and no TypeError", async () => {
    vi.stubEnv("AUTH_TRUST_HOST", "1");
    const headers = { "x-forwarded-host": "no host" };
    const { original, here } = await both((library) =>
      callApi(library, basicOptions(library), { path: ["csrf"], headers }),
    );
    expect(original).toMatchObject({ name: "TypeError" });
    expect(value(here)).toMatchObject({ status: 400 });
  });

  test("a malformed JSON body of a Route Handler gives 400 and no SyntaxError", async () => {
    const call = (library: Library) => {
      const request = new NextRequest("http://localhost:3000/api/auth/signout", {
        method: "POST",
        body: "{",
        headers: { "content-type": "application/json" },
      });
      current.headers = request.headers;
      return library.NextAuth(basicOptions(library))(request, {
        params: { nextauth: ["signout"] },
      });
    };
    const { original, here } = await both(call);
    expect(original).toMatchObject({ name: "SyntaxError" });
    expect((value(here) as Response).status).toBe(400);
  });

  test.each(["application/json", "application/x-www-form-urlencoded"])(
    "a body of %s of a Route Handler is read up to 1 MB, as the Pages Router does",
    async (type) => {
      let sent = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += 65_536;
          if (sent > 4_000_000) controller.close();
          else controller.enqueue(new Uint8Array(65_536).fill(0x61));
        },
      });
      const headers = { "content-type": type };
      const request = new NextRequest("http://localhost:3000/api/auth/signout", {
        ...{ method: "POST", body, headers, duplex: "half" },
      });
      const params = { nextauth: ["signout"] };
      const response = await ours.NextAuth(basicOptions(ours))(request, { params });
      expect((response as Response).status).toBe(413);
      expect(sent).toBeLessThan(1_500_000);
    },
  );

  test("an update without a CSRF token answers JSON, also from a Route Handler", async () => {
    const { original, here } = await both((library) =>
      callRoute(library, basicOptions(library), { method: "POST", path: ["session"], body: {} }),
    );
    expect(value(original)).toMatchObject({ status: 400, body: "[object Object]" });
    expect(value(here)).toMatchObject({ status: 400, body: {} });
  });

  test("a URL with other characters than ASCII is encoded in Location", async () => {
    const call = async (library: Library) => {
      const { jar, csrfToken } = await signedIn(library, basicOptions(library));
      return callRoute(library, basicOptions(library), {
        method: "POST",
        path: ["signout"],
        cookies: jar,
        body: { csrfToken, callbackUrl: "/日本" },
      });
    };
    const { original, here } = await both(call);
    expect(original).toMatchObject({ name: "TypeError" });
    expect(value(here)).toMatchObject({ location: "http://localhost:3000/%E6%97%A5%E6%9C%AC" });
  });

  test("an error code cannot add parameters to the program's own error page", async () => {
    const query = { error: "x&callbackUrl=https://evil.example" };
    const { original, here } = await both((library) =>
      callApi(library, basicOptions(library, { pages: { error: "/oops" } }), {
        path: ["error"],
        query,
      }),
    );
    expect(value(original)).toMatchObject({
      location: "/oops?error=x&callbackUrl=https://evil.example",
    });
    expect(value(here)).toMatchObject({
      location: "/oops?error=x%26callbackUrl%3Dhttps%3A%2F%2Fevil.example",
    });
  });

  test("a message of the browser reaches only the levels of the logger", async () => {
    for (const level of ["constructor", "own"]) {
      const called = vi.fn();
      const logger = { error() {}, debug() {}, warn() {}, own: called };
      await callApi(ours, basicOptions(ours, { logger }), {
        method: "POST",
        path: ["_log"],
        body: { level, code: "X" },
      });
      expect(called).not.toHaveBeenCalledWith("X", expect.anything());
    }
  });

  test("members of a message of the browser that are no texts are left out, and fail no logger", async () => {
    const seen: unknown[] = [];
    const options = basicOptions(ours, {
      logger: {
        error: (_: string, error: unknown) => void seen.push(error),
        debug() {},
        warn() {},
      },
    });
    const hostile = '{"level":"error","code":"X","__proto__":{},"page":"/a"';
    for (const member of ["message", "name", "stack"]) {
      const body = JSON.parse(`${hostile},"${member}":{"toString":1}}`);
      const answer = await callApi(ours, options, { method: "POST", path: ["_log"], body });
      expect(answer.status).toBe(200);
      const error = seen.at(-1);
      expect(error).toBeInstanceOf(Error);
      expect(String(error)).toBe("Error: X");
      expect(error).toMatchObject({ stack: expect.any(String), page: "/a" });
    }
  });
});

describe("getToken", () => {
  test("returns null for a Bearer scheme without a token, also with raw", async () => {
    const req = { cookies: {}, headers: { authorization: "Bearer" } };
    const { original, here } = await both(({ getToken }) =>
      getToken({ req, secret: SECRET, raw: true }),
    );
    expect([value(original), value(here)]).toEqual(["undefined", null]);
  });

  test("reads the Cookie header of a plain Request", async () => {
    const req = new Request("http://localhost/", {
      headers: { cookie: `${NAME}=${await tokenOf()}` },
    });
    const { original, here } = await both(({ getToken }) => getToken({ req, secret: SECRET }));
    expect(value(original)).toBeNull();
    expect(value(here)).toMatchObject({ name: "Ada" });
  });
});

test("getServerSession with a response sets the session cookie only", async () => {
  const names = async (library: Library) => {
    const res = new FakeResponse();
    await library.getServerSession(
      { cookies: { [NAME]: await tokenOf() }, headers: {} },
      res,
      basicOptions(library),
    );
    return ((res.getHeader("set-cookie") as string[]) ?? []).map((text) => text.split("=")[0]);
  };
  expect(await names(theirs)).toEqual(["next-auth.csrf-token", "next-auth.callback-url", NAME]);
  expect(await names(ours)).toEqual([NAME]);
});

test("getServerSession in a Server Component writes nothing, and runs the jwt callback", async () => {
  const jwt = vi.fn(({ token }: Params) => token);
  current.headers = new Headers({ cookie: `${NAME}=${await tokenOf()}` });
  expect(await ours.getServerSession(basicOptions(ours, { callbacks: { jwt } }))).toEqual({
    user: { name: "Ada" },
  });
  expect(jwt).toHaveBeenCalledTimes(1);
});

test.each(["/api/authors", "/_nextdoor", "/favicon.icons"])(
  "withAuth guards %s, whose path only starts like a public one",
  async (path) => {
    await within({ NEXTAUTH_SECRET: SECRET }, async () => {
      const call = async (library: Library) => {
        const proxy = library.withAuth({}) as (...args: unknown[]) => Promise<Response | undefined>;
        return (await proxy(new NextRequest(`http://localhost:3000${path}`), {}))?.status;
      };
      expect([await call(theirs), await call(ours)]).toEqual([undefined, 307]);
    });
  },
);

test("options that are undefined have their defaults", async () => {
  const more = { pages: undefined, callbacks: { signIn: undefined } };
  const { original, here } = await both(
    async (library) => (await signedIn(library, basicOptions(library, more))).answer,
  );
  const error =
    "http://localhost:3000/api/auth/error?error=callbacks.signIn%20is%20not%20a%20function";
  expect(value(original)).toMatchObject({ body: { url: error } });
  expect(value(here)).toMatchObject({ body: { url: "http://localhost:3000" } });
});

test("the options of the program are not changed", async () => {
  vi.stubEnv("NEXTAUTH_SECRET", SECRET);
  const secrets = [];
  for (const library of [theirs, ours]) {
    const options: Options = { ...basicOptions(library), secret: undefined };
    await callApi(library, options, { path: ["csrf"] });
    secrets.push(options["secret"]);
  }
  expect(secrets).toEqual([SECRET, undefined]);
});

const oauth = (more: object) => ({
  id: "x",
  name: "X",
  type: "oauth",
  profile: () => null,
  ...more,
});
const token = (client: object) => oauth({ client });

test.each([
  ["UNSUPPORTED_PROVIDER", { providers: [oauth({ version: "1.0A" })] }],
  ["UNSUPPORTED_PROVIDER", { providers: [oauth({ options: { version: "1.0" } })] }],
  ["UNSUPPORTED_PROVIDER", { providers: [token({ id_token_encrypted_response_alg: "RSA" })] }],
  ["UNSUPPORTED_STRATEGY", { session: { strategy: "database" } }],
  ["UNSUPPORTED_PROVIDER", { providers: [{ id: "x", name: "X", type: "webauthn" }] }],
  ["UNSUPPORTED_PROVIDER", { providers: [oauth({ httpOptions: { agent: {} } })] }],
  [
    "UNSUPPORTED_PROVIDER",
    { providers: [oauth({ authorization: { params: { response_type: "id_token" } } })] },
  ],
])("options that are not supported throw %s and say what to do", async (code, more) => {
  const options = basicOptions(ours, more);
  for (const call of [
    () => ours.NextAuth(options),
    () => ours.NextAuth({ query: {} }, new FakeResponse(), options),
    () => ours.getServerSession(options),
  ]) {
    const error = await attempt(call);
    expect(error).toMatchObject({ name: "UnsupportedOptionError", code });
    expect(Object(error).message).toMatch(/Use |Stay with next-auth|Requests are made/);
  }
});

test("an option domain of the session cookie is refused under a strategy of this package", async () => {
  const { sealed } = await import("../../strategy/sealed.ts");
  const options = basicOptions(ours, {
    session: { strategy: sealed() },
    cookies: { sessionToken: { name: "x", options: { domain: "example.com" } } },
  });
  expect(() => ours.NextAuth(options)).toThrow(
    expect.objectContaining({ code: "UNSUPPORTED_COOKIE_OPTION" }),
  );
});
