import { createRequire } from "node:module";
import { expect, test, vi } from "vitest";
import * as all from "./index.ts";
import jwt, { decode, sign, verify } from "./index.ts";

const theirs: object = createRequire(import.meta.url)("jsonwebtoken");

test("the default export is the result of require and has exactly the members of jsonwebtoken", () => {
  expect(Object.keys(jwt).sort()).toEqual(Object.keys(theirs).sort());
  expect(Object.entries(all)).toContainEqual(["module.exports", jwt]);
  expect([jwt.sign, jwt.verify, jwt.decode]).toEqual([sign, verify, decode]);
  for (const [name, member] of Object.entries(jwt)) expect(Reflect.get(all, name)).toBe(member);
});

test("a test can spy on a member of the default export", () => {
  const spy = vi.spyOn(jwt, "verify").mockReturnValue(undefined);
  jwt.verify("token", "secret");
  expect(spy).toHaveBeenCalledOnce();
  spy.mockRestore();
});
