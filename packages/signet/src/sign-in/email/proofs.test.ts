import { expect, test } from "vitest";
import { engineKeys } from "../../token/engine/keys.ts";
import { newestKid, parseCode, proofsOf } from "./proofs.ts";
import type { MailRequest, Purpose } from "./request.ts";

const [newSecret, oldSecret] = [
  "a-new-secret-for-tests-0123456789-abc",
  "an-old-secret-for-tests-0123456789-xyz",
];
const keys = engineKeys(oldSecret);

async function request(change: Partial<MailRequest> = {}): Promise<MailRequest> {
  return {
    id: "i".repeat(43),
    purpose: "email-sign-in",
    email: "ada@example.com",
    userId: null,
    from: null,
    fromVerifiedAt: null,
    seed: "seed",
    kid: await newestKid(keys),
    expiresAt: 0,
    ...change,
  };
}

test("E2: codes have six digits and are evenly spread", async () => {
  const tenths = new Array<number>(10).fill(0);
  const codes = new Set<string>();
  for (let at = 0; at < 3_000; at++) {
    const { code = "" } = (await proofsOf(keys, await request({ seed: String(at) }))) ?? {};
    expect(code).toMatch(/^\d{6}$/);
    codes.add(code);
    tenths[Number(code[0])] = (tenths[Number(code[0])] ?? 0) + 1;
  }
  expect(codes.size).toBeGreaterThan(2_970);
  for (const count of tenths) expect(Math.abs(count - 300)).toBeLessThan(100);
});

test("E4: link and code change with the purpose, the request, the seed and the key", async () => {
  const variants = [
    await request(),
    ...(await Promise.all(
      (["email-verify", "email-change"] satisfies Purpose[]).map((purpose) => request({ purpose })),
    )),
    await request({ seed: "other" }),
    await request({ id: "j".repeat(43) }),
  ];
  const proofs = await Promise.all(variants.map((one) => proofsOf(keys, one)));
  const otherKey = engineKeys(newSecret);
  proofs.push(await proofsOf(otherKey, await request({ kid: await newestKid(otherKey) })));
  expect(new Set(proofs.map((one) => one?.code)).size).toBe(6);
  expect(new Set(proofs.map((one) => one?.token.split(".")[1])).size).toBe(6);
});

test("a request under a former secret counts as long as the secret is in the list", async () => {
  const former = await proofsOf(keys, await request());
  expect(await proofsOf(engineKeys([newSecret, oldSecret]), await request())).toEqual(former);
  expect(await proofsOf(engineKeys(newSecret), await request())).toBeNull();
});

test("a typed code keeps its leading zeros", () => {
  expect(parseCode("000 042")).toBe("000042");
  expect(parseCode("٠٠٠٠٤٢")).toBeNull();
  expect(parseCode("42")).toBeNull();
  expect(parseCode(null)).toBeNull();
});
