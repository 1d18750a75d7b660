/**
 * `npm test` compiles this file and never runs it. `@ts-expect-error` marks every expected error. The
 * functions are those of programs for iron-session 8 and 9.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import express from "express";
import type { NextApiRequest, NextApiResponse } from "next";
import { cookies } from "next/headers";
import { type NextRequest, NextResponse } from "next/server";
import { getIronSession as edgeSession } from "./edge/index.ts";
import { ironSession } from "./express/index.ts";
import {
  type CookieJar,
  type CookieStore,
  getIronSession,
  type IronSession,
  type IronSessionData,
  type IronSessionOptions,
  nextProxyCookies,
  nodeCookies,
  type SessionOptions,
  sealData,
  type UnsealErrorReason,
  unsealData,
  webCookies,
} from "./index.ts";
import { withIronSessionApiRoute, withIronSessionSsr } from "./next/index.ts";

type Equals<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function isTrue<T extends true>(): T | null {
  return null;
}

/** As iron-session 8 declares it: members are there. */
interface SessionData {
  username: string;
  isLoggedIn: boolean;
}
/** As iron-session 9 declares it: members may be missing. */
interface Optional {
  user?: { id: number; admin?: boolean };
  lastSeen?: number;
}

const defaultSession: SessionData = { username: "", isLoggedIn: false };
const options: SessionOptions = {
  cookieName: "app",
  password: { 2: "…", 1: "…" },
  ttl: 60,
  chunk: true,
  cookieOptions: { secure: process.env.NODE_ENV === "production", maxAge: undefined },
  onUnsealError: (reason, error) => {
    isTrue<Equals<typeof reason, UnsealErrorReason>>();
    isTrue<Equals<typeof error, unknown>>();
  },
};

export async function version8(): Promise<IronSession<SessionData>> {
  const session = await getIronSession<SessionData>(await cookies(), options);
  if (!session.isLoggedIn) {
    session.isLoggedIn = defaultSession.isLoggedIn;
    session.username = defaultSession.username;
  }
  const name: string = session.username.trim();
  session.username = name;
  await session.save();
  session.destroy();
  session.updateConfig({ ...options, ttl: 7 });
  // @ts-expect-error the methods stay
  session.save = async () => {};
  return session;
}

export async function version8Api(
  req: NextApiRequest,
  res: NextApiResponse<SessionData>,
): Promise<void> {
  const session = await getIronSession<SessionData>(req, res, options);
  res.json({ isLoggedIn: session.isLoggedIn, username: session.username });
}

export async function version9(store: CookieStore, jar: CookieJar): Promise<number | undefined> {
  const session = await getIronSession<Optional>(await cookies(), options);
  session.lastSeen = Date.now();
  const id = session.user?.id;
  delete session.user;
  const required = await getIronSession<SessionData>(store, options);
  required.username?.trim();
  const partial = await getIronSession<Partial<SessionData>>(jar, options);
  // @ts-expect-error the member may be missing
  partial.username.trim();
  await getIronSession<Optional>(cookies(), options);
  return id;
}

export async function version9Proxy(request: NextRequest): Promise<NextResponse> {
  const response = NextResponse.next();
  const session = await getIronSession<Optional>(nextProxyCookies(request, response), options);
  session.lastSeen = Date.now();
  await session.save();
  await edgeSession(request, response, options);
  return response;
}

export async function requests(
  req: IncomingMessage,
  res: ServerResponse,
  request: Request,
): Promise<void> {
  const headers = new Headers();
  const jars: CookieJar[] = [nodeCookies(req, res), webCookies(request, headers)];
  jars.push(webCookies(request, new Response()));
  await getIronSession(request, new Response(), options);
  await getIronSession({ read: () => "x", write: () => {} }, options);
  // @ts-expect-error a cookie name is required
  await getIronSession(req, res, { password: "x" });
}

export async function seals(): Promise<void> {
  const seal: string = await sealData({ userId: 1 }, { password: "x", ttl: 0 });
  const data = await unsealData<{ userId: number }>(seal, { password: { 1: "x" } });
  isTrue<Equals<typeof data, { userId: number }>>();
  const any = await unsealData(seal, { password: "x" });
  isTrue<Equals<typeof any, Record<string, unknown>>>();
  // @ts-expect-error a password is required
  await sealData({}, {});
}

export async function version6(given: IronSessionOptions): Promise<void> {
  const app = express();
  app.use(ironSession(given));
  app.get("/", async (req, res) => {
    await req.session.save();
    res.send({ ...req.session });
  });
  const session: IronSession = await getIronSession(await cookies(), given);
  const data: IronSessionData = session;
  withIronSessionApiRoute((req, res) => {
    const inner: IronSession = req.session;
    res.send({ ok: true, data, inner });
  }, given);
  withIronSessionApiRoute(
    (req) => req.session.destroy(),
    async (req, res) => ({ ...given, ttl: req.method === res.statusMessage ? 1 : 2 }),
  );
  const getServerSideProps = withIronSessionSsr<{ name: string }>(async ({ req, res }) => {
    if (!("user" in req.session)) {
      res.statusCode = 404;
      return { notFound: true };
    }
    return { props: { name: "Ada" } };
  }, given);
  isTrue<Equals<Awaited<ReturnType<typeof getServerSideProps>>, Awaited<ReturnType<typeof ssr>>>>();
}
declare const ssr: () => Promise<import("next").GetServerSidePropsResult<{ name: string }>>;
