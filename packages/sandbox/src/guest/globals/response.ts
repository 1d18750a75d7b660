import { bodyOf, WithBody } from "./body.ts";
import { showAs } from "./format/index.ts";
import { Headers } from "./headers.ts";

/** Statuses that have no body (Fetch, 2.2.3). */
const NO_BODY = new Set([101, 103, 204, 205, 304]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface ResponseOptions {
  status?: number | undefined;
  statusText?: string | undefined;
  headers?: unknown;
}

export class Response extends WithBody {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly type: string = "default";
  readonly url: string = "";
  readonly redirected: boolean = false;

  constructor(input: unknown = null, init: ResponseOptions | null = {}) {
    super();
    const { status = 200, statusText = "", headers = {} } = init ?? {};
    const number = Math.trunc(Number(status));
    if (!(number >= 200 && number <= 599)) {
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    }
    this.status = number;
    this.statusText = String(statusText);
    this.headers = new Headers(headers as Headers);
    const { body, type } = bodyOf(input);
    if (body !== null && NO_BODY.has(number)) {
      throw new TypeError(`Response constructor: Invalid response status code ${number}`);
    }
    this.content = body;
    if (type !== null && !this.headers.has("content-type")) this.headers.set("content-type", type);
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  clone(): Response {
    return new Response(this.copyOfBody(), this);
  }

  static json(data: unknown, init: ResponseOptions = {}): Response {
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError("Value is not JSON serializable");
    const headers = new Headers((init.headers ?? {}) as Headers);
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
    return new Response(text, { ...init, headers });
  }

  static redirect(url: string | URL, status = 302): Response {
    const parsed = URL.parse(String(url));
    if (parsed === null) throw new TypeError(`Failed to parse URL from ${url}`);
    if (!REDIRECTS.has(status)) throw new RangeError(`Invalid status code ${status}`);
    return new Response(null, { status, headers: { location: parsed.href } });
  }

  static error(): Response {
    const response = new Response(null);
    Object.defineProperties(response, { status: { value: 0 }, type: { value: "error" } });
    return response;
  }

  get [Symbol.toStringTag](): string {
    return "Response";
  }
}

showAs(Response, ({ status, statusText, headers, bodyUsed, ok }) => ({
  status,
  statusText,
  headers,
  bodyUsed,
  ok,
}));
