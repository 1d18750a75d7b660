import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * The request and the response of code in the Pages Router: of an API route, or of
 * `getServerSideProps`, whose context has both. The App Router needs no such object, because Next
 * keeps its request.
 */
export interface PagesContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

/** Checks whether a value has the request and the response of the Pages Router. */
export function isPagesContext(value: unknown): value is PagesContext {
  return typeof value === "object" && value !== null && "req" in value && "res" in value;
}
