/** Compiled by `npm test` and never run. `@ts-expect-error` marks each line that must not compile. */
import { z } from "zod";
import { createAuth, createSignet, hybrid, jwt, memoryStore, type Session } from "../next/index.ts";
import { type ClientSession, SessionProvider, useSession } from "./index.ts";

const secret = "a-secret-for-type-tests-0123456789-abcdef";
const data = z.object({
  name: z.string(),
  role: z.enum(["member", "admin"]).default("member"),
  since: z.coerce.date(),
  theme: z.string().optional(),
});
const auth = createAuth({ strategy: jwt(), secret, data, clientUpdates: ["theme"] });
const bare = createAuth({ strategy: hybrid({ store: memoryStore() }), secret });

type Equals<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function isTrue<T extends true>(): T | null {
  return null;
}

export async function useTypes(): Promise<void> {
  const current = useSession<typeof auth>();
  isTrue<Equals<typeof current.status, "loading" | "active" | "anonymous" | "unavailable">>();
  // @ts-expect-error: the session may be null
  current.session.userId;
  if (current.status === "active") {
    isTrue<Equals<typeof current.session.expiresAt, Date>>();
    current.session.proofs?.map(({ at }) => isTrue<Equals<typeof at, Date>>());
    isTrue<Equals<typeof current.session.actor, string | undefined>>();
    isTrue<Equals<typeof current.session.data.role, "member" | "admin">>();
    // A date of the data is a text in the browser, on both ways.
    isTrue<Equals<typeof current.session.data.since, string>>();
    // @ts-expect-error: the data has no such member
    current.session.data.nickname;
  }
  if (current.status === "anonymous" || current.status === "loading") {
    isTrue<Equals<typeof current.session, null>>();
  }
  if (current.status === "unavailable") current.session?.userId;

  const updated = await current.update({ theme: "dark" });
  updated?.data.theme?.toUpperCase();
  // @ts-expect-error: the data has no such member
  await current.update({ nickname: "A" });
  // @ts-expect-error: the member has another type
  await current.update({ theme: 1 });
  await current.signOut();
  await current.signOut({ returnTo: "/" });
  // @ts-expect-error: there is no such option
  await current.signOut({ callbackUrl: "/" });

  const untyped = useSession();
  if (untyped.status === "active")
    isTrue<Equals<typeof untyped.session.data, Record<string, unknown>>>();
  // @ts-expect-error: a session without data has no members to update
  await useSession<typeof bare>().update({ theme: "dark" });
  const signet = createSignet({ strategy: jwt(), secret, data });
  // @ts-expect-error: the type is that of auth
  useSession<typeof signet>();
}

export async function provider(session: ClientSession<{ name: string }>): Promise<void> {
  SessionProvider({ session: await auth() });
  SessionProvider({ session: auth() });
  SessionProvider({ session: await auth.read() });
  SessionProvider({ session: bare.read() });
  SessionProvider({ session });
  SessionProvider({ session: null, basePath: "/api/auth" });
  SessionProvider({});
  // @ts-expect-error: a session has an id
  SessionProvider({ session: { userId: "ada" } });
  // @ts-expect-error: only members of the data
  createAuth({ strategy: jwt(), secret, data, clientUpdates: ["nickname"] });
  // @ts-expect-error: without data there is nothing to update
  createAuth({ strategy: jwt(), secret, clientUpdates: ["theme"] });
}

export function narrowed(session: Session<{ name: string }>): ClientSession<{ name: string }> {
  return session;
}
