import { decode, encode, getToken } from "next-auth/jwt";
import { contestant, tamper } from "../harness/contestant.ts";
import type { Contestant } from "../harness/question.ts";
import { cookieHeader, people, secret } from "./people.ts";

export const NEXT_AUTH = "next-auth decode";

const COOKIE = "__Secure-next-auth.session-token";

/** next-auth 4's encrypted JWT: its `decode` alone, and `getToken`, which finds the cookie too. */
export async function nextAuthReads(): Promise<Contestant[]> {
  const tokens = await Promise.all(
    people.map((person) => encode({ token: { ...person }, secret })),
  );
  const forged = tamper(tokens[0] ?? "");
  const answer = (claims: Awaited<ReturnType<typeof decode>>) =>
    claims && { name: claims["name"], email: claims["email"], role: claims["role"] };
  return [
    contestant({
      name: NEXT_AUTH,
      note: "From the cookie's value: no header to parse.",
      inputs: tokens,
      forged,
      run: (token) => decode({ token, secret }),
      answer,
      expected: people,
    }),
    contestant({
      name: "next-auth getToken",
      inputs: tokens.map(requestWith),
      forged: requestWith(forged),
      run: (request) => getToken({ req: request, secret, secureCookie: true }),
      answer,
      expected: people,
    }),
  ];
}

/** What `getToken` looks at of a Next request, with the cookies parsed by Next already. */
type NextRequest = Parameters<typeof getToken>[0]["req"];

function requestWith(token: string): NextRequest {
  const cookie = `${COOKIE}=${token}`;
  const request = { cookies: { [COOKIE]: token }, headers: { cookie: cookieHeader(cookie) } };
  return request as unknown as NextRequest;
}
