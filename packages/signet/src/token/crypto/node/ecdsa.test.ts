import { generateKeyPairSync, sign, verify } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromDer, toDer } from "./ecdsa.ts";

const SIZES = { "P-256": 32, "P-384": 48, "P-521": 66 } as const;

test.each(Object.entries(SIZES))("%s: a signature verifies in both forms", (namedCurve, size) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
  for (let time = 0; time < 50; time++) {
    const message = Buffer.from(`message ${time}`);
    const joined = fromDer(sign("sha256", message, privateKey), 2 * size);
    expect(joined).toHaveLength(2 * size);
    const key = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
    expect(verify("sha256", message, key, joined)).toBe(true);
    expect(verify("sha256", message, publicKey, toDer(joined))).toBe(true);
  }
});

test("any two numbers survive the conversion to DER and back, also with leading zeros or a high first bit", () => {
  const byte = fc.oneof(fc.constantFrom(0, 0x7f, 0x80, 0xff), fc.integer({ min: 0, max: 255 }));
  for (const size of Object.values(SIZES)) {
    const zeros = fc.integer({ min: 0, max: size });
    const bytes = fc.array(byte, { minLength: size, maxLength: size });
    const number = fc.tuple(zeros, bytes).map(([count, all]) => all.fill(0, 0, count));
    fc.assert(
      fc.property(number, number, (first, second) => {
        const joined = Uint8Array.from([...first, ...second]);
        const der = toDer(joined);
        expect(fromDer(der, 2 * size)).toEqual(joined);
        expect(der.length - (der[1] === 0x81 ? 3 : 2)).toBe(der[der[1] === 0x81 ? 2 : 1]);
      }),
    );
  }
});

test("numbers that are too long for an algorithm are refused", () => {
  expect(() => fromDer(toDer(new Uint8Array(96).fill(1)), 64)).toThrow("more than 32 bytes");
});
