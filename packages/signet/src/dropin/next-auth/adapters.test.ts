/** Compares the sessions and links of an adapter with those of next-auth 4, and combines it with our strategies. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type OpenIdProvider, startOpenIdProvider } from "../../../fixtures/openid-provider.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { database } from "../../strategy/database.ts";
import { hybrid } from "../../strategy/hybrid/index.ts";
import { jwt } from "../../strategy/jwt.ts";
import { sealed } from "../../strategy/sealed.ts";
import {
  after,
  callApi,
  callRoute,
  cookieHeader,
  FakeResponse,
  type Jar,
  type Library,
  NOW,
  type Options,
  ours,
  prepareTests,
  SECRET,
  theirs,
} from "./comparison.test-d.ts";
import { current } from "./next-headers.test-d.ts";
import {
  CLIENT,
  company,
  type Log,
  memoryAdapter,
  recorded,
  SITE,
  shownCookies,
  signInAt,
  withoutRandom,
} from "./oauth/flow.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
prepareTests();

let provider: OpenIdProvider;
beforeAll(async () => {
  provider = await startOpenIdProvider([
    {
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
      redirect_uris: ["company", "other"].map((id) => `${SITE}/api/auth/callback/${id}`),
    },
  ]);
});
afterAll(() => provider.close());

const name = "next-auth.session-token";

interface Program {
  readonly options: Options;
  readonly adapter: ReturnType<typeof memoryAdapter>;
  readonly log: Log;
}

function programOf(more: Options = {}, adapter = memoryAdapter()): Program {
  const log: Log = [];
  const providers = [company(provider), company(provider, { id: "other" })];
  return {
    options: { secret: SECRET, providers, adapter, ...recorded(log), ...more },
    adapter,
    log,
  };
}

const STRATEGIES: readonly [string, Options][] = [
  ["cookies", { session: { strategy: "jwt", updateAge: 0 } }],
  ["the adapter", {}],
];

for (const [kept, more] of STRATEGIES) {
  test(`a second account is linked to the signed-in user alike, with sessions in ${kept}`, async () => {
    const seen = [];
    for (const library of [ours, theirs]) {
      const { options, adapter, log } = programOf(more);
      const visit = { provider, call: callApi };
      const first = await signInAt(library, options, { ...visit, user: "ada" });
      const second = await signInAt(library, options, {
        ...visit,
        user: "bob",
        id: "other",
        jar: first.jar,
      });
      const again = await signInAt(library, options, {
        ...visit,
        user: "bob",
        id: "other",
        jar: second.jar,
      });
      const eve = await signInAt(library, options, { ...visit, user: "eve" });
      const taken = await signInAt(library, options, { ...visit, user: "eve", jar: again.jar });
      seen.push({
        answers: await Promise.all(
          [first, second, again, eve, taken].map(async ({ answer }) => [
            answer.location,
            await shownCookies(answer.setCookies),
          ]),
        ),
        users: adapter.users.length,
        owners: adapter.accounts.map(({ userId }) =>
          adapter.users.findIndex(({ id }) => id === userId),
        ),
        log,
      });
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toMatchObject({
      users: 2,
      owners: [0, 0, 1],
      answers: [{}, {}, {}, {}, [`${SITE}/api/auth/error?error=OAuthAccountNotLinked`, {}]],
    });
  });
}

/** Signs in at the provider, and returns the browser's cookies. */
async function signedIn(library: Library, { options }: Program): Promise<Jar> {
  return (await signInAt(library, options, { provider, call: callApi })).jar;
}

test("a session of the adapter is read, updated and ended alike", async () => {
  const seen = [];
  for (const library of [ours, theirs]) {
    vi.setSystemTime(NOW);
    const program = programOf({ session: { maxAge: 3_600, updateAge: 600 } });
    const { options, adapter, log } = program;
    let jar = await signedIn(library, program);
    const shown: unknown[] = [];
    const send = async (call: Parameters<typeof callApi>[2]) => {
      const answer = await callApi(library, options, { ...call, cookies: jar });
      jar = after(jar, answer.setCookies);
      const ends = adapter.sessions.map(({ expires }) => expires.toISOString());
      shown.push([
        answer.status,
        withoutRandom(answer.body),
        await shownCookies(answer.setCookies),
        ends,
      ]);
      return answer;
    };
    await send({ path: ["session"] });
    vi.setSystemTime(NOW + 599_000);
    await send({ path: ["session"] });
    vi.setSystemTime(NOW + 600_000);
    await send({ path: ["session"] });
    const { body } = await callApi(library, options, { path: ["csrf"], cookies: jar });
    const { csrfToken } = body as { csrfToken: string };
    await send({ method: "POST", path: ["session"], body: { csrfToken, data: { nick: "a" } } });
    await send({ method: "POST", path: ["session"], body: { data: { nick: "a" } } });
    await send({ method: "POST", path: ["signout"], body: { csrfToken } });
    await send({ path: ["session"] });
    seen.push({ shown, log });
  }
  expect(seen[0]).toEqual(seen[1]);
});

test("a session of the adapter that has ended, and an unknown one, are deleted alike", async () => {
  const seen = [];
  for (const library of [ours, theirs]) {
    vi.setSystemTime(NOW);
    const program = programOf({ session: { maxAge: 3_600 } });
    const jar = await signedIn(library, program);
    vi.setSystemTime(NOW + 3_601_000);
    const ended = await callApi(library, program.options, { path: ["session"], cookies: jar });
    const unknown = await callApi(library, program.options, {
      path: ["session"],
      cookies: { [name]: "x" },
    });
    seen.push([
      ended.body,
      unknown.body,
      await shownCookies(ended.setCookies),
      await shownCookies(unknown.setCookies),
      program.adapter.sessions,
    ]);
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]?.[4]).toEqual([]);
});

test("an adapter that fails gives no session and keeps the cookie alike", async () => {
  const seen = [];
  for (const library of [ours, theirs]) {
    const program = programOf();
    const jar = await signedIn(library, program);
    program.adapter.getSessionAndUser = () => Promise.reject(new Error("down"));
    const answer = await callApi(library, program.options, { path: ["session"], cookies: jar });
    seen.push([
      answer.status,
      answer.body,
      await shownCookies(answer.setCookies),
      program.log.slice(-2),
    ]);
  }
  expect(seen[0]).toEqual(seen[1]);
});

test("getServerSession reads a session of the adapter alike", async () => {
  const seen = [];
  for (const library of [ours, theirs]) {
    const program = programOf();
    const jar = await signedIn(library, program);
    current.headers = new Headers({ cookie: cookieHeader(jar) });
    const req = { cookies: jar, headers: {} };
    seen.push([
      await library.getServerSession(program.options),
      await library.getServerSession(req, new FakeResponse(), program.options),
      await library.getToken({ req, secret: SECRET }),
    ]);
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]).toMatchObject([{ user: { name: "ada" } }, { user: { name: "ada" } }, null]);
});

test("the program's own text of a session is used alike", async () => {
  for (const library of [ours, theirs]) {
    const program = programOf({ session: { generateSessionToken: () => "own" } });
    expect(await signedIn(library, program)).toMatchObject({ [name]: "own" });
  }
});

test("methods of an adapter may need the adapter as this", async () => {
  const adapter = memoryAdapter();
  const wrapped = Object.create({
    ...Object.fromEntries(
      Object.keys(adapter).map((method) => [
        method,
        function own(this: unknown, ...args: never[]) {
          expect(this).toBe(wrapped);
          return (Reflect.get(adapter, method) as (...args: never[]) => unknown)(...args);
        },
      ]),
    ),
  });
  const { options } = programOf({ adapter: wrapped });
  const { answer } = await signInAt(ours, options, { provider, call: callApi });
  expect(answer.location).toBe(`${SITE}/account`);
});

const ROUTERS = [
  ["the Pages Router", callApi],
  ["a Route Handler", callRoute],
] as const;

const ORDERS: readonly [string, Library, Library][] = [
  ["next-auth begins and this package ends", theirs, ours],
  ["this package begins and next-auth ends", ours, theirs],
];

for (const [router, call] of ROUTERS) {
  test.each(ORDERS)(
    `a sign-in goes on at the other library when %s, under ${router}`,
    async (_name, begins, ends) => {
      for (const [, more] of STRATEGIES) {
        const from = programOf(more);
        const to = programOf(more, from.adapter);
        const { answer, jar } = await signInAt(begins, from.options, {
          provider,
          call,
          callbackAt: ends,
          callbackOptions: to.options,
        });
        expect(answer.location).toBe(`${SITE}/account`);
        for (const library of [ours, theirs]) {
          const { options } = programOf(more, from.adapter);
          const read = await call(library, options, { path: ["session"], cookies: jar });
          expect(read.body).toMatchObject({ user: { email: "ada@example.com" } });
        }
      }
    },
  );
}

const OWN: readonly [string, () => object][] = [
  ["hybrid()", () => hybrid({ store: memoryStore() })],
  ["database()", () => database({ store: memoryStore() })],
  ["sealed()", () => sealed()],
  ["jwt()", () => jwt()],
];

test.each(OWN)(
  "users and accounts of an adapter work with sessions of %s",
  async (_name, strategy) => {
    vi.useRealTimers();
    const { options, adapter, log } = programOf({
      session: { strategy: strategy() },
      callbacks: {
        jwt: ({ token, account }: Record<string, object>) => ({
          ...token,
          ...(account && { from: Reflect.get(account, "provider") }),
        }),
      },
    });
    const { jar, answer } = await signInAt(ours, options, { provider, call: callApi });
    expect(answer.location).toBe(`${SITE}/account`);
    const read = await callApi(ours, options, { path: ["session"], cookies: jar });
    expect(read.body).toMatchObject({ user: { name: "ada", email: "ada@example.com" } });
    expect(adapter.sessions).toEqual([]);
    expect(adapter.users).toHaveLength(1);
    const second = await signInAt(ours, options, {
      provider,
      call: callApi,
      user: "bob",
      id: "other",
      jar,
    });
    expect(second.answer.location).toBe(`${SITE}/account`);
    expect(adapter.accounts.map(({ userId }) => userId)).toEqual(
      Array(2).fill(adapter.users[0]?.id),
    );
    expect(log.map(([each]) => each)).toContain("event linkAccount");
  },
);

const credentials = () =>
  ours.Credentials({
    credentials: { id: {} },
    authorize: ({ id }: { id: string }) => ({ id, name: "Ada", email: "ada@example.com" }),
  });

async function signInByCredentials(options: Options, id: string) {
  const first = await callApi(ours, options, { path: ["csrf"] });
  const { csrfToken } = first.body as { csrfToken: string };
  const held = after({}, first.setCookies);
  const answer = await callApi(ours, options, {
    method: "POST",
    path: ["callback", "credentials"],
    cookies: held,
    body: { csrfToken, id },
  });
  return { answer, jar: after(held, answer.setCookies) };
}

test("credentials work with sessions of the adapter, for its users", async () => {
  const { options, adapter, log } = programOf({ providers: [credentials()] });
  adapter.users.push({ id: "1", name: "Ada", email: "ada@example.com", emailVerified: null });
  const { jar, answer } = await signInByCredentials(options, "1");
  expect(answer.location).toBe(SITE);
  const read = await callApi(ours, options, { path: ["session"], cookies: jar });
  expect(read.body).toMatchObject({ user: { name: "Ada" } });
  expect(adapter.sessions).toMatchObject([{ userId: "1" }]);
  const unknown = await signInByCredentials(options, "2");
  expect(unknown.answer.location).toContain("error=Callback");
  expect(log).toContainEqual(["error", "CALLBACK_CREDENTIALS_HANDLER_ERROR"]);
  expect(adapter.sessions).toHaveLength(1);
});

test.each(OWN)("credentials work with an adapter and %s", async (_name, strategy) => {
  vi.useRealTimers();
  const { options } = programOf({
    providers: [credentials()],
    session: { strategy: strategy() },
    callbacks: {},
  });
  const { jar } = await signInByCredentials(options, "1");
  const read = await callApi(ours, options, { path: ["session"], cookies: jar });
  expect(read.body).toMatchObject({ user: { name: "Ada" } });
});
