/** Compiled by `npm test` and never run. `@ts-expect-error` marks each line that must not compile. */
import type { ResolvingMetadata } from "next";
import type { ReactNode } from "react";
import { z } from "zod";
import {
  assuranceOf,
  type CookieOptions,
  createSignet,
  database,
  type FeedStore,
  hybrid,
  jwt,
  memoryStore,
  type Proof,
  type Reading,
  type Session,
  type SessionTerms,
  type Store,
  sealed,
} from "../index.ts";
import { createAuth, type Refusal } from "./index.ts";

const secret = "a-secret-for-type-tests-0123456789-abcdef";
const data = z.object({ name: z.string(), role: z.enum(["member", "admin"]).default("member") });
const LOCAL = { host: "localhost:3000" };

type Equals<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function isTrue<T extends true>(): T | null {
  return null;
}

interface Data {
  name: string;
  role: "member" | "admin";
}

export async function stateless(): Promise<void> {
  const signet = createSignet({ strategy: jwt(), secret, data });
  const reading = await signet.read(LOCAL);
  if (reading.status === "active") isTrue<Equals<typeof reading.session, Session<Data>>>();
  // @ts-expect-error: only an active reading has a session
  reading.session;
  if (reading.status === "rejected") {
    // @ts-expect-error: the reasons are a closed list
    reading.reason === "because";
  }

  // @ts-expect-error: jwt() keeps no server state
  await signet.sessions.list("user-1");
  // @ts-expect-error: jwt() keeps no server state
  await signet.sessions.revoke("id");

  const auth = createAuth({ strategy: jwt(), secret, data });
  // @ts-expect-error: jwt() keeps no server state
  await auth.sessions.list("user-1");
  // @ts-expect-error: jwt() keeps no server state
  await auth.sessions.revokeOthers();
  isTrue<Equals<typeof auth.read extends () => Promise<infer R> ? R : never, Reading<Data>>>();
  // @ts-expect-error: jwt() has no store to read
  await auth.read({ fresh: true });
}

export async function stored(): Promise<void> {
  const auth = createAuth({ strategy: database({ store: memoryStore() }), secret, data });
  isTrue<Equals<Awaited<ReturnType<typeof auth.sessions.list>>, Session<Data>[]>>();
  await auth.sessions.revoke("id", { ownedBy: "user-1" });
  await auth.sessions.revokeOthers();

  const reading = await auth.read({ fresh: true });
  isTrue<Equals<typeof reading, Reading<Data>>>();

  const session = await auth();
  isTrue<Equals<typeof session, Session<Data> | null>>();
  // @ts-expect-error: the session may be null, which means signed out
  session.userId;
  // @ts-expect-error: auth() returns a promise
  auth().userId;
  isTrue<Equals<Awaited<ReturnType<typeof auth.required>>, Session<Data>>>();
}

export async function revocable(store: FeedStore, other: Store): Promise<void> {
  const signet = createSignet({ strategy: hybrid({ store, maxStaleness: "2s" }), secret, data });
  const reading = await signet.read(LOCAL, { fresh: true });
  if (reading.status === "active") {
    isTrue<Equals<typeof reading.decidedBy, "view" | "store" | "token">>();
  }
  await signet.read(LOCAL, { maxStaleness: "1s" });
  await signet.sessions.revokeEverything();
  // @ts-expect-error: maxStaleness is a duration
  await signet.read(LOCAL, { maxStaleness: "soon" });
  // @ts-expect-error: the strategy has no store to read
  await createSignet({ strategy: jwt(), secret }).read(LOCAL, { fresh: true });
  // @ts-expect-error: hybrid() needs a store with a feed
  hybrid({ store: other });
  // @ts-expect-error: onOutage is "refuse" or "trust"
  hybrid({ store, onOutage: "hope" });

  const auth = createAuth({ strategy: hybrid({ store }), secret, data });
  isTrue<Equals<Awaited<ReturnType<typeof auth>>, Session<Data> | null>>();
  await auth({ fresh: true });
  await auth.required({ fresh: true });
  // @ts-expect-error: the strategy has no store to read
  await createAuth({ strategy: sealed(), secret })({ fresh: true });
}

export async function input(): Promise<void> {
  const auth = createAuth({ strategy: jwt(), secret, data });
  await auth.signIn({ userId: "1", data: { name: "Ada" } });
  await auth.signIn({ userId: "1", data: { name: "Ada", role: "admin" }, device: { label: "x" } });
  const ada = { userId: "1", data: { name: "Ada" } };
  const short = { idle: "1h", absolute: 43_200 } as const;
  await auth.signIn({ ...ada, lifetime: short, persistent: false });
  const isRemembered: boolean = Math.random() < 0.5;
  await auth.signIn({
    ...{ ...ada, persistent: isRemembered },
    lifetime: isRemembered ? undefined : { absolute: "12h" },
  });
  // @ts-expect-error: a lifetime has idle, absolute or both
  await auth.signIn({ ...ada, lifetime: {} });
  // @ts-expect-error: a duration in a string has a unit
  await auth.signIn({ ...ada, lifetime: { idle: "1" } });
  // @ts-expect-error: renewAfter follows from idle
  await auth.signIn({ ...ada, lifetime: { idle: "1h", renewAfter: "5m" } });
  // @ts-expect-error: a preset is for all sessions
  await auth.signIn({ ...ada, lifetime: "aal3" });
  // @ts-expect-error: the text of a form is no boolean
  await auth.signIn({ ...ada, persistent: "on" });
  // @ts-expect-error: a misspelled member
  await auth.signIn({ ...ada, persistant: false });
  // @ts-expect-error: an update does not change the terms
  await auth.update({ persistent: false });
  const begun = await auth.signIn(ada);
  isTrue<Equals<typeof begun.terms, SessionTerms | undefined>>();
  const proof = { method: "totp", amr: ["otp"], factors: 1, at: new Date() } as const;
  const proved = await auth.signIn({ ...ada, proofs: [proof], actor: "support-1" });
  isTrue<Equals<typeof proved.proofs, readonly Proof[] | undefined>>();
  isTrue<Equals<typeof proved.actor, string | undefined>>();
  isTrue<Equals<ReturnType<typeof assuranceOf>, "aal1" | "aal2">>();
  assuranceOf(proved);
  // @ts-expect-error: a proof is of one or two factors
  await auth.signIn({ ...ada, proofs: [{ ...proof, factors: 3 }] });
  // @ts-expect-error: the time of a proof is a Date
  await auth.signIn({ ...ada, proofs: [{ ...proof, at: 0 }] });
  // @ts-expect-error: an update changes no proof
  await auth.update({ proofs: [] });
  // @ts-expect-error: only the library says where a sign-in began
  await auth.signIn(ada, { begunHere: true });
  const signet = createSignet({ strategy: jwt(), secret, data });
  // @ts-expect-error: only the library says where a sign-in began
  await signet.signIn(LOCAL, ada, { begunHere: true });
  await auth.update({ role: "admin" });
  // @ts-expect-error: data is required by the schema
  await auth.signIn({ userId: "1" });
  // @ts-expect-error: a user id is a string
  await auth.signIn({ userId: 1, data: { name: "Ada" } });
  // @ts-expect-error: the schema has no such role
  await auth.signIn({ userId: "1", data: { name: "Ada", role: "root" } });
  // @ts-expect-error: the schema has no such member
  await auth.update({ nickname: "A" });

  const plain = createAuth({ strategy: jwt(), secret });
  await plain.signIn({ userId: "1" });
  // @ts-expect-error: without a schema, sign-in takes no data
  await plain.signIn({ userId: "1", data: { name: "Ada" } });
  const session = await plain.required();
  // @ts-expect-error: without a schema, a session has no data
  session.data.name.length;
}

export async function impersonation(): Promise<void> {
  const auth = createAuth({ strategy: jwt(), secret, data });
  const session = await auth.impersonate("1", { data: { name: "Ada" }, device: { label: "x" } });
  isTrue<Equals<typeof session, Session<Data>>>();
  // @ts-expect-error: data is required by the schema
  await auth.impersonate("1");
  // @ts-expect-error: data is required by the schema
  await auth.impersonate("1", {});
  // @ts-expect-error: an impersonation has its own lifetime
  await auth.impersonate("1", { data: { name: "Ada" }, lifetime: { absolute: "1d" } });
  // @ts-expect-error: the actor is the user of the request
  await auth.impersonate("1", { data: { name: "Ada" }, actor: "2" });
  const plain = createAuth({ strategy: jwt(), secret });
  await plain.impersonate("1");
  await plain.impersonate("1", {});
}

export function guards(): void {
  const auth = createAuth({ strategy: jwt(), secret, data });
  const rename = auth.action(async (session, name: string, times: number) => {
    isTrue<Equals<typeof session, Session<Data>>>();
    return name.repeat(times);
  });
  isTrue<Equals<typeof rename, (name: string, times: number) => Promise<string>>>();
  // @ts-expect-error: an argument is missing
  rename("Ada");
  auth.route((_request, session) => Response.json(session.data.name));
  auth.route(() => new Response(), { within: "10m" });
  // @ts-expect-error: a duration in a string has a unit
  auth.action(() => null, { within: "10" });
  auth.route(() => new Response(), { factor: 2, within: "10m" });
  auth.action(() => null, { factor: 2 });
  auth.page(() => null, { factor: 2 });
  auth.route(() => new Response(), { factor: 1 });
  // @ts-expect-error: there are two factors
  auth.route(() => new Response(), { factor: 3 });
  // @ts-expect-error: a route returns a Response
  auth.route((_request, session) => session.data.name);
}

export function configuration(): void {
  // @ts-expect-error: the strategy is the result of jwt(), not jwt itself
  createSignet({ strategy: jwt, secret });
  // @ts-expect-error: the secret is required
  createSignet({ strategy: jwt() });
  // @ts-expect-error: a duration in a string has a unit
  createSignet({ strategy: jwt(), secret, lifetime: { idle: "7" } });
  // @ts-expect-error: there is no such preset
  createSignet({ strategy: jwt(), secret, lifetime: "aal9" });
  // @ts-expect-error: there is no such option
  createSignet({ strategy: jwt(), secret, maxAge: 3600 });
  // @ts-expect-error: database() needs a store
  database();
  // @ts-expect-error: a limit is a number
  database({ store: memoryStore(), maxSessionsPerUser: "3" });
  // @ts-expect-error: a duration in a string has a unit
  database({ store: memoryStore(), timeout: "2" });
  createSignet({ strategy: database({ store: memoryStore() }), accept: [jwt(), sealed()], secret });
  // @ts-expect-error: accept is a list of strategies
  createSignet({ strategy: jwt(), accept: sealed(), secret });
  const migrated = createSignet({
    strategy: jwt(),
    accept: [database({ store: memoryStore() })],
    secret,
  });
  // @ts-expect-error: accept does not add the sessions of another strategy to jwt()
  migrated.sessions.list("1");
}

export function cookies(): void {
  const make = (cookie: CookieOptions) => createSignet({ strategy: jwt(), secret, cookie });
  make({});
  make({ sameSite: "strict", accept: { domain: "example.com" } });
  make({ domain: "example.com", sameSite: "strict" });
  make({ sameSite: "none", partitioned: true });
  make({ sameSite: "none", partitioned: false });
  // @ts-expect-error: sameSite "none" needs a decision about partitioned
  make({ sameSite: "none" });
  // @ts-expect-error: partitioned needs sameSite "none"
  make({ partitioned: true });
  // @ts-expect-error: partitioned needs sameSite "none"
  make({ domain: "example.com", partitioned: true });
  // @ts-expect-error: a cookie for frames belongs to one host
  make({ domain: "example.com", sameSite: "none", partitioned: true });
  // @ts-expect-error: a cookie of a domain accepts only the cookie of the host
  make({ domain: "app.example.com", accept: { domain: "example.com" } });
  // @ts-expect-error: one former place only
  make({ accept: { domain: "example.com", partitioned: true } });
  // @ts-expect-error: the values of sameSite are in lower case
  make({ sameSite: "Lax" });
  // @ts-expect-error: the name of the cookie is the option cookieName
  make({ name: "members" });
  createAuth({ strategy: jwt(), secret, cookie: { domain: "example.com" }, cookieName: "members" });
}

export function pagesAndActions(): void {
  const auth = createAuth({ strategy: jwt(), secret, data });
  type Props = { readonly params: Promise<{ readonly id: string }> };
  const page = auth.page(async (session, props: Props) => `${session.data.name} ${props.params}`);
  isTrue<Equals<Parameters<typeof page>, [props: Props]>>();
  isTrue<Equals<ReturnType<typeof page>, Promise<ReactNode>>>();
  const bare = auth.page((session) => session.userId, { within: "10m", fallback: "Wait" });
  isTrue<Equals<Parameters<typeof bare>, [props: object]>>();

  const metadata = auth.page(async (session, _props: Props, parent: ResolvingMetadata) => ({
    title: `${session.data.name} ${(await parent).title?.absolute}`,
  }));
  isTrue<Equals<Awaited<ReturnType<typeof metadata>>, { title: string }>>();
  isTrue<Equals<Parameters<typeof metadata>, [props: Props, parent: ResolvingMetadata]>>();

  // @ts-expect-error: jwt() has no store to read
  auth.page(() => null, { fresh: true });
  createAuth({ strategy: database({ store: memoryStore() }), secret }).page(() => null, {
    fresh: true,
  });
  // @ts-expect-error: the data has no such member
  auth.page((session) => session.data.nothing);

  const redirecting = auth.action(async (_session, text: string) => text.length);
  isTrue<Equals<typeof redirecting, (text: string) => Promise<number>>>();
  const withRefused = auth.action(async (_session, _state: object, _text: string) => "saved", {
    refused: ({ cause, signIn }, _state, text) => ({ cause, signIn, text }),
  });
  type Refused = { cause: Refusal["cause"]; signIn: string | null; text: string };
  isTrue<Equals<Awaited<ReturnType<typeof withRefused>>, string | Refused>>();
  auth.action(async (_session, text: string) => text, {
    // @ts-expect-error: refused takes the arguments of the action
    refused: (_refusal, text: number) => text,
  });
}
