import type { NextApiRequest, NextApiResponse } from "next";
import { expect, test } from "vitest";
import { apiRoute, servePages } from "../../fixtures/pages-router.ts";
import { providerMethod, secretMethod } from "../../fixtures/sign-in-methods.ts";
import { memoryAccounts } from "../accounts/memory/index.ts";
import { SignetError } from "../errors.ts";
import { signInService } from "../sign-in/service/index.ts";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { createAuth } from "./create-auth.ts";
import type { PagesContext } from "./pages-router/context.ts";

const ADA = { email: "ada@example.com", secret: "s3cret" };

async function siteWithAda() {
  const accounts = memoryAccounts();
  const user = await accounts.users.create({
    ...{ email: ADA.email, emailVerifiedAt: 1, name: "Ada", image: null, createdAt: 1 },
  });
  if (user === "taken") throw new Error("taken");
  const { id } = user;
  await accounts.authenticators.add({
    ...{ kind: "password", id, userId: id, data: ADA.secret, createdAt: 1 },
  });
  const service = signInService;
  const auth = createAuth({
    ...{ strategy: database({ store: memoryStore() }), accounts },
    secret: "a-secret-for-tests-of-create-auth-0123456789",
    lifetime: { idle: "7d", absolute: "30d" },
    signIn: { secret: { ...secretMethod(), service }, provider: { ...providerMethod(), service } },
  });
  return auth;
}

/** Runs code with the request of an API route, and returns its answer and its cookies. */
async function inRoute(code: (context: PagesContext) => unknown) {
  const answer = async (context: PagesContext) => {
    try {
      return await code(context);
    } catch (error) {
      return error instanceof SignetError ? { code: error.code, message: error.message } : error;
    }
  };
  const server = await servePages({
    "/": apiRoute(async (req: NextApiRequest, res: NextApiResponse) => {
      res.json(await answer({ req, res }));
    }),
  });
  try {
    const headers = { origin: server.url, "sec-fetch-site": "same-origin" };
    const response = await fetch(`${server.url}/`, { method: "POST", headers });
    const body: Record<string, unknown> = JSON.parse(await response.text());
    return { body, cookies: response.headers.getSetCookie() };
  } finally {
    await server.close();
  }
}

test("auth.signInWith and auth.methods set persistent and lifetime of the session", async () => {
  const auth = await siteWithAda();
  const options = { persistent: false, lifetime: { idle: "1h", absolute: "12h" } } as const;
  const terms = { idle: 3_600_000, absolute: 43_200_000, persistent: false };
  const signedIn = await inRoute((context) =>
    auth.signInWith("secret", ADA, { ...context, ...options }),
  );
  expect(signedIn.body).toMatchObject({ status: "signed-in", session: { terms } });
  expect(signedIn.cookies.find((text) => text.startsWith("signet="))).not.toMatch(/max-age/i);
  const called = await inRoute((context) =>
    auth.methods.secret["signIn"]?.(ADA, { ...context, ...options }),
  );
  expect(called.body).toMatchObject({ session: { terms } });
});

test("the field persistent of a form counts in a server function, and a wrong value is a refusal", async () => {
  const auth = await siteWithAda();
  const withField = (persistent: string) =>
    inRoute((context) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...ADA, persistent })) form.set(name, value);
      return auth.signInWith("secret", form, context);
    });
  expect((await withField("false")).body).toMatchObject({
    session: { terms: { persistent: false } },
  });
  const { body } = await withField("on");
  expect(body).toMatchObject({ status: "refused", reason: "invalid-input", field: "persistent" });
  expect(body["detail"]).toBe("The field persistent must be true or false.");
});

test.each([
  [{ persistent: "on" }, /persistent must be true or false/],
  [{ lifetime: { idle: "8d" } }, /is 691200 s, and the configured lifetime\.idle is 604800 s/],
])(
  "the wrong options %j throw invalid-input, also for the begin at a provider",
  async (options, message) => {
    const auth = await siteWithAda();
    for (const method of ["secret", "provider"]) {
      const { body, cookies } = await inRoute((context) =>
        Reflect.apply(auth.signInWith, null, [method, ADA, { ...context, ...options }]),
      );
      expect(body).toMatchObject({
        code: "invalid-input",
        message: expect.stringMatching(message),
      });
      expect(cookies).toEqual([]);
    }
  },
);

test("an unknown option is an error that names it", async () => {
  const auth = await siteWithAda();
  const call = Reflect.apply(auth.signInWith, null, ["secret", ADA, { persistant: false }]);
  await expect(call).rejects.toMatchObject({ code: "invalid-input" });
  await expect(call).rejects.toThrow(/^persistant is not an option/);
});
