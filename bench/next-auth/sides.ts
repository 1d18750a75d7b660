/** The same calls on next-auth 4 and on `signet-auth/next-auth`. */
import { getServerSession as originalSession } from "next-auth";
import { encode, getToken as originalToken } from "next-auth/jwt";
import { getServerSession as signetSession } from "signet-auth/next-auth";
import { getToken as signetToken } from "signet-auth/next-auth/jwt";
import { contestant, tamper } from "../harness/contestant.ts";
import type { Contestant } from "../harness/question.ts";
import { cookieHeader, origin, type Person, people, secret } from "../reads/people.ts";

export const SIGNET = "signet-auth/next-auth";
export const ORIGINAL = "next-auth 4";

const COOKIE = "__Secure-next-auth.session-token";
const silent = (): void => {};

/** Calls that take the arguments of the original. Their types differ only in names of modules. */
type Loose = (...args: readonly unknown[]) => Promise<Record<string, unknown> | null>;
interface Side {
  readonly name: string;
  readonly getServerSession: Loose;
  readonly getToken: Loose;
}

const sides: readonly Side[] = [
  {
    name: SIGNET,
    getServerSession: signetSession as unknown as Loose,
    getToken: signetToken as unknown as Loose,
  },
  {
    name: ORIGINAL,
    getServerSession: originalSession as unknown as Loose,
    getToken: originalToken as unknown as Loose,
  },
];

/** The options of a program: its callback copies the user of the token to the session. */
const options = {
  providers: [],
  secret,
  useSecureCookies: true,
  session: { strategy: "jwt" },
  callbacks: {
    session({ session, token: { name, email, role } }: { session: object; token: Person }) {
      return { ...session, user: { name, email, role } };
    },
  },
  logger: { error: silent, warn: silent, debug: silent },
};

/** Returns the tokens of sixteen users, which next-auth 4 has encrypted. */
async function tokensOf(): Promise<readonly string[]> {
  process.env["NEXTAUTH_URL"] = origin;
  return Promise.all(people.map((person) => encode({ token: { ...person }, secret })));
}

/** `getServerSession(req, res, options)`. */
export async function sessionReads(): Promise<Contestant[]> {
  const tokens = await tokensOf();
  const args = (token: string) => [requestWith(token), responseOf(), options] as const;
  return pairs((side) => ({
    inputs: tokens.map(args),
    forged: args(tamper(tokens[0] ?? "")),
    run: (input: ReturnType<typeof args>) => side.getServerSession(...input),
    answer: (session: Record<string, unknown> | null) => session?.["user"] ?? null,
  }));
}

/** `getToken({ req, secret, secureCookie })`. */
export async function tokenReads(): Promise<Contestant[]> {
  const tokens = await tokensOf();
  return pairs((side) => ({
    inputs: tokens.map(requestWith),
    forged: requestWith(tamper(tokens[0] ?? "")),
    run: (req: ReturnType<typeof requestWith>) =>
      side.getToken({ req, secret, secureCookie: true }),
    answer: (claims: Record<string, unknown> | null) =>
      claims && { name: claims["name"], email: claims["email"], role: claims["role"] },
  }));
}

type Entry<Input> = Omit<
  Parameters<typeof contestant<Input, Record<string, unknown> | null>>[0],
  "name" | "expected"
>;

/** Each call one after another, and sixteen at once, where the other threads of next-auth share one wake-up. */
function pairs<Input>(entry: (side: Side) => Entry<Input>): Contestant[] {
  return sides.flatMap((side) => [
    contestant({ ...entry(side), name: side.name, expected: people }),
    contestant({
      ...entry(side),
      name: `${side.name}, 16 at once`,
      expected: people,
      allAtOnce: true,
    }),
  ]);
}

/** The parts of a request that both libraries read, with parsed cookies. */
function requestWith(token: string) {
  return {
    cookies: { theme: "dark", [COOKIE]: token, locale: "en-GB" },
    headers: { cookie: cookieHeader(`${COOKIE}=${token}`), host: new URL(origin).host },
  };
}

function responseOf() {
  return { getHeader: silent, setHeader: silent };
}
