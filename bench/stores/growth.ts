import { createSignet, database } from "signet-auth";
import { contestant } from "../harness/contestant.ts";
import type { Contestant, Question, Setting } from "../harness/question.ts";
import { secret } from "../reads/people.ts";
import type { Backend, Filling } from "./backend.ts";
import { type Numbered, numberedSessions, personSchema, randomNumbers } from "./sessions.ts";

const PER_USER = 2;
/** Sessions that are read in turn: so many that hardly any was read a moment ago. */
const INPUTS = 100_000;
/** Of those, as many are looked at closely; the others are seen to be found, while they are timed. */
const CHECKED = 1_000;

const figure = (value: number): string => value.toLocaleString("en");
const ours = (size: number): string => `signet, ${figure(size)} sessions`;
const bareRead = (size: number): string => `the bare read, ${figure(size)} sessions`;

/** How the time of a read grows with the sessions in a store, and how many bytes they take. */
export async function growthOf(
  { sizes }: Setting,
  open: (filling: Filling) => Promise<Backend>,
): Promise<Question> {
  const sessions = await numberedSessions(PER_USER);
  const backends: Backend[] = [];
  const contestants: Contestant[] = [];
  const bytes: string[][] = [];
  for (const count of sizes) {
    const backend = await open({ count, make: sessions.record });
    backends.push(backend);
    contestants.push(...readsOf(backend, sessions, count));
    const { total, detail } = await backend.bytes();
    bytes.push([figure(count), figure(total), String(Math.round(total / count)), detail]);
  }
  const [backend] = backends;
  const [least, most] = [sizes.at(0), sizes.at(-1)];
  if (backend === undefined || least === undefined || most === undefined) {
    throw new Error("There is no size to measure.");
  }
  const curve = (name: string, of: (size: number) => string) => ({
    name,
    points: sizes.map((stored) => ({ stored, contestant: of(stored) })),
  });
  return {
    title: `Stores: reading on ${backend.name} as it grows`,
    about: [
      "One operation: a whole read, from the headers of a request to a checked session; or its floor.",
      `${backend.about} Every row or value is as the store's own \`create\` writes it, under a random id, with two sessions for each user; kept are a name, an e-mail address and a role, and a browser's User-Agent.`,
      `All sizes are there at the same time and take turns. In each, ${figure(INPUTS)} sessions that a seeded generator draws are read in turn.`,
    ],
    contestants,
    yardsticks: [ours(least)],
    // In this very process a read takes so little that it is the processor's caches that are measured.
    targets: backend.bare
      ? [{ ours: ours(most), bound: "at most", times: 1.5, against: ours(least) }]
      : [],
    chart: {
      across: "sessions",
      curves: [curve("signet", ours), ...(backend.bare ? [curve("the bare read", bareRead)] : [])],
    },
    findings: [
      { title: "Bytes a session", head: ["sessions", "bytes", "a session", ""], rows: bytes },
    ],
  };
}

function readsOf({ store, bare }: Backend, sessions: Numbered, count: number): Contestant[] {
  const signet = createSignet({ strategy: database({ store }), secret, data: personSchema });
  // Not the same ones: who reads a session just after the other finds it in the caches.
  const numbers = randomNumbers(2 * INPUTS, count);
  const expected = Array.from({ length: CHECKED }, () => sessions.person);
  const floor =
    bare &&
    contestant({
      name: bareRead(count),
      note: `${bare.how.read}.`,
      inputs: numbers.slice(INPUTS).map(sessions.credential),
      forged: null,
      async run(credential) {
        const found = await bare.read(credential);
        if (found === null || found === undefined) throw new Error("A session was not found.");
        return found;
      },
      answer: bare.dataOf,
      expected,
    });
  const read = contestant({
    name: ours(count),
    ...(bare && { floor: bareRead(count) }),
    inputs: numbers.slice(0, INPUTS).map(sessions.headers),
    forged: sessions.forged(0),
    async run(headers) {
      const reading = await signet.read(headers);
      if (reading.status !== "active") throw new Error("A session was not found.");
      return reading.session;
    },
    answer: ({ data }) => data,
    expected,
  });
  return floor ? [floor, read] : [read];
}
