import { bodyOf, WithBody } from "./body.ts";
import { showAs } from "./format/index.ts";
import { Headers } from "./headers.ts";

/** Methods that the standard writes in upper case (Fetch, 2.2.1). */
const UPPER = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]);

export interface RequestOptions {
  method?: string | undefined;
  headers?: unknown;
  body?: unknown;
}

/** A request with the members that programs use. Its redirect, mode and credentials have no effect. */
export class Request extends WithBody {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly redirect: string = "follow";
  readonly credentials: string = "same-origin";
  readonly mode: string = "cors";
  readonly cache: string = "default";
  readonly referrer: string = "about:client";

  constructor(input: Request | URL | string, init: RequestOptions = {}) {
    super();
    const from = input instanceof Request ? input : null;
    this.url = from === null ? absolute(String(input)) : from.url;
    this.method = methodOf(init.method ?? from?.method ?? "GET");
    this.headers = new Headers((init.headers ?? from?.headers ?? {}) as Headers);
    const given = init.body ?? null;
    if (given !== null && (this.method === "GET" || this.method === "HEAD")) {
      throw new TypeError("Request with GET/HEAD method cannot have body.");
    }
    if (given === null && from?.bodyUsed) {
      throw new TypeError(
        "Cannot construct a Request with a Request object that has already been used.",
      );
    }
    const { body, type } = bodyOf(given);
    this.content = given === null ? (from?.handOver() ?? null) : body;
    if (type !== null && !this.headers.has("content-type")) this.headers.set("content-type", type);
  }

  clone(): Request {
    const { method, headers } = this;
    return new Request(this.url, { method, headers, body: this.copyOfBody() });
  }

  /** Gives the body to another request. This one cannot be read any more. */
  private handOver() {
    const copy = this.copyOfBody();
    if (this.content !== null) this.content.isUsed = true;
    return copy;
  }

  get [Symbol.toStringTag](): string {
    return "Request";
  }
}

function absolute(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) throw new TypeError(`Failed to parse URL from ${url}`);
  return parsed.href;
}

function methodOf(method: string): string {
  const upper = String(method).toUpperCase();
  return UPPER.has(upper) ? upper : String(method);
}

showAs(Request, ({ method, url, headers, bodyUsed }) => ({ method, url, headers, bodyUsed }));
