import { contestant } from "../harness/contestant.ts";
import type { Question } from "../harness/question.ts";
import { CLAIMS } from "../tokens/claims.ts";
import {
  exchange,
  FLOOR,
  floorSeal,
  OURS,
  type Side,
  type SignIn,
  sides,
  THEIRS,
} from "../tokens/iron.ts";

export async function ask(): Promise<Question> {
  return {
    title: "The drop-in: seal as iron-session does",
    about: [
      "One operation: `sealData(claims, { password })`, or `getIronSession(req, res, options)` without a cookie, new members and `session.save()`; the same calls with only the import changed. iron-session 9 opened every seal.",
      "The floor seals with kept keys: a random IV, AES-256-CBC with a `KeyObject`, `createHmac` and `JSON.stringify`. Ours also checks that JSON can hold the data, as iron-session does.",
    ],
    contestants: [
      ...sides.flatMap((side) => [sealing(side), saving(side)]),
      contestant({
        name: FLOOR,
        inputs: CLAIMS,
        forged: null,
        run: floorSeal,
        answer: opened,
        expected: CLAIMS,
      }),
    ],
    yardsticks: [`${THEIRS}, sealData`],
    targets: [
      target(`${OURS}, sealData`, `${THEIRS}, sealData`),
      target(`${OURS}, save`, `${THEIRS}, save`),
    ],
  };
}

function target(ours: string, against: string) {
  return { ours, bound: "at least", times: 10, against } as const;
}

/** iron-session opens all seals. */
function opened(seal: string): unknown {
  return sides[1]?.open(seal);
}

function sealing({ name, seal }: Side) {
  return contestant({
    name: `${name}, sealData`,
    floor: FLOOR,
    inputs: CLAIMS,
    forged: null,
    run: seal,
    answer: opened,
    expected: CLAIMS,
  });
}

function saving({ name, save }: Side) {
  return contestant({
    name: `${name}, save`,
    inputs: async (count) => Array.from({ length: count }, (_, at) => signIn(at)),
    forged: null,
    run: save,
    answer: opened,
    expected: CLAIMS,
  });
}

function signIn(at: number): SignIn {
  const claims = CLAIMS[at % CLAIMS.length];
  if (claims === undefined) throw new Error("There are no claims.");
  return { claims, ...exchange() };
}
