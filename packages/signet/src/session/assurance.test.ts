import fc from "fast-check";
import { expect, test } from "vitest";
import { assuranceOf, secondFactorAt } from "./assurance.ts";
import type { Proof } from "./types.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const proof = (method: string, minute: number, factors: 1 | 2 = 1): Proof => ({
  ...{ method, amr: [], factors },
  at: at(minute),
});

test.each<[string, Proof[], Date | null]>([
  ["no proof", [], null],
  ["a password", [proof("password", 0)], null],
  ["a password twice", [proof("password", 0), proof("password", 9)], null],
  ["a passkey with user verification", [proof("passkey", 3, 2)], at(3)],
  ["a password and a code", [proof("password", 0), proof("totp", 1)], at(1)],
  ["a password and two codes", [proof("password", 0), proof("totp", 1), proof("totp", 5)], at(5)],
  [
    "a password again after a code",
    [proof("password", 0), proof("totp", 1), proof("password", 5)],
    at(1),
  ],
  ["a passkey, and then a password", [proof("passkey", 0, 2), proof("password", 2)], at(2)],
  ["a password, and then a passkey", [proof("password", 0), proof("passkey", 2, 2)], at(2)],
])("the time of the second factor of %s is that of its latest proof", (_, proofs, expected) => {
  expect(secondFactorAt({ proofs })).toEqual(expected);
  expect(assuranceOf({ proofs })).toBe(expected === null ? "aal1" : "aal2");
});

test("a session without proofs, and any values of amr, count as one factor", () => {
  expect(assuranceOf({})).toBe("aal1");
  const amr = fc.array(fc.constantFrom("pwd", "otp", "mfa", "hwk", "user"), { maxLength: 8 });
  fc.assert(
    fc.property(amr, (values) => {
      expect(assuranceOf({ proofs: [{ ...proof("company", 0), amr: values }] })).toBe("aal1");
    }),
  );
});

test("a session has two factors exactly if it has two methods or a proof of two factors", () => {
  const some = fc.array(
    fc.tuple(
      fc.constantFrom("password", "totp", "passkey"),
      fc.nat(9),
      fc.constantFrom(1 as const, 2 as const),
    ),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(some, (members) => {
      const proofs = members.map((each) => proof(...each));
      const methods = new Set(proofs.map(({ method }) => method));
      const hasTwo = methods.size > 1 || proofs.some(({ factors }) => factors === 2);
      expect(assuranceOf({ proofs })).toBe(hasTwo ? "aal2" : "aal1");
    }),
  );
});
