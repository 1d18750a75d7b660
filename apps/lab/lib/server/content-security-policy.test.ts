import { describe, expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy";

const nonceOf = (policy: string) => policy.match(/'nonce-[^']+'/)?.[0];

/** Returns the sources of each directive, with the nonce as "nonce". */
function directives(path: string, isDevelopment = false): Record<string, string> {
  const policy = contentSecurityPolicy(path, isDevelopment);
  const nonce = nonceOf(policy);
  expect(nonce).toMatch(/^'nonce-[\w+/]{22}=='$/);
  const parts = policy.split("; ").map((each) => {
    const [name = "", ...sources] = each.replaceAll(nonce ?? "?", "nonce").split(" ");
    return [name, sources.join(" ")] as const;
  });
  return Object.fromEntries(parts);
}

const LAB = {
  "default-src": "'self'",
  "script-src": "'self' nonce 'strict-dynamic'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
};

describe("the content security policy", () => {
  test.each(["/", "/jwt/dashboard", "/practices", "/register"])(
    "%s permits its own files and scripts with the nonce, and no WebAssembly",
    (path) => {
      expect(directives(path)).toEqual(LAB);
    },
  );

  test.each(["/practice", "/practice/jwt-or-session/try"])(
    "%s also permits WebAssembly, its own worker, and styles with the nonce",
    (path) => {
      expect(directives(path)).toEqual({
        ...LAB,
        "script-src": "'self' nonce 'strict-dynamic' 'wasm-unsafe-eval'",
        "style-src": "'self' nonce",
        "worker-src": "'self'",
      });
    },
  );

  test("development permits eval and inline styles, without a nonce that would turn them off", () => {
    expect(directives("/", true)).toMatchObject({
      "script-src": "'self' nonce 'strict-dynamic' 'unsafe-eval'",
      "style-src": "'self' 'unsafe-inline'",
    });
    expect(directives("/practice", true)["style-src"]).toBe("'self' 'unsafe-inline'");
  });

  test("each response has another nonce", () => {
    expect(nonceOf(contentSecurityPolicy("/"))).not.toBe(nonceOf(contentSecurityPolicy("/")));
  });
});
