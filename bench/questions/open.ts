import { contestant, tamper } from "../harness/contestant.ts";
import type { Question } from "../harness/question.ts";
import { CLAIMS } from "../tokens/claims.ts";
import { FLOOR, OURS, type Sealing, sealings, shared } from "../tokens/sealed.ts";

export async function ask(): Promise<Question> {
  return {
    title: "Open sealed claims",
    about: [
      "One operation: from a sealed token to its claims, with a check of `exp`. All contestants refused a changed token before the measurement.",
      "The floor is AES-256-GCM with a `KeyObject`, base64url and `JSON.parse`. It checks nothing else.",
    ],
    contestants: await Promise.all(sealings().map(opening)),
    yardsticks: [OURS],
    targets: [
      { ours: OURS, bound: "at most", times: 1.5, against: FLOOR },
      { ours: OURS, bound: "at least", times: 40, against: "iron-session" },
      { ours: OURS, bound: "at least", times: 12, against: "next-auth" },
    ],
  };
}

async function opening({ name, note = "", seal, open }: Sealing) {
  const tokens = await Promise.all(CLAIMS.map(seal));
  return contestant({
    name,
    note,
    ...(name !== FLOOR && { floor: FLOOR }),
    inputs: tokens,
    forged: tamper(tokens[0] ?? ""),
    run: open,
    answer: shared,
    expected: CLAIMS.map(shared),
  });
}
