/** Options and requests for tests of `session.strategy`. */
import type { Strategy } from "../../strategy/contract.ts";
import { basicOptions, type Call, type Jar, type Options, ours } from "./comparison.test-d.ts";

export type Params = Record<string, unknown>;
export const SESSION = "__Host-next-auth-session";
export const FORMER = "__Secure-next-auth.session-token";

export function optionsWith(strategy: Strategy, more: Options = {}): Options {
  return basicOptions(ours, {
    session: { strategy },
    callbacks: {
      jwt: ({ token, user, trigger, session }: Params) => ({
        ...Object(token),
        ...(user ? { role: "member" } : {}),
        ...(trigger === "update" ? { nick: Object(session)["nick"] } : {}),
      }),
      session: ({ session, token }: Params) => ({
        ...Object(session),
        user: {
          ...Object(session)["user"],
          id: Object(token)["sub"],
          role: Object(token)["role"],
          nick: Object(token)["nick"],
        },
      }),
    },
    ...more,
  });
}

export const read = (jar: Jar): Call => ({ path: ["session"], cookies: jar });
export const post = (path: string, jar: Jar, csrfToken: string, body: object = {}): Call => ({
  method: "POST",
  path: [path],
  cookies: jar,
  body: { csrfToken, json: "true", ...body },
});
