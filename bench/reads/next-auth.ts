import { type AuthOptions, getServerSession } from "next-auth";
import { decode, encode, getToken } from "next-auth/jwt";
import { contestant, tamper } from "../harness/contestant.ts";
import type { Contestant } from "../harness/question.ts";
import { cookieHeader, origin, people, secret } from "./people.ts";

export const NEXT_AUTH = "next-auth decode";

const COOKIE = "__Secure-next-auth.session-token";
const silent = (): void => {};

/** The callbacks of an application: they copy the user of the token to the session. */
const options: AuthOptions = {
  providers: [],
  secret,
  useSecureCookies: true,
  session: { strategy: "jwt" },
  callbacks: {
    session({ session, token: { name, email, role } }) {
      return { ...session, user: { name: name ?? null, email: email ?? null, role } };
    },
  },
  logger: { error: silent, warn: silent, debug: silent },
};

/**
 * next-auth 4's encrypted JWT: its `decode` alone; `getToken`, which finds the cookie too; and
 * `getServerSession`, which is how its users read a session.
 */
export async function nextAuthReads(): Promise<Contestant[]> {
  process.env["NEXTAUTH_URL"] = origin;
  const tokens = await Promise.all(
    people.map((person) => encode({ token: { ...person }, secret })),
  );
  const forged = tamper(tokens[0] ?? "");
  const answer = (claims: Awaited<ReturnType<typeof decode>>) =>
    claims && { name: claims["name"], email: claims["email"], role: claims["role"] };
  const decoding = {
    name: NEXT_AUTH,
    note: "From the cookie's value: no header to parse.",
    inputs: tokens,
    forged,
    run: (token: string) => decode({ token, secret }),
    answer,
    expected: people,
  };
  return [
    contestant(decoding),
    contestant({ ...decoding, name: `${NEXT_AUTH}, 16 at once`, allAtOnce: true }),
    contestant({
      name: "next-auth getToken",
      inputs: tokens.map(requestWith),
      forged: requestWith(forged),
      run: (request) => getToken({ req: request, secret, secureCookie: true }),
      answer,
      expected: people,
    }),
    contestant({
      name: "next-auth getServerSession",
      note: "As in its documentation. It encrypts a new JWT for each response.",
      inputs: tokens.map(argumentsWith),
      forged: argumentsWith(forged),
      run: (args): Promise<{ readonly user?: object } | null> => getServerSession(...args),
      answer: (session) => session?.user ?? null,
      expected: people,
    }),
  ];
}

type TokenRequest = Parameters<typeof getToken>[0]["req"];
type SessionArguments = Extract<
  Parameters<typeof getServerSession<AuthOptions>>,
  readonly [unknown, unknown, unknown]
>;

/** The parts of a Next request that next-auth reads, with parsed cookies. */
function requestWith(token: string): TokenRequest {
  const cookie = `${COOKIE}=${token}`;
  const request = {
    cookies: { [COOKIE]: token },
    headers: { cookie: cookieHeader(cookie), host: new URL(origin).host },
  };
  return request as unknown as TokenRequest;
}

/** The arguments of `getServerSession`, with a response that ignores its headers. */
function argumentsWith(token: string): SessionArguments {
  const response = { getHeader: silent, setHeader: silent };
  return [requestWith(token), response, options] as unknown as SessionArguments;
}
