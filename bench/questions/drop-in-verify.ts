import { contestant, tamper } from "../harness/contestant.ts";
import type { Question } from "../harness/question.ts";
import { CLAIMS } from "../tokens/claims.ts";
import { calls, sides, targets } from "../tokens/drop-in.ts";

export async function ask(): Promise<Question> {
  const [, theirs] = sides;
  return {
    title: "The drop-in: verify as jsonwebtoken does",
    about: [
      "One operation: `jwt.verify(token, key, { algorithms })`, the same call with only the import changed, on tokens that jsonwebtoken signed. Both refused a changed signature before the measurement.",
    ],
    contestants: calls.flatMap((call) => {
      const tokens = CLAIMS.map((claims) => theirs.sign(claims, call));
      return sides.map(({ name, verify }) =>
        contestant({
          name: `${name}, ${call.what}`,
          inputs: tokens,
          forged: tamper(tokens[0] ?? ""),
          run: (token) => verify(token, call),
          answer: (claims) => claims,
          expected: CLAIMS,
        }),
      );
    }),
    yardsticks: [],
    targets: targets(),
  };
}
