import { Buffer } from "../../globals/buffer.ts";
import { stringify } from "../captured.ts";
import { Events } from "./events.ts";

type HeaderValue = string | number | readonly string[];
type HeaderList = Record<string, HeaderValue | undefined> | readonly HeaderValue[];

const JSON_TYPE = "application/json; charset=utf-8";

/** The response of an API route of the Pages Router: Node's response with the methods that Next adds. */
export class PagesResponse extends Events {
  statusCode = 200;
  statusMessage = "";
  headersSent = false;
  writableEnded = false;
  readonly #headers = new Map<string, { name: string; value: string | string[] }>();
  readonly #chunks: string[] = [];

  get finished(): boolean {
    return this.writableEnded;
  }

  get writableFinished(): boolean {
    return this.writableEnded;
  }

  setHeader(name: string, value: HeaderValue): this {
    this.#refuseSent("set");
    this.#headers.set(checkedName(name).toLowerCase(), { name, value: checkedValue(name, value) });
    return this;
  }

  appendHeader(name: string, value: HeaderValue): this {
    this.#refuseSent("append");
    const before = this.#headers.get(checkedName(name).toLowerCase())?.value;
    const added = checkedValue(name, value);
    this.#headers.set(name.toLowerCase(), {
      name,
      value: before === undefined ? added : [before, added].flat(),
    });
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.#headers.get(String(name).toLowerCase())?.value;
  }

  getHeaders(): Record<string, string | string[]> {
    return Object.fromEntries([...this.#headers].map(([key, { value }]) => [key, value]));
  }

  getHeaderNames(): string[] {
    return [...this.#headers.keys()];
  }

  hasHeader(name: string): boolean {
    return this.#headers.has(String(name).toLowerCase());
  }

  removeHeader(name: string): void {
    this.#refuseSent("remove");
    this.#headers.delete(String(name).toLowerCase());
  }

  writeHead(status: number, message?: string | HeaderList, headers?: HeaderList): this {
    this.#refuseSent("write");
    const code = Math.trunc(Number(status));
    if (!(code >= 100 && code <= 999)) {
      throw coded(new RangeError(`Invalid status code: ${status}`), "ERR_HTTP_INVALID_STATUS_CODE");
    }
    this.statusCode = code;
    if (typeof message === "string") this.statusMessage = message;
    const given = typeof message === "object" ? message : headers;
    for (const [name, value] of pairsOf(given)) {
      if (value !== undefined) this.setHeader(name, value);
    }
    this.headersSent = true;
    return this;
  }

  flushHeaders(): void {
    if (!this.headersSent) this.writeHead(this.statusCode);
  }

  write(chunk: string | Uint8Array): boolean {
    if (this.writableEnded) return this.#failAfterEnd();
    this.flushHeaders();
    this.#chunks.push(textOf(chunk));
    return true;
  }

  end(chunk?: string | Uint8Array | (() => void), ...rest: unknown[]): this {
    if (this.writableEnded) {
      if (chunk !== undefined && typeof chunk !== "function") this.#failAfterEnd();
      return this;
    }
    this.flushHeaders();
    if (typeof chunk === "string" || chunk instanceof Uint8Array) this.#chunks.push(textOf(chunk));
    this.writableEnded = true;
    const done = [chunk, ...rest].find((each) => typeof each === "function");
    if (done !== undefined) this.once("finish", done as () => void);
    queueMicrotask(() => {
      this.emit("finish");
      this.emit("close");
    });
    return this;
  }

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  json(body: unknown): void {
    this.setHeader("Content-Type", JSON_TYPE);
    this.send(stringify(body));
  }

  send(body: unknown): void {
    if (body === null || body === undefined) {
      this.end();
      return;
    }
    if (this.statusCode === 204 || this.statusCode === 304) {
      for (const name of ["Content-Type", "Content-Length", "Transfer-Encoding"]) {
        this.removeHeader(name);
      }
      this.end();
      return;
    }
    if (body instanceof Uint8Array) {
      if (!this.hasHeader("Content-Type"))
        this.setHeader("Content-Type", "application/octet-stream");
      this.setHeader("Content-Length", body.length);
      this.end(body);
      return;
    }
    const isData = ["object", "number", "boolean"].includes(typeof body);
    const text = isData ? stringify(body) : String(body);
    if (isData) this.setHeader("Content-Type", JSON_TYPE);
    this.setHeader("Content-Length", Buffer.byteLength(text));
    this.end(text);
  }

  redirect(statusOrUrl: number | string, url?: string): this {
    const [status, location] =
      typeof statusOrUrl === "string" ? [307, statusOrUrl] : [statusOrUrl, url];
    if (typeof status !== "number" || typeof location !== "string") {
      throw new Error(
        "Invalid redirect arguments. Please use a single argument URL, e.g. res.redirect('/destination') or use a status code and URL, e.g. res.redirect(307, '/destination').",
      );
    }
    this.writeHead(status, { Location: location });
    this.write(location);
    this.end();
    return this;
  }

  /** The body that the handler has written so far. */
  get written(): string {
    return this.#chunks.join("");
  }

  /** Node reports this error as an event, and the response stays as it is. */
  #failAfterEnd(): false {
    const error = coded(new Error("write after end"), "ERR_STREAM_WRITE_AFTER_END");
    queueMicrotask(() => this.emit("error", error));
    return false;
  }

  #refuseSent(action: string): void {
    if (!this.headersSent) return;
    const message = `Cannot ${action} headers after they are sent to the client`;
    throw coded(new Error(message), "ERR_HTTP_HEADERS_SENT");
  }
}

function coded<Kind extends Error>(error: Kind, code: string): Kind {
  return Object.assign(error, { code });
}

function checkedName(name: string): string {
  if (/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) return name;
  const error = new TypeError(`Header name must be a valid HTTP token ["${name}"]`);
  throw coded(error, "ERR_INVALID_HTTP_TOKEN");
}

function checkedValue(name: string, value: HeaderValue | undefined): string | string[] {
  if (value === undefined) {
    const error = new TypeError(`Invalid value "undefined" for header "${name}"`);
    throw coded(error, "ERR_HTTP_INVALID_HEADER_VALUE");
  }
  const texts = [value].flat().map(String);
  if (texts.some((text) => /[^\t\x20-\x7e\x80-\xff]/.test(text))) {
    const error = new TypeError(`Invalid character in header content ["${name}"]`);
    throw coded(error, "ERR_INVALID_CHAR");
  }
  return Array.isArray(value) ? texts : (texts[0] ?? "");
}

/** The headers of `writeHead` are an object, or a list of names and values. */
function pairsOf(headers: HeaderList | undefined): [string, HeaderValue | undefined][] {
  if (headers === undefined) return [];
  if (!Array.isArray(headers)) return Object.entries(headers as Record<string, HeaderValue>);
  return headers.flatMap((name, at): [string, HeaderValue][] =>
    at % 2 === 0 ? [[String(name), headers[at + 1]]] : [],
  );
}

function textOf(chunk: string | Uint8Array): string {
  return typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk);
}
