import fc from "fast-check";
import { expect, test } from "vitest";
import { cut, fitsOneCookie, join } from "./chunks.ts";
import { cookieNaming } from "./cookie-names.ts";

const names = cookieNaming("signet")("https");
const LARGEST_COOKIE = 4_096;
const LARGEST_SESSION = 14_336;

function reader(parts: readonly { readonly name: string; readonly value: string }[]) {
  const values = new Map(parts.map(({ name, value }) => [name, value]));
  return (name: string) => values.get(name) ?? "";
}

const credentials = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(..."Az09-_."), minLength: 1, maxLength: 60 }),
    fc.nat(235),
  )
  .map(([text, times]) => text.repeat(times + 1));

test("what was cut is put together again, and no cookie is larger than browsers keep", () => {
  fc.assert(
    fc.property(credentials, (credential) => {
      fc.pre(credential.length <= LARGEST_SESSION - 100);
      const parts = cut(credential, names);
      expect(join(names, reader(parts))).toBe(credential);
      for (const part of parts) {
        expect(Buffer.byteLength(part.name + part.value)).toBeLessThanOrEqual(LARGEST_COOKIE);
      }
      expect(parts.map(({ name }) => name)).toEqual(names.chunks.slice(0, parts.length));
    }),
  );
});

test("one byte more than a cookie holds makes two", () => {
  const value = "v".repeat(LARGEST_COOKIE - names.session.length);
  expect(fitsOneCookie({ name: names.session, value })).toBe(true);
  expect(fitsOneCookie({ name: names.session, value: `${value}v` })).toBe(false);
  expect(cut(`${value}v`, names)).toHaveLength(2);
});

test("the cookies of a session take so many bytes together, and one more is refused with the way out", () => {
  const overhead = "2.".length + names.chunks.join("").length;
  const largest = "v".repeat(LARGEST_SESSION - overhead);
  const parts = cut(largest, names);
  expect(parts).toHaveLength(4);
  const taken = parts.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  expect(taken).toBe(LARGEST_SESSION);
  for (const more of [1, 100, 100_000]) {
    const refused = () => cut(largest + "v".repeat(more), names);
    const size = LARGEST_SESSION + more;
    expect(refused).toThrow(
      new RegExp(`takes ${size} bytes of cookies, and ${LARGEST_SESSION} is.*database\\(`),
    );
    expect(refused).toThrow(expect.objectContaining({ code: "cookie-too-large" }));
  }
});

test("a chunk left over from a longer session is not taken for part of a shorter one", () => {
  const longer = cut("l".repeat(12_000), names);
  const shorter = cut("s".repeat(6_000), names);
  expect(join(names, reader([...longer, ...shorter]))).toBe("s".repeat(6_000));
});

test("a chunk that is missing leaves a credential cut short, and without the first there is none", () => {
  const parts = cut("c".repeat(10_000), names);
  expect(join(names, reader([]))).toBeNull();
  expect(join(names, reader(parts.slice(1)))).toBeNull();
  expect(join(names, reader(parts.slice(0, 2)))?.length).toBeLessThan(10_000);
});

test("no text in the first chunk makes it throw", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (first, second) => {
      const read = (name: string) => (name === names.chunks[0] ? first : second);
      expect(typeof join(names, read)).toBe(first === "" ? "object" : "string");
    }),
  );
});
