import fc from "fast-check";
import { expect, test } from "vitest";
import { pairsNamed, withCookies } from "./cookie-header.ts";

/** Generates pairs of a Cookie header, also malformed ones. */
const pair = fc.oneof(
  fc.string({ unit: "binary-ascii", maxLength: 20 }).map((text) => text.replaceAll(";", "")),
  fc.constantFrom(
    "a=1",
    "a=1",
    "b=%",
    'c="x y"',
    "signet",
    "signet=x",
    "\t signet=y",
    "signet.0=z",
  ),
  fc.constantFrom(
    "",
    " ",
    "  signet=x ",
    "xsignet=no",
    "\u00a0signet=n",
    "=",
    "signet =n",
    "a=signet=x",
  ),
);
const header = fc.array(pair, { maxLength: 12 }).map((pairs) => pairs.join(";"));

/** A simple and slow version of pairsNamed. */
function referencePairsNamed(text: string, prefix: string) {
  return text
    .split(";")
    .map((one) => one.replace(/^[ \t]+/, ""))
    .filter((one) => one.startsWith(prefix) && one.includes("="))
    .map((one) => ({ name: one.split("=", 1)[0], value: one.slice(one.indexOf("=") + 1) }));
}

test("pairsNamed finds every pair of a name, in the order of the header and unchanged", () => {
  fc.assert(
    fc.property(header, fc.constantFrom("signet", "a", "c"), (text, prefix) => {
      expect(pairsNamed(text, prefix)).toEqual(referencePairsNamed(text, prefix));
    }),
  );
});

test("withCookies replaces one cookie and keeps every byte of the others", () => {
  fc.assert(
    fc.property(header, fc.option(fc.constantFrom("new", "a.b-c_d")), (text, value) => {
      const changed = withCookies(text, new Map([["signet", value]]));
      const others = (all: string) =>
        all.split(";").filter((one) => !/^[ \t]*signet(=|$)/.test(one));
      expect(pairsNamed(changed, "signet").filter(({ name }) => name === "signet")).toEqual(
        value === null ? [] : [{ name: "signet", value }],
      );
      const kept = others(text)
        .join(";")
        .replace(/^[ \t]+/, "");
      const added = value === null ? "" : `signet=${value}`;
      expect(changed).toBe(kept && added ? `${kept}; ${added}` : kept + added);
    }),
  );
});

test("withCookies without changes returns the same header", () => {
  fc.assert(
    fc.property(header, (text) => {
      expect(withCookies(text, new Map())).toBe(text);
    }),
  );
});

test.each([
  ["a=1; signet=x; b=%; a=2", "new", "a=1; b=%; a=2; signet=new"],
  ["signet=x; signet=y", "new", "signet=new"],
  ["", "new", "signet=new"],
  ['q="x y"; signet=x', null, 'q="x y"'],
  ["signet=x", null, ""],
  ["a[b]=1;  signet=x;c=\u00e9", "new", "a[b]=1;c=\u00e9; signet=new"],
])("the header %j with signet set to %j becomes %j", (sent, value, expected) => {
  expect(withCookies(sent, new Map([["signet", value]]))).toBe(expected);
});
