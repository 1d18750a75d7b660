import { expect, test } from "vitest";
import { createCodec } from "./codec.ts";
import { engineKeys } from "./keys.ts";

const keys = engineKeys("a-secret-for-token-tests-0123456789-abc");

/** Creates a codec for tokens of the form `header.claims.signature`, and a list of the tokens it opened. */
function countingCodec() {
  const opened: string[] = [];
  const codec = createCodec<string, { header: string; claims: string; signature: string }>(keys, {
    fixed: {},
    prepare: async () => ({ header: "h", key: "good" }),
    write: async ({ header, key }, claims) => `${header}.${btoa(claims)}.${key}${btoa(claims)}`,
    split(token) {
      const [header = "", claims = "", signature = ""] = token.split(".");
      return { header, claims, signature };
    },
    open({ claims, signature }, key) {
      opened.push(claims);
      return signature === `${key}${claims}` ? atob(claims) : null;
    },
  });
  return { codec, opened };
}

test("a codec does not open a token again that it verified recently", async () => {
  const { codec, opened } = countingCodec();
  const token = await codec.issue({ sub: "ada" });
  for (let time = 0; time < 3; time++) {
    expect(await codec.verify(token)).toEqual({ ok: true, claims: { sub: "ada" } });
  }
  expect(opened).toHaveLength(1);
});

test("a codec does not remember refused tokens, and does not confuse an altered token with a remembered one", async () => {
  const { codec } = countingCodec();
  const token = await codec.issue({ sub: "ada" });
  await codec.verify(token);
  const eve = btoa('{"sub":"eve"}');
  const forged = `h.${eve}.bad${eve}`;
  const borrowed = token.replace(/\.[^.]+\./, `.${eve}.`);
  for (let time = 0; time < 3; time++) {
    expect((await codec.verify(forged)).ok).toBe(false);
    expect((await codec.verify(borrowed)).ok).toBe(false);
  }
});

test("each verification returns its own copy of the claims", async () => {
  const { codec } = countingCodec();
  const token = await codec.issue({ data: { role: "member" } });
  const first = await codec.verify(token);
  if (first.ok) Object.assign(Object(first.claims["data"]), { role: "admin" });
  expect(await codec.verify(token)).toEqual({ ok: true, claims: { data: { role: "member" } } });
});

test("a codec remembers at most 512 tokens, and none that is longer than 2,048 characters", async () => {
  const { codec, opened } = countingCodec();
  const [first, long] = [
    await codec.issue({ sub: "first" }),
    await codec.issue({ sub: "x".repeat(999) }),
  ];
  for (const token of [first, long]) await codec.verify(token);
  for (let other = 0; other < 1_024; other++) {
    await codec.verify(await codec.issue({ sub: `user-${other}` }));
  }
  const before = opened.length;
  for (const token of [first, long, long]) await codec.verify(token);
  expect(opened.length).toBe(before + 3);
});
