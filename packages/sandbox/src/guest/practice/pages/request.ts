import { parseCookie } from "cookie";
import { forwardedHeaders } from "../../next/forwarded.ts";
import { Fields, parse } from "../captured.ts";
import { Events } from "./events.ts";

export interface PagesInput {
  readonly url: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  /** The values of the dynamic parts of the file's name. */
  readonly params: Record<string, string | string[]>;
}

type Query = Record<string, string | string[] | undefined>;

/** The request of an API route of the Pages Router, as Next gives it to the handler. */
export class PagesRequest extends Events {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly cookies: Record<string, string | undefined>;
  readonly query: Query;
  readonly body: unknown;
  readonly socket: { readonly encrypted: boolean; readonly remoteAddress: string };
  readonly httpVersion: string = "1.1";
  readonly rawHeaders: string[];

  constructor({ url, method, headers, body, params }: PagesInput) {
    super();
    this.method = method;
    this.url = url.pathname + url.search;
    this.socket = { encrypted: url.protocol === "https:", remoteAddress: "127.0.0.1" };
    this.headers = { ...headers, ...forwardedHeaders(url) };
    this.rawHeaders = Object.entries(this.headers).flat();
    this.cookies = { ...parseCookie(headers["cookie"] ?? "") };
    this.query = { ...queryOf(url.searchParams), ...params };
    this.body = parseBody(body ?? "", headers["content-type"] ?? "text/plain");
  }
}

/** A body that Next answers with 400 before the handler runs. */
export class InvalidBody extends Error {}

/** Parses a body by its content type, as Next does. */
function parseBody(text: string, contentType: string): unknown {
  const type = (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
  if (type === "application/json" || type === "application/ld+json") {
    if (text === "") return {};
    try {
      return parse(text);
    } catch {
      throw new InvalidBody("Invalid JSON");
    }
  }
  return type === "application/x-www-form-urlencoded" ? queryOf(new Fields(text)) : text;
}

/** A name that occurs twice has a list of values. */
function queryOf(params: URLSearchParams): Query {
  const query: Query = Object.create(null);
  for (const [name, value] of params) {
    const before = query[name];
    query[name] = before === undefined ? value : [before, value].flat();
  }
  return { ...query };
}
