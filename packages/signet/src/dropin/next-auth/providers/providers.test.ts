/** Compares the providers with those of next-auth 4: their data, and their users for sample profiles. */
import { createRequire } from "node:module";
import { afterEach, expect, test, vi } from "vitest";
import { originalProvider } from "../comparison.test-d.ts";
import Apple from "./apple.ts";
import Auth0 from "./auth0.ts";
import AzureAD from "./azure-ad.ts";
import Cognito from "./cognito.ts";
import Discord from "./discord.ts";
import Email from "./email.ts";
import Facebook from "./facebook.ts";
import GitHub from "./github.ts";
import GitLab from "./gitlab.ts";
import Google from "./google.ts";
import Keycloak from "./keycloak.ts";
import LinkedIn from "./linkedin.ts";
import Okta from "./okta.ts";
import Slack from "./slack.ts";
import Twitter, { TwitterLegacy } from "./twitter.ts";

const require = createRequire(import.meta.url);

type Made = Record<string, unknown> & {
  profile: (profile: object, tokens: object) => unknown;
};
type Maker = (options: object) => Made;
const loose = (maker: unknown) => maker as Maker;

const MAKERS: Readonly<Record<string, Maker>> = {
  apple: loose(Apple),
  auth0: loose(Auth0),
  "azure-ad": loose(AzureAD),
  cognito: loose(Cognito),
  discord: loose(Discord),
  facebook: loose(Facebook),
  github: loose(GitHub),
  gitlab: loose(GitLab),
  google: loose(Google),
  keycloak: loose(Keycloak),
  linkedin: loose(LinkedIn),
  okta: loose(Okta),
  slack: loose(Slack),
  twitter: loose(Twitter),
};

const BASE = {
  clientId: "the id",
  clientSecret: "the secret",
  issuer: "https://login.example.com",
};
const MORE: Readonly<Record<string, readonly object[]>> = {
  "azure-ad": [{ tenantId: "contoso.example" }],
  twitter: [{ version: "2.0" }],
};

const originalOf = (name: string) => loose(originalProvider(name));

/** Shows the functions of a provider as such, because two functions are never equal. */
function dataOf(value: unknown): unknown {
  if (typeof value === "function") return "a function";
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, dataOf(each)]));
}

vi.mock("next/headers.js", async () => (await import("../next-headers.test-d.ts")).nextHeaders);
afterEach(() => {
  vi.unstubAllGlobals();
});

test.each(Object.keys(MAKERS))("the provider %s has the data of next-auth 4", (name) => {
  for (const more of [{}, ...(MORE[name] ?? [])]) {
    const options = { ...BASE, ...more };
    expect(dataOf(MAKERS[name]?.(options))).toEqual(dataOf(originalOf(name)(options)));
  }
});

test("the older provider of Twitter has the data of next-auth 4", () => {
  const original: Maker = require("next-auth/providers/twitter").TwitterLegacy;
  expect(dataOf(loose(TwitterLegacy)(BASE))).toEqual(dataOf(original(BASE)));
});

const openId = {
  sub: "1",
  name: "Ada",
  email: "Ada@example.com",
  picture: "https://p.example/1.png",
  nickname: "ada",
  preferred_username: "ada.l",
};
const PROFILES: Readonly<Record<string, readonly object[]>> = {
  discord: [
    { id: "1", username: "ada", email: "a@x.example", avatar: "a_1", discriminator: "0" },
    { id: "1", username: "ada", email: null, avatar: "b", discriminator: "0" },
    { id: "1", username: "ada", email: null, avatar: null, discriminator: "1238" },
  ],
  facebook: [{ id: "1", name: "Ada", email: "a@x.example", picture: { data: { url: "u" } } }],
  github: [
    { id: 1, login: "ada", name: null, email: null, avatar_url: "u" },
    { id: 1, login: "ada", name: "Ada", email: "a@x.example", avatar_url: "u" },
  ],
  gitlab: [{ id: 1, username: "ada", name: null, email: "a@x.example", avatar_url: "u" }],
  linkedin: [
    { id: "1", localizedFirstName: "Ada", localizedLastName: "L" },
    {
      id: "1",
      localizedFirstName: "Ada",
      localizedLastName: "L",
      profilePicture: {
        "displayImage~": { elements: [{ identifiers: [{ identifier: "u" }] }] },
      },
    },
  ],
  twitter: [
    {
      id_str: "1",
      name: "Ada",
      email: "a@x.example",
      profile_image_url_https: "https://t.example/1_normal.png",
    },
  ],
};

test.each(Object.keys(MAKERS))(
  "the provider %s makes the same users of the same profiles as next-auth 4",
  async (name) => {
    const emails = { elements: [{ "handle~": { emailAddress: "l@x.example" } }] };
    const answers = [() => Response.json(emails), () => new Response(null, { status: 404 })];
    const samples = PROFILES[name] ?? [openId, { ...openId, name: undefined }];
    for (const answer of name === "azure-ad" ? answers : answers.slice(0, 1)) {
      vi.stubGlobal("fetch", async () => answer());
      for (const sample of samples) {
        const users = [];
        for (const maker of [MAKERS[name], originalOf(name)]) {
          users.push(await maker?.(BASE).profile({ ...sample }, { access_token: "t" }));
        }
        expect(users[0]).toEqual(users[1]);
      }
    }
  },
);

test("version 2 of Twitter makes the same users as next-auth 4", () => {
  const options = { ...BASE, version: "2.0" };
  const data = { id: "1", name: "Ada", username: "ada", profile_image_url: "u" };
  const original = originalOf("twitter")(options).profile({ data }, {});
  expect(loose(Twitter)(options).profile({ data }, {})).toEqual(original);
});

test.each([
  [
    "the primary one",
    [
      { email: "b@x.example", primary: false, verified: true },
      { email: "a@x.example", primary: true, verified: true },
    ],
    "a@x.example",
  ],
  [
    "another verified one",
    [
      { email: "a@x.example", primary: true, verified: false },
      { email: "b@x.example", primary: false, verified: true },
    ],
    "b@x.example",
  ],
  ["none", [{ email: "a@x.example", primary: true, verified: false }], null],
])("of the private addresses at GitHub, %s that is verified counts", async (_name, list, email) => {
  vi.stubGlobal("fetch", async () => Response.json(list));
  const { userinfo } = GitHub(BASE);
  const client = { userinfo: async () => ({ id: 1, email: null }) };
  const context = { client, tokens: { access_token: "t" } };
  const profile: unknown = await (Object(userinfo).request as Maker)(context);
  expect(profile).toEqual({ id: 1, email });
});

test("the e-mail provider has the data of next-auth 4", () => {
  const original = originalOf("email")({ from: "x" });
  expect(dataOf(loose(Email)({ from: "x" }))).toEqual(dataOf(original));
});
