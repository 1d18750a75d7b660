import type { Ask } from "./harness/question.ts";

/** Every question by the name it is asked under: one file each, loaded only when asked. */
export const questions: Readonly<Record<string, () => Promise<{ readonly ask: Ask }>>> = {
  "tokens-sign": () => import("./questions/tokens-sign.ts"),
  "tokens-verify": () => import("./questions/tokens-verify.ts"),
  reads: () => import("./questions/reads.ts"),
};
