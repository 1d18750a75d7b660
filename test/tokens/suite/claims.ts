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

/** Who a token is by and for, and of what types its claims are. */
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

  define("issuer may be several, of which one must fit", async () => {
    const options = rules({ issuer: ["a", "b"] });
    await verify(lib, options, await tokenWith({ iss: "a" }));
    await verify(lib, options, await tokenWith({ iss: "b" }));
    for (const iss of ["c", "a,b", "ab"]) {
      const token = await tokenWith({ iss });
      await throwsWith(() => verify(lib, options, token), bad("iss"), iss);
    }
  });

  define("one of the expected audiences must be among those a token names", async () => {
    const options = rules({ audience: ["a", "b"] });
    for (const aud of ["a", "b", ["b"], ["x", "b"], ["b", "x"]]) {
      deepEqual((await verify(lib, options, await tokenWith({ aud })))["aud"], aud);
    }
    for (const aud of ["x", [], ["x"], ["ab"], "a,b", ["A"]]) {
      const token = await tokenWith({ aud });
      await throwsWith(() => verify(lib, options, token), bad("aud"), JSON.stringify(aud));
    }
  });

  define("a list of options counts as it was when the verifier was made", async () => {
    const issuer = ["a"];
    const audience = ["a"];
    const verifier = await lib.createVerifier(rules({ issuer, audience }));
    issuer.push("b");
    audience.push("b");
    const token = await tokenWith({ iss: "b", aud: "b" });
    await throwsWith(() => verifier(token), bad("iss"));
  });

  define("O6: requiredClaims must be there, by their own names", async () => {
    const options = rules({ requiredClaims: ["role", "tenant"] });
    await verify(lib, options, await tokenWith({ role: "admin", tenant: null }));
    const without = await tokenWith({ role: "admin" });
    await throwsWith(() => verify(lib, options, without), bad("tenant"));
    for (const inherited of ["toString", "constructor", "__proto__"]) {
      const asked = rules({ requiredClaims: [inherited] });
      await throwsWith(() => verify(lib, asked, without), bad(inherited), inherited);
    }
  });

  define("requiredClaims does not take the place of exp", async () => {
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

  define("a registered claim of the wrong type is refused, asked for or not", async () => {
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
  });

  define("a time beyond what numbers hold is refused", async () => {
    for (const claim of ["exp", "nbf", "iat"]) {
      const token = await forged({
        secret: SECRET,
        payload: `{"exp":${SECOND + 9},"${claim}":1e999}`,
      });
      await throwsWith(() => verify(lib, HS256, token), bad(claim), claim);
    }
  });

  define(
    "S18: a payload of JSON that is no object is refused, however well it is signed",
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
    "a payload that is no JSON, or no UTF-8, is refused, however well it is signed",
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

  define("U+FFFD is a character like any other, and no sign of broken text", async () => {
    const payload = { ...GOOD, text: "\ufffd" };
    equal((await verify(lib, HS256, await forged({ secret: SECRET, payload })))["text"], "\ufffd");
  });

  define("white space around a payload's JSON is part of JSON", async () => {
    const payload = `\n\t ${JSON.stringify(GOOD)} \r\n`;
    deepEqual(await verify(lib, HS256, await forged({ secret: SECRET, payload })), GOOD);
  });

  define("the last of a payload's members of one name counts, as RFC 7519 has it", async () => {
    const payload = `{"sub":"first","exp":${SECOND + 60},"sub":"last"}`;
    equal((await verify(lib, HS256, await forged({ secret: SECRET, payload })))["sub"], "last");
  });

  define("a payload's members named like those of Object change nothing", async () => {
    const names = '"__proto__":{"aud":"a","exp":9e9},"constructor":1,"hasOwnProperty":1';
    const payload = `{${names},"toJSON":1}`;
    const token = await forged({ secret: SECRET, payload });
    await throwsWith(() => verify(lib, HS256, token), bad("exp"));
    const asked = rules({ requireExpiration: false, audience: "a" });
    await throwsWith(() => verify(lib, asked, token), bad("aud"));
    check(Reflect.get({}, "aud") === undefined, "the prototype of all objects was changed");
  });

  define("32: nothing of a payload is judged before its signature is proven", async () => {
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
    "38: a token by one issuer's key that names another issuer is refused by both",
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
