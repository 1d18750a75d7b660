import { createSignet, database, hybrid, jwt, type Store } from "signet-auth";
import { contestant } from "../harness/contestant.ts";
import type { Contestant, Question, Setting } from "../harness/question.ts";
import { pairsOf, personNumber, SESSIONS, secret } from "../reads/people.ts";
import { aboutOf, allStores } from "../stores/all.ts";
import { headersWith, numberedSessions, personSchema } from "../stores/sessions.ts";

const JWT = "jwt()";
const PEOPLE = Array.from({ length: SESSIONS }, (_, number) => personNumber(number));
const ENDED = 100;
const under = (strategy: string, engine: string): string => `${strategy} on ${engine}`;

/** A read by hybrid(), compared with one by jwt() and one by database(), on every store. */
export async function ask(setting: Setting): Promise<Question> {
  const contests = await allStores(setting, await numberedSessions(2));
  const contestants: Contestant[] = [...(await reads(JWT, jwt()))];
  for (const { backend } of contests) {
    const { name, store } = backend;
    await endSome(store);
    contestants.push(...(await reads(under("hybrid()", name), hybrid({ store }))));
    contestants.push(...(await reads(under("database()", name), database({ store }))));
  }
  const names = contests.map(({ backend }) => backend.name);
  return {
    title: "Hybrid: a read compared with jwt() and database()",
    about: [
      "One operation: from the headers of a request to a checked session, with the data checked by zod. More sessions take turns than an engine caches.",
      `${ENDED} other sessions have just ended, so that the view has entries.`,
      ...aboutOf(contests, setting).slice(0, 1),
    ],
    contestants,
    yardsticks: [JWT, ...names.map((name) => under("hybrid()", name))],
    targets: names.map((name) => ({
      ours: under("hybrid()", name),
      bound: "at most" as const,
      times: 1.15,
      against: JWT,
    })),
  };
}

async function endSome(store: Store): Promise<void> {
  const signet = createSignet({ strategy: database({ store }), secret });
  for (let session = 0; session < ENDED; session++) {
    await signet.signIn(headersWith(""), { userId: "somebody else" });
  }
  await signet.sessions.revokeAll("somebody else");
}

async function reads(
  name: string,
  strategy: ReturnType<typeof jwt | typeof database>,
): Promise<Contestant[]> {
  const signet = createSignet({ strategy, secret, data: personSchema });
  const inputs = [];
  for (const person of PEOPLE) {
    const input = { userId: person.email, data: person };
    const { setCookies } = await signet.signIn(headersWith(""), input);
    inputs.push(headersWith(pairsOf(setCookies)));
  }
  return [
    contestant({
      name,
      inputs,
      forged: headersWith(`${inputs[0]?.["cookie"]?.slice(0, -30)}AAAA; locale=en-GB`),
      run: (headers) => signet.read(headers),
      answer: (reading) => (reading.status === "active" ? reading.session.data : null),
      expected: PEOPLE,
    }),
  ];
}
