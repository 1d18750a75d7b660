import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * The request of an API route, as far as the routes use it. Next's `NextApiRequest` fits. The types of
 * `next` are not imported, because they change global types of the program.
 */
export interface ApiRequest extends IncomingMessage {
  query: Partial<Record<string, string | string[]>>;
  cookies: Partial<Record<string, string>>;
  body: unknown;
}

/** The response of an API route. Next's `NextApiResponse` fits. */
export interface ApiResponse extends ServerResponse {
  status(code: number): ApiResponse;
  json(body: unknown): void;
  send(body: unknown): void;
}
