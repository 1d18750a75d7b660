/** Properties of seals, compared with iron-session 9 on generated data. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  attempt,
  comparable,
  exchanges,
  nine,
  options,
  password,
  signet,
  stopClock,
} from "./comparison.test-d.ts";

stopClock();

const runs = { numRuns: 60 };
const secrets = fc
  .string({ unit: "binary", minLength: 32, maxLength: 80 })
  // A lone surrogate has no UTF-8 form, and a password has at least 32 UTF-16 units.
  .filter((text) => text.isWellFormed() && text.length >= 32);
const ids = fc.integer({ min: 0, max: 1_000_000 });
const maps = fc
  .dictionary(ids.map(String), secrets, { minKeys: 1, maxKeys: 4 })
  .map((map) => ({ ...map }));
const passwords = fc.oneof(secrets, maps);
const objects = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue(), { maxKeys: 6 });
const ttls = fc.oneof(fc.constant(0), fc.integer({ min: -59, max: 400 * 86_400 }));

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("each library opens the seals of the other, for any data, password and ttl", async () => {
  await fc.assert(
    fc.asyncProperty(objects, passwords, ttls, async (data, secret, ttl) => {
      for (const [from, to] of [
        [nine, signet],
        [signet, nine],
        [signet, signet],
      ] as const) {
        const seal = await from.sealData(data, { password: secret, ttl });
        expect(await to.unsealData(seal, { password: secret })).toEqual(asJson(data));
      }
    }),
    runs,
  );
});

test("both libraries seal the same data and refuse the same data, for any value", async () => {
  const values = fc.anything({
    withMap: true,
    withSet: true,
    withBigInt: true,
    withNullPrototype: true,
  });
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      // Lists at the top are a listed difference.
      fc.pre(!Array.isArray(value));
      const outcomes = await Promise.all(
        [nine, signet].map((library) =>
          attempt(async () => {
            const seal = await library.sealData(value, { password });
            return nine.unsealData(seal, { password });
          }),
        ),
      );
      expect(outcomes[1]).toEqual(outcomes[0]);
    }),
    { numRuns: 150 },
  );
});

test("no flipped bit of a seal is accepted, and version 9 accepts only other texts of the same MAC", async () => {
  const seal = (await nine.sealData({ user: { id: 1 } }, { password })).slice(0, -2);
  const macAt = seal.lastIndexOf("*") + 1;
  const accepted: number[] = [];
  for (let at = 0; at < seal.length; at++) {
    for (let bit = 0; bit < 7; bit++) {
      const code = seal.charCodeAt(at) ^ (1 << bit);
      const changed = seal.slice(0, at) + String.fromCharCode(code) + seal.slice(at + 1);
      // From the mark on, both ignore the text, so the seal is cut there.
      expect(await signet.unsealData(changed, { password })).toEqual({});
      if (bit !== at % 7) continue;
      const theirs = await nine.unsealData(changed, { password });
      if (Object.keys(Object(theirs)).length > 0) accepted.push(at);
    }
  }
  expect(accepted.every((at) => at >= macAt)).toBe(true);
});

test("any cut or inserted text is refused by both", async () => {
  const seal = await signet.sealData({ user: { id: 1 } }, { password });
  const end = seal.length - 3;
  await fc.assert(
    fc.asyncProperty(
      fc.nat(end),
      fc.nat(end),
      fc.string({ unit: fc.constantFrom(..."aA0*-_%"), maxLength: 3 }),
      async (one, other, inserted) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const changed = seal.slice(0, from) + inserted + seal.slice(to);
        fc.pre(changed !== seal);
        for (const library of [nine, signet]) {
          expect(await library.unsealData(changed, { password })).toEqual({});
        }
      },
    ),
    runs,
  );
});

test("any text of a cookie gives the same session as in version 9, and never throws", async () => {
  const texts = fc.string({ unit: fc.constantFrom(...'Fe26.2*1~%ab=;" ,') });
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const sessions = await Promise.all(
        [nine, signet].map(async (library) => {
          const { args } = exchanges["Request, Response"]?.(`app=${text}`) ?? { args: [] };
          return { ...(await library.getIronSession(...args, options)) };
        }),
      );
      expect(sessions[1]).toEqual(sessions[0]);
    }),
    runs,
  );
});

test("any number of steps on a session writes the same cookies as in version 9", async () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ set: fc.string({ maxLength: 5 }), to: fc.jsonValue() }),
      fc.constantFrom("save", "delete", "destroy", "destroy and save"),
    ),
    { maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (taken, chunk) => {
      const results = await Promise.all(
        [nine, signet].map(async (library) => {
          const { args, cookies } = exchanges["req, res"]?.() ?? { args: [], cookies: () => [] };
          const session = await library.getIronSession(...args, { ...options, chunk });
          const outcomes: unknown[] = [];
          for (const step of taken) {
            if (typeof step === "object") session[`_${step.set}`] = step.to;
            else if (step === "delete") delete session[Object.keys(session)[0] ?? ""];
            else if (step === "destroy") session.destroy();
            else outcomes.push(await attempt(() => session.save()));
            if (step === "destroy and save") session.destroy();
          }
          return { outcomes, data: { ...session }, cookies: cookies().map(comparable) };
        }),
      );
      expect(results[1]).toEqual(results[0]);
    }),
    runs,
  );
});
