/** Signs users in by links in mails with next-auth 4 and with this package, and compares all they see. */
import { createHash } from "node:crypto";
import { NextRequest } from "next/server.js";
import { expect, test, vi } from "vitest";
import {
  callApi,
  callRoute,
  type Options,
  ours,
  prepareTests,
  SECRET,
  theirs,
} from "./comparison.test-d.ts";
import { askForLink, openLink, programOf } from "./email-flow.test-d.ts";
import { shownCookies, withoutRandom } from "./oauth/flow.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
prepareTests();

const ROUTERS = [
  ["the Pages Router", callApi],
  ["a Route Handler", callRoute],
] as const;

const STRATEGIES: readonly [string, Options][] = [
  ["cookies", { session: { strategy: "jwt", updateAge: 0 } }],
  ["the adapter", {}],
];

for (const [kept, more] of STRATEGIES) {
  test.each(ROUTERS)(
    `a link signs a new and a known user in alike, with sessions in ${kept} under %s`,
    async (_router, call) => {
      const seen = [];
      for (const library of [ours, theirs]) {
        const program = programOf(library, { ...more, pages: { newUser: "/welcome" } });
        const shown: unknown[] = [];
        for (let at = 0; at < 2; at++) {
          const asked = await askForLink(library, program, { call });
          const { url } = program.mails.at(-1) ?? {};
          const opened = await openLink(library, program, { url, jar: asked.jar, call });
          const read = await call(library, program.options, {
            path: ["session"],
            cookies: opened.jar,
          });
          shown.push({
            asked: [
              asked.answer.status,
              asked.answer.location,
              await shownCookies(asked.answer.setCookies),
            ],
            opened: [
              opened.answer.status,
              opened.answer.location,
              await shownCookies(opened.answer.setCookies),
            ],
            session: read.body,
          });
        }
        const { users, sessions, tokens } = program.adapter;
        const stored = withoutRandom({ users, sessions: sessions.length, tokens });
        seen.push({ shown, log: program.log, stored });
      }
      expect(seen[0]).toEqual(seen[1]);
      expect(seen[0]).toMatchObject({
        shown: [
          { opened: [302, expect.stringMatching(/^\/welcome/), {}] },
          {
            opened: [302, "http://localhost:3000/account", {}],
            session: { user: { email: "ada@example.com" } },
          },
        ],
      });
    },
  );
}

test("the mail and the stored token have the same members", async () => {
  const seen = [];
  for (const library of [ours, theirs]) {
    const program = programOf(
      library,
      {},
      { generateVerificationToken: () => "123456", maxAge: 60 },
    );
    await askForLink(library, program);
    const [mail] = program.mails;
    const { sendVerificationRequest: _, ...provider } = Object(Object(mail).provider);
    seen.push({
      mail: { ...mail, provider: { ...provider, generateVerificationToken: 0 } },
      tokens: program.adapter.tokens,
    });
  }
  expect(seen[0]).toEqual(seen[1]);
  const token = createHash("sha256").update(`123456${SECRET}`).digest("hex");
  expect(seen[0]?.tokens).toMatchObject([{ identifier: "ada@example.com", token }]);
});

test.each([
  [ours, theirs],
  [theirs, ours],
])("a link of one library signs in at a server of the other one", async (sender, opener) => {
  const from = programOf(sender);
  const { jar } = await askForLink(sender, from);
  const to = { ...programOf(opener, { adapter: from.adapter }), adapter: from.adapter };
  const opened = await openLink(opener, to, { url: from.mails[0]?.["url"], jar });
  expect(opened.answer.location).toBe("http://localhost:3000/account");
  const read = await callApi(opener, to.options, { path: ["session"], cookies: opened.jar });
  expect(read.body).toMatchObject({ user: { email: "ada@example.com" } });
});

test("E1: an opened link uses nothing up and signs nobody in until its button is pressed", async () => {
  const program = programOf(ours);
  const { jar } = await askForLink(ours, program);
  const url = new URL(String(program.mails[0]?.["url"]));
  const query = Object.fromEntries(url.searchParams);
  for (const headers of [
    {},
    { "sec-fetch-site": "none", "sec-fetch-user": "?1" },
    { "sec-fetch-site": "cross-site" },
  ]) {
    for (const method of ["GET", "POST"]) {
      const answer = await callApi(ours, program.options, {
        method,
        path: ["callback", "email"],
        query,
        headers,
        ...(method === "POST" ? { body: {} } : {}),
      });
      expect(answer).toMatchObject({ status: 200, type: "text/html", location: null });
      expect(answer.setCookies.join()).not.toContain("session-token");
      expect(answer.cache).toContain("no-store");
    }
  }
  expect(program.adapter.tokens).toHaveLength(1);
  const { answer } = await openLink(ours, program, { url, jar });
  expect(answer.location).toBe("http://localhost:3000/account");
  expect(program.adapter.tokens).toHaveLength(0);
});

test("a link on a page of the program itself signs in with one click", async () => {
  const program = programOf(ours);
  await askForLink(ours, program);
  const query = Object.fromEntries(new URL(String(program.mails[0]?.["url"])).searchParams);
  const answer = await callApi(ours, program.options, {
    path: ["callback", "email"],
    query,
    headers: { "sec-fetch-site": "same-origin", "sec-fetch-user": "?1" },
  });
  expect(answer.location).toBe("http://localhost:3000/account");
});

test.each([
  ["a used link", (query: Record<string, string>) => query],
  ["another token", (query: Record<string, string>) => ({ ...query, token: "another" })],
  ["another address", (query: Record<string, string>) => ({ ...query, email: "eve@example.com" })],
  ["no token", ({ email = "" }: Record<string, string>) => ({ email })],
])("%s is refused alike", async (name, change) => {
  const seen = [];
  for (const library of [ours, theirs]) {
    const program = programOf(library);
    const { jar } = await askForLink(library, program);
    const url = new URL(String(program.mails[0]?.["url"]));
    if (name === "a used link") await openLink(library, program, { url, jar });
    const query = change(Object.fromEntries(url.searchParams));
    const changed = new URL(`${url.origin}${url.pathname}?${new URLSearchParams(query)}`);
    const { answer } = await openLink(library, program, { url: changed, jar });
    seen.push([answer.status, answer.location]);
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(String(seen[0])).toMatch(/error=(?:Verification|configuration)/);
});

test("an expired link is refused alike", async () => {
  const seen = [];
  for (const library of [ours, theirs]) {
    const program = programOf(library, {}, { maxAge: -1 });
    const { jar } = await askForLink(library, program);
    const { answer } = await openLink(library, program, { url: program.mails[0]?.["url"], jar });
    seen.push(answer.location);
  }
  expect(seen).toEqual(Array(2).fill("http://localhost:3000/api/auth/error?error=Verification"));
});

test.each([
  "",
  "ada",
  "ada@localhost",
  "a@b@example.com",
  '"ada@evil.example"@example.com',
  "ada\uff20evil.example@example.com",
  null,
])("no link is sent to the address %j by either library", async (email) => {
  for (const library of [ours, theirs]) {
    const program = programOf(library);
    const { answer } = await askForLink(library, program, { email });
    expect(answer.location).toBe("http://localhost:3000/api/auth/error?error=EmailSignin");
    expect(program.mails).toEqual([]);
  }
});

test.each([
  "a,b@example.com",
  "ada@example.com,evil.example",
  "<ada@example.com>",
  "a b@example.com",
])("E7: no link is sent to the address %j here", async (email) => {
  const program = programOf(ours);
  const { answer } = await askForLink(ours, program, { email });
  expect(answer.location).toContain("error=EmailSignin");
  expect(program.mails).toEqual([]);
});

test("an address with an apostrophe gets a link from both libraries", async () => {
  for (const library of [ours, theirs]) {
    const program = programOf(library);
    await askForLink(library, program, { email: "Tip.O'Neill@example.com" });
    expect(program.mails[0]?.["identifier"]).toBe("tip.o'neill@example.com");
  }
});

test("a program's own normal form of addresses is used alike", async () => {
  for (const library of [ours, theirs]) {
    const normalizeIdentifier = (text: string) => {
      if (text === "no") throw new Error("x");
      return `+${text}`;
    };
    const program = programOf(library, {}, { normalizeIdentifier });
    await askForLink(library, program, { email: "491234" });
    expect(program.mails[0]?.["identifier"]).toBe("+491234");
    const { answer } = await askForLink(library, program, { email: "no" });
    expect(answer.location).toContain("error=EmailSignin");
  }
});

test.each([
  ["refuses", () => false],
  ["redirects", () => "/wait"],
  [
    "throws",
    () => {
      throw new Error("not & now");
    },
  ],
])("a callback signIn that %s gives the same answer", async (_name, signIn) => {
  const seen = [];
  for (const library of [ours, theirs]) {
    const program = programOf(library, { callbacks: { signIn } });
    const { answer } = await askForLink(library, program);
    seen.push([answer.status, answer.location, program.mails.length]);
  }
  expect(seen[0]).toEqual(seen[1]);
});

test("a mail that cannot be sent gives the same answer", async () => {
  for (const library of [ours, theirs]) {
    const sendVerificationRequest = () => Promise.reject(new Error("no server"));
    const program = programOf(library, {}, { sendVerificationRequest });
    const { answer } = await askForLink(library, program);
    expect(answer.location).toBe("http://localhost:3000/api/auth/error?error=EmailSignin");
    expect(program.log).toContainEqual(["error", "SIGNIN_EMAIL_ERROR"]);
  }
});

test.each([
  ["no adapter", { adapter: undefined }],
  ["an adapter without methods for links", { adapter: {} }],
])("with %s every request gets the same error", async (_name, more) => {
  const seen = [];
  for (const library of [ours, theirs]) {
    const program = programOf(library, more);
    const { status, body } = await callApi(library, program.options, { path: ["csrf"] });
    seen.push({ status, body, log: program.log });
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]).toMatchObject({ status: 500 });
});

test("E8: a link for an address with an accent signs no one in as the user without it", async () => {
  const program = programOf(ours);
  const { adapter } = program;
  const { getUserByEmail = () => null } = adapter;
  // As MySQL compares texts by default.
  adapter.getUserByEmail = (email: string) =>
    getUserByEmail(email.normalize("NFD").replace(/\p{M}/gu, ""));
  for (const email of ["Ada@Example.com", "adá@example.com"]) {
    const { jar } = await askForLink(ours, program, { email });
    await openLink(ours, program, { url: program.mails.at(-1)?.["url"], jar });
  }
  const [ada, other] = adapter.users;
  expect(adapter.users).toMatchObject([{ email: "ada@example.com" }, { email: "adá@example.com" }]);
  expect(adapter.sessions).toMatchObject([{ userId: ada?.id }, { userId: other?.id }]);
});

test("the page of an opened link is shown in no frame, and its address reaches no other site", async () => {
  const program = programOf(ours);
  await askForLink(ours, program);
  const { search } = new URL(String(program.mails[0]?.["url"]));
  const path = ["callback", "email"];
  const request = new NextRequest(`http://localhost:3000/api/auth/${path.join("/")}${search}`);
  const context = { params: Promise.resolve({ nextauth: path }) };
  const response = (await ours.NextAuth(program.options)(request, context)) as Response;
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-security-policy": "frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
  });
});
