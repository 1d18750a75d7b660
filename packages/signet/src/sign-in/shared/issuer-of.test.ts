import { expect, test } from "vitest";
import { identityId } from "../../accounts/contract.ts";
import { issuerOf } from "./issuer-of.ts";

test("issuerOf returns the issuer of an identity", () => {
  expect(issuerOf(identityId("https://login.example.com", "1"))).toBe("https://login.example.com");
});

test.each(["", "a-key", "null", "[]", "[1]", '{"0":"a"}', '"https://login.example.com"'])(
  "issuerOf returns null for %j, which is the id of no identity",
  (id) => {
    expect(issuerOf(id)).toBeNull();
  },
);
