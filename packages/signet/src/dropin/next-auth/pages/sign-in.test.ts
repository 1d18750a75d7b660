/** The sign-in page with providers of all types, and the list of providers as JSON. */
import { expect, test, vi } from "vitest";
import {
  callApi,
  originalProvider,
  ours,
  prepareTests,
  SECRET,
  theirs,
} from "../comparison.test-d.ts";
import { memoryAdapter } from "../oauth/flow.test-d.ts";
import Email from "../providers/email.ts";
import GitHub from "../providers/github.ts";
import Google from "../providers/google.ts";

vi.mock("next/headers.js", async () => (await import("../next-headers.test-d.ts")).nextHeaders);
prepareTests();

const logger = { error() {}, warn() {}, debug() {} };
const BASE = { clientId: "id", clientSecret: "secret" };
const own = {
  id: "own",
  name: "<Own>",
  type: "oauth",
  style: {
    bg: "red;background:url(https://evil.example)",
    text: "#123",
    logo: "javascript:alert(1)",
    logoDark: "https://cdn.example/dark.png",
  },
};

test("the page has a form for each provider, with the addresses of next-auth's page", async () => {
  const forms = [];
  for (const library of [ours, theirs]) {
    const [makeGitHub, makeGoogle, makeEmail] =
      library === ours
        ? [GitHub, Google, Email]
        : [originalProvider("github"), originalProvider("google"), originalProvider("email")];
    const providers = [
      makeGitHub(BASE),
      makeGoogle(BASE),
      makeEmail({}),
      library.Credentials({ credentials: { name: {} }, authorize: () => null }),
    ];
    const options = { secret: SECRET, providers, adapter: memoryAdapter(), logger };
    const { body } = await callApi(library, options, { path: ["signin"] });
    const listed = await callApi(library, options, { path: ["providers"] });
    const text = String(body);
    forms.push({
      actions: [...text.matchAll(/<form action="([^"]+)" method="POST"/g)].map(([, at]) => at),
      buttons: [...text.matchAll(/Sign in with ([^<]+)</g)].map(([, name]) => name),
      email: /<input[^>]*type="email"[^>]*name="email"/.test(text),
      listed: listed.body,
    });
  }
  expect(forms[0]).toEqual(forms[1]);
  expect(forms[0]?.actions).toHaveLength(4);
});

test("the style of a provider adds only colors and pictures to the page", async () => {
  const options = { secret: SECRET, providers: [GitHub(BASE), own], logger };
  const text = String((await callApi(ours, options, { path: ["signin"] })).body);
  expect(text).toContain("--provider-bg:#24292f");
  expect(text).toContain("--provider-color:#123");
  expect(text).toContain('src="https://cdn.example/dark.png"');
  expect(text).toContain("&lt;Own&gt;");
  for (const refused of ["evil.example", "javascript:", "authjs.dev", "<Own>"]) {
    expect(text).not.toContain(refused);
  }
});
