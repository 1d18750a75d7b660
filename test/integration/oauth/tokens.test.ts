import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { MethodBench } from "../../../packages/signet/fixtures/method-context.ts";
import { identityId } from "../../../packages/signet/src/accounts/contract.ts";
import { oidc } from "../../../packages/signet/src/sign-in/oauth/index.ts";
import type { OpenIdProvider } from "../../harness/openid-provider.ts";
import { webBrowser } from "../../harness/web-browser.ts";
import { answerFor, benchOf, callback, client, provedOf, startProvider } from "./setting.ts";

let provider: OpenIdProvider;

beforeAll(async () => {
  provider = await startProvider();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => provider.stop());

function company() {
  const method = oidc({
    issuer: provider.issuer,
    ...client,
    keepTokens: true,
    scopes: ["offline_access"],
    // The standard asks for consent before access while the user is away.
    parameters: { prompt: "consent" },
  });
  return { method, bench: benchOf(method) };
}

/** Signs in, and stores the identity with its tokens as the service does. */
async function signIn(bench: MethodBench): Promise<void> {
  const { who, tokens } = provedOf(
    await callback(bench, await answerFor(bench, webBrowser(), "ada")),
  );
  await bench.accounts.authenticators.add({
    kind: "identity",
    id: identityId(who.issuer, who.subject),
    userId: "1",
    data: JSON.stringify({ ...who.data, tokens }),
    createdAt: Date.now(),
  });
}

const statusOf = async (accessToken: string) => {
  const headers = { authorization: `Bearer ${accessToken}` };
  return (await fetch(`${provider.issuer}/me`, { headers })).status;
};

test("O11: kept tokens of a real provider work at its API, and are refreshed once for all callers of two servers", async () => {
  const [first, second] = [company(), company()];
  await signIn(first.bench);
  const { accounts } = first.bench;
  const before = await first.method.tokens.get(accounts, "1");
  if (before.status !== "live") throw new Error(before.status);
  expect(before.scopes).toContain("offline_access");
  expect(await statusOf(before.accessToken)).toBe(200);

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 7_200_000 });
  expect(await statusOf(before.accessToken)).toBe(401);
  const callers = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? first : second));
  const readings = await Promise.all(callers.map(({ method }) => method.tokens.get(accounts, "1")));
  const tokens = new Set(
    readings.map((one) => (one.status === "live" ? one.accessToken : one.status)),
  );
  expect(tokens.size).toBe(1);
  const [fresh = ""] = tokens;
  expect(fresh).not.toBe(before.accessToken);
  expect(await statusOf(fresh)).toBe(200);
});
