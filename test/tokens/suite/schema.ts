import type { Part } from "../library.ts";
import { check, deepEqual, equal, errorOf, throwsWith } from "./assert.ts";
import { sealedGcm } from "./forge.ts";
import { GOOD, keyBytes, now, open, rules, tokenWith, verify } from "./setting.ts";

const CLAIM = { name: "TokenClaimError", code: "token-claim" };

function standard(validate: (value: unknown) => unknown): object {
  return { "~standard": { version: 1, vendor: "suite", validate } };
}

/** Tests of claims with a schema of the application. */
export const schema: Part = (define, lib) => {
  const judged = async (validate: (value: unknown) => unknown, more: object = {}) =>
    verify(lib, rules({ schema: standard(validate), ...more }), await tokenWith({ role: "admin" }));

  define("a verifier returns the output of its schema", async () => {
    deepEqual(await judged(() => ({ value: { made: true } })), { made: true });
    deepEqual(await judged((value) => ({ value })), { ...GOOD, role: "admin" });
    deepEqual(await judged((value) => ({ value, issues: undefined })), { ...GOOD, role: "admin" });
  });

  define("a schema may be a function, as in arktype", async () => {
    const callable = Object.assign(
      () => null,
      standard(() => ({ value: { made: true } })),
    );
    deepEqual(await verify(lib, rules({ schema: callable }), await tokenWith({})), { made: true });
  });

  define(
    "claims that a schema refuses are refused with the path of the member, and without its value",
    async () => {
      const refusing = (...issues: unknown[]) => judged(() => ({ issues }));
      const cases = [
        [["role"], "role"],
        [["user", "name"], "user.name"],
        [[{ key: "user" }, { key: "roles" }, 0], "user.roles.0"],
        [[Symbol("s")], "Symbol(s)"],
        [[], "(all)"],
        [undefined, "(all)"],
      ] as const;
      for (const [path, claim] of cases) {
        const run = () => refusing({ message: "admin is not allowed", path });
        const error = await throwsWith(run, { ...CLAIM, claim }, claim);
        check(!error.message.includes("admin"), error.message);
      }
      const several = () => refusing({ message: "1", path: ["a"] }, { message: "2", path: ["b"] });
      await throwsWith(several, { ...CLAIM, claim: "a" });
      await throwsWith(() => refusing(), { ...CLAIM, claim: "(all)" });
    },
  );

  define(
    "44: when a schema throws, the token is refused with that error as the cause",
    async () => {
      const boom = new TypeError("boom");
      const throwing = () => {
        throw boom;
      };
      const error = await throwsWith(() => judged(throwing), { ...CLAIM, claim: "(all)" });
      equal(error.cause, boom);
    },
  );

  define("a schema receives only claims of tokens that passed all other checks", async () => {
    let asked = 0;
    const counting = (value: unknown) => {
      asked++;
      return { value };
    };
    await throwsWith(() => judged(counting, { audience: "x" }), { ...CLAIM, claim: "aud" });
    await throwsWith(() => judged(counting, { now: () => 4e15 }), { code: "token-expired" });
    equal(asked, 0);
  });

  define("44: a token is refused when its schema returns no result or an invalid one", async () => {
    for (const answer of [undefined, null, 1, "x", true, {}, { ok: true }, []]) {
      await throwsWith(() => judged(() => answer), { ...CLAIM, claim: "(all)" }, String(answer));
      const caching = () => judged(() => answer, { cacheSize: 5 });
      await throwsWith(caching, { ...CLAIM, claim: "(all)" }, String(answer));
    }
  });

  define("an asynchronous schema is awaited, or refused by a synchronous verifier", async () => {
    const refused = await errorOf(() => judged(async () => ({ issues: [{ message: "" }] })));
    const accepted = await errorOf(() => judged(async () => ({ value: { made: true } })));
    const boom = new TypeError("boom");
    const failed = await throwsWith(() => judged(() => Promise.reject(boom)), {});
    if (accepted === null) {
      deepEqual(await judged(async () => ({ value: { made: true } })), { made: true });
      equal(refused?.code, "token-claim");
      deepEqual([failed.code, failed.claim, failed.cause === boom], ["token-claim", "(all)", true]);
    } else {
      for (const error of [refused, accepted, failed]) equal(error?.code, "invalid-config");
    }
  });

  define("an opener also applies its schema", async () => {
    const secret = keyBytes(32);
    const token = await sealedGcm({ key: secret, payload: GOOD });
    const making = standard(() => ({ value: { made: true } }));
    deepEqual(await open(lib, { secret, now, schema: making }, token), { made: true });
    const refusing = standard(() => ({ issues: [{ message: "", path: ["x"] }] }));
    await throwsWith(() => open(lib, { secret, now, schema: refusing }, token), {
      ...CLAIM,
      claim: "x",
    });
    const throwing = standard(() => {
      throw new Error("boom");
    });
    await throwsWith(() => open(lib, { secret, now, schema: throwing }, token), CLAIM);
  });

  define("O11: the clock and the schema are called exactly once for each token", async () => {
    const secret = keyBytes(32);
    let [clock, asked] = [0, 0];
    const counting = {
      now: () => {
        clock++;
        return now();
      },
      schema: standard((value) => {
        asked++;
        return { value };
      }),
    };
    await verify(lib, rules(counting), await tokenWith({}));
    deepEqual([clock, asked], [1, 1]);
    await verify(lib, rules({ ...counting, cacheSize: 5 }), await tokenWith({}));
    deepEqual([clock, asked], [2, 2]);
    await open(lib, { secret, ...counting }, await sealedGcm({ key: secret, payload: GOOD }));
    deepEqual([clock, asked], [3, 3]);
    const { schema: _, ...clocked } = counting;
    await (await lib.createSigner(rules({ ...clocked, expiresIn: 60, notBefore: 1 })))({});
    await (await lib.createSealer({ secret, ...clocked, expiresIn: 60 }))({});
    deepEqual([clock, asked], [5, 3]);
  });

  define("an invalid schema is refused at construction", async () => {
    const none = [null, undefined, "", "x", 1, true, {}, [], () => ({})];
    const half = [{ "~standard": null }, { "~standard": {} }, { "~standard": { validate: 1 } }];
    for (const given of [...none, ...half, { validate: () => ({ value: {} }) }]) {
      const options = rules({ schema: given });
      await throwsWith(() => lib.createVerifier(options), { code: "invalid-config" });
      const opener = { secret: keyBytes(32), schema: given };
      await throwsWith(() => lib.createOpener(opener), { code: "invalid-config" });
    }
  });
};
