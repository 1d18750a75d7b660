/** The module "next/server" of the sandbox: Next's own request and response, and `after` of a request. */
export { NextRequest } from "next/dist/server/web/spec-extension/request.js";
export { NextResponse } from "next/dist/server/web/spec-extension/response.js";

import { currentRequest } from "./current.ts";

/** Runs a function, or waits for a promise, after the response. */
export function after(task: (() => unknown) | PromiseLike<unknown>): void {
  currentRequest("after").after.push(typeof task === "function" ? task : () => task);
}

/** Waits for a request. Code of the sandbox always runs for one. */
export async function connection(): Promise<void> {
  currentRequest("connection");
}
