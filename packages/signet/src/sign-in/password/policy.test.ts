import fc from "fast-check";
import { expect, test } from "vitest";
import { methodBench } from "../../../fixtures/method-context.ts";
import { GOOD, quickPassword } from "../../../fixtures/password-bench.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import { createPolicy } from "./policy.ts";

const CONTEXT = { email: "ada.lovelace@engines.example", name: "Ada King" };
const strict = createPolicy({ minLength: 15, words: ["Signet Lab"], isBreached: null });
const short = createPolicy({ minLength: 8, words: ["Signet Lab"], isBreached: null });

async function detailOf(password: string, policy = strict): Promise<string | null> {
  return (await policy.check(password, CONTEXT))?.detail ?? null;
}

/** Signs up under a setting and returns the outcome. */
function signUp(
  password: string,
  setting: { hasSecondFactor?: boolean; requiresSecondFactor?: boolean },
  minLength?: number,
): Promise<MethodOutcome> {
  const method = quickPassword(minLength === undefined ? {} : { minLength });
  return methodBench(method, setting).run("signUp", { email: "ada@example.com", password });
}

test("P1: a password needs 15 characters, counted as code points", async () => {
  expect(await detailOf("qzjwkvmxptbhgr")).toMatch(/at least 15/);
  expect(await detailOf("𝄞qzj𝄞wkv𝄞mxp𝄞t")).toMatch(/at least 15/);
  expect(await detailOf("qzjwkvmxptbhgrf")).toBeNull();
});

test("P1: the length is that of the normal form, in which marks join their letters", async () => {
  const decomposed = `${"e\u0301".repeat(3)}qwzjk`;
  expect([...decomposed]).toHaveLength(11);
  expect(await detailOf(decomposed.padEnd(15, "v"))).toMatch(/at least 15/);
});

test("P1: 8 characters are enough only where every user needs a second factor, or by minLength", async () => {
  const weak = { type: "refused", reason: "weak-password" };
  expect(await signUp("qzjwkvmx", {})).toMatchObject(weak);
  expect(await signUp("qzjwkvmx", { hasSecondFactor: true })).toMatchObject(weak);
  expect(await signUp("qzjwkvmx", { requiresSecondFactor: true })).toMatchObject({
    type: "proved",
  });
  expect(await signUp("qzjwkvm", { requiresSecondFactor: true })).toMatchObject(weak);
  expect(await signUp("qzjwkvmx", {}, 8)).toMatchObject({ type: "proved" });
});

test.each([7, 65, 8.5])("P1: minLength %s is refused", (minLength) => {
  expect(() => quickPassword({ minLength })).toThrow("minLength");
});

test("P2: 128 characters are accepted, and 129 are refused", async () => {
  const long = "a1 b2 c3 d4 e5 ü6 ".repeat(9).slice(0, 126);
  expect(await detailOf(`${long}𝄞𝄞`)).toBeNull();
  expect(await detailOf(`${long}𝄞𝄞𝄞`)).toMatch(/at most 128/);
});

test("P2: every character of a password counts: none is trimmed or cut", async () => {
  const texts = fc.string({ unit: "grapheme", minLength: 15, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom(" ", "x", "\n", "ü"), async (text, extra) => {
      const bench = methodBench(quickPassword());
      const base = `Q${text}Z`;
      const signUp = await bench.run("signUp", { email: "a@b.example", password: base });
      fc.pre(signUp.type === "proved");
      const typeOf = async (password: string) =>
        (await bench.run("signIn", { email: "a@b.example", password })).type;
      expect(await typeOf(base)).toBe("proved");
      expect(await typeOf(`${base}${extra}`)).toBe("refused");
      expect(await typeOf(`${extra}${base}`)).toBe("refused");
      expect(await typeOf(base.slice(0, -1))).toBe("refused");
    }),
    { numRuns: 30 },
  );
});

test("P2: another Unicode form of the same password signs in", async () => {
  const texts = fc.string({ unit: "grapheme", minLength: 15, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const bench = methodBench(quickPassword());
      const password = `${text} é ﬁ Å`;
      const signUp = await bench.run("signUp", { email: "a@b.example", password });
      fc.pre(signUp.type === "proved");
      for (const form of ["NFC", "NFD", "NFKC", "NFKD"]) {
        const other = { email: "a@b.example", password: password.normalize(form) };
        expect((await bench.run("signIn", other)).type).toBe("proved");
      }
    }),
    { numRuns: 30 },
  );
});

test("P2: a text with a lone surrogate is refused at sign-up and wrong at sign-in", async () => {
  const bench = methodBench(quickPassword());
  const input = { email: "ada@example.com", password: `${GOOD}\ufffd` };
  expect((await bench.run("signUp", input)).type).toBe("proved");
  const broken = { ...input, password: `${GOOD}\ud800` };
  expect(await bench.run("signIn", broken)).toMatchObject({ reason: "wrong-credentials" });
  const other = { email: "bob@example.com", password: `${GOOD}\ud800` };
  expect(await bench.run("signUp", other)).toMatchObject({ reason: "weak-password" });
});

test("P3: nothing is asked of the kinds of characters", async () => {
  const letters = fc.string({
    unit: fc.constantFrom(..."qxzjkvwy"),
    minLength: 20,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(letters, async (text) => {
      fc.pre(new Set(text).size > 4);
      expect(await detailOf(text)).toBeNull();
    }),
    { numRuns: 50 },
  );
});

test.each(["passwordpassword", "123456789987654321", "QWERTYUIOP12345", "1qaz2wsx3edc4rfv"])(
  "P4: the common password %s of at least 15 characters is refused",
  async (password) => {
    expect(await detailOf(password)).toMatch(/most common/);
  },
);

test.each(["football", "Sunshine", "12345678", "ｐassword", "wasdwasd"])(
  "P4: the common password %s is refused where 8 characters are enough",
  async (password) => {
    expect(await detailOf(password, short)).toMatch(/most common/);
  },
);

test.each(["aaaaaaaaaaaaaaaa", "abcabcabcabcabcabc", "dragondragondragon", "1212121212121212"])(
  "P4: %s, which repeats a short or common text, is refused",
  async (password) => {
    expect(await detailOf(password)).toMatch(/most common/);
  },
);

test.each([
  "ada.lovelace@engines.example",
  "AdaLovelace1815!!",
  "lovelace-engines-2026",
  "signetlab signetlab 1",
  "Signet Lab Signet Lab",
  "king.ada.king.ada",
])("P4: %s, which is made of the names of user and site, is refused", async (password) => {
  expect(await detailOf(password)).toMatch(/words that others can guess/);
});

test.each(["ada likes blue whales", "signet rings are heavy", "8493726501827364"])(
  "P4: %s, which has more than names, is accepted",
  async (password) => {
    expect(await detailOf(password)).toBeNull();
  },
);

test("P4: a breached password is refused, and the check gets only passwords that passed the others", async () => {
  const asked: string[] = [];
  const policy = createPolicy({
    minLength: 15,
    words: [],
    isBreached: async (password) => asked.push(password) === 1,
  });
  expect(await detailOf("passwordpassword", policy)).toMatch(/most common/);
  expect(asked).toEqual([]);
  expect(await detailOf(GOOD, policy)).toMatch(/data breach/);
  expect(await detailOf(GOOD, policy)).toBeNull();
  expect(asked).toEqual([GOOD, GOOD]);
});

test("P4: a check for breaches that fails lets no password pass", async () => {
  const isBreached = () => Promise.reject(new Error("no network"));
  const bench = methodBench(quickPassword({ isBreached }));
  const input = { email: "ada@example.com", password: GOOD };
  await expect(bench.run("signUp", input)).rejects.toThrow("no network");
  expect(await bench.accounts.users.findByEmail("ada@example.com")).toBeNull();
});
