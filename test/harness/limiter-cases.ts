import type { Limiter } from "signet-auth/sign-in";
import { expect, test } from "vitest";

let made = 0;

/** Returns a rule that no other test counts in. */
function rule(attempts: number, within = 600) {
  return { name: `rule-${made++}`, attempts, within };
}

/** Defines the tests that every limiter must pass. */
export function limiterCases(makeLimiter: () => Promise<Limiter>): void {
  test("R2: a key has the attempts of the rule, and then waits for whole seconds", async () => {
    const limiter = await makeLimiter();
    const limit = rule(3);
    for (let at = 0; at < 3; at++) {
      expect(await limiter.consume(limit, "ada")).toEqual({ allowed: true });
    }
    const refused = await limiter.consume(limit, "ada");
    if (refused.allowed) throw new Error("The fourth attempt was allowed.");
    expect(Number.isInteger(refused.retryAfter)).toBe(true);
    expect(refused.retryAfter).toBeGreaterThan(590);
    expect(refused.retryAfter).toBeLessThanOrEqual(600);
    expect(await limiter.consume(limit, "grace")).toEqual({ allowed: true });
  });

  test("R2: of many concurrent attempts only the allowed number passes", async () => {
    const limiter = await makeLimiter();
    const limit = rule(5);
    const results = await Promise.all(
      Array.from({ length: 40 }, () => limiter.consume(limit, "ada")),
    );
    expect(results.filter(({ allowed }) => allowed)).toHaveLength(5);
  });

  test("R2: rules with different names never share a count, and keys of any text are kept apart", async () => {
    const limiter = await makeLimiter();
    const [one, other] = [rule(1), rule(1)];
    const keys = [
      "",
      "a",
      "A",
      "\u00e1",
      "a\u0000",
      "a ",
      "ab".repeat(400),
      `${"ab".repeat(400)}c`,
    ];
    for (const limit of [one, other]) {
      for (const key of keys) expect((await limiter.consume(limit, key)).allowed).toBe(true);
      for (const key of keys) expect((await limiter.consume(limit, key)).allowed).toBe(false);
    }
  });

  test("R2: rules of one name with other numbers count apart", async () => {
    const limiter = await makeLimiter();
    const [short, long] = [rule(1, 600), rule(1, 1_200)];
    const same = { ...long, name: short.name };
    for (const limit of [short, same]) {
      expect((await limiter.consume(limit, "ada")).allowed).toBe(true);
      expect((await limiter.consume(limit, "ada")).allowed).toBe(false);
    }
    await limiter.reset(short, "ada");
    expect((await limiter.consume(same, "ada")).allowed).toBe(false);
  });

  test("R3: a reset forgets the attempts of the key and of no other one", async () => {
    const limiter = await makeLimiter();
    const limit = rule(1);
    for (const key of ["ada", "grace"]) await limiter.consume(limit, key);
    await limiter.reset(limit, "ada");
    await limiter.reset(limit, "unknown");
    expect((await limiter.consume(limit, "ada")).allowed).toBe(true);
    expect((await limiter.consume(limit, "grace")).allowed).toBe(false);
  });

  test("R3: after the time of the rule the key has all attempts again", async () => {
    const limiter = await makeLimiter();
    const limit = rule(1, 1);
    expect((await limiter.consume(limit, "ada")).allowed).toBe(true);
    expect(await limiter.consume(limit, "ada")).toEqual({ allowed: false, retryAfter: 1 });
    await expect
      .poll(async () => (await limiter.consume(limit, "ada")).allowed, { timeout: 5_000 })
      .toBe(true);
  });
}
