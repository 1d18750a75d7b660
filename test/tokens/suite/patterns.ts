import type { Part } from "../library.ts";
import { check, equal, throwsWith } from "./assert.ts";
import { keyBytes, rules, tokenWith } from "./setting.ts";

const INVALID = { name: "SignetError", code: "invalid-config" };

/** Tests that options accept lists of texts, and no patterns. */
export const patterns: Part = (define, lib) => {
  define("S15: a regular expression in any option is refused at construction", async () => {
    let ran = 0;
    class Watched extends RegExp {
      override exec(text: string) {
        ran++;
        return super.exec(text);
      }
    }
    for (const pattern of [/^(a+)+$/, /a/g, /a/y, new Watched("a"), { test: () => true }]) {
      for (const name of [
        "issuer",
        "audience",
        "subject",
        "jwtid",
        "nonce",
        "typ",
        "requiredClaims",
      ]) {
        for (const value of [pattern, [pattern], ["a", pattern]]) {
          await throwsWith(() => lib.createVerifier(rules({ [name]: value })), INVALID, name);
          const opener = { secret: keyBytes(32), [name]: value };
          await throwsWith(() => lib.createOpener(opener), INVALID, name);
        }
      }
    }
    equal(ran, 0, "how often a pattern ran");
  });

  define(
    "S15: the text of a pattern is compared as text, and 50 kB of aud are refused quickly",
    async () => {
      const aud = `${"a".repeat(50_000)}!`;
      const token = await tokenWith({ aud });
      const options = rules({ audience: "^(a+)+$", maxLength: 99_999 });
      const verifier = await lib.createVerifier(options);
      const start = Date.now();
      await throwsWith(() => verifier(token), { code: "token-claim", claim: "aud" });
      check(Date.now() - start < 50, `it took ${Date.now() - start} ms`);
      await throwsWith(async () => verifier(await tokenWith({ aud: "aaa" })), { claim: "aud" });
      equal((await verifier(await tokenWith({ aud: "^(a+)+$" })))["aud"], "^(a+)+$");
    },
  );

  define("S16: the same token gets the same result a thousand times in a row", async () => {
    const options = rules({ issuer: ["a", "b"], audience: ["x", "y"], subject: "ada" });
    const verifier = await lib.createVerifier(options);
    const good = await tokenWith({ iss: "b", aud: ["y"] });
    const bad = await tokenWith({ iss: "b", aud: ["z"] });
    for (let n = 0; n < 1_000; n++) {
      equal((await verifier(good))["iss"], "b", String(n));
      await throwsWith(() => verifier(bad), { claim: "aud" }, String(n));
    }
  });
};
