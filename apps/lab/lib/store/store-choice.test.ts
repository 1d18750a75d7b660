import { expect, test } from "vitest";
import { storeChoice } from "./store-choice";

const REDIS = "redis://localhost:6379";

test.each([
  [{}, { name: "sqlite" }],
  [{ STORE: "", STORE_URL: "" }, { name: "sqlite" }],
  [{ STORE: "sqlite" }, { name: "sqlite" }],
  [
    { STORE: "postgres", STORE_URL: "postgres://me:pw@db/lab" },
    { name: "postgres", url: "postgres://me:pw@db/lab" },
  ],
  [
    { STORE: "postgres", STORE_URL: "postgresql://db/lab?sslmode=require" },
    { name: "postgres", url: "postgresql://db/lab?sslmode=require" },
  ],
  [
    { STORE: "redis", STORE_URL: "rediss://cache:6380/2" },
    { name: "redis", url: "rediss://cache:6380/2" },
  ],
  [
    { STORE: "cluster", STORE_URL: `${REDIS}, redis://other:6379` },
    { name: "cluster", urls: [REDIS, "redis://other:6379"] },
  ],
])("the environment %j selects %j", (env, choice) => {
  expect(storeChoice(env)).toEqual(choice);
});

test.each([
  [{ STORE: "mysql" }, 'STORE is "mysql". Set STORE to sqlite, postgres, redis or cluster.'],
  [{ STORE: "toString" }, 'STORE is "toString"'],
  [{ STORE_URL: REDIS }, "STORE_URL is set, but SQLite does not use it."],
  [{ STORE: "redis" }, "STORE=redis needs a valid STORE_URL. Example: redis://localhost:6379"],
  [
    { STORE: "postgres", STORE_URL: REDIS },
    "STORE=postgres needs a valid STORE_URL. Example: postgres://",
  ],
  [{ STORE: "redis", STORE_URL: "localhost:6379" }, "STORE=redis needs"],
  [{ STORE: "cluster", STORE_URL: "" }, "STORE=cluster needs a valid STORE_URL. Example: redis://"],
  [{ STORE: "cluster", STORE_URL: `${REDIS},` }, "STORE=cluster needs"],
])("the environment %j is refused with an error message", (env, sentence) => {
  expect(() => storeChoice(env)).toThrow(sentence);
});

test("the error message does not contain the address, because it may hold a password", () => {
  const env = { STORE: "postgres", STORE_URL: "mysql://me:hunter2@db/lab" };
  expect(() => storeChoice(env)).toThrow(/^(?!.*hunter2)/);
});
