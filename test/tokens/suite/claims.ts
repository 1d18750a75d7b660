import type { Part } from "../library.ts";
import { check, deepEqual, equal, throwsWith } from "./assert.ts";
import { forged } from "./forge.ts";
import { GOOD, HS256, OTHER_SECRET, rules, SECOND, SECRET, tokenWith, verify } from "./setting.ts";

const CHECKS = [
  ["iss", "issuer"],
  ["aud", "audience"],
  ["sub", "subject"],
  ["jti", "jwtid"],
  ["nonce", "nonce"],
] as const;

/** Tests of the registered claims and their types. */
export const claims: Part = (define, lib) => {
  const bad = (claim: string) => ({ name: "TokenClaimError", code: "token-claim", claim });

  for (const [claim, option] of CHECKS) {
    define(`O6: ${option} makes ${claim} required, and compares it exactly`, async () => {
      const options = rules({ [option]: "expected" });
      await verify(lib, options, await tokenWith({ [claim]: "expected" }));
      const { sub: _, ...nothing } = GOOD;
      const without = await forged({ secret: SECRET, payload: nothing });
      await verify(lib, HS256, without);
      await throwsWith(() => verify(lib, options, without), bad(claim), "without it");
      for (const value of ["", "Expected", "expected ", "expecte", "expectedd", "other"]) {
        const token = await tokenWith({ [claim]: value });
        await throwsWith(() => verify(lib, options, token), bad(claim), value);
      }
    });
  }

  define("issuer may be a list, and one entry must match", async () => {
    const options = rules({ issuer: ["a", "b"] });
    await verify(lib, options, await tokenWith({ iss: "a" }));
    await verify(lib, options, await tokenWith({ iss: "b" }));
    for (const iss of ["c", "a,b", "ab"]) {
      const token = await tokenWith({ iss });
      await throwsWith(() => verify(lib, options, token), bad("iss"), iss);
    }
  });

  define("one of the expected audiences must be among those of the token", async () => {
    const options = rules({ audience: ["a", "b"] });
    for (const aud of ["a", "b", ["b"], ["x", "b"], ["b", "x"]]) {
      deepEqual((await verify(lib, options, await tokenWith({ aud })))["aud"], aud);
    }
    for (const aud of ["x", [], ["x"], ["ab"], "a,b", ["A"]]) {
      const token = await tokenWith({ aud });
      await throwsWith(() => verify(lib, options, token), bad("aud"), JSON.stringify(aud));
    }
  });

  define("a later change of a list in the options does not change the verifier", async () => {
    const issuer = ["a"];
    const audience = ["a"];
    const verifier = await lib.createVerifier(rules({ issuer, audience }));
    issuer.push("b");
    audience.push("b");
    const token = await tokenWith({ iss: "b", aud: "b" });
    await throwsWith(() => verifier(token), bad("iss"));
  });

  define("O6: requiredClaims must be own members of the claims", async () => {
    const options = rules({ requiredClaims: ["role", "tenant"] });
    await verify(lib, options, await tokenWith({ role: "admin", tenant: null }));
    const without = await tokenWith({ role: "admin" });
    await throwsWith(() => verify(lib, options, without), bad("tenant"));
    for (const inherited of ["toString", "constructor", "__proto__"]) {
      const asked = rules({ requiredClaims: [inherited] });
      await throwsWith(() => verify(lib, asked, without), bad(inherited), inherited);
    }
  });

  define("requiredClaims does not replace the requirement of exp", async () => {
    const token = await forged({ secret: SECRET, payload: { role: "admin" } });
    const options = rules({ requiredClaims: ["role"] });
    await throwsWith(() => verify(lib, options, token), bad("exp"));
    const endless = rules({ requiredClaims: ["role"], requireExpiration: false });
    equal((await verify(lib, endless, token))["role"], "admin");
    const neither = rules({ requiredClaims: ["x"], requireExpiration: false });
    await throwsWith(() => verify(lib, neither, token), bad("x"));
  });

  define("S17: iss, sub, jti or nonce as a list is refused", async () => {
    for (const claim of ["iss", "sub", "jti", "nonce"]) {
      for (const value of [["expected"], [], ["expected", "evil"]]) {
        const token = await tokenWith({ [claim]: value });
        await throwsWith(() => verify(lib, HS256, token), bad(claim), claim);
        const [, option = ""] = CHECKS.find(([name]) => name === claim) ?? [];
        const asked = rules({ [option]: "expected" });
        await throwsWith(() => verify(lib, asked, token), bad(claim), claim);
      }
    }
  });

  define(
    "a registered claim of the wrong type is refused, whether an option concerns it or not",
    async () => {
      for (const claim of ["iss", "sub", "jti", "nonce"]) {
        for (const value of [null, 1, true, {}, { toString: "expected" }]) {
          const token = await tokenWith({ [claim]: value });
          await throwsWith(() => verify(lib, HS256, token), bad(claim), claim);
        }
      }
      for (const claim of ["exp", "nbf", "iat"]) {
        for (const value of [null, "1", String(SECOND + 60), true, {}, [SECOND + 60]]) {
          const token = await tokenWith({ [claim]: value });
          await throwsWith(() => verify(lib, HS256, token), bad(claim), claim);
        }
      }
      for (const aud of [null, 1, {}, [1], ["a", null], [["a"]], { 0: "a", length: 1 }]) {
        const token = await tokenWith({ aud });
        await throwsWith(() => verify(lib, HS256, token), bad("aud"), JSON.stringify(aud));
        const asked = rules({ audience: "a" });
        await throwsWith(() => verify(lib, asked, token), bad("aud"), JSON.stringify(aud));
      }
    },
  );

  define("a time that overflows to Infinity is refused", async () => {
    for (const claim of ["exp", "nbf", "iat"]) {
      const token = await forged({
        secret: SECRET,
        payload: `{"exp":${SECOND + 9},"${claim}":1e999}`,
      });
      await throwsWith(() => verify(lib, HS256, token), bad(claim), claim);
    }
  });

  define(
    "S18: a JSON payload that is not an object is refused, even with a valid signature",
    async () => {
      for (const payload of [
        "[]",
        '[{"sub":"ada"}]',
        '"text"',
        "1",
        "null",
        "true",
        '{"a":1',
        "{}x",
      ]) {
        const token = await forged({ secret: SECRET, payload });
        const lax = rules({ requireExpiration: false });
        await throwsWith(() => verify(lib, lax, token), {
          name: "MalformedTokenError",
          code: "token-malformed",
        });
      }
    },
  );

  define(
    "a payload that is not JSON or not UTF-8 is refused, even with a valid signature",
    async () => {
      const json = JSON.stringify(GOOD);
      const bytes = new TextEncoder().encode(`${json.slice(0, -1)},"x":"?"}`);
      bytes[bytes.length - 3] = 0xff;
      const strange = [
        `\ufeff${json}`,
        `${json}\u0000`,
        "{sub:1}",
        "\u0000",
        " ",
        "{'a':1}",
        bytes,
      ];
      for (const payload of strange) {
        const token = await forged({ secret: SECRET, payload });
        await throwsWith(() => verify(lib, HS256, token), { code: "token-malformed" });
      }
    },
  );

  define(
    "U+FFFD in a payload is an accepted character and does not count as broken text",
    async () => {
      const payload = { ...GOOD, text: "\ufffd" };
      equal(
        (await verify(lib, HS256, await forged({ secret: SECRET, payload })))["text"],
        "\ufffd",
      );
    },
  );

  define("white space around the JSON of a payload is accepted", async () => {
    const payload = `\n\t ${JSON.stringify(GOOD)} \r\n`;
    deepEqual(await verify(lib, HS256, await forged({ secret: SECRET, payload })), GOOD);
  });

  define(
    "the last of a payload's members of the same name counts, as RFC 7519 allows",
    async () => {
      const payload = `{"sub":"first","exp":${SECOND + 60},"sub":"last"}`;
      equal((await verify(lib, HS256, await forged({ secret: SECRET, payload })))["sub"], "last");
    },
  );

  define("payload members with names of Object members change nothing", async () => {
    const names = '"__proto__":{"aud":"a","exp":9e9},"constructor":1,"hasOwnProperty":1';
    const payload = `{${names},"toJSON":1}`;
    const token = await forged({ secret: SECRET, payload });
    await throwsWith(() => verify(lib, HS256, token), bad("exp"));
    const asked = rules({ requireExpiration: false, audience: "a" });
    await throwsWith(() => verify(lib, asked, token), bad("aud"));
    check(Reflect.get({}, "aud") === undefined, "the prototype of all objects was changed");
  });

  define("32: no claim is checked before the signature is verified", async () => {
    let asked = 0;
    const validate = (value: unknown) => {
      asked++;
      return { value };
    };
    const schema = { "~standard": { version: 1, vendor: "suite", validate } };
    const options = rules({ audience: "a", maxAge: 1, schema });
    const payloads = [
      { exp: 1 },
      { nbf: 9e9, exp: 9e9 },
      { aud: 1 },
      { ...GOOD, aud: "a" },
      "{",
      "",
    ];
    for (const payload of payloads.slice(0, -1)) {
      const token = await forged({ secret: OTHER_SECRET, payload });
      await throwsWith(() => verify(lib, options, token), {
        name: "BadSignatureError",
        code: "token-bad-signature",
      });
    }
    equal(asked, 0, "how often the schema was asked");
  });

  define(
    "38: a token with one issuer's key and another issuer's name is refused by the verifiers of both",
    async () => {
      const ours = rules({ issuer: "https://a.example", audience: "shop" });
      const theirs = { ...ours, secret: OTHER_SECRET, issuer: "https://b.example" };
      const payload = { ...GOOD, iss: "https://b.example", aud: "shop" };
      const token = await forged({ secret: SECRET, payload });
      await throwsWith(() => verify(lib, ours, token), bad("iss"));
      await throwsWith(() => verify(lib, theirs, token), { code: "token-bad-signature" });
      const own = await forged({ secret: OTHER_SECRET, payload });
      equal((await verify(lib, theirs, own))["sub"], "ada");
    },
  );
};
