import fc from "fast-check";
import { expect, test } from "vitest";
import { parseEmail } from "./email.ts";

const ada = "ada@example.com";

test.each([
  [" Ada@Example.COM ", ada],
  ["ada+tag@sub.example.co.uk", "ada+tag@sub.example.co.uk"],
  ["o_brien-1@ex-ample.com", "o_brien-1@ex-ample.com"],
  ["münchen@exämple.de", "münchen@exämple.de"],
])("E7: the address %j is accepted as %j", (text, email) => {
  expect(parseEmail(text)).toBe(email);
});

test("E7: an address is normalised with NFKC before it is checked", () => {
  expect(parseEmail("ａda＠example．com")).toBe(ada);
  // The full-width quote and comma become ASCII, and are refused then.
  expect(parseEmail("ada＂@example.com")).toBeNull();
  expect(parseEmail("ada@example.com，eve@evil.example")).toBeNull();
  expect(parseEmail("ada@evil.example＠example.com")).toBeNull();
});

test.each([
  "",
  "ada",
  "@example.com",
  "ada@",
  "ada@example",
  "ada@example.com,eve@evil.example",
  "ada@example.com;eve@evil.example",
  "ada@example.com eve@evil.example",
  "ada@evil.example@example.com",
  '"ada@evil.example"@example.com',
  '"eve@evil.example x"@example.com',
  "'ada'@example.com",
  "`ada`@example.com",
  "Ada <ada@example.com>",
  "<ada@example.com>",
  "ada(eve@evil.example)@example.com",
  "ada\\@example.com",
  "ada@[127.0.0.1]",
  "group:ada@example.com",
  "ada@exam\nple.com",
  "ada@example.com\r\nBcc: eve@evil.example",
  "ada\u0000@example.com",
  "ad\u200Ba@example.com",
  "ad\u00ADa@example.com",
  "ad\u202Ea@example.com",
  "ad\u3164a@example.com",
  "ada@example.com\u0000",
  ".ada@example.com",
  "ada.@example.com",
  "a..da@example.com",
  "ada@.example.com",
  "ada@example..com",
  "ada@example.com.",
  "ada@-example.com",
  "ada@example-.com",
  "ada@evil.example。com",
  "ada@example.com/../evil.example",
  "ada\uD800@example.com",
  `${"a".repeat(65)}@example.com`,
  `${"é".repeat(33)}@example.com`,
  `ada@${"a".repeat(60)}.${"b.".repeat(100)}com`,
])("E7: %j is no address", (text) => {
  expect(parseEmail(text)).toBeNull();
});

test.each([null, undefined, 1, {}, [ada], { toString: () => ada }])(
  "E7: %j is no address, because it is no text",
  (value) => {
    expect(parseEmail(value)).toBeNull();
  },
);

test("E8: letters with and without accents are different addresses", () => {
  expect(parseEmail("adá@example.com")).not.toBe(parseEmail("ada@example.com"));
  expect(parseEmail("ada@éxample.com")).not.toBe(parseEmail("ada@example.com"));
  // The same letter in two encodings is one address.
  expect(parseEmail("ada\u0301@example.com")).toBe(parseEmail("ad\u00E1@example.com"));
});

/** Texts that look like addresses, with characters that mail programs interpret. */
const nearly = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "@",
        ".",
        ",",
        '"',
        "'",
        "<",
        ">",
        " ",
        "\n",
        "\\",
        "＠",
        "．",
        "Ａ",
        "ǰ",
        "J\u030C",
      ),
      fc.string({ unit: "grapheme", maxLength: 4 }),
      fc.constantFrom("ada", "example", "com", "evil"),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const texts = fc.oneof(
  nearly,
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.tuple(nearly, nearly).map(([local, host]) => `${local}@${host}.com`),
);

test("E7: an apostrophe is accepted between two letters of the local part, as in a name", () => {
  expect(parseEmail("Sean.O'Neil@example.com")).toBe("sean.o'neil@example.com");
  for (const text of ["'o@example.com", "o'@example.com", "o''n@example.com", "o@ex'ample.com"]) {
    expect([text, parseEmail(text)]).toEqual([text, null]);
  }
});

test("E7: every accepted address has one @, and no quotes, commas, spaces, controls or brackets", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const email = parseEmail(text);
      if (email === null) return;
      expect(email.split("@")).toHaveLength(2);
      expect(email).not.toMatch(/["`,;:<>()[\]\\\s\p{C}\p{Z}]/u);
      expect(email.normalize("NFKC")).toBe(email);
      expect(new TextEncoder().encode(email).length).toBeLessThanOrEqual(254);
    }),
    { numRuns: 2_000 },
  );
});

test("E7: an accepted address is its own normal form", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const email = parseEmail(text);
      if (email !== null) expect(parseEmail(email)).toBe(email);
    }),
    { numRuns: 2_000 },
  );
  const email = parseEmail("J\u030Ca@example.com");
  expect(email).toBe("ǰa@example.com");
  expect(parseEmail(email)).toBe(email);
});
