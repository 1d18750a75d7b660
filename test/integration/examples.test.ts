import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isTest, readSources } from "../architecture/sources.ts";
import { docCommentsOf, examplesIn, hasExampleWithoutCode } from "../harness/doc-comments.ts";
import { exampleFolder, typeErrors } from "../harness/examples.ts";
import { publishedFunctions } from "../harness/published-functions.ts";

const root = join(import.meta.dirname, "../..");
const folder = exampleFolder();
afterAll(folder.remove);

/** The published functions whose docstrings have no example yet. This list must only get shorter. */
const MISSING: readonly string[] = [
  "createSignet of signet-auth",
  "isStoreUnavailable of signet-auth",
  "tagOf of signet-auth",
  "userTag of signet-auth",
  "memoryStore of signet-auth",
  "database of signet-auth",
  "hybrid of signet-auth",
  "jwt of signet-auth",
  "sealed of signet-auth",
  "returnPath of signet-auth/next",
  "createAuth of signet-auth/next",
  "sqliteStore of signet-auth/sqlite",
  "postgresStore of signet-auth/postgres",
  "migratePostgres of signet-auth/postgres",
  "redisStore of signet-auth/redis",
  "decodeUnverified of signet-auth/token",
  "keyRing of signet-auth/token",
  "createOpener of signet-auth/token",
  "createSealer of signet-auth/token",
  "createSigner of signet-auth/token",
  "createVerifier of signet-auth/token",
  "decodeUnverified of signet-auth/token/web",
  "keyRing of signet-auth/token/web",
  "createOpener of signet-auth/token/web",
  "createSealer of signet-auth/token/web",
  "createSigner of signet-auth/token/web",
  "createVerifier of signet-auth/token/web",
  "createRemoteVerifier of signet-auth/token/remote-jwks",
];

/**
 * The strict settings of the library. Two rules of style are off: an example may name a result that
 * it does not use, and it may read `process.env.AUTH_SECRET` with a dot.
 */
const config = {
  extends: join(root, "tsconfig.base.json"),
  compilerOptions: {
    lib: ["es2024", "dom"],
    module: "esnext",
    moduleResolution: "bundler",
    noUnusedLocals: false,
    noPropertyAccessFromIndexSignature: false,
  },
  include: ["**/*.ts"],
};

test("the docstring of every published function has an example", async () => {
  const functions = await publishedFunctions();
  const withoutExample = functions
    .filter(({ docs }) => docs.flatMap(examplesIn).length === 0)
    .map(({ entry, name }) => `${name} of ${entry}`);
  const hint = (problem: string) => `${problem}. MISSING in this file lists the exceptions.`;
  expect(
    withoutExample.filter((each) => !MISSING.includes(each)),
    hint("These functions need an @example with a ```ts block in their docstrings"),
  ).toEqual([]);
  expect(
    MISSING.filter((each) => !withoutExample.includes(each)),
    hint("These functions have an example or are no longer published. Remove their names"),
  ).toEqual([]);
});

const comments = readSources(join(root, "packages/signet/src"))
  .filter((source) => !isTest(source))
  .flatMap((source) => docCommentsOf(source).map((comment) => ({ path: source.path, comment })));

test("every @example in the library has a block of TypeScript code", () => {
  const without = comments.filter(({ comment }) => hasExampleWithoutCode(comment));
  expect(without.map(({ path, comment }) => `${path}:${comment.line}`)).toEqual([]);
});

test("the examples in the docstrings of the library compile against the built package", () => {
  const examples = comments.flatMap(({ path, comment }) =>
    examplesIn(comment).map((code, at) => {
      const file = path.replace(/\.tsx?$/, `.line-${comment.line}.${at + 1}.ts`);
      return [file, code] as const;
    }),
  );
  expect(examples.length).toBeGreaterThan(0);
  expect(typeErrors(folder.write("docstrings", new Map(examples)), config)).toBe("");
});
