import { scryptSync } from "node:crypto";
import * as argon2 from "@node-rs/argon2";
import * as bcrypt from "@node-rs/bcrypt";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { parseRecord, passwordData } from "../record.ts";
import { parseCost } from "./argon2.ts";
import { createHasher } from "./hasher.ts";
import { taskQueue } from "./queue.ts";

const QUICK = { memory: 8, iterations: 1, parallelism: 1 };
const hasher = createHasher(QUICK);

/** The hash of better-auth 1.7 and of lucia 3: scrypt with the hex text as salt. */
function hashOfBetterAuth(password: string, r = 16): string {
  const salt = "0123456789abcdef0123456789abcdef";
  const options = { N: 16_384, r, p: 1, maxmem: 128 * 16_384 * r * 2 };
  return `${salt}:${scryptSync(password.normalize("NFKC"), salt, 64, options).toString("hex")}`;
}

/** Verifies a password with a hash of another application. */
function verifyImported(hash: string, password: string) {
  return hasher.verify(parseRecord(passwordData(hash)), password);
}

test("P6: a new hash is argon2id with the first parameters of OWASP", async () => {
  const hash = await createHasher(parseCost(undefined)).hash("a password");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$]{22}\$[^$]{43}$/);
  expect(await argon2.verify(hash, "a password")).toBe(true);
});

test.each([
  { memory: 47_104, iterations: 1, parallelism: 1 },
  { memory: 19_456, iterations: 2, parallelism: 1 },
  { memory: 12_288, iterations: 3, parallelism: 1 },
  { memory: 9_216, iterations: 4, parallelism: 1 },
  { memory: 7_168, iterations: 5, parallelism: 1 },
])("P6: the cost $memory KiB with $iterations iterations of OWASP is accepted", (cost) => {
  expect(parseCost(cost)).toEqual(cost);
  const less = { ...cost, memory: cost.memory - 1 };
  expect(() => parseCost(less)).toThrow(`OWASP asks for at least ${cost.memory} KiB`);
});

test.each([
  [{ memory: "19456" }, "must be whole numbers"],
  [{ iterations: 0 }, "must be whole numbers"],
  [{ memory: 262_145 }, "may have at most"],
  [{ iterations: 21 }, "may have at most"],
  [{ rounds: 3 }, "rounds is not an option of hash of password()"],
  ["strong", "hash must be an object"],
])("the cost %j is refused", (cost, message) => {
  expect(() => parseCost(cost)).toThrow(message);
});

test("P6: a hash is outdated when memory or iterations rose since it was made", async () => {
  const stored = { hash: await hasher.hash("secret"), imported: false };
  const verdictUnder = (change: Partial<typeof QUICK>) =>
    createHasher({ ...QUICK, ...change }).verify(stored, "secret");
  expect(await verdictUnder({})).toBe("match");
  expect(await verdictUnder({ memory: 9 })).toBe("match-outdated");
  expect(await verdictUnder({ iterations: 2 })).toBe("match-outdated");
  const stronger = await createHasher({ ...QUICK, memory: 16, iterations: 2 }).hash("secret");
  expect(await hasher.verify({ hash: stronger, imported: false }, "secret")).toBe("match");
});

test.each([
  ["argon2i", { algorithm: 1 }],
  ["argon2d", { algorithm: 0 }],
  ["version 16", { version: 0 }],
  ["a short output", { outputLen: 16 }],
  ["a short salt", { salt: new Uint8Array(8).fill(7) }],
])("P6: a hash with %s is verified and outdated", async (_, options) => {
  const cost = { memoryCost: 8, timeCost: 1 };
  const hash = await argon2.hash("secret", { ...cost, ...options });
  expect(await hasher.verify({ hash, imported: false }, "secret")).toBe("match-outdated");
  expect(await hasher.verify({ hash, imported: false }, "Secret")).toBe("mismatch");
});

test.each([
  "$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGFzaGFzaGFzaGFzaA",
  "$argon2id$v=19$m=19456,t=4000000000,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGFzaGFzaGFzaGFzaA",
  "$argon2id$v=19$m=19456,t=2,p=255$c29tZXNhbHRzb21lc2FsdA$aGFzaGFzaGFzaGFzaGFzaA",
  "$argon2id$v=19$m=7,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGFzaGFzaGFzaGFzaA",
  "$2b$16$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyzabcdefg",
  "$2b$03$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyzabcdefg",
  "$2x$10$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyzabcdefg",
  "$argon2id$v=19$m=19456",
  "plain text",
  "5f4dcc3b5aa765d61d8327deb882cf99",
  "",
])("a stored text with a wrong form or too high a cost is not computed: %s", async (hash) => {
  const began = performance.now();
  expect(await hasher.verify({ hash, imported: false }, "secret")).toBe("unreadable");
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(() => passwordData(hash)).toThrow("has a format that password() cannot read");
});

test("no stored text makes the verification throw", async () => {
  const base64 = fc.stringMatching(/^[A-Za-z0-9+/]{0,30}$/);
  const numbers = fc.integer({ min: 0, max: 40 });
  const texts = fc
    .tuple(
      fc.constantFrom("argon2id", "argon2i", "argon2d", "argon2"),
      numbers,
      numbers,
      base64,
      base64,
    )
    .map(([name, m, p, salt, hash]) => `$${name}$v=19$m=${m},t=1,p=${p}$${salt}$${hash}`);
  await fc.assert(
    fc.asyncProperty(fc.oneof(texts, fc.string()), async (hash) => {
      expect(await hasher.verify({ hash, imported: false }, "secret")).toMatch(
        /mismatch|unreadable/,
      );
    }),
    { numRuns: 300 },
  );
});

test("a hash of better-auth or lucia 3 is verified and outdated", async () => {
  const hash = hashOfBetterAuth("ｐassword ﬁrst");
  expect(await verifyImported(hash, "ｐassword ﬁrst")).toBe("match-outdated");
  expect(await verifyImported(hash, "password first")).toBe("match-outdated");
  expect(await verifyImported(hash, "password First")).toBe("mismatch");
});

test("a hash of LegacyScrypt of lucia is verified with block size 16 by its mark, and 8 without it", async () => {
  expect(await verifyImported(`s2:${hashOfBetterAuth("old password")}`, "old password")).toBe(
    "match-outdated",
  );
  expect(await verifyImported(hashOfBetterAuth("older password", 8), "older password")).toBe(
    "match-outdated",
  );
  const marked = `s2:${hashOfBetterAuth("older password", 8)}`;
  expect(await verifyImported(marked, "older password")).toBe("mismatch");
});

test.each(["2a", "2b", "2y"] as const)(
  "a bcrypt hash with the mark %s is verified and outdated",
  async (version) => {
    const hash = await bcrypt.hash("old password", { cost: 4, version });
    expect(await verifyImported(hash, "old password")).toBe("match-outdated");
    expect(await verifyImported(hash, "Old password")).toBe("mismatch");
  },
);

test("a bcrypt hash matches a password by its first 72 bytes, as bcrypt does", async () => {
  const hash = await bcrypt.hash("x".repeat(80), { cost: 4 });
  expect(await verifyImported(hash, "x".repeat(72))).toBe("match-outdated");
  expect(await verifyImported(hash, "x".repeat(71))).toBe("mismatch");
});

test("an imported argon2 or bcrypt hash of a text that was not normalized is verified", async () => {
  const typed = "ﬁve ﬂowers";
  const hashes = [
    await bcrypt.hash(typed, { cost: 4 }),
    await argon2.hash(typed, { memoryCost: 8, timeCost: 1 }),
  ];
  for (const hash of hashes) expect(await verifyImported(hash, typed)).toBe("match-outdated");
});

test("at most four hashes are computed at once, and the others follow in order", async () => {
  const queue = taskQueue(4, 2);
  const begun: number[] = [];
  const gates = Array.from({ length: 7 }, () => Promise.withResolvers<void>());
  const all = gates.map((gate, index) =>
    queue.run(() => {
      begun.push(index);
      return gate.promise;
    }),
  );
  expect(begun).toEqual([0, 1, 2, 3]);
  expect(queue.isFull()).toBe(true);
  gates[1]?.reject(new Error("failed"));
  await expect(all[1]).rejects.toThrow("failed");
  await vi.waitFor(() => expect(begun).toEqual([0, 1, 2, 3, 4]));
  expect(queue.isFull()).toBe(true);
  for (const gate of gates) gate.resolve();
  await Promise.allSettled(all);
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(queue.isFull()).toBe(false);
});

test("an import error names no part of the hash", () => {
  expect.assertions(1);
  try {
    passwordData("md5:5f4dcc3b5aa765d61d8327deb882cf99");
  } catch (error) {
    expect(String(error)).not.toContain("5f4d");
  }
});
