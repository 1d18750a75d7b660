import { expect, test } from "vitest";
import { identityId } from "../../accounts/contract.ts";
import { isOfIssuer } from "./issuer.ts";

const one = { issuer: "https://login.example.com", sharedIssuer: null };
const shared = {
  issuer: "https://login.example.com/common/v2.0",
  sharedIssuer: "https://login.example.com/{tenantid}/v2.0",
};

test.each([
  ["https://login.example.com", true],
  ["https://login.example.com/", true],
  ["https://login.example.com.evil.example", false],
  ["https://other.example", false],
  ["", false],
])("L7: an identity of %j is one of the provider: %s", (issuer, is) => {
  expect(isOfIssuer(identityId(issuer, "1"), one)).toBe(is);
});

test.each([
  ["https://login.example.com/a-tenant/v2.0", true],
  ["https://login.example.com//v2.0", false],
  ["https://evil.example/a-tenant/v2.0", false],
  ["https://login.example.com/a-tenant/v1.0", false],
])("L7: with many tenants an identity of %j is one of the provider: %s", (issuer, is) => {
  expect(isOfIssuer(identityId(issuer, "1"), shared)).toBe(is);
});

test.each(["", "{", "null", "[]", "[1]", "{}"])("an id %j is of no provider", (id) => {
  expect(isOfIssuer(id, one)).toBe(false);
});
