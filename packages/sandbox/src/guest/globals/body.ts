import { FormData } from "./form-data.ts";
import type { Headers } from "./headers.ts";

const FORM = "application/x-www-form-urlencoded";

/** A body that a `Request` or a `Response` can pass on, in place of a stream. It has its bytes at once. */
export class Body {
  readonly bytes: Uint8Array<ArrayBuffer>;
  isUsed = false;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.bytes = bytes;
  }

  /** A body can be read once, as a stream can. */
  take(): Uint8Array<ArrayBuffer> {
    if (this.isUsed) throw new TypeError("Body is unusable: Body has already been read");
    this.isUsed = true;
    return this.bytes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    yield this.take();
  }
}

/** Returns the bytes of a body, and the type that it gives to the headers. */
export function bodyOf(input: unknown): { body: Body | null; type: string | null } {
  if (input === null || input === undefined) return { body: null, type: null };
  if (input instanceof Body) {
    if (input.isUsed) throw new TypeError("Response body object should not be disturbed or locked");
    return { body: input, type: null };
  }
  if (input instanceof ArrayBuffer) return bytesBody(new Uint8Array(input.slice(0)));
  if (ArrayBuffer.isView(input)) {
    const { buffer, byteOffset, byteLength } = input;
    return bytesBody(new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength)));
  }
  if (input instanceof URLSearchParams) return textBody(String(input), `${FORM};charset=UTF-8`);
  if (input instanceof FormData) {
    return textBody(String(new URLSearchParams([...input])), `${FORM};charset=UTF-8`);
  }
  return textBody(String(input), "text/plain;charset=UTF-8");
}

function bytesBody(bytes: Uint8Array<ArrayBuffer>): { body: Body; type: null } {
  return { body: new Body(bytes), type: null };
}

function textBody(text: string, type: string): { body: Body; type: string } {
  return { body: new Body(new Uint8Array(new TextEncoder().encode(text))), type };
}

/** The members that `Request` and `Response` share. */
export abstract class WithBody {
  abstract readonly headers: Headers;
  protected content: Body | null = null;

  get body(): Body | null {
    return this.content;
  }

  get bodyUsed(): boolean {
    return this.content?.isUsed ?? false;
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(this.content?.take() ?? new Uint8Array());
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(this.content?.take() ?? new Uint8Array());
  }

  /** Reads the fields of a form. The sandbox has urlencoded forms only. */
  async formData(): Promise<FormData> {
    const type = this.headers.get("content-type") ?? "";
    if (!type.toLowerCase().startsWith(FORM)) {
      throw new TypeError(
        'Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".',
      );
    }
    const form = new FormData();
    for (const [name, value] of new URLSearchParams(await this.text())) form.append(name, value);
    return form;
  }

  /** Returns a body with the same bytes for a copy. */
  protected copyOfBody(): Body | null {
    if (this.bodyUsed)
      throw new TypeError(`${this.constructor.name}.clone: Body has already been consumed.`);
    return this.content === null ? null : new Body(this.content.bytes);
  }
}
