import fc from "fast-check";
import { expect, test } from "vitest";
import { firstOf, forwardedIn, quoted } from "./fields.ts";

test.each([
  ["https", "https"],
  [" https ", "https"],
  ["https, http", "https"],
  ["http,https", "http"],
  [", ,https", "https"],
  ["", ""],
  [" , ,", ""],
])("the first value of the list %j is %j", (list, first) => {
  expect(firstOf(list)).toBe(first);
});

test.each([
  ["proto=https;host=app.example", "https", "app.example"],
  ["for=192.0.2.60;proto=http;by=203.0.113.43", "http", null],
  ["Proto=HTTPS; Host=App.Example", "HTTPS", "App.Example"],
  ['for="[2001:db8:cafe::17]:4711";host="app.example:8443"', null, "app.example:8443"],
  ['host="a\\"b"', null, 'a"b'],
  ['for="a,b;proto=http", proto=https', null, null],
  ["proto=https, proto=http;host=evil.example", "https", null],
  [" , proto=https", "https", null],
  ["proto=", "", null],
])("Forwarded %j says proto %j and host %j", (header, proto, host) => {
  expect(forwardedIn(header)).toEqual({ proto, host });
});

test.each(["", "https", "proto", "proto=https;proto=http", 'host="open', "proto=https;;", "a b=c"])(
  "Forwarded %j is not well formed and says nothing",
  (header) => {
    expect(forwardedIn(header)).toEqual({ proto: null, host: null });
  },
);

test("whatever a parameter holds comes back from its quoted form", () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const text = value.replace(/[\r\n\u2028\u2029]/g, "");
      const header = `proto=https;host="${text.replace(/["\\]/g, "\\$&")}"`;
      expect(forwardedIn(header)).toEqual({ proto: "https", host: text });
    }),
  );
});

test("no header makes a parser throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(typeof firstOf(text)).toBe("string");
      expect(Object.keys(forwardedIn(text))).toEqual(["proto", "host"]);
    }),
  );
});

test("an error quotes a header cut and escaped, on one line of plain characters", () => {
  expect(quoted(null)).toBe("missing");
  expect(quoted("a\r\nSet-Cookie: x\u0007\u00e9")).toBe('"a\\r\\nSet-Cookie: x\\u0007\\u00e9"');
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
      const shown = quoted(text);
      expect(shown).toMatch(/^"[ -~]*…?"$/);
      expect(shown.length).toBeLessThan(700);
    }),
  );
});
