/** Asks for links in mails with both libraries, and opens them. */
import {
  type Answer,
  after,
  callApi,
  type Jar,
  type Library,
  type Options,
  originalProvider,
  ours,
  SECRET,
  theirs,
} from "./comparison.test-d.ts";
import { type Log, memoryAdapter, recorded } from "./oauth/flow.test-d.ts";
import Email from "./providers/email.ts";

export type Mail = Record<string, unknown>;

export interface Program {
  readonly options: Options;
  readonly adapter: ReturnType<typeof memoryAdapter>;
  readonly mails: Mail[];
  readonly log: Log;
}

export function programOf(library: Library, more: Options = {}, email: object = {}): Program {
  const adapter = memoryAdapter();
  const mails: Mail[] = [];
  const log: Log = [];
  const makeEmail = (library === ours ? Email : originalProvider("email")) as (
    options: object,
  ) => object;
  const provider = makeEmail({
    sendVerificationRequest: async (mail: Mail) => void mails.push(mail),
    ...email,
  });
  const options = { secret: SECRET, providers: [provider], adapter, ...recorded(log), ...more };
  return { options, adapter, mails, log };
}

export async function askForLink(
  library: Library,
  { options }: Program,
  { call = callApi, email = "Ada@Example.com", jar = {} }: Asked = {},
): Promise<{ answer: Answer; jar: Jar }> {
  const first = await call(library, options, { path: ["csrf"], cookies: jar });
  const { csrfToken } = first.body as { csrfToken: string };
  const held = after(jar, first.setCookies);
  const answer = await call(library, options, {
    method: "POST",
    path: ["signin", "email"],
    cookies: held,
    body: { csrfToken, email, callbackUrl: "/account" },
  });
  return { answer, jar: after(held, answer.setCookies) };
}

export interface Asked {
  readonly call?: typeof callApi;
  readonly email?: unknown;
  readonly jar?: Jar;
}

/** Opens a link; here also presses the button of the page. */
export async function openLink(
  library: Library,
  { options }: Program,
  { url, jar = {}, call = callApi }: { url: unknown; jar?: Jar; call?: typeof callApi },
): Promise<{ answer: Answer; jar: Jar }> {
  const query = Object.fromEntries(new URL(String(url)).searchParams);
  const path = ["callback", "email"];
  const answer = await call(library, options, { path, query, cookies: jar });
  if (library === theirs || answer.status !== 200) {
    return { answer, jar: after(jar, answer.setCookies) };
  }
  const held = after(jar, answer.setCookies);
  const [, action = ""] = /action="([^"]*)"/.exec(String(answer.body)) ?? [];
  const [, csrfToken = ""] = /name="csrfToken" value="([^"]*)"/.exec(String(answer.body)) ?? [];
  const target = new URL(action.replaceAll("&amp;", "&"));
  const pressed = await call(library, options, {
    method: "POST",
    path,
    query: Object.fromEntries(target.searchParams),
    cookies: held,
    body: { csrfToken },
  });
  return { answer: pressed, jar: after(held, pressed.setCookies) };
}
