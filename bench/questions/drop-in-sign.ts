import { contestant } from "../harness/contestant.ts";
import type { Question } from "../harness/question.ts";
import { CLAIMS } from "../tokens/claims.ts";
import { calls, sides, targets } from "../tokens/drop-in.ts";

export async function ask(): Promise<Question> {
  const [, theirs] = sides;
  return {
    title: "The drop-in: sign as jsonwebtoken does",
    about: [
      "One operation: `jwt.sign(claims, key, { algorithm })`, the same call with only the import changed. jsonwebtoken has verified every token.",
    ],
    contestants: calls.flatMap((call) =>
      sides.map(({ name, sign }) =>
        contestant({
          name: `${name}, ${call.what}`,
          inputs: CLAIMS,
          forged: null,
          run: (claims) => sign(claims, call),
          answer: (token) => theirs.verify(token, call),
          expected: CLAIMS,
        }),
      ),
    ),
    yardsticks: [],
    targets: targets(),
  };
}
