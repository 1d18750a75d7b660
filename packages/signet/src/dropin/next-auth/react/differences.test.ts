/** The same calls on next-auth's client and on this one. */
import { describe, expect, test } from "vitest";
import { type Answer, type Client, onBoth, onOurs, type World } from "./both-clients.fixture.ts";

const SITE = "https://site.example";
const SESSION = {
  user: { name: "Ada", email: "ada@site.example" },
  expires: "2026-12-30T00:00:00.000Z",
};

const providers = Object.fromEntries(
  [
    ["credentials", "credentials"],
    ["second", "credentials"],
    ["email", "email"],
    ["github", "oauth"],
  ].map(([id = "", type]) => [
    id,
    {
      id,
      name: id,
      type,
      signinUrl: `/api/auth/signin/${id}`,
      callbackUrl: `/api/auth/callback/${id}`,
    },
  ]),
);
const base = {
  providers: { json: providers },
  csrf: { json: { csrfToken: "token-1" } },
  session: { json: SESSION },
};

/** Answers the form of any provider and of sign-out. */
function world(form: Answer, more: Record<string, Answer | readonly Answer[]> = {}): World {
  const forms = [
    "callback/credentials",
    "callback/second",
    "signin/email",
    "signin/github",
    "signout",
  ];
  return { answers: { ...base, ...Object.fromEntries(forms.map((at) => [at, form])), ...more } };
}

type Call = (client: Client) => Promise<unknown>;
type Case = readonly [title: string, world: World, call: Call];

const url = (path: string): Answer => ({ json: { url: `${SITE}${path}` } });
const refusedForm: Answer = {
  status: 401,
  json: { url: `${SITE}/api/auth/error?error=CredentialsSignin&provider=credentials` },
};

const formAnswers: Readonly<Record<string, Answer>> = {
  "a URL": url("/after"),
  "a URL with a fragment": url("/after#part"),
  "a refusal": refusedForm,
};

const signInOptions = {
  "no options": undefined,
  "a callbackUrl": { callbackUrl: "/later" },
  credentials: { username: "ada", password: "ä&=+ %", callbackUrl: `${SITE}/later` },
  "redirect: false": { redirect: false, username: "ada", password: "x" },
  "redirect: false and odd values": {
    redirect: false,
    remember: true,
    nothing: undefined,
    empty: null,
    number: 1.5,
    list: ["a", "b"],
    csrfToken: "mine",
    json: "mine",
  },
} as const;

const signIns: Case[] = Object.keys(providers).flatMap((id) =>
  Object.entries(signInOptions).flatMap(([options, given]) =>
    Object.entries(formAnswers).map(
      ([answer, form]): Case => [
        `signIn("${id}") with ${options}, answered by ${answer}`,
        world(form),
        ({ signIn }) => signIn(id, given),
      ],
    ),
  ),
);

const queries = {
  "a text": "login_hint=ada&x=%26",
  "an object": { login_hint: "ada lovelace" },
  "a list": [
    ["a", "1"],
    ["a", "2"],
  ],
  URLSearchParams: new URLSearchParams("a=1"),
  "an empty text": "",
};

const otherSignIns: Case[] = [
  ...Object.entries(queries).flatMap(([title, query]) =>
    ["credentials", "github"].map(
      (id): Case => [
        `signIn("${id}") with ${title} as the query`,
        world(url("/after")),
        ({ signIn }) => signIn(id, { redirect: false }, query),
      ],
    ),
  ),
  ...[undefined, "", "unknown"].flatMap((id) =>
    [undefined, { callbackUrl: "/later?a=b" }, { redirect: false }].map(
      (options): Case => [
        `signIn(${JSON.stringify(id)}) with ${JSON.stringify(options)} goes to the sign-in page`,
        world(url("/after")),
        ({ signIn }) => signIn(id, options),
      ],
    ),
  ),
  ...(
    ["down", { json: {} }, { status: 500, json: { message: "x" } }, { text: "<html>" }] as const
  ).flatMap((answer) =>
    [undefined, { redirect: false }].map(
      (options): Case => [
        `signIn with ${JSON.stringify(options)} when the providers are ${JSON.stringify(answer)}`,
        world(url("/after"), { providers: answer }),
        ({ signIn }) => signIn("credentials", options),
      ],
    ),
  ),
  [
    "signIn without a CSRF token",
    world(url("/api/auth/signin?csrf=true"), { csrf: "down" }),
    ({ signIn }) => signIn("credentials", { redirect: false }),
  ],
  [
    "signIn without a network",
    world("down"),
    ({ signIn }) => signIn("credentials", { redirect: false }),
  ],
  [
    "signIn answered without a URL",
    world({ json: {} }),
    ({ signIn }) => signIn("credentials", { callbackUrl: "/later" }),
  ],
];

const signOuts: Case[] = [
  undefined,
  { callbackUrl: "/bye" },
  { redirect: false },
  { redirect: false, callbackUrl: "/bye" },
].flatMap((options) =>
  Object.entries({
    "a URL": world(url("/after")),
    "a URL with a fragment": world(url("/after#part")),
    "no URL": world({ json: {} }),
    "a failed check": world(url("/api/auth/signout?csrf=true"), { csrf: "down" }),
    nothing: world("down"),
  }).map(
    ([answer, given]): Case => [
      `signOut(${JSON.stringify(options)}), answered by ${answer}`,
      given,
      ({ signOut }) => signOut(options),
    ],
  ),
);

const getAnswers: Readonly<Record<string, Answer>> = {
  "a session": { json: SESSION },
  "an empty object": { json: {} },
  "a refusal": { status: 400, json: { message: "no" } },
  "an error": { status: 500, json: { message: "no" } },
  "a text": { text: "<html>" },
  "no answer": "down",
};
const cookie = { headers: { cookie: "a=b; c=d" } };
const getParams = {
  nothing: undefined,
  "an empty object": {},
  "a request": { req: cookie },
  "a context": { ctx: { req: cookie } },
  "a request without cookies": { req: { headers: {} } },
  "broadcast: false": { broadcast: false },
  "broadcast: true": { broadcast: true, event: "storage", triggerEvent: true },
} as const;

const reads: Case[] = Object.entries(getAnswers).flatMap(([answer, json]) =>
  [`${SITE}/page`, null].flatMap((page) => [
    ...Object.entries(getParams).map(
      ([title, params]): Case => [
        `getSession with ${title} ${page ? "in a browser" : "on a server"}, answered by ${answer}`,
        { page, answers: { session: json } },
        ({ getSession }) => getSession(params),
      ],
    ),
    [
      `getCsrfToken ${page ? "in a browser" : "on a server"}, answered by ${answer}`,
      { page, answers: { csrf: json } },
      ({ getCsrfToken }) => getCsrfToken({ req: cookie }),
    ] as const,
    [
      `getProviders ${page ? "in a browser" : "on a server"}, answered by ${answer}`,
      { page, answers: { providers: json } },
      ({ getProviders }) => getProviders(),
    ] as const,
  ]),
);

const environments: readonly Readonly<Record<string, string>>[] = [
  {},
  { NEXTAUTH_URL: "https://a.example" },
  { NEXTAUTH_URL: "https://a.example/" },
  { NEXTAUTH_URL: "https://a.example:8443/base/api/auth" },
  { NEXTAUTH_URL: "https://a.example/base/auth/" },
  { NEXTAUTH_URL: "a.example" },
  { NEXTAUTH_URL: "http://a.example/x", NEXTAUTH_URL_INTERNAL: "http://10.0.0.1:3000" },
  { NEXTAUTH_URL: "http://a.example/x", NEXTAUTH_URL_INTERNAL: "http://10.0.0.1:3000/y" },
  { VERCEL_URL: "my-app.vercel.app" },
  { VERCEL_URL: "my-app.vercel.app", NEXTAUTH_URL: "https://a.example/z" },
];
const places: Case[] = environments.flatMap((env) =>
  [`${SITE}/page`, null].map(
    (page): Case => [
      `getCsrfToken with ${JSON.stringify(env)} ${page ? "in a browser" : "on a server"}`,
      { page, env, answers: { csrf: base.csrf } },
      ({ getCsrfToken }) => getCsrfToken(),
    ],
  ),
);

describe("both clients send the same requests, return the same and go to the same pages", () => {
  test.each([...signIns, ...otherSignIns, ...signOuts, ...reads, ...places])(
    "%s",
    async (_title, given, call) => {
      const { original, ours } = await onBoth(given, call);
      const { messages: _messages, beacons: _beacons, ...same } = original;
      expect(ours).toMatchObject(same);
      expect(original.requests.length).toBeGreaterThan(0);
    },
  );

  test.each(signOuts)("other tabs get the same messages: %s", async (_title, given, call) => {
    const { original, ours } = await onBoth(given, call);
    expect(ours.messages).toEqual(original.messages);
  });

  test.each([undefined, { broadcast: true }, { broadcast: false }])(
    "other tabs get the same message of the first getSession(%j)",
    async (params) => {
      const { original, ours } = await onBoth({ answers: base }, ({ getSession }) =>
        getSession(params),
      );
      expect(ours.messages).toEqual(original.messages);
    },
  );
});

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
