import { expect, test } from "vitest";
import { jsonSession } from "../../fixtures/fake-browser.ts";
import { isSame, knownOf, revisionOf } from "./known.ts";

const text = "2026-01-01T00:00:00.000Z";

test("a session with dates and the same session as JSON are equal, and both have dates", () => {
  const proof = { method: "password", amr: ["pwd"], factors: 1 };
  const json = {
    ...jsonSession({ data: { since: text, at: text, theme: "dark" } }),
    proofs: [{ ...proof, at: text }],
    actor: "support-at",
  };
  const dated = {
    ...json,
    data: { since: new Date(text), at: new Date(text), theme: "dark", nothing: undefined },
    proofs: [{ ...proof, at: new Date(text) }],
    createdAt: new Date(json.createdAt),
    authenticatedAt: new Date(json.authenticatedAt),
    renewedAt: new Date(json.renewedAt),
    expiresAt: new Date(json.expiresAt),
  };
  expect(knownOf(json)).toEqual(knownOf(dated));
  expect(isSame(knownOf(json), knownOf(dated))).toBe(true);
  expect(knownOf(json).session).toMatchObject({
    createdAt: new Date(text),
    authenticatedAt: new Date(text),
    renewedAt: new Date(text),
    expiresAt: new Date("2026-01-01T01:00:00.000Z"),
    data: { since: text, at: text },
    proofs: [{ ...proof, at: new Date(text) }],
    actor: "support-at",
  });
});

test("a reading becomes the state that it means", () => {
  const session = jsonSession();
  expect(knownOf({ status: "active", session })).toEqual(knownOf(session));
  expect(knownOf({ status: "anonymous" }).status).toBe("anonymous");
  expect(knownOf({ status: "rejected" }).status).toBe("anonymous");
  expect(knownOf({ status: "unavailable" })).toEqual({ status: "unavailable", session: null });
  expect(knownOf(null).status).toBe("anonymous");
  expect(knownOf(undefined).status).toBe("loading");
});

test("a revision differs by session and data, not by renewal, and shows no data", () => {
  const of = (change: Parameters<typeof jsonSession>[0]) =>
    revisionOf(knownOf(jsonSession(change)));
  const revision = of({});
  expect(of({ renewedAt: text, expiresAt: text })).toBe(revision);
  expect(of({ id: "another" })).not.toBe(revision);
  expect(of({ data: { theme: "light" } })).not.toBe(revision);
  expect(Number.isInteger(revision)).toBe(true);
  expect(revisionOf(knownOf(null))).toBe(0);
  expect(revisionOf(knownOf(undefined))).toBeNull();
});
