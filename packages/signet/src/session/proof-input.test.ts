import vm from "node:vm";
import { expect, test } from "vitest";
import { parseBeginning } from "./proof-input.ts";

const NOW = Date.UTC(2026, 0, 1);
const proof = { method: "password", amr: ["pwd"], factors: 1, at: new Date(NOW) };

test("a sign-in without proofs and without an actor has no beginning", () => {
  for (const input of [{}, { proofs: [] }, { proofs: undefined, actor: undefined }]) {
    expect(parseBeginning(input, NOW)).toBeNull();
  }
});

test("proofs are kept with the oldest first, in milliseconds, and with nothing else of the given objects", () => {
  const earlier = { ...proof, method: "passkey", amr: [], factors: 2, at: new Date(NOW - 7) };
  const token = { ...proof, token: "secret" };
  expect(parseBeginning({ proofs: [token, earlier] }, NOW)).toEqual({
    proofs: [
      { method: "passkey", amr: [], factors: 2, at: NOW - 7 },
      { method: "password", amr: ["pwd"], factors: 1, at: NOW },
    ],
    actor: null,
  });
  expect(parseBeginning({ actor: "support-1" }, NOW)).toEqual({ proofs: [], actor: "support-1" });
});

test("a later change of the given list of amr values does not change the proof", () => {
  const amr = ["pwd"];
  const beginning = parseBeginning({ proofs: [{ ...proof, amr }] }, NOW);
  amr.push("otp");
  expect(beginning?.proofs[0]?.amr).toEqual(["pwd"]);
});

test("a date of another realm is a date", () => {
  const at: unknown = vm.runInNewContext(`new Date(${NOW - 1})`);
  expect(parseBeginning({ proofs: [{ ...proof, at }] }, NOW)?.proofs[0]?.at).toBe(NOW - 1);
});

test("the longest method, the most amr values and the most proofs are accepted", () => {
  const longest = { ...proof, method: "\u{1F511}".repeat(64), amr: Array(8).fill("a".repeat(32)) };
  const proofs = Array(4).fill(longest);
  expect(parseBeginning({ proofs, actor: "a".repeat(255) }, NOW)?.proofs).toHaveLength(4);
});

test.each([
  [{ proofs: null }, /proofs must be a list of at most 4/],
  [{ proofs: { 0: proof } }, /proofs must be a list/],
  [{ proofs: Array(5).fill(proof) }, /at most 4/],
  [{ proofs: ["pwd"] }, /proofs\[0\] must be an object/],
  [{ proofs: [proof, [proof]] }, /proofs\[1\] must be an object/],
  [{ proofs: [{ ...proof, method: "" }] }, /proofs\[0\]\.method must be a text of 1 to 64/],
  [{ proofs: [{ ...proof, method: "a".repeat(65) }] }, /method must be a text/],
  [{ proofs: [{ ...proof, method: "a\nb" }] }, /method must be a text/],
  [{ proofs: [{ ...proof, method: "\ud800" }] }, /method must be a text/],
  [{ proofs: [{ ...proof, amr: "pwd" }] }, /amr must be a list of at most 8/],
  [{ proofs: [{ ...proof, amr: Array(9).fill("pwd") }] }, /amr must be a list/],
  [{ proofs: [{ ...proof, amr: [""] }] }, /amr must be a list/],
  [{ proofs: [{ ...proof, amr: ["pwd otp"] }] }, /amr must be a list/],
  [{ proofs: [{ ...proof, amr: ["a".repeat(33)] }] }, /amr must be a list/],
  [{ proofs: [{ ...proof, amr: [7] }] }, /amr must be a list/],
  [{ proofs: [{ ...proof, factors: 0 }] }, /factors must be 1, or 2/],
  [{ proofs: [{ ...proof, factors: "2" }] }, /factors must be 1, or 2/],
  [{ proofs: [{ ...proof, at: NOW }] }, /at must be a Date that is not in the future/],
  [{ proofs: [{ ...proof, at: new Date(NOW + 1) }] }, /not in the future/],
  [{ proofs: [{ ...proof, at: new Date(-1) }] }, /not in the future/],
  [{ proofs: [{ ...proof, at: new Date("soon") }] }, /not in the future/],
  [{ actor: null }, /actor must be a text of 1 to 255/],
  [{ actor: "a\u0000" }, /actor must be a text/],
])("the beginning %j is refused as invalid-input", (input, message) => {
  const parse = () => parseBeginning(input, NOW);
  expect(parse).toThrow(expect.objectContaining({ code: "invalid-input" }));
  expect(parse).toThrow(message);
});
