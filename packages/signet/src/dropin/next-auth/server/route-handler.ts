import { readBody } from "../../../http/read-body.ts";
import type { Awaitable } from "../awaitable.ts";
import { handle } from "../core/handle.ts";
import type { AuthResponse, Fields } from "../core/message.ts";
import { configuredSecret } from "../environment.ts";
import { cookiesOf } from "../jwt/token-request.ts";
import type { AuthOptions } from "../types.ts";
import { locationOf } from "./api-handler.ts";

/** The second argument of a Route Handler in `app/api/auth/[...nextauth]/route.ts`. */
export interface RouteHandlerContext {
  params: Awaitable<{ nextauth?: string[] | undefined }>;
}

/** Responds to a request of a Route Handler. */
export async function handleRoute(
  req: Request,
  { params }: RouteHandlerContext,
  options: AuthOptions,
): Promise<Response> {
  const { nextauth: [action, providerId] = [] } = await params;
  const query = Object.fromEntries(new URL(req.url).searchParams);
  const read = await bodyOf(req);
  if (read === "malformed")
    return Response.json({ message: "The body is malformed." }, { status: 400 });
  if (read === "too-large")
    return Response.json({ message: "The body has more than 1 MB." }, { status: 413 });
  const request = {
    action,
    providerId,
    error: query["error"] ?? providerId,
    method: req.method,
    query,
    body: read,
    // NextRequest has parsed the cookies, in the same way as Next's cookies().
    cookies: cookiesOf(req),
    headers: req.headers,
    headerFields: Object.fromEntries(req.headers),
  };
  const { secret = configuredSecret() } = options;
  return toResponse(await handle(request, options, secret), read?.["json"] === "true");
}

function toResponse(response: AuthResponse, wantsJson: boolean): Response {
  const { redirect, status = 200, setCookies = [], body } = response;
  const headers = new Headers(response.headers);
  for (const text of setCookies) headers.append("Set-Cookie", text);
  if (redirect !== undefined && wantsJson) {
    headers.set("Content-Type", "application/json");
    return new Response(JSON.stringify({ url: redirect }), { status, headers });
  }
  if (redirect !== undefined) {
    headers.set("Location", locationOf(redirect));
    return new Response(null, { status: 302, headers });
  }
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  return new Response(text, { status, headers });
}

/** The longest body; bytes. Next's parser of the Pages Router has the same limit. */
const MOST_BYTES = 1_048_576;

/** Reads the body of a POST request: JSON, or the fields of a form. */
async function bodyOf(req: Request): Promise<Fields | undefined | "malformed" | "too-large"> {
  if (req.body === null || req.method !== "POST") return undefined;
  const type = req.headers.get("content-type") ?? "";
  const isForm = type.includes("application/x-www-form-urlencoded");
  if (!isForm && !type.includes("application/json")) return undefined;
  const bytes = await readBody(req, MOST_BYTES);
  if (bytes === null) return "too-large";
  const text = new TextDecoder().decode(bytes);
  if (isForm) return Object.fromEntries(new URLSearchParams(text));
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? { ...body } : undefined;
  } catch {
    return "malformed";
  }
}
