import { expect, test } from "vitest";
import { goodTokens, keptTokens } from "./consumers.mjs";
import { readCorpus } from "./corpus.mjs";
import { fuzz } from "./fuzz.mjs";

// By a path that is made here: these scripts are compiled less strictly than the library.
const token = new URL("../../../packages/signet/src/token/", import.meta.url).href;
const node = await import(`${token}node/index.ts`);
const web = await import(`${token}web/index.ts`);

/** How long an input takes is asked by `npm run fuzz` alone. */
const longest = Number.POSITIVE_INFINITY;

test("the kept inputs and a few thousand new ones find nothing", async () => {
  const corpus = readCorpus();
  expect(corpus.length).toBeGreaterThan(300);
  const report = await fuzz({ node, web }, { seed: 7, most: 4_000, longest, corpus });
  expect(report.findings).toEqual([]);
  expect(report.executions).toBe(corpus.length + 4_000);
  expect(report.outcomes.get("HS256: accepted")).toBeGreaterThan(50);
  expect(
    [...report.outcomes.keys()].filter((shape) => /accepted|shown/.test(shape)).length,
  ).toBeGreaterThan(20);
}, 60_000);

test("a library that believes what it decodes, or breaks, is found out", async () => {
  const believing = {
    ...node,
    createVerifier: () => (token: string) => node.decodeUnverified(token).payload,
  };
  const breaking = {
    ...node,
    createVerifier: (options: never) => {
      const verify = node.createVerifier(options);
      return (token: string) =>
        token.length === 1 ? token.at(1)?.length.toFixed() : verify(token);
    },
  };
  for (const [bad, problem] of [
    [believing, "accepted what should be refused"],
    [breaking, "refused what should be accepted|threw|node says"],
  ] as const) {
    const corpus = [{ target: "token", text: "x" }];
    const options = { seed: 7, most: 200, longest, corpus };
    const { findings } = await fuzz({ node: bad, web }, options);
    expect(findings.some((one) => new RegExp(problem).test(one.problem))).toBe(true);
  }
});

test("a library that takes a key pair for a secret is found out", async () => {
  const taking = {
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
    { node: taking, web },
    { seed: 7, most: 300, longest, corpus: [] },
  );
  expect(findings.some(({ problem }) => problem === "took a key pair for a secret")).toBe(true);
});

test("the good tokens that were kept are those of the consumers", () => {
  const kept = keptTokens();
  const made = goodTokens();
  expect(Object.keys(kept)).toEqual(Object.keys(made));
  for (const [name, token] of Object.entries(made)) {
    // ECDSA makes another signature each time.
    const compared = name === "ES256" ? -1 : undefined;
    expect(kept[name]?.split(".").slice(0, compared)).toEqual(token.split(".").slice(0, compared));
  }
});
