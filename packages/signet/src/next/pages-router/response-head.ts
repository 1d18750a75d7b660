import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { parseSetCookie } from "cookie";

/** The headers that the library adds to a response when its head is written. */
export interface HeadAdditions {
  /** `Set-Cookie` texts, by the identity of the cookie. A later text replaces an earlier one. */
  readonly setCookies: Map<string, string>;
  /** Whether no cache may store the response. */
  noStore: boolean;
}

/**
 * Adds headers to a response when Node writes its head. Until then the handler may set its own headers
 * in every way, and read them, without losing or seeing those of the library.
 *
 * Node calls `writeHead` for every response, also when the handler only calls `write` or `end`.
 */
export function addToHead(response: ServerResponse, additions: HeadAdditions): void {
  response.writeHead = new Proxy(response.writeHead, {
    // Next warns in development when `response` of getServerSideProps is used later. `head` is not that
    // object, but the response of Node behind it.
    apply(writeHead, head: ServerResponse, args: unknown[]) {
      if (head.headersSent) return Reflect.apply(writeHead, head, args);
      const { setCookies, noStore } = additions;
      const replaced = [
        ...(setCookies.size > 0 ? ["set-cookie"] : []),
        ...(noStore ? ["cache-control"] : []),
      ];
      if (setCookies.size > 0) setAllCookies(head, setCookies, given(args, "set-cookie"));
      if (noStore) head.setHeader("Cache-Control", "no-store");
      return Reflect.apply(
        writeHead,
        head,
        args.map((arg) => (isHeaders(arg) ? without(arg, replaced) : arg)),
      );
    },
  });
}

/** Identifies a cookie as a browser does (RFC 6265bis, section 5.7), and by its partition. */
export function cookieIdentity(setCookie: string): string {
  const { name, domain = "", path = "", partitioned = false } = parseSetCookie(setCookie);
  return JSON.stringify([name, domain, path, partitioned]);
}

/**
 * Replaces the `Set-Cookie` headers by those of the application and those of the library. A cookie of
 * the library that is already there was set by the proxy, and the later one wins.
 */
function setAllCookies(
  response: ServerResponse,
  setCookies: ReadonlyMap<string, string>,
  inCall: readonly string[],
): void {
  const others = inCall.length > 0 ? inCall : textsOf(response.getHeader("set-cookie"));
  const kept = others.filter((text) => !setCookies.has(cookieIdentity(text)));
  // Next replaces `setHeader` by a function that adds the cookies of the proxy again.
  response.removeHeader("Set-Cookie");
  response.appendHeader("Set-Cookie", [...kept, ...setCookies.values()]);
}

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** Checks whether an argument of `writeHead` holds headers: an object, or a list of names and values. */
function isHeaders(argument: unknown): argument is Headers {
  return typeof argument === "object" && argument !== null;
}

/** Lists the values of one header in the arguments of `writeHead`. */
function given(args: readonly unknown[], name: string): string[] {
  return args
    .filter(isHeaders)
    .flatMap(pairsOf)
    .filter((pair) => isNamed(pair, [name]))
    .flatMap(([, value]) => textsOf(value));
}

function without(headers: Headers, names: readonly string[]): Headers {
  const kept = pairsOf(headers).filter((pair) => !isNamed(pair, names));
  return Array.isArray(headers)
    ? kept.flatMap(([name, value]) => [name, value ?? ""])
    : Object.fromEntries(kept);
}

type Pair = readonly [name: string, value: OutgoingHttpHeader | undefined];

function pairsOf(headers: Headers): Pair[] {
  if (!Array.isArray(headers)) return Object.entries(headers);
  return headers.flatMap((name, at) => (at % 2 === 0 ? [[String(name), headers[at + 1]]] : []));
}

function isNamed([name]: Pair, names: readonly string[]): boolean {
  return names.includes(name.toLowerCase());
}

function textsOf(value: OutgoingHttpHeader | undefined): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [String(value)];
}
