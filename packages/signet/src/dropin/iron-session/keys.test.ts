/** Derived keys are kept, and forged seals fill no cache. */
import { beforeEach, expect, test, vi } from "vitest";
import { nine, otherPassword, password } from "./comparison.test-d.ts";
import { sealData, unsealData } from "./index.ts";

const derived: string[] = [];

vi.mock(import("#iron-crypto"), async (load) => {
  const real = await load();
  return {
    ...real,
    macKey: (secret, salt) => {
      derived.push(`mac ${salt}`);
      return real.macKey(secret, salt);
    },
    cipherKey: (secret, salt) => {
      derived.push(`cipher ${salt}`);
      return real.cipherKey(secret, salt);
    },
  };
});

beforeEach(() => {
  derived.length = 0;
});

let count = 0;
/** A password that no other test has used, so that no key of it is kept. */
function newPassword(): string {
  count++;
  return `${password} ${count}`;
}

const partsOf = (seal: string) => seal.slice(0, -2).split("*");
const saltsOf = (seal: string) => [partsOf(seal)[2], partsOf(seal)[6]];

test("a seal that comes again is opened without a derivation", async () => {
  const secret = newPassword();
  const seal = await nine.sealData({ a: 1 }, { password: secret });
  expect(await unsealData(seal, { password: secret })).toEqual({ a: 1 });
  const [encryption, integrity] = saltsOf(seal);
  expect(derived).toEqual([`mac ${integrity}`, `cipher ${encryption}`]);
  for (let turn = 0; turn < 3; turn++) {
    expect(await unsealData(seal, { password: secret })).toEqual({ a: 1 });
  }
  expect(derived).toHaveLength(2);
});

test("our seals share their salts, and each has its own IV", async () => {
  const secret = newPassword();
  const seals = await Promise.all(
    Array.from({ length: 50 }, () => sealData({ a: 1 }, { password: secret })),
  );
  const later = await sealData({ a: 1 }, { password: secret });
  const last = saltsOf(later);
  expect(seals.filter((seal) => `${saltsOf(seal)}` === `${last}`).length).toBeGreaterThan(0);
  expect(new Set([...seals, later].map((seal) => partsOf(seal)[3])).size).toBe(51);
  derived.length = 0;
  expect(await unsealData(later, { password: secret })).toEqual({ a: 1 });
  await sealData({ a: 2 }, { password: secret });
  expect(derived).toEqual([]);
});

test("two passwords never share salts", async () => {
  const seals = [
    await sealData({}, { password: newPassword() }),
    await sealData({}, { password: newPassword() }),
  ];
  expect(new Set(seals.flatMap(saltsOf)).size).toBe(4);
});

test("the salts are replaced after an hour", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  try {
    const secret = newPassword();
    const first = await sealData({}, { password: secret });
    vi.advanceTimersByTime(3_600_000 - 1);
    expect(saltsOf(await sealData({}, { password: secret }))).toEqual(saltsOf(first));
    vi.advanceTimersByTime(1);
    const next = saltsOf(await sealData({}, { password: secret }));
    expect(next).not.toContain(saltsOf(first)[0]);
    expect(next).not.toContain(saltsOf(first)[1]);
  } finally {
    vi.useRealTimers();
  }
});

test("the salts are replaced after 16,384 seals", async () => {
  const secret = newPassword();
  const first = saltsOf(await sealData({}, { password: secret }));
  let last = "";
  for (let seal = 1; seal < 16_384; seal++) last = await sealData({}, { password: secret });
  expect(saltsOf(last)).toEqual(first);
  expect(saltsOf(await sealData({}, { password: secret }))).not.toEqual(first);
});

test("a forged seal costs one derivation, and its keys are not kept", async () => {
  const secret = newPassword();
  const good = await nine.sealData({ a: 1 }, { password: secret });
  await unsealData(good, { password: secret });
  derived.length = 0;
  for (let forged = 0; forged < 4_500; forged++) {
    const salt = String(forged).padStart(64, "0");
    const seal = partsOf(good).with(2, salt).with(6, salt).join("*");
    expect(await unsealData(seal, { password: secret })).toEqual({});
  }
  expect(derived).toHaveLength(4_500);
  expect(derived.some((each) => each.startsWith("cipher"))).toBe(false);
  derived.length = 0;
  expect(await unsealData(good, { password: secret })).toEqual({ a: 1 });
  expect(derived).toEqual([]);
});

test("kept keys of a password do not open seals of another one", async () => {
  const seal = await nine.sealData({ a: 1 }, { password });
  expect(await unsealData(seal, { password })).toEqual({ a: 1 });
  expect(await unsealData(seal, { password: otherPassword })).toEqual({});
  const both = { 1: otherPassword, 2: password };
  expect(await unsealData(seal, { password: both })).toEqual({});
});

test("the caches are bounded: after many salts the first ones are derived again", async () => {
  const secret = newPassword();
  const seals: string[] = [];
  for (let at = 0; at < 4_001; at++) {
    seals.push(await sealWithNewSalts(secret, at));
  }
  for (const seal of seals) await unsealData(seal, { password: secret });
  derived.length = 0;
  await unsealData(seals.at(-1) ?? "", { password: secret });
  expect(derived).toEqual([]);
  await unsealData(seals[0] ?? "", { password: secret });
  expect(derived).toHaveLength(2);
});

/** Seals with salts of our choice, through the primitives. */
async function sealWithNewSalts(secret: string, at: number): Promise<string> {
  const { cipherKey, macKey } = await import("#iron-crypto");
  const salt = String(at).padStart(64, "0");
  const { iv, ciphertext } = await (await cipherKey(secret, salt)).encrypt("{}");
  const text = `Fe26.2*1*${salt}*${iv}*${ciphertext}*`;
  return `${text}*${salt}*${await (await macKey(secret, salt))(text)}~2`;
}
