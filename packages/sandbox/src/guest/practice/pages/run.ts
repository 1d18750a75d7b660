import { parse } from "../captured.ts";
import { InvalidBody, type PagesInput, PagesRequest } from "./request.ts";
import { PagesResponse as Response } from "./response.ts";

/** An API route of the Pages Router. */
export type PagesHandler = (req: never, res: never) => unknown;

export interface PagesResponse {
  status: number;
  headers: Record<string, string | string[]>;
  /** The `Set-Cookie` texts that arrived: none before the head of the response was sent. */
  setCookies: string[];
  body: string;
  json(): unknown;
  /** Whether the handler ended the response. */
  ended: boolean;
}

/** Runs a handler of the Pages Router, and returns the response that the browser gets. */
export async function runPages(handler: PagesHandler, input: PagesInput): Promise<PagesResponse> {
  const response = new Response();
  try {
    const request = new PagesRequest(input);
    await handler(request as never, response as never);
  } catch (error) {
    if (!(error instanceof InvalidBody)) throw error;
    response.status(400).end(error.message);
  }
  const headers = response.getHeaders();
  const setCookies = [headers["set-cookie"] ?? []].flat();
  const body = response.written;
  return {
    status: response.statusCode,
    headers,
    // Without an end the browser waits. It has the headers only if they were sent.
    setCookies: response.headersSent ? setCookies : [],
    body,
    json: () => parse(body),
    ended: response.writableEnded,
  };
}
