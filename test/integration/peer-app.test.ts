import { describe, expect, test } from "vitest";
import { PEER_ROUTERS, peerSources, withLibraries } from "../../scripts/build/peer-app.mjs";

/** An import, an export or a module that a file of types extends: the lines that may change. */
const NAMES_A_MODULE = /\bfrom "[^"]+";?$|^import "[^"]+";?$|^declare module "[^"]+" \{$/;

describe.each(PEER_ROUTERS)("the %s app of the peers", (router) => {
  const files = [...peerSources(router)];

  test("differs on Signet only in the names of imported modules", () => {
    let changed = 0;
    for (const [file, text] of files) {
      const before = withLibraries("originals", text).split("\n");
      const after = withLibraries("signet", text).split("\n");
      expect(after.length, file).toBe(before.length);
      for (const [index, line] of after.entries()) {
        const original = before[index] ?? "";
        if (line === original) continue;
        changed++;
        expect(original, file).toMatch(NAMES_A_MODULE);
        expect(
          line.replace('"signet-auth/', '"').replace("iron-session-6", "iron-session"),
          file,
        ).toBe(original.replace("iron-session-6", "iron-session"));
      }
    }
    expect(changed).toBeGreaterThan(15);
  });

  test("imports no peer on Signet, and nothing of Signet on the originals", () => {
    for (const [file, text] of files) {
      expect(withLibraries("signet", text), file).not.toMatch(
        /"(iron-session|next-auth|jsonwebtoken)[-\w/]*"/,
      );
      expect(withLibraries("originals", text), file).not.toContain("signet");
    }
  });
});

test("the sources run on the originals as they are, apart from iron-session/next of version 6", () => {
  const changed = PEER_ROUTERS.flatMap((router) =>
    [...peerSources(router)].filter(([, text]) => withLibraries("originals", text) !== text),
  );
  expect(changed.map(([file]) => file).sort()).toEqual([
    "lib/with-session.ts",
    "pages/admin.js",
    "pages/api/login.js",
    "pages/api/logout.js",
    "pages/api/user.js",
  ]);
});

test("a change outside of imports would be found", () => {
  const text = 'const name = "next-auth";\n';
  expect(withLibraries("signet", text)).toBe(text);
  expect(withLibraries("signet", 'import x from "next-auth/react";')).toBe(
    'import x from "signet-auth/next-auth/react";',
  );
  expect(withLibraries("originals", 'import { x } from "iron-session/next";')).toBe(
    'import { x } from "iron-session-6/next";',
  );
});
