/** The built-in pages, and those of next-auth 4 beside them. */
import { createRequire } from "node:module";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorPage } from "../../../packages/signet/src/dropin/next-auth/pages/error.ts";
import { signInPage } from "../../../packages/signet/src/dropin/next-auth/pages/sign-in.ts";
import { signOutPage } from "../../../packages/signet/src/dropin/next-auth/pages/sign-out.ts";
import { verifyRequestPage } from "../../../packages/signet/src/dropin/next-auth/pages/verify-request.ts";
import type { Theme } from "../../../packages/signet/src/dropin/next-auth/types.ts";
import { launchChromium } from "../../harness/chromium.ts";
import { type Parts, partsOf } from "./page-parts.ts";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
});

const ORIGIN = "https://site.example";
const url = `${ORIGIN}/api/auth`;
const csrfToken = "0123456789abcdef";
const callbackUrl = `${ORIGIN}/after?a=1&b="2"`;

const credentials = (id: string, fields: Record<string, object>, name = "Credentials") => ({
  id,
  name,
  type: "credentials",
  signinUrl: `${url}/signin/${id}`,
  callbackUrl: `${url}/callback/${id}`,
  credentials: fields,
});
const usual = credentials("credentials", {
  username: { label: "Username", type: "text", placeholder: "jsmith" },
  password: { label: "Password", type: "password" },
});
const hostile = `"'><script>document.title='run'</script><img src=x onerror="document.title='run'">&amp;`;

interface Given {
  readonly providers?: readonly ReturnType<typeof credentials>[];
  readonly error?: string;
  readonly theme?: Theme;
}

/** Renders a page of next-auth 4. Its package does not export the function. */
const load = createRequire(import.meta.url);
function original(name: "signin" | "signout" | "error" | "verifyRequest", given: Given): string {
  const { default: renderPage } = load(join(load.resolve("next-auth"), "../core/pages/index.js"));
  const { providers = [usual], error, theme = {} } = given;
  const address = { origin: ORIGIN, host: "site.example", toString: () => url };
  const pages = renderPage({ url: address, theme, csrfToken, callbackUrl, providers });
  return pages[name]({ error }).body;
}

function ours(name: Parameters<typeof original>[0], given: Given): string {
  const { providers = [usual], error, theme = {} } = given;
  if (name === "signin") return signInPage({ csrfToken, callbackUrl, providers, error, theme });
  if (name === "signout") return signOutPage({ url, csrfToken, theme });
  if (name === "error") return errorPage({ url, error, theme }).html;
  return verifyRequestPage({ url, theme });
}

/** Takes the additions of this library away. */
function withoutAdditions({ headings, forms, texts, ...rest }: Parts): Parts {
  return {
    ...rest,
    // There, a paragraph surrounds one of the links.
    texts: texts.filter((text) => text !== "Sign in"),
    headings: headings.filter((text) => text !== "Sign in"),
    forms: forms.map((form) => ({
      ...form,
      inputs: form.inputs
        .filter(({ name }) => name !== "callbackUrl")
        .map(({ autocomplete: _, label: __, ...input }) => input),
    })),
  };
}

const signInErrors = [
  "Signin",
  "OAuthSignin",
  "OAuthCallback",
  "OAuthCreateAccount",
  "EmailCreateAccount",
  "Callback",
  "OAuthAccountNotLinked",
  "EmailSignin",
  "CredentialsSignin",
  "SessionRequired",
  "default",
  "unknown",
  hostile,
];
const errors = [
  "Configuration",
  "AccessDenied",
  "Verification",
  "accessdenied",
  "Default",
  "unknown",
  hostile,
];
const themes: readonly Theme[] = [
  { colorScheme: "auto" },
  { colorScheme: "dark" },
  { colorScheme: "light" },
  { logo: `${ORIGIN}/logo.png?a=1&b=2`, brandColor: "#ff8800", buttonText: "#123456" },
  { logo: "/logo.svg" },
];
const fields: Readonly<Record<string, Record<string, object>>> = {
  "no member": { code: {} },
  "a type": { code: { label: "Code", type: "number" } },
  "a value": { code: { label: "Code", value: "a\"b'c<d>&amp;" } },
  "other attributes": {
    code: {
      label: "Code",
      required: true,
      minLength: 3,
      maxlength: 6,
      pattern: "[0-9]+",
      title: "x",
      disabled: false,
    },
  },
  "its own name and class": {
    code: { name: "other", className: "wide", "data-x": "1" },
  },
  "hostile texts": { [hostile]: { label: hostile, placeholder: hostile, value: hostile } },
  "a checkbox": { remember: { label: "Remember me", type: "checkbox", checked: true } },
};

type Case = readonly [string, Parameters<typeof original>[0], Given];
const cases: Case[] = [
  ...signInErrors.map(
    (error): Case => [`sign-in, error ${error.slice(0, 24)}`, "signin", { error }],
  ),
  ...themes.flatMap((theme) =>
    (["signin", "signout", "verifyRequest", "error"] as const).map(
      (name): Case => [`${name}, theme ${JSON.stringify(theme)}`, name, { theme }],
    ),
  ),
  ...Object.entries(fields).map(
    ([title, given]): Case => [
      `sign-in, field with ${title}`,
      "signin",
      { providers: [credentials("credentials", given)] },
    ],
  ),
  [
    "sign-in, two providers",
    "signin",
    { providers: [usual, credentials("second", { pin: {} }, "PIN")] },
  ],
  [
    "sign-in, three providers",
    "signin",
    { providers: ["a", "b", "c"].map((id) => credentials(id, { pin: {} }, id)) },
  ],
  ["sign-in, a provider without fields", "signin", { providers: [credentials("empty", {})] }],
  ["sign-in, no provider", "signin", { providers: [] }],
  [
    "sign-in, a hostile name",
    "signin",
    { providers: [credentials("credentials", { pin: {} }, hostile)] },
  ],
  ["sign-out", "signout", {}],
  ["verify-request", "verifyRequest", {}],
  ...errors.map((error): Case => [`error page, ${error.slice(0, 24)}`, "error", { error }]),
  ["error page without a code", "error", {}],
];

describe("the pages have the forms, names, texts and links of next-auth 4", () => {
  test.each(cases)("%s", async (_title, name, given) => {
    const expected = withoutAdditions(await partsOf(page, original(name, given)));
    expect(withoutAdditions(await partsOf(page, ours(name, given)))).toEqual(expected);
  });

  test.each(errors)("the error page has the status of next-auth 4: %j", (error) => {
    const { default: renderPage } = load(join(load.resolve("next-auth"), "../core/pages/index.js"));
    expect(errorPage({ url, error }).status).toBe(renderPage({ url }).error({ error }).status);
  });
});

describe("differences from the pages of next-auth 4", () => {
  test("the form of a provider holds the callbackUrl, and fields have a purpose for password managers", async () => {
    const { forms } = await partsOf(page, ours("signin", {}));
    expect(forms[0]?.inputs).toEqual([
      { type: "hidden", name: "csrfToken", value: csrfToken },
      { type: "hidden", name: "callbackUrl", value: callbackUrl },
      {
        name: "username",
        id: "input-username-for-credentials-provider",
        type: "text",
        placeholder: "jsmith",
        autocomplete: "username",
      },
      {
        name: "password",
        id: "input-password-for-credentials-provider",
        type: "password",
        placeholder: "",
        autocomplete: "current-password",
      },
    ]);
  });

  test("an autocomplete of the provider counts", async () => {
    const password = { type: "password", autoComplete: "one-time-code" };
    const { forms } = await partsOf(
      page,
      ours("signin", { providers: [credentials("x", { password })] }),
    );
    expect(forms[0]?.inputs.at(-1)).toMatchObject({ autocomplete: "one-time-code" });
  });

  test("the label of a field with its own id belongs to the field", async () => {
    const code = { id: "mine" };
    const { forms } = await partsOf(
      page,
      ours("signin", { providers: [credentials("x", { code })] }),
    );
    expect(forms[0]?.labels).toEqual([["section-header", "mine", "code", true]]);
  });

  test("no member of a field becomes code, a style or another address", async () => {
    const code = {
      onclick: "x()",
      onFocus: "x()",
      style: "x",
      formAction: "//evil",
      "a b": "x",
      "x=": "y",
    };
    const { forms } = await partsOf(
      page,
      ours("signin", { providers: [credentials("x", { code })] }),
    );
    expect(Object.keys(forms[0]?.inputs.at(-1) ?? {})).toEqual([
      "name",
      "id",
      "type",
      "placeholder",
    ]);
  });

  test.each([
    "red}</style><script>document.title='run'</script>",
    "red;background:url(//evil.example)",
    "url(//evil.example)",
    "}body{display:none",
    "expression(alert(1))/*",
  ])("the color %j of a theme cannot leave its declaration", async (color) => {
    const theme = { brandColor: color, buttonText: color };
    for (const name of ["signin", "signout", "error", "verifyRequest"] as const) {
      const html = ours(name, { theme });
      expect(html).not.toContain("evil");
      expect(html).not.toContain("<script");
      expect((await partsOf(page, html)).title).not.toBe("run");
      expect(await page.locator("h1").isVisible()).toBe(true);
    }
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "ftp://x/y"])(
    "the logo %j is not shown",
    async (logo) => {
      expect((await partsOf(page, ours("signin", { theme: { logo } }))).images).toEqual([]);
    },
  );

  test("no value of a page becomes an element or runs", async () => {
    const bad = credentials(
      hostile,
      { [hostile]: { label: hostile, placeholder: hostile } },
      hostile,
    );
    const theme: Theme = JSON.parse(
      JSON.stringify({ logo: `https://x/${hostile}`, colorScheme: hostile }),
    );
    const pages = [
      signInPage({
        csrfToken: hostile,
        callbackUrl: hostile,
        providers: [{ ...bad, callbackUrl: hostile }],
        error: hostile,
        theme,
      }),
      signOutPage({ url: hostile, csrfToken: hostile, theme }),
      errorPage({ url: hostile, error: "AccessDenied", theme }).html,
      verifyRequestPage({ url: hostile, theme }),
    ];
    for (const html of pages) {
      const { title } = await partsOf(page, html);
      expect(title).not.toBe("run");
      expect(await page.locator("script, [onerror], iframe").count()).toBe(0);
    }
  });

  test("an error page of a wrong configuration needs no URL", async () => {
    const { links, headings } = await partsOf(page, errorPage({ error: "Configuration" }).html);
    expect([links, headings]).toEqual([[], ["Server error"]]);
  });
});

const everyPage = (theme = {}) => [
  signInPage({
    csrfToken,
    callbackUrl,
    providers: [
      usual,
      credentials("second", { pin: { label: "A rather long label for a field of a form" } }, "PIN"),
    ],
    error: "CredentialsSignin",
    theme,
  }),
  signOutPage({ url, csrfToken, theme }),
  ...["Configuration", "AccessDenied", "Default"].map(
    (error) => errorPage({ url, error, theme }).html,
  ),
  verifyRequestPage({ url, theme }),
];

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each([1_280, 320])(
    "at %i px, no page has an axe violation or scrolls sideways",
    async (width) => {
      await using context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 700 },
      });
      const own = await context.newPage();
      const brand = "#ffcc00";
      for (const html of [...everyPage(), ...everyPage({ brandColor: brand }).slice(0, 2)]) {
        await own.setContent(html);
        const { violations } = await new AxeBuilder({ page: own }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
        const sideways = await own.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        expect(sideways).toBe(false);
      }
    },
  );
});

test("without JavaScript and with the keyboard alone, a visitor signs in", async () => {
  await using context = await browser.newContext({ javaScriptEnabled: false });
  const own = await context.newPage();
  const posted: (string | null)[] = [];
  await own.route("**/*", async (route) => {
    const request = route.request();
    if (request.method() === "POST") posted.push(request.url(), request.postData());
    const body = request.method() === "POST" ? "signed in" : ours("signin", {});
    await route.fulfill({ contentType: "text/html", body });
  });
  await own.goto(`${url}/signin`);
  await own.keyboard.press("Tab");
  await own.keyboard.type("ada");
  await own.keyboard.press("Tab");
  await own.keyboard.type("lovelace-1815");
  await own.keyboard.press("Enter");
  await own.getByText("signed in").waitFor();
  expect(posted[0]).toBe(`${url}/callback/credentials`);
  expect(Object.fromEntries(new URLSearchParams(posted[1] ?? ""))).toEqual({
    csrfToken,
    callbackUrl,
    username: "ada",
    password: "lovelace-1815",
  });
});
