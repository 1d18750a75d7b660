import type { Question } from "../harness/question.ts";
import { ORIGINAL, SIGNET, sessionReads } from "../next-auth/sides.ts";

export async function ask(): Promise<Question> {
  return {
    title: "The drop-in: getServerSession as next-auth does",
    about: [
      "One operation: `getServerSession(req, res, options)`, the same call with only the import changed, on tokens that next-auth encrypted. Both returned the correct user and refused a changed token before the measurement.",
      "next-auth derives its key in another thread at each call. To wake a thread takes several times as long on an idle virtual machine as on a busy one. In the rows with sixteen at once, the operations share one wake-up.",
    ],
    contestants: await sessionReads(),
    yardsticks: [SIGNET],
    targets: [
      { ours: SIGNET, bound: "at least", times: 15, against: ORIGINAL },
      {
        ours: `${SIGNET}, 16 at once`,
        bound: "at least",
        times: 8,
        against: `${ORIGINAL}, 16 at once`,
      },
    ],
  };
}
