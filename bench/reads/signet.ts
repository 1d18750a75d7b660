import { createSecretKey, hkdfSync } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createSignet, database, hybrid, jwt, sealed } from "signet-auth";
import { sqliteStore } from "signet-auth/sqlite";
import { createVerifier } from "signet-auth/token";
import { z } from "zod";
import { contestant, tamper } from "../harness/contestant.ts";
import type { Contestant, Setting } from "../harness/question.ts";
import { floorOpen } from "../tokens/sealed.ts";
import { floorRead } from "./floor.ts";
import { cookieHeader, origin, type Person, pairsOf, people, SESSIONS, secret } from "./people.ts";
import { fillTable, randomText } from "./stored.ts";

export const JWT = "signet jwt()";
export const DATABASE = "signet database() on SQLite";
export const SEALED = "signet sealed()";
export const HYBRID = "signet hybrid() on SQLite";
export const JWT_FLOOR = "verifying the JWT alone";
export const SEALED_FLOOR = "opening the sealed cookie alone";
export const DATABASE_FLOOR = "the bare SQLite read";

/** The key that jwt() derives for its sessions, derived here independently. */
const jwtKey = new Uint8Array(hkdfSync("sha256", secret, "signet", "sign session:signet", 32));

/** The key that sealed() derives for its sessions. */
const sealedKey = createSecretKey(
  new Uint8Array(hkdfSync("sha256", secret, "signet", "seal session:signet", 32)),
);

const host = new URL(origin).host;
const personSchema = z.object({
  name: z.string(),
  email: z.string(),
  role: z.enum(["member", "admin"]),
});

/** Headers from a proxy that terminates TLS, in the form of Node's `request.headers`. */
interface Headings {
  readonly [name: string]: string;
}

/** The part of an engine that is timed; `read` takes a plain object of headers or a `Request`. */
interface Engine {
  readonly name: string;
  readonly floor: string;
  read(source: Request | Headings): Promise<
    | {
        readonly status: "active";
        readonly session: { readonly userId: string; readonly data: object };
      }
    | { readonly status: "anonymous" | "rejected" | "unavailable" }
  >;
}

/** Reads by jwt(), and the bare verification of the same credentials. */
export async function jwtReads(): Promise<Contestant[]> {
  const signet = createSignet({ strategy: jwt(), secret, data: personSchema });
  const bare = createSignet({ strategy: jwt(), secret });
  const cookies = await signIn((person) =>
    signet.signIn(headersOf(""), { userId: person.email, data: person }),
  );
  const bareCookies = await signIn((person) =>
    bare.signIn(headersOf(""), { userId: person.email }),
  );
  const credentials = cookies.map((cookie) => cookie.slice(cookie.indexOf("=") + 1));
  const verify = createVerifier({ algorithm: "HS256", secret: jwtKey, typ: "signet-session+jwt" });
  return [
    contestant({
      name: JWT_FLOOR,
      inputs: credentials,
      forged: tamper(credentials[0] ?? ""),
      run: verify,
      answer: (claims) => claims["data"],
      expected: people,
    }),
    ...reads({ name: JWT, floor: JWT_FLOOR, read: signet.read }, cookies),
    withoutData({ name: JWT, floor: JWT_FLOOR, read: bare.read }, bareCookies),
  ];
}

/** Reads by sealed(), and the bare decryption of the same credentials. */
export async function sealedReads(): Promise<Contestant[]> {
  const signet = createSignet({ strategy: sealed(), secret, data: personSchema });
  const cookies = await signIn((person) =>
    signet.signIn(headersOf(""), { userId: person.email, data: person }),
  );
  const credentials = cookies.map((cookie) => cookie.slice(cookie.indexOf("=") + 1));
  return [
    contestant({
      name: SEALED_FLOOR,
      note: "AES-256-GCM with a `KeyObject`, base64url, `JSON.parse`.",
      inputs: credentials,
      forged: tamper(credentials[0] ?? ""),
      run: floorOpen(sealedKey),
      answer: (claims) => Object(claims).data,
      expected: people,
    }),
    ...reads({ name: SEALED, floor: SEALED_FLOOR, read: signet.read }, cookies),
  ];
}

/** Reads by hybrid() that the view decides without a store call. */
export async function hybridReads({ folder }: Setting): Promise<Contestant[]> {
  const strategy = hybrid({ store: sqliteStore(join(folder, "hybrid.db")) });
  const signet = createSignet({ strategy, secret, data: personSchema });
  const cookies = await signIn((person) =>
    signet.signIn(headersOf(""), { userId: person.email, data: person }),
  );
  return reads({ name: HYBRID, floor: JWT_FLOOR, read: signet.read }, cookies);
}

/** Reads by database() on a SQLite file with many sessions, and their floor on the same file. */
export async function databaseReads({ folder, stored }: Setting): Promise<Contestant[]> {
  const path = join(folder, "signet.db");
  const strategy = database({ store: sqliteStore(path) });
  const signet = createSignet({ strategy, secret, data: personSchema });
  const bare = createSignet({ strategy, secret });
  const cookies = await signIn((person) =>
    signet.signIn(headersOf(""), { userId: person.email, data: person }),
  );
  const bareCookies = await signIn((person) =>
    bare.signIn(headersOf(""), { userId: person.email }),
  );
  const file = new DatabaseSync(path);
  fillTable(
    file,
    "signet_sessions",
    { id: () => randomText(19), user_id: () => randomText(12) },
    stored,
  );
  const credentials = cookies.map((cookie) => cookie.slice(cookie.indexOf("=") + 1));
  return [
    contestant({
      name: DATABASE_FLOOR,
      note: "Prepared `get`, SHA-256, `JSON.parse`.",
      inputs: credentials,
      forged: tamper(credentials[0] ?? ""),
      run: floorRead(file),
      answer: (data) => data,
      expected: people,
    }),
    ...reads({ name: DATABASE, floor: DATABASE_FLOOR, read: signet.read }, cookies),
    withoutData({ name: DATABASE, floor: DATABASE_FLOOR, read: bare.read }, bareCookies),
  ];
}

async function signIn(
  one: (person: Person) => Promise<{ readonly setCookies: string[] }>,
): Promise<string[]> {
  const cookies: string[] = [];
  while (cookies.length < SESSIONS) {
    for (const person of people) cookies.push(pairsOf((await one(person)).setCookies));
  }
  return cookies;
}

function headersOf(cookie: string): Headings {
  return { cookie: cookieHeader(cookie), host, "x-forwarded-proto": "https" };
}

/** The read with a zod schema for the data, from plain headers and from a `Request`. */
function reads({ name, floor, read }: Engine, cookies: readonly string[]): Contestant[] {
  const both = {
    floor,
    run: read,
    answer: (reading: Awaited<ReturnType<Engine["read"]>>) =>
      reading.status === "active" ? reading.session.data : null,
    expected: people,
  };
  const requestOf = (cookie: string) =>
    new Request(`${origin}/dashboard`, { headers: headersOf(cookie) });
  const forged = tamper(cookies[0] ?? "");
  return [
    contestant({
      ...both,
      name,
      note: "Data checked by zod.",
      inputs: cookies.map(headersOf),
      forged: headersOf(forged),
    }),
    contestant({
      ...both,
      name: `${name}, from a Request`,
      note: "Data checked by zod.",
      inputs: cookies.map(requestOf),
      forged: requestOf(forged),
    }),
    contestant({
      ...both,
      name: `${name}, the same visitor again`,
      note: "Data checked by zod. A recently verified token is not verified again.",
      inputs: cookies.slice(0, people.length).map(headersOf),
      forged: headersOf(forged),
    }),
  ];
}

function withoutData({ name, floor, read }: Engine, cookies: readonly string[]): Contestant {
  return contestant({
    name: `${name}, no data`,
    note: "No schema, so only the user's id.",
    floor,
    inputs: cookies.map(headersOf),
    forged: headersOf(tamper(cookies[0] ?? "")),
    run: read,
    answer: (reading) => (reading.status === "active" ? reading.session.userId : null),
    expected: people.map((person) => person.email),
  });
}
