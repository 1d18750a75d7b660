import { contestant } from "../harness/contestant.ts";
import type { Question } from "../harness/question.ts";
import { CLAIMS } from "../tokens/claims.ts";
import { FLOOR, OURS, sealings, shared } from "../tokens/sealed.ts";

export async function ask(): Promise<Question> {
  return {
    title: "Seal claims",
    about: [
      "One operation: from the claims of a session to a token that only holders of the key can read. Every sealed token was opened again before the measurement.",
      "The floor is `JSON.stringify`, a random IV, AES-256-GCM with a `KeyObject`, and base64url.",
    ],
    contestants: sealings().map(({ name, note = "", seal, open }) =>
      contestant({
        name,
        note,
        ...(name !== FLOOR && { floor: FLOOR }),
        inputs: CLAIMS,
        forged: null,
        run: seal,
        answer: async (token) => shared(await open(token)),
        expected: CLAIMS.map(shared),
      }),
    ),
    yardsticks: [OURS],
    targets: [
      { ours: OURS, bound: "at least", times: 1, against: "jose" },
      { ours: OURS, bound: "at least", times: 1, against: "next-auth" },
      { ours: OURS, bound: "at least", times: 1, against: "iron-session" },
    ],
  };
}
