import fc from "fast-check";
import { expect, test } from "vitest";
import { firstInList, parseForwarded } from "./forwarded-header.ts";

test.each([
  ["https", "https"],
  [" https ", "https"],
  ["https, http", "https"],
  ["http,https", "http"],
  [", ,https", "https"],
  ["", ""],
  [" , ,", ""],
])("the first value of the header list %j is %j", (list, first) => {
  expect(firstInList(list)).toBe(first);
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
])("Forwarded %j is parsed as proto %j and host %j", (header, proto, host) => {
  expect(parseForwarded(header)).toEqual({ proto, host });
});

test.each(["", "https", "proto", "proto=https;proto=http", 'host="open', "proto=https;;", "a b=c"])(
  "a malformed Forwarded %j gives neither proto nor host",
  (header) => {
    expect(parseForwarded(header)).toEqual({ proto: null, host: null });
  },
);

test("any parameter value survives quoting in a Forwarded header", () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const text = value.replace(/[\r\n\u2028\u2029]/g, "");
      const header = `proto=https;host="${text.replace(/["\\]/g, "\\$&")}"`;
      expect(parseForwarded(header)).toEqual({ proto: "https", host: text });
    }),
  );
});

test("no header text makes a Forwarded parser throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(typeof firstInList(text)).toBe("string");
      expect(Object.keys(parseForwarded(text))).toEqual(["proto", "host"]);
    }),
  );
});
