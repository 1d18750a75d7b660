import { expect, test } from "vitest";
import { createValidTokens, readValidTokens } from "./consumers.mjs";
import { readCorpus } from "./corpus.mjs";
import { fuzz } from "./fuzz.mjs";

// The path is computed, so that this project does not compile the library with its less strict options.
const token = new URL("../../../packages/signet/src/token/", import.meta.url).href;
const node = await import(`${token}node/index.ts`);
const web = await import(`${token}web/index.ts`);

/** No time limit for an input, because this machine may be busy. `npm run fuzz` has a limit. */
const maxTime = Number.POSITIVE_INFINITY;

test("fuzzing with the corpus and 4,000 generated inputs finds no defect", async () => {
  const corpus = readCorpus();
  expect(corpus.length).toBeGreaterThan(300);
  const report = await fuzz({ node, web }, { seed: 7, maxInputs: 4_000, maxTime, corpus });
  expect(report.findings).toEqual([]);
  expect(report.executions).toBe(corpus.length + 4_000);
  expect(report.outcomes.get("HS256: accepted")).toBeGreaterThan(50);
  expect(
    [...report.outcomes.keys()].filter((outcome) => /accepted|shown/.test(outcome)).length,
  ).toBeGreaterThan(20);
}, 60_000);

test("fuzzing detects a library that does not verify tokens, or throws a foreign error", async () => {
  const unverifying = {
    ...node,
    createVerifier: () => (token: string) => node.decodeUnverified(token).payload,
  };
  const throwing = {
    ...node,
    createVerifier: (options: never) => {
      const verify = node.createVerifier(options);
      return (token: string) =>
        token.length === 1 ? token.at(1)?.length.toFixed() : verify(token);
    },
  };
  for (const [defective, problem] of [
    [unverifying, "accepted an invalid token"],
    [throwing, "refused a valid token|threw|the builds differ"],
  ] as const) {
    const corpus = [{ target: "token", text: "x" }];
    const options = { seed: 7, maxInputs: 200, maxTime, corpus };
    const { findings } = await fuzz({ node: defective, web }, options);
    expect(findings.some((finding) => new RegExp(problem).test(finding.problem))).toBe(true);
  }
});

test("fuzzing detects a library that accepts a key pair as a secret", async () => {
  const accepting = {
    ...node,
    createSigner: (options: { secret?: unknown }) =>
      node.createSigner({
        ...options,
        ...(options.secret ? { secret: "0123456789".repeat(7) } : {}),
      } as never),
    createVerifier: (options: { secret?: unknown }) =>
      node.createVerifier({
        ...options,
        ...(options.secret ? { secret: "0123456789".repeat(7) } : {}),
      } as never),
  };
  const { findings } = await fuzz(
    { node: accepting, web },
    { seed: 7, maxInputs: 300, maxTime, corpus: [] },
  );
  expect(findings.some(({ problem }) => problem === "accepted a key pair as a secret")).toBe(true);
});

test("the stored valid tokens equal newly created tokens of the consumers", () => {
  const stored = readValidTokens();
  const created = createValidTokens();
  expect(Object.keys(stored)).toEqual(Object.keys(created));
  for (const [name, token] of Object.entries(created)) {
    // An ECDSA signature is different each time.
    const compared = name === "ES256" ? -1 : undefined;
    expect(stored[name]?.split(".").slice(0, compared)).toEqual(
      token.split(".").slice(0, compared),
    );
  }
});
