import { getIronSession, nextProxyCookies } from "iron-session";
import { type NextFetchEvent, type NextRequest, NextResponse } from "next/server";
import { type NextRequestWithAuth, withAuth } from "next-auth/middleware";
import { type SessionData, sessionOptions } from "./app/iron/handler/lib";

const guard = withAuth(
  function passOn(request: NextRequestWithAuth) {
    const headers = new Headers(request.headers);
    headers.set("x-name", request.nextauth.token?.name ?? "nobody");
    return NextResponse.next({ request: { headers } });
  },
  {
    callbacks: {
      authorized({ req, token }) {
        if (req.nextUrl.pathname === "/admin") return token?.role === "admin";
        return token !== null;
      },
    },
  },
);

async function iron(request: NextRequest) {
  const response = NextResponse.next();
  const session = await getIronSession<SessionData>(
    nextProxyCookies(request, response),
    sessionOptions,
  );
  if (!session.isLoggedIn) return NextResponse.redirect(new URL("/iron/handler", request.url));
  session.visits = (session.visits ?? 0) + 1;
  await session.save();
  return response;
}

export async function proxy(request: NextRequest, event: NextFetchEvent) {
  if (request.nextUrl.pathname.startsWith("/iron/")) return iron(request);
  return guard(request as NextRequestWithAuth, event);
}

export const config = { matcher: ["/admin", "/member", "/iron/handler/protected-proxy"] };
