import { expect, test } from "vitest";
import {
  challenge,
  done,
  invalidField,
  newTransaction,
  proved,
  redirect,
  refused,
  sent,
} from "./makers.ts";
import { operation } from "./operation.ts";

const who = { kind: "user", userId: "ada" } as const;
const owner = { issuer: "https://provider.example", subject: "1", sid: null };
const terms = { idle: null, absolute: null, persistent: false };

test("a maker gives each member that is not named its usual value", () => {
  expect(proved(who, { amr: ["pwd"], factors: 1 })).toStrictEqual({
    type: "proved",
    proved: { who, amr: ["pwd"], factors: 1, at: null, providerSession: null, terms: null },
    tokens: null,
  });
  expect(redirect("https://provider.example/")).toStrictEqual({
    type: "redirect",
    url: "https://provider.example/",
    transaction: null,
    endsSession: false,
  });
  expect(challenge({ a: 1 })).toStrictEqual({
    type: "challenge",
    value: { a: 1 },
    transaction: null,
  });
  expect(sent()).toStrictEqual({ type: "sent", transaction: null });
  expect(done()).toStrictEqual({ type: "done", value: null, ends: null, endsSession: false });
  expect(refused("expired")).toStrictEqual({
    type: "refused",
    reason: "expired",
    field: null,
    detail: null,
    retryAfter: null,
  });
  expect(invalidField("email")).toStrictEqual({
    type: "refused",
    reason: "invalid-input",
    field: "email",
    detail: null,
    retryAfter: null,
  });
  const data = { state: "s" };
  expect(newTransaction(data)).toStrictEqual({
    data,
    key: null,
    lifetime: 600,
    crossSitePost: false,
  });
});

test("a maker keeps each member that is named", () => {
  const proof = { amr: ["mfa"], factors: 2, at: 5, providerSession: owner, terms } as const;
  expect(proved(who, proof, { access: "sealed" })).toStrictEqual({
    type: "proved",
    proved: { who, ...proof },
    tokens: { access: "sealed" },
  });
  const data = { state: "s" };
  const more = { key: "k", lifetime: 60, crossSitePost: true };
  const transaction = newTransaction(data, more);
  expect(transaction).toStrictEqual({ data, ...more });
  expect(redirect("/", { transaction, endsSession: true })).toStrictEqual({
    ...{ type: "redirect", url: "/", transaction, endsSession: true },
  });
  expect(challenge({}, transaction)).toStrictEqual({ type: "challenge", value: {}, transaction });
  expect(sent(transaction)).toStrictEqual({ type: "sent", transaction });
  const ends = { userId: "ada", sessions: "all" } as const;
  expect(done({ value: { a: 1 }, ends, endsSession: true })).toStrictEqual({
    ...{ type: "done", value: { a: 1 }, ends, endsSession: true },
  });
  const details = { field: "code", detail: "Try again.", retryAfter: 30 };
  expect(refused("rate-limited", details)).toStrictEqual({
    ...{ type: "refused", reason: "rate-limited" },
    ...details,
  });
});

test("an operation is no page unless it says so, and its type of input has no value", () => {
  const run = async () => done();
  const form = operation<{ email: string }>({ access: "recent", run });
  expect(form).toStrictEqual({ access: "recent", isPage: false, input: null, run });
  expect(operation({ access: "anyone", isPage: true, run }).isPage).toBe(true);
});
