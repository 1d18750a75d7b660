import type { Claims, Part } from "../library.ts";
import { check, equal, throwsWith } from "./assert.ts";
import { forged } from "./forge.ts";
import {
  GOOD,
  HS256,
  NOW,
  OTHER_SECRET,
  rules,
  SECOND,
  sign,
  tokenWith,
  verify,
} from "./setting.ts";

/** Tests of the cache of verifiers. */
export const cache: Part = (define, lib) => {
  const caching = (cacheSize: number, more: object = {}) =>
    lib.createVerifier(rules({ cacheSize, ...more }));

  define("a token that is verified again gets the same claims from the cache", async () => {
    const verifier = await caching(10);
    const token = await tokenWith({});
    const first = await verifier(token);
    check((await verifier(token)) === first, "it was verified again");
    const plain = await lib.createVerifier(HS256);
    const again = await plain(token);
    check((await plain(token)) !== again, "a verifier without memory remembers");
  });

  define("O9: cached claims are frozen deeply", async () => {
    const verifier = await caching(10);
    const token = await tokenWith({ roles: ["a", { deep: { deeper: [1] } }], tenant: { id: 1 } });
    const isDeep = (value: unknown): boolean =>
      typeof value !== "object" ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(isDeep));
    check(isDeep(await verifier(token)), "the first answer can be changed");
    check(isDeep(await verifier(token)), "the second answer can be changed");
    check(!Object.isFrozen(await verify(lib, HS256, token)), "without memory, nothing is frozen");
  });

  define("O9: every cache hit checks exp again with a later clock", async () => {
    let moment = NOW;
    const verifier = await caching(10, { now: () => moment, clockTolerance: 2 });
    const token = await tokenWith({ exp: SECOND + 60 });
    await verifier(token);
    moment = NOW + 61_999;
    await verifier(token);
    moment = NOW + 62_000;
    const error = await throwsWith(() => verifier(token), { name: "TokenExpiredError" });
    equal(error.expiredAt?.getTime(), NOW + 60_000);
    await throwsWith(() => verifier(token), { name: "TokenExpiredError" });
    moment = NOW;
    await verifier(token);
  });

  define("O9: every cache hit checks nbf and iat again with an earlier clock", async () => {
    let moment = NOW;
    const verifier = await caching(10, { now: () => moment });
    const active = await tokenWith({ nbf: SECOND, iat: SECOND - 9 });
    const issued = await tokenWith({});
    await verifier(active);
    await verifier(issued);
    moment = NOW - 1;
    await throwsWith(() => verifier(active), { name: "TokenNotActiveError" });
    await throwsWith(() => verifier(issued), { name: "TokenClaimError", claim: "iat" });
  });

  define("O9: every cache hit checks maxAge again", async () => {
    let moment = NOW;
    const verifier = await caching(10, { now: () => moment, maxAge: 30 });
    const token = await tokenWith({ exp: SECOND + 999 });
    await verifier(token);
    moment = NOW + 29_999;
    await verifier(token);
    moment = NOW + 30_000;
    await throwsWith(() => verifier(token), { name: "TokenExpiredError" });
  });

  define(
    "O9: a cache hit checks the times of the token, also after a schema changed them",
    async () => {
      let moment = NOW;
      const validate = () => ({ value: { user: { name: "Ada" } } });
      const schema = { "~standard": { version: 1, vendor: "suite", validate } };
      const verifier = await caching(10, { now: () => moment, schema });
      const token = await tokenWith({ exp: SECOND + 60 });
      const first = await verifier(token);
      check(Object.isFrozen(first) && Object.isFrozen(first["user"]), "it can be changed");
      check((await verifier(token)) === first, "the schema was asked again");
      moment = NOW + 60_000;
      await throwsWith(() => verifier(token), { name: "TokenExpiredError" });
    },
  );

  define("a broken clock throws on a cache hit as well", async () => {
    let moment = NOW;
    const verifier = await caching(10, { now: () => moment });
    const token = await tokenWith({});
    await verifier(token);
    moment = Number.NaN;
    await throwsWith(() => verifier(token), { code: "invalid-config" });
  });

  define("O9: a refused token is never cached and never evicts a cached one", async () => {
    let asked = 0;
    const validate = (value: unknown) => {
      asked++;
      return { value };
    };
    const schema = { "~standard": { version: 1, vendor: "suite", validate } };
    const verifier = await caching(4, { audience: "a", schema });
    const good = await tokenWith({ aud: "a" });
    const first = await verifier(good);
    for (let n = 0; n < 40; n++) {
      const unsigned = await forged({ secret: OTHER_SECRET, payload: { ...GOOD, aud: "a", n } });
      await throwsWith(() => verifier(unsigned), { code: "token-bad-signature" });
      const wrong = await tokenWith({ aud: "b", n });
      await throwsWith(() => verifier(wrong), { claim: "aud" });
      await throwsWith(() => verifier(wrong), { claim: "aud" });
      const late = await tokenWith({ aud: "a", exp: 1, n });
      await throwsWith(() => verifier(late), { code: "token-expired" });
      await throwsWith(() => verifier(`${good}${n}`), {});
    }
    equal(asked, 1, "how often the schema was asked");
    check((await verifier(good)) === first, "it was forgotten");
    equal(asked, 1, "how often the schema was asked");
  });

  define("a token that a schema refuses is never cached", async () => {
    let allow = false;
    const validate = (value: unknown) => (allow ? { value } : { issues: [{ message: "no" }] });
    const schema = { "~standard": { version: 1, vendor: "suite", validate } };
    const verifier = await caching(4, { schema });
    const token = await tokenWith({});
    await throwsWith(() => verifier(token), { code: "token-claim" });
    allow = true;
    equal((await verifier(token))["sub"], "ada");
  });

  define("a verifier caches at most cacheSize tokens", async () => {
    for (const size of [1, 2, 3, 4, 5, 10]) {
      const verifier = await caching(size);
      const answers = new Map<string, Claims>();
      for (let n = 0; n < 3 * size; n++) {
        const token = await tokenWith({ n });
        answers.set(token, await verifier(token));
      }
      let remembered = 0;
      // Newest first, because a look-up moves an old entry and so evicts others.
      for (const [token, claims] of [...answers].reverse()) {
        if ((await verifier(token)) !== claims) break;
        remembered++;
      }
      check(remembered <= size, `${remembered} of ${size} are remembered`);
      check(remembered >= Math.floor(size / 2), `${remembered} of ${size} are remembered`);
    }
  });

  define("a token that is verified often stays in the cache while others are evicted", async () => {
    const verifier = await caching(6);
    const token = await tokenWith({ kept: true });
    const first = await verifier(token);
    for (let n = 0; n < 60; n++) {
      await verifier(await tokenWith({ n }));
      check((await verifier(token)) === first, `it was forgotten at ${n}`);
    }
  });

  define("S20: the cache key of a token is its whole text", async () => {
    const verifier = await caching(100);
    const token = await tokenWith({});
    await verifier(token);
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (let at = 0; at < token.length; at++) {
      const old = token[at] ?? "";
      if (old === ".") continue;
      const other = alphabet[(alphabet.indexOf(old) + 4) % 64];
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      const error = await throwsWith(() => verifier(changed), {}, `at ${at}`);
      check(error.code !== "token-expired", "its times were judged");
    }
    for (let n = 0; n < 50; n++)
      equal((await verifier(await tokenWith({ sub: `u${n}` })))["sub"], `u${n}`);
    for (let n = 0; n < 50; n++)
      equal((await verifier(await tokenWith({ sub: `u${n}` })))["sub"], `u${n}`);
  });

  define("S20: verifiers do not share their caches", async () => {
    const token = await tokenWith({ aud: "a" });
    await (await caching(10, { audience: "a" }))(token);
    await throwsWith(async () => (await caching(10, { audience: "b" }))(token), { claim: "aud" });
    await throwsWith(async () => (await caching(10, { typ: "x" }))(token), {
      code: "token-malformed",
    });
    const other = await lib.createVerifier({ ...HS256, secret: OTHER_SECRET, cacheSize: 10 });
    await throwsWith(() => other(token), { code: "token-bad-signature" });
  });

  define("S20: a value that is not text never matches a cached token", async () => {
    const verifier = await caching(10);
    const token = await sign(lib, { ...HS256, expiresIn: 60 }, {});
    await verifier(token);
    for (const other of [new String(token), [token], { toString: () => token }]) {
      await throwsWith(() => verifier(other), { code: "token-malformed" });
    }
    equal((await verifier(token))["iat"], SECOND);
  });
};
