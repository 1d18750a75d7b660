import fc from "fast-check";
import { expect, test } from "vitest";
import { fitsOneCookie, joinChunks, splitCredential } from "./cookie-chunks.ts";
import { cookieNames } from "./cookie-names.ts";

const names = cookieNames("__Host-signet");
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

test("a split credential joins to the same credential, and each cookie is within the size limit of browsers", () => {
  fc.assert(
    fc.property(credentials, (credential) => {
      fc.pre(credential.length <= LARGEST_SESSION - 100);
      const parts = splitCredential(credential, names);
      expect(joinChunks(names, reader(parts))).toBe(credential);
      for (const part of parts) {
        expect(Buffer.byteLength(part.name + part.value)).toBeLessThanOrEqual(LARGEST_COOKIE);
      }
      expect(parts.map(({ name }) => name)).toEqual(names.chunks.slice(0, parts.length));
    }),
  );
});

test("a credential one byte over the limit of one cookie is split into two", () => {
  const value = "v".repeat(LARGEST_COOKIE - names.session.length);
  expect(fitsOneCookie({ name: names.session, value })).toBe(true);
  expect(fitsOneCookie({ name: names.session, value: `${value}v` })).toBe(false);
  expect(splitCredential(`${value}v`, names)).toHaveLength(2);
});

test("cookies of a session take at most 14,336 bytes, and the error for more names database()", () => {
  const overhead = "2.".length + names.chunks.join("").length;
  const largest = "v".repeat(LARGEST_SESSION - overhead);
  const parts = splitCredential(largest, names);
  expect(parts).toHaveLength(4);
  const taken = parts.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  expect(taken).toBe(LARGEST_SESSION);
  for (const more of [1, 100, 100_000]) {
    const refused = () => splitCredential(largest + "v".repeat(more), names);
    const size = LARGEST_SESSION + more;
    expect(refused).toThrow(
      new RegExp(
        `takes ${size} bytes of cookies, but the limit is ${LARGEST_SESSION} bytes.*database\\(`,
      ),
    );
    expect(refused).toThrow(expect.objectContaining({ code: "cookie-too-large" }));
  }
});

test("a chunk left over from a longer session is not joined to a shorter one", () => {
  const longer = splitCredential("l".repeat(12_000), names);
  const shorter = splitCredential("s".repeat(6_000), names);
  expect(joinChunks(names, reader([...longer, ...shorter]))).toBe("s".repeat(6_000));
});

test("a missing later chunk leaves an incomplete credential, and a missing first chunk leaves none", () => {
  const parts = splitCredential("c".repeat(10_000), names);
  expect(joinChunks(names, reader([]))).toBeNull();
  expect(joinChunks(names, reader(parts.slice(1)))).toBeNull();
  expect(joinChunks(names, reader(parts.slice(0, 2)))?.length).toBeLessThan(10_000);
});

test("no text in the first chunk makes joinChunks throw", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (first, second) => {
      const read = (name: string) => (name === names.chunks[0] ? first : second);
      expect(typeof joinChunks(names, read)).toBe(first === "" ? "object" : "string");
    }),
  );
});
