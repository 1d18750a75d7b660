import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { getMigrations } from "better-auth/db/migration";
import { sealData } from "iron-session";
import { SignJWT } from "jose";
import { encode as encode4 } from "next-auth/jwt";
import { encode as encode5 } from "next-auth-5/jwt";
import { createSignet, hybrid, jwt, type Strategy } from "signet-auth";
import { sqliteStore } from "signet-auth/sqlite";
import { z } from "zod";
import { authOn } from "../reads/better-auth.ts";
import { pairsOf, people, secret } from "../reads/people.ts";
import type { Cookies } from "./contestants.ts";

const data = z.object({ name: z.string(), email: z.string(), role: z.enum(["member", "admin"]) });
const [ada] = people;

/** The cookies, and the environment variables with the secrets and databases for the app. */
export interface Visitor {
  readonly cookies: Cookies;
  readonly env: Readonly<Record<string, string>>;
}

/** Signs Ada in with every library, for http://localhost. */
export async function signInEverywhere(folder: string): Promise<Visitor> {
  if (ada === undefined) throw new Error("There are no people to sign in.");
  const signetFile = join(folder, "routes-signet.db");
  const betterAuthFile = join(folder, "routes-better-auth.db");
  const store = sqliteStore(signetFile);
  const token = { ...ada };
  const authJs = "authjs.session-token";
  const key = new TextEncoder().encode(secret);
  const signed = new SignJWT(token).setProtectedHeader({ alg: "HS256" }).setExpirationTime("7d");
  return {
    cookies: {
      "signet-jwt": await signetCookie(jwt(), "jwt"),
      "signet-hybrid": await signetCookie(hybrid({ store }), "hybrid"),
      jose: `jose=${await signed.sign(key)}`,
      "next-auth-4": `next-auth.session-token=${await encode4({ token, secret })}`,
      "next-auth-5": `${authJs}=${await encode5({ token, secret, salt: authJs })}`,
      "better-auth": await betterAuthCookie(betterAuthFile),
      "iron-session": `iron=${await sealData(ada, { password: secret })}`,
    },
    env: {
      BENCH_SECRET: secret,
      BENCH_SIGNET_DB: signetFile,
      BENCH_BETTER_AUTH_DB: betterAuthFile,
      NEXTAUTH_URL: "http://localhost",
      AUTH_URL: "http://localhost",
    },
  };
}

async function signetCookie(strategy: Strategy, cookieName: string): Promise<string> {
  const signet = createSignet({ strategy, secret, data, cookieName });
  const person = data.parse(ada);
  const input = { userId: person.email, data: person };
  return pairsOf((await signet.signIn({ host: "localhost" }, input)).setCookies);
}

async function betterAuthCookie(path: string): Promise<string> {
  const file = new DatabaseSync(path);
  file.exec("PRAGMA journal_mode = WAL");
  const auth = authOn(file);
  await (await getMigrations(auth.options)).runMigrations();
  const body = { ...data.parse(ada), password: "lovelace-1815" };
  await auth.api.signUpEmail({ body });
  const signedIn = await auth.api.signInEmail({ body, asResponse: true });
  return pairsOf(signedIn.headers.getSetCookie());
}
