import { createSignet, database } from "signet-auth";
import { contestant } from "../harness/contestant.ts";
import type { Contestant, Question, Setting } from "../harness/question.ts";
import { secret } from "../reads/people.ts";
import type { Backend, Filling } from "./backend.ts";
import { type Numbered, numberedSessions, personSchema, randomNumbers } from "./sessions.ts";

const PER_USER = 2;
/** Sessions that are read in turn: so many that almost none was read recently. */
const INPUTS = 100_000;
/** The number of sessions whose data are checked. The timed run only checks that all sessions are found. */
const CHECKED = 1_000;

const figure = (value: number): string => value.toLocaleString("en");
const ours = (size: number): string => `signet, ${figure(size)} sessions`;
const bareRead = (size: number): string => `the bare read, ${figure(size)} sessions`;

/** Creates the question of the read time and the bytes by the number of sessions in a store. */
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
    throw new Error("The setting has no sizes.");
  }
  const curve = (name: string, of: (size: number) => string) => ({
    name,
    points: sizes.map((stored) => ({ stored, contestant: of(stored) })),
  });
  return {
    title: `Stores: reading on ${backend.name} by the number of sessions`,
    about: [
      "One operation: a whole read, from the headers of a request to a checked session; or its floor.",
      `${backend.about} Every row or value has the form that the store's \`create\` writes, with a random id and two sessions per user. It holds a name, an e-mail address, a role, and a browser's User-Agent.`,
      `All sizes exist at the same time and are measured in turn. In each, ${figure(INPUTS)} sessions are read in turn; a seeded generator chooses them.`,
    ],
    contestants,
    yardsticks: [ours(least)],
    // No target in memory: a read there is so fast that it mostly measures the processor's caches.
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
  // The floor reads other sessions. A second read of a session would find it in the caches.
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
