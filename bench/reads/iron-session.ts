import { getIronSession, sealData, unsealData } from "iron-session";
import { contestant, tamper } from "../harness/contestant.ts";
import type { Contestant } from "../harness/question.ts";
import { cookieHeader, origin, type Person, people, secret } from "./people.ts";

const COOKIE = "session";
const OPTIONS = { cookieName: COOKIE, password: secret };

/** iron-session's sealed cookie: `unsealData` alone, and the read from a `Request`. */
export async function ironSessionReads(): Promise<Contestant[]> {
  const seals = await Promise.all(people.map((person) => sealData(person, { password: secret })));
  const forged = tamper(seals[0] ?? "");
  return [
    contestant({
      name: "iron-session unsealData",
      note: "From the cookie's value: no header to parse.",
      inputs: seals,
      forged,
      run: (seal) => unsealData<Partial<Person>>(seal, { password: secret }),
      answer: personOf,
      expected: people,
    }),
    contestant({
      name: "iron-session getIronSession",
      inputs: seals.map(requestWith),
      forged: requestWith(forged),
      run: (request) => getIronSession<Partial<Person>>(request, new Response(), OPTIONS),
      answer: personOf,
      expected: people,
    }),
  ];
}

function requestWith(seal: string): Request {
  return new Request(origin, { headers: { cookie: cookieHeader(`${COOKIE}=${seal}`) } });
}

/** iron-session returns an empty session for a refused cookie. */
function personOf({ name, email, role }: Partial<Person>): unknown {
  return name === undefined ? null : { name, email, role };
}
