import { expect, test } from "vitest";
import { endpointPath } from "./endpoint-path.ts";

test("the path of an endpoint is the list with which the address ends", () => {
  const query = { signet: ["sessions", "a b"] };
  expect(endpointPath({ url: "/api/auth/sessions/a%20b?x=1", query })).toEqual(["sessions", "a b"]);
});

test("the address may end with a slash, as it does with trailingSlash of next.config", () => {
  const query = { signet: ["sign-in", "password"] };
  const url = "/api/auth/sign-in/password/";
  expect(endpointPath({ url, query })).toEqual(["sign-in", "password"]);
  expect(endpointPath({ url: `${url}?x=1`, query })).toEqual(["sign-in", "password"]);
  expect(endpointPath({ url: `${url}/`, query })).toEqual([]);
});

test("a list in the query of the request does not choose the endpoint", () => {
  const query = { x: ["sign-out", "sign-out"], signet: ["session"] };
  const url = "/api/auth/session?x=sign-out&x=sign-out";
  expect(endpointPath({ url, query })).toEqual(["session"]);
  expect(endpointPath({ url, query: { x: query.x } })).toEqual([]);
});

test("a request without a catch-all parameter has no endpoint", () => {
  expect(endpointPath({ url: "/api/auth", query: {} })).toEqual([]);
  expect(endpointPath({ url: "/api/auth/%", query: { signet: ["%"] } })).toEqual(["%"]);
});
