/** Signs users in at a real OpenID provider with next-auth 4 and with this package, and compares all they see. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  claimsOf,
  type OpenIdProvider,
  startOpenIdProvider,
} from "../../../../fixtures/openid-provider.ts";
import {
  callApi,
  callRoute,
  type Library,
  type Options,
  ours,
  prepareTests,
  SECRET,
  theirs,
} from "../comparison.test-d.ts";
import {
  CLIENT,
  company,
  type Log,
  memoryAdapter,
  recorded,
  SITE,
  shownCookies,
  shownRedirect,
  signInAt,
  type Visit,
  withoutRandom,
} from "./flow.test-d.ts";
import type { CallbackParams, OAuthChecks, OAuthClient, TokenSet } from "./types.ts";

vi.mock("next/headers.js", async () => (await import("../next-headers.test-d.ts")).nextHeaders);
prepareTests();

let provider: OpenIdProvider;
beforeAll(async () => {
  provider = await startOpenIdProvider([
    {
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
      redirect_uris: ["company", "other"].map((id) => `${SITE}/api/auth/callback/${id}`),
      grant_types: ["authorization_code", "refresh_token"],
    },
  ]);
});
afterAll(() => provider.close());

const ROUTERS = [
  ["the Pages Router", callApi],
  ["a Route Handler", callRoute],
] as const;

type Store = ReturnType<typeof memoryAdapter>;
const STRATEGIES: readonly [string, (adapter: Store) => Options][] = [
  ["sessions in cookies without an adapter", () => ({ session: { updateAge: 0 } })],
  ["sessions in cookies", (adapter) => ({ adapter, session: { strategy: "jwt", updateAge: 0 } })],
  ["sessions of the adapter", (adapter) => ({ adapter, session: { updateAge: 0 } })],
];

/** The parameters of `token.request` and `userinfo.request`. */
interface Context {
  readonly client: OAuthClient;
  readonly provider: { readonly callbackUrl: string };
  readonly params: CallbackParams;
  readonly checks: OAuthChecks;
  readonly tokens: TokenSet;
}

interface Setting {
  readonly provider?: () => object;
  readonly callbacks?: Record<string, (params: never) => unknown>;
  readonly options?: Options;
  readonly visit?: Partial<Visit>;
  /** Prepares the adapter. */
  readonly prepare?: (adapter: Store) => void;
}

/** Signs in twice, reads the session, and signs out. Returns all that the browser and the program see. */
async function seen(
  library: Library,
  call: typeof callApi,
  optionsFor: (adapter: Store) => Options,
  setting: Setting,
): Promise<unknown> {
  const adapter = memoryAdapter();
  setting.prepare?.(adapter);
  const log: Log = [];
  const options: Options = {
    secret: SECRET,
    providers: [setting.provider?.() ?? company(provider)],
    ...recorded(log, setting.callbacks),
    ...optionsFor(adapter),
    ...setting.options,
  };
  const visit = { provider, call, ...setting.visit };
  const shown = [];
  let jar = {};
  for (let at = 0; at < 2; at++) {
    const { start, answer, jar: next } = await signInAt(library, options, { ...visit, jar });
    jar = next;
    const read = await call(library, options, { path: ["session"], cookies: jar });
    shown.push({
      start: [start.status, shownRedirect(start.location), await shownCookies(start.setCookies)],
      answer: [answer.status, answer.location, await shownCookies(answer.setCookies)],
      session: read.body,
    });
  }
  const { users, accounts, sessions } = adapter;
  return { shown, log, stored: withoutRandom({ users, accounts, sessions: sessions.length }) };
}

const refuses = (result: unknown) => ({ callbacks: { signIn: () => result } });
const other = { id: "1", email: "ada@example.com", emailVerified: null, name: "Other" };

const SETTINGS: readonly [string, Setting][] = [
  ["an OpenID provider", {}],
  [
    "an OpenID provider that only checks the state",
    { provider: () => company(provider, { checks: undefined }) },
  ],
  ["one check as a text", { provider: () => company(provider, { checks: "pkce" }) }],
  [
    "a profile from the userinfo endpoint",
    {
      provider: () =>
        company(provider, {
          userinfo: {
            request: ({ client, tokens }: Context) => client.userinfo(tokens),
          },
        }),
    },
  ],
  [
    "endpoints as URLs, without discovery",
    {
      provider: () =>
        company(provider, {
          wellKnown: undefined,
          issuer: provider.issuer,
          authorization: `${provider.issuer}/auth?scope=openid+email+profile`,
          token: `${provider.issuer}/token`,
          userinfo: `${provider.issuer}/me`,
          jwks_endpoint: `${provider.issuer}/jwks`,
        }),
    },
  ],
  [
    "its own request for tokens",
    {
      provider: () =>
        company(provider, {
          token: {
            async request({ client, params, checks, provider: own }: Context) {
              return { tokens: await client.callback(own.callbackUrl, params, checks) };
            },
          },
        }),
    },
  ],
  [
    "the secret in the body",
    {
      provider: () =>
        company(provider, { client: { token_endpoint_auth_method: "client_secret_post" } }),
    },
  ],
  ["parameters of the browser", { visit: { query: { login_hint: "ada", prompt: "login" } } }],
  ["a callback signIn that refuses", refuses(false)],
  ["a callback signIn that redirects", refuses("/not-yet")],
  [
    "a callback signIn that throws",
    {
      callbacks: {
        signIn: () => {
          throw new Error("no & no");
        },
      },
    },
  ],
  [
    "a profile without an id",
    { provider: () => company(provider, { profile: () => ({ name: "x" }) }) },
  ],
  [
    "a profile that throws",
    {
      provider: () =>
        company(provider, {
          profile: () => {
            throw new Error("x");
          },
        }),
    },
  ],
  ["a page for new users", { options: { pages: { newUser: "/welcome" } } }],
  [
    "an error of the provider",
    {
      visit: {
        change: (params) =>
          Object.assign(params, { error: "access_denied", error_description: "no" }),
      },
    },
  ],
  ["another state", { visit: { change: (params) => Object.assign(params, { state: "another" }) } }],
  ["no state", { visit: { change: (params) => void delete params["state"] } }],
  [
    "another issuer",
    { visit: { change: (params) => Object.assign(params, { iss: "https://evil.example" }) } },
  ],
  ["no issuer", { visit: { change: (params) => void delete params["iss"] } }],
  ["another code", { visit: { change: (params) => Object.assign(params, { code: "another" }) } }],
  ["no code", { visit: { change: (params) => void delete params["code"] } }],
  ...["state", "pkce.code_verifier", "nonce"].map((name): [string, Setting] => [
    `no cookie ${name}`,
    { visit: { change: (_params, jar) => void delete jar[`next-auth.${name}`] } },
  ]),
  [
    "a damaged cookie",
    { visit: { change: (_params, jar) => Object.assign(jar, { "next-auth.state": "x" }) } },
  ],
  ["another user with the address", { prepare: ({ users }) => void users.push({ ...other }) }],
  [
    "another user with the address who may be linked",
    {
      prepare: ({ users }) => void users.push({ ...other }),
      provider: () => company(provider, { allowDangerousEmailAccountLinking: true }),
    },
  ],
  [
    "an account of another user",
    {
      prepare: ({ users, accounts }) => {
        users.push({ ...other, email: "old@example.com" });
        accounts.push({ provider: "company", providerAccountId: claimsOf("ada").sub, userId: "1" });
      },
    },
  ],
  [
    "an adapter that cannot create users",
    {
      prepare: (adapter) => {
        adapter.createUser = () => Promise.reject(new Error("full"));
      },
    },
  ],
  [
    "an adapter that cannot link",
    {
      prepare: (adapter) => {
        adapter.linkAccount = () => Promise.reject(new Error("full"));
      },
    },
  ],
];

for (const [strategy, optionsFor] of STRATEGIES) {
  test.each(SETTINGS)(
    `both libraries sign in alike with ${strategy} and %s`,
    async (_name, setting) => {
      const call = callApi;
      expect(await seen(ours, call, optionsFor, setting)).toEqual(
        await seen(theirs, call, optionsFor, setting),
      );
    },
  );
}

test.each(ROUTERS)("a sign-in leads to a session under %s", async (_router, call) => {
  for (const [, optionsFor] of STRATEGIES) {
    const result = await seen(ours, call, optionsFor, {});
    expect(result).toEqual(await seen(theirs, call, optionsFor, {}));
    expect(result).toMatchObject({
      shown: [
        {
          answer: [302, `${SITE}/account`, expect.anything()],
          session: { user: { name: "ada", email: "ada@example.com" } },
        },
        {},
      ],
    });
  }
});
