/** The same calls on next-auth's client and on this one, with the same outcome. */
import { describe, expect, test } from "vitest";
import { type Answer, onBoth, type World } from "../../../../fixtures/next-auth-clients.ts";
import {
  base,
  type Call,
  providers,
  refusedForm,
  SESSION,
  SITE,
  url,
  world,
} from "../../../../fixtures/next-auth-routes.ts";

type Case = readonly [title: string, world: World, call: Call];

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
      const { messages: _messages, distinct: _distinct, beacons: _beacons, ...same } = original;
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
