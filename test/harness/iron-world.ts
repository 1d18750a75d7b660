/**
 * The world of the README examples of iron-session: stubs of Next and Express, and a print of what a
 * browser sees. Programs of test/integration/iron-session.test.ts import it.
 */
import { IncomingMessage, ServerResponse } from "node:http";
import { registerHooks } from "node:module";
import { Socket } from "node:net";
import { pathToFileURL } from "node:url";
import { unsealData } from "iron-session";

/** Passwords of the READMEs. The newer READMEs leave them out, and the test fills them in. */
const PASSWORDS = ["complex_password_at_least_32_characters_long"];

const store = new Map<string, string>();

/** The cookies of the browser. `cookies()` of Next reads and writes them. */
export const browser = {
  cookie: (): string => [...store].map(([name, value]) => `${name}=${value}`).join("; "),
  receive(texts: readonly string[]): void {
    for (const text of texts) {
      const [pair = "", ...attributes] = text.split("; ");
      const name = pair.slice(0, pair.indexOf("="));
      if (attributes.includes("Max-Age=0")) store.delete(name);
      else store.set(name, pair.slice(name.length + 1));
    }
  },
};

const cookieStore = {
  get: (name: string) => {
    const value = store.get(name);
    return value === undefined ? undefined : { name, value };
  },
  set(name: string, value: string, options: object) {
    store.set(name, value);
    void shown.push(["set", name, value, options]);
  },
};
const shown: unknown[] = [];

// The stub of next/headers finds the store here, because a data: module imports nothing of ours.
Reflect.set(globalThis, "cookieStore", cookieStore);

/** Lets examples import `next/headers`, `next/server` and `lib/…`, which is beside them. */
export function resolveExamples(folder: string): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === "next/headers") {
        const code = "export const cookies = () => globalThis.cookieStore;";
        return { url: `data:text/javascript,${code}`, shortCircuit: true };
      }
      if (specifier === "next/server") return next("next/server.js", context);
      if (specifier.startsWith("lib/")) {
        const url = pathToFileURL(`${folder}/${specifier}.ts`).href;
        return { url, shortCircuit: true };
      }
      return next(specifier, context);
    },
  });
}

class Answer extends ServerResponse {
  body: unknown;
  send(body: unknown): this {
    this.body = body;
    return this;
  }
  status(code: number): this {
    this.statusCode = code;
    return this;
  }
  redirect(path: string): this {
    this.setHeader("location", path);
    return this.status(307);
  }
  override end(): this {
    return this;
  }
}

/** A request of the browser to a handler of Node. */
export function request(query: object = {}): { req: IncomingMessage; res: Answer } {
  const req = Object.assign(new IncomingMessage(new Socket()), { query });
  req.headers.cookie = browser.cookie();
  return { req, res: new Answer(req) };
}

/** Calls a handler, gives its cookies to the browser, and prints all that can be seen. */
export async function call(
  title: string,
  handler: (req: IncomingMessage, res: Answer) => unknown,
  query?: object,
): Promise<void> {
  const { req, res } = request(query);
  const result = await attempt(() => handler(req, res));
  const returned = result === res ? "the response" : result;
  const cookies = [res.getHeader("set-cookie") ?? []].flat().map(String);
  browser.receive(cookies);
  await show(title, {
    returned,
    status: res.statusCode,
    body: res.body,
    headers: res.getHeaders(),
  });
}

export async function attempt(work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return String(error);
  }
}

/** Prints a value as JSON. Each seal is replaced by its content, which iron-session opens. */
export async function show(title: string, value: unknown): Promise<void> {
  const text = JSON.stringify([value, ...shown.splice(0)]);
  const seals = text.match(/Fe26\.2[^~]*~2/g) ?? [];
  let opened = text;
  for (const seal of seals) {
    const data = await unsealData(decodeURIComponent(seal), { password: PASSWORDS[0] ?? "" });
    opened = opened.replace(seal, `<seal of ${JSON.stringify(data)}>`);
  }
  console.log(title, opened);
}
