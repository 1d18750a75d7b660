import { expect, test } from "vitest";
import { kindOf } from "./codec.ts";
import { engineKeys } from "./keys.ts";

const keys = engineKeys("a-secret-for-token-tests-0123456789-abc");

/** Tokens of the form `header.claims.proof`, and how often one of them was proven. */
function countedKind() {
  const proven: string[] = [];
  const kind = kindOf<string, { header: string; claims: string; proof: string }>(keys, {
    fixed: {},
    prepare: () => ({ header: "h", key: "good" }),
    write: ({ header, key }, claims) => `${header}.${btoa(claims)}.${key}${btoa(claims)}`,
    split(token) {
      const [header = "", claims = "", proof = ""] = token.split(".");
      return { header, claims, proof };
    },
    prove({ claims, proof }, key) {
      proven.push(claims);
      return proof === `${key}${claims}` ? atob(claims) : null;
    },
  });
  return { kind, proven };
}

test("a token that was proven lately is not proven again", async () => {
  const { kind, proven } = countedKind();
  const token = await kind.issue({ sub: "ada" });
  for (let time = 0; time < 3; time++) {
    expect(await kind.verify(token)).toEqual({ ok: true, claims: { sub: "ada" } });
  }
  expect(proven).toHaveLength(1);
});

test("a token that was refused is not remembered, and none passes for a remembered one", async () => {
  const { kind } = countedKind();
  const token = await kind.issue({ sub: "ada" });
  await kind.verify(token);
  const eve = btoa('{"sub":"eve"}');
  const forged = `h.${eve}.bad${eve}`;
  const borrowed = token.replace(/\.[^.]+\./, `.${eve}.`);
  for (let time = 0; time < 3; time++) {
    expect((await kind.verify(forged)).ok).toBe(false);
    expect((await kind.verify(borrowed)).ok).toBe(false);
  }
});

test("each reading gets claims of its own", async () => {
  const { kind } = countedKind();
  const token = await kind.issue({ data: { role: "member" } });
  const first = await kind.verify(token);
  if (first.ok) Object.assign(Object(first.claims["data"]), { role: "admin" });
  expect(await kind.verify(token)).toEqual({ ok: true, claims: { data: { role: "member" } } });
});

test("at most 512 tokens are remembered, and none that is longer than 2,048 characters", async () => {
  const { kind, proven } = countedKind();
  const [first, long] = [
    await kind.issue({ sub: "first" }),
    await kind.issue({ sub: "x".repeat(999) }),
  ];
  for (const token of [first, long]) await kind.verify(token);
  for (let other = 0; other < 1_024; other++) {
    await kind.verify(await kind.issue({ sub: `user-${other}` }));
  }
  const before = proven.length;
  for (const token of [first, long, long]) await kind.verify(token);
  expect(proven.length).toBe(before + 3);
});
