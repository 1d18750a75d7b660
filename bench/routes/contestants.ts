import { cookieHeader, people } from "../reads/people.ts";

/** A route of the app, with the cookie of a signed-in user. */
export interface RouteContestant {
  readonly name: string;
  readonly note: string;
  readonly group: string;
  readonly floor: string | null;
  readonly path: string;
  readonly cookie: string;
}

const UNGUARDED = "no guard";
export const NEXT_AUTH_4 = "next-auth 4";
export const BETTER_AUTH = "better-auth on SQLite";

/** The session cookie of each library, as `name=value`. */
export type Cookies = Readonly<
  Record<
    | "signet-jwt"
    | "signet-hybrid"
    | "jose"
    | "next-auth-4"
    | "next-auth-5"
    | "better-auth"
    | "iron-session",
    string
  >
>;

const GROUPS = [
  { group: "Route handlers", kind: "route" },
  { group: "Pages", kind: "page" },
] as const;

/** Returns the contestants. Unguarded routes get the same cookies, because a longer header takes time on any route. */
export function contestantsOf(cookies: Cookies): RouteContestant[] {
  const handlers = GROUPS.flatMap(({ group, kind }) => {
    const one = (name: string, path: string, cookie: string, floor: string | null, note = "") => ({
      name: nameOf(group, name),
      note,
      group,
      floor: floor === null ? null : nameOf(group, floor),
      path: `/${kind}/${path}`,
      cookie: cookieHeader(cookie),
    });
    const ours = (["jwt", "hybrid"] as const).flatMap((strategy) => {
      const cookie = cookies[`signet-${strategy}`];
      const bare = `${UNGUARDED}, the cookie of ${strategy}()`;
      const guard = kind === "route" ? "auth.route" : "await auth()";
      return [
        one(bare, "unguarded", cookie, null),
        one(`signet ${strategy}(), ${guard}`, `signet-${strategy}`, cookie, bare),
        ...(kind === "route"
          ? [one(`signet ${strategy}(), await auth()`, `signet-${strategy}-read`, cookie, bare)]
          : []),
      ];
    });
    return [
      ...ours,
      one("jose by hand", "jose", cookies.jose, null, "`jwtVerify` of the cookie's value."),
      one(NEXT_AUTH_4, "next-auth-4", cookies["next-auth-4"], null, "`getServerSession`."),
      one("Auth.js 5", "next-auth-5", cookies["next-auth-5"], null, "`auth()`."),
      one(BETTER_AUTH, "better-auth", cookies["better-auth"], null, "`auth.api.getSession`."),
      one("iron-session", "iron-session", cookies["iron-session"], null, "`getIronSession`."),
    ];
  });
  const proxied = (name: string, path: string, floor: string | null) => ({
    name: nameOf("Behind a proxy", name),
    note: "",
    group: "Behind a proxy",
    floor,
    path: `/proxied/${path}`,
    cookie: cookieHeader(cookies["signet-jwt"]),
  });
  const bare = proxied("a proxy that lets all through", "bare", null);
  return [...handlers, bare, proxied("signet jwt(), auth.proxy", "signet-jwt", bare.name)];
}

export const nameOf = (group: string, name: string): string => `${group}: ${name}`;

/** Throws unless a route returns the correct user for its cookie and refuses a request without one. */
export async function check(url: string, { name, path, cookie, floor }: RouteContestant) {
  const [ada] = people;
  const right = await fetch(url + path, { headers: { cookie } });
  const text = await right.text();
  if (!right.ok || !text.includes(ada?.name ?? "") || !text.includes(ada?.email ?? "")) {
    throw new Error(`${name} answered ${right.status}: ${text.slice(0, 300)}`);
  }
  if (name.includes(UNGUARDED) || path.startsWith("/proxied/bare")) return;
  const wrong = await fetch(url + path, { redirect: "manual" });
  if (wrong.ok) throw new Error(`${name} accepts a request without a cookie (${floor}).`);
}
