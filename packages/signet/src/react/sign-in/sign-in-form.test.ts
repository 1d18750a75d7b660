import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { AddPasskeyButton, PasskeyAutofill, PasskeyButton } from "./index.ts";
import { SignInButton, SignInForm } from "./sign-in-form.ts";

test("SignInButton is a form that works without JavaScript", () => {
  const props = { method: "github", returnTo: "/a?b=1&c", className: "wide" };
  expect(renderToStaticMarkup(createElement(SignInButton, props, "GitHub"))).toBe(
    '<form action="/api/auth/sign-in/github" method="post">' +
      '<input type="hidden" name="returnTo" value="/a?b=1&amp;c"/>' +
      '<button class="wide" type="submit">GitHub</button></form>',
  );
});

test("SignInForm posts its fields to an operation of a method", () => {
  const props = { method: "password", operation: "reset", basePath: "/auth", id: "reset" };
  const field = createElement("input", { name: "email" });
  expect(renderToStaticMarkup(createElement(SignInForm, props, field))).toBe(
    '<form id="reset" action="/auth/sign-in/password/reset" method="post"><input name="email"/></form>',
  );
  expect(renderToStaticMarkup(createElement(SignInForm, { method: "password" }))).toBe(
    '<form action="/api/auth/sign-in/password" method="post"></form>',
  );
});

test("SignInForm and SignInButton say whether the cookie outlives the browser, after a checkbox among the children", () => {
  const button = { method: "github", persistent: false };
  expect(renderToStaticMarkup(createElement(SignInButton, button))).toContain(
    '<input type="hidden" name="persistent" value="false"/>',
  );
  const box = createElement("input", { type: "checkbox", name: "persistent", value: "true" });
  const form = { method: "password", persistent: false };
  expect(renderToStaticMarkup(createElement(SignInForm, form, box))).toBe(
    '<form action="/api/auth/sign-in/password" method="post">' +
      '<input type="checkbox" name="persistent" value="true"/>' +
      '<input type="hidden" name="persistent" value="false"/></form>',
  );
});

test("the parts for passkeys render on a server", () => {
  expect(
    renderToStaticMarkup(
      createElement(PasskeyButton, { id: "in", persistent: false }, "Use a passkey"),
    ),
  ).toBe('<button id="in" type="button" aria-busy="false">Use a passkey</button>');
  expect(renderToStaticMarkup(createElement(AddPasskeyButton, { name: "Phone" }, "Add"))).toBe(
    '<button type="button" aria-busy="false">Add</button>',
  );
  expect(renderToStaticMarkup(createElement(PasskeyAutofill, {}))).toBe("");
});
