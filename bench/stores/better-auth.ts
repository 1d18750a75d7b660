import { DatabaseSync } from "node:sqlite";
import { getMigrations } from "better-auth/db/migration";
import { Pool } from "pg";
import type { Postgres } from "../../test/harness/postgres.ts";
import { authOn } from "../reads/better-auth.ts";
import { cookieHeader, origin, type Person, pairsOf, personNumber } from "../reads/people.ts";
import { fillTable, randomText } from "../reads/stored.ts";
import { contestantsOf, IN_FLIGHT, type PeerContestants } from "./peer.ts";

const host = new URL(origin).host;
const password = "lovelace-1815";

/** better-auth on a SQLite file with the same settings and the same number of sessions. */
export async function betterAuthOnSqlite(path: string, stored: number): Promise<PeerContestants> {
  const file = new DatabaseSync(path);
  file.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  await signUp(file);
  fillTable(file, "session", { id: () => randomText(24), token: () => randomText(24) }, stored);
  return contestantsOf("SQLite", peerOn(file));
}

/** better-auth in a separate database on the same server, with the same kind of pool and number of sessions. */
export async function betterAuthOnPostgres(
  server: Postgres,
  stored: number,
  atEnd: (close: () => unknown) => void,
): Promise<PeerContestants> {
  const pool = new Pool({ connectionString: server.url });
  atEnd(() => pool.end());
  await signUp(pool);
  const { rows } = await pool.query(
    "SELECT column_name FROM information_schema.columns WHERE table_name = 'session'",
  );
  const names = rows.map(({ column_name }) => `"${column_name}"`);
  const values = names.map((name) =>
    ['"id"', '"token"'].includes(name) ? "gen_random_uuid()::text" : `first.${name}`,
  );
  await pool.query(
    `INSERT INTO session (${names.join(", ")}) SELECT ${values.join(", ")}
     FROM (SELECT * FROM session LIMIT 1) AS first, generate_series(2, ${stored})`,
  );
  await pool.query("VACUUM ANALYZE");
  return contestantsOf("PostgreSQL", peerOn(pool));
}

/** Creates better-auth's schema, its users, and one session of a user that no question uses. */
async function signUp(database: DatabaseSync | Pool): Promise<void> {
  const auth = authOn(database);
  await (await getMigrations(auth.options)).runMigrations();
  for (let number = 0; number <= IN_FLIGHT; number++) {
    await auth.api.signUpEmail({ body: { ...personNumber(number), password } });
  }
  const { email } = personNumber(IN_FLIGHT);
  await auth.api.signInEmail({ body: { email, password } });
}

function peerOn(database: DatabaseSync | Pool) {
  const auth = authOn(database);
  const renewing = authOn(database, { updateAge: 0 });
  return {
    name: "better-auth",
    notes: {
      read: "`getSession`: the session, then its user.",
      signIn: "`signInEmail`: finds the user too, and compares a password that is not hashed here.",
      renew: "`getSession` with `updateAge: 0`.",
      signOut: "`signOut`",
      list: "`listSessions`: reads the session presented first.",
    },
    requestWith: (setCookies: readonly string[]) =>
      new Headers({ cookie: cookieHeader(pairsOf(setCookies)), host }),
    async signIn({ email }: Person) {
      const body = { email, password };
      const { headers } = await auth.api.signInEmail({ body, returnHeaders: true });
      return headers.getSetCookie();
    },
    async read(headers: Headers) {
      const found = await auth.api.getSession({ headers });
      return found && { name: found.user.name, email: found.user.email, role: found.user.role };
    },
    async renew(headers: Headers) {
      const renewed = await renewing.api.getSession({ headers, returnHeaders: true });
      return renewed.headers.getSetCookie();
    },
    signOut: (headers: Headers) => auth.api.signOut({ headers }),
    list: async (headers: Headers) => (await auth.api.listSessions({ headers })).length,
  };
}
