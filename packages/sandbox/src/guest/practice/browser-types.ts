/** See practice.d.ts for the meaning of the published types. */
import type { Sender } from "./cookies/jar.ts";
import type { PagesHandler, PagesResponse } from "./pages/run.ts";

export interface BrowserInit {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  from?: string;
  mode?: "navigate" | "fetch";
  bearer?: string;
  params?: Record<string, string | string[]>;
  proxy?: boolean;
}

export type Handler = (
  request: never,
  context: { params: Promise<Record<string, string | string[]>> },
) => unknown;

export interface Browser {
  readonly origin: string;
  fetch(handler: Handler, url: string, init?: BrowserInit): Promise<Response>;
  pages(handler: PagesHandler, url: string, init?: BrowserInit): Promise<PagesResponse>;
  headers(url: string, init?: BrowserInit): Record<string, string>;
  receive(setCookies: readonly string[], url?: string): void;
  readonly documentCookie: string;
  readonly cookies: Record<string, string>;
  copy(): Browser;
}

/** A request as it leaves the browser. */
export interface SentRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly sender: Sender;
}
