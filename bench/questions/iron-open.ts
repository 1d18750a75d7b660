import { contestant, tamper } from "../harness/contestant.ts";
import type { Question } from "../harness/question.ts";
import { CLAIMS, type Claims } from "../tokens/claims.ts";
import {
  exchange,
  FLOOR,
  floorOpen,
  floorSeal,
  OURS,
  type Side,
  sealWithNewSalts,
  sides,
  THEIRS,
} from "../tokens/iron.ts";

const ONCE = `${OURS}, unsealData, each seal once`;

export async function ask(): Promise<Question> {
  return {
    title: "The drop-in: open as iron-session does",
    about: [
      "One operation: `unsealData(seal, { password })`, or `getIronSession(req, res, options)` for a request with three cookies; the same call with only the import changed. iron-session 9 made the seals. All contestants refused a changed seal before the measurement.",
      "Sixteen seals take turns, as the cookies of sixteen browsers that come back. In the row “each seal once” every seal has salts that are new to the process, so no kept key helps. That is the first request of each browser after a restart.",
      "The floor opens with kept keys: `createHmac`, AES-256-CBC with a `KeyObject`, and `JSON.parse`.",
    ],
    contestants: [
      ...(await Promise.all(sides.flatMap((side) => [unsealing(side), reading(side)]))),
      contestant({
        name: ONCE,
        inputs: async (count) => Array.from({ length: count }, (_, at) => sealOf(at)),
        forged: tamper(sealOf(0)),
        run: (seal) => sides[0]?.open(seal),
        answer: (claims) => claims ?? null,
        expected: CLAIMS.slice(0, 1),
      }),
      contestant({
        name: FLOOR,
        inputs: CLAIMS.map(floorSeal),
        forged: tamper(floorSeal(claimsOf(0))),
        run: floorOpen,
        answer: (claims) => claims,
        expected: CLAIMS,
      }),
    ],
    yardsticks: [`${THEIRS}, unsealData`],
    targets: [
      target(`${OURS}, unsealData`, 15, `${THEIRS}, unsealData`),
      target(`${OURS}, getIronSession`, 15, `${THEIRS}, getIronSession`),
      target(ONCE, 8, `${THEIRS}, unsealData`),
    ],
  };
}

function claimsOf(at: number): Claims {
  const claims = CLAIMS[at % CLAIMS.length];
  if (claims === undefined) throw new Error("There are no claims.");
  return claims;
}

function sealOf(at: number): string {
  return sealWithNewSalts(claimsOf(at));
}

function target(ours: string, times: number, against: string) {
  return { ours, bound: "at least", times, against } as const;
}

/** iron-session seals for both sides. */
async function seals(): Promise<string[]> {
  const [, theirs] = sides;
  if (theirs === undefined) throw new Error("iron-session is missing.");
  return Promise.all(CLAIMS.map((claims) => theirs.seal(claims)));
}

async function unsealing({ name, open }: Side) {
  const inputs = await seals();
  return contestant({
    name: `${name}, unsealData`,
    floor: FLOOR,
    inputs,
    forged: tamper(inputs[0] ?? ""),
    run: open,
    answer: (claims) => claims,
    expected: CLAIMS,
  });
}

async function reading({ name, read }: Side) {
  const inputs = await seals();
  return contestant({
    name: `${name}, getIronSession`,
    inputs: inputs.map(exchange),
    forged: exchange(tamper(inputs[0] ?? "")),
    run: read,
    answer: (session) => session && { ...session },
    expected: CLAIMS,
  });
}
