import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import type { Pool } from "pg";
import { contestant, tamper } from "../harness/contestant.ts";
import type { Contestant, Setting } from "../harness/question.ts";
import { cookieHeader, origin, pairsOf, people, secret } from "./people.ts";
import { fillTable, randomText } from "./stored.ts";

export const BETTER_AUTH = "better-auth getSession on SQLite";

/** better-auth's `getSession` on a SQLite file with the same number of sessions, and from its cookie cache. */
export async function betterAuthReads({ folder, stored }: Setting): Promise<Contestant[]> {
  const file = new DatabaseSync(join(folder, "better-auth.db"));
  file.exec("PRAGMA journal_mode = WAL");
  const auth = authOn(file);
  const cached = authOn(file, { cookieCache: { enabled: true, maxAge: 3_600 } });
  await (await getMigrations(auth.options)).runMigrations();

  const inputs: Headers[] = [];
  const cachedInputs: Headers[] = [];
  for (const person of people) {
    const body = { ...person, password: "lovelace-1815" };
    await auth.api.signUpEmail({ body });
    inputs.push(headersAfter(await auth.api.signInEmail({ body, asResponse: true })));
    cachedInputs.push(headersAfter(await cached.api.signInEmail({ body, asResponse: true })));
  }
  fillTable(file, "session", { id: () => randomText(24), token: () => randomText(24) }, stored);

  const asking = {
    name: BETTER_AUTH,
    inputs,
    forged: forge(inputs[0]),
    run: (headers: Headers) => auth.api.getSession({ headers }),
    answer: personOf,
    expected: people,
  };
  return [
    contestant(asking),
    contestant({ ...asking, name: `${BETTER_AUTH}, 16 at once`, allAtOnce: true }),
    contestant({
      name: "better-auth getSession, cookie cache",
      note: "Does not query the database while its cache cookie is fresh.",
      inputs: cachedInputs,
      forged: forge(cachedInputs[0]),
      run: (headers) => cached.api.getSession({ headers }),
      answer: personOf,
      expected: people,
    }),
  ];
}

/** A fast password hash. No read checks a password, and better-auth's own hash would take seconds. */
const unhashed = {
  hash: async (password: string) => password,
  verify: async (given: { readonly hash: string; readonly password: string }) =>
    given.hash === given.password,
};

interface SessionOptions {
  readonly cookieCache?: { readonly enabled: boolean; readonly maxAge: number };
  /** Seconds. */
  readonly updateAge?: number;
}

export function authOn(database: DatabaseSync | Pool, session: SessionOptions = {}) {
  return betterAuth({
    database,
    baseURL: origin,
    secret,
    emailAndPassword: { enabled: true, autoSignIn: false, password: unhashed },
    user: { additionalFields: { role: { type: "string", required: true } } },
    session,
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
  });
}

function headersAfter(signedIn: Response): Headers {
  return new Headers({
    cookie: cookieHeader(pairsOf(signedIn.headers.getSetCookie())),
    host: new URL(origin).host,
  });
}

/** Changes the signature of the session cookie, and of the cache cookie if there is one. */
function forge(headers: Headers | undefined): Headers {
  const cookie = headers?.get("cookie") ?? "";
  const forged = cookie
    .split("; ")
    .map((pair) => (pair.startsWith("__Secure-better-auth") ? tamper(pair) : pair))
    .join("; ");
  return new Headers({ cookie: forged });
}

type Found = {
  readonly user: { readonly name: string; readonly email: string; readonly role: string };
};

function personOf(found: Found | null): unknown {
  return found && { name: found.user.name, email: found.user.email, role: found.user.role };
}
