/** The module "next/server" of the sandbox: Next's own request and response, and `after` of a request. */
import { NextRequest } from "next/dist/server/web/spec-extension/request.js";
import { NextResponse } from "next/dist/server/web/spec-extension/response.js";
import { currentRequest } from "./current.ts";

// The bundler shortens the names of classes, which the console prints.
for (const [name, value] of Object.entries({ NextRequest, NextResponse })) {
  Object.defineProperty(value, "name", { value: name, configurable: true });
}

export { NextRequest, NextResponse };

/** Runs a function, or waits for a promise, after the response. */
export function after(task: (() => unknown) | PromiseLike<unknown>): void {
  currentRequest("after").after.push(typeof task === "function" ? task : () => task);
}

/** Waits for a request. Code of the sandbox always runs for one. */
export async function connection(): Promise<void> {
  currentRequest("connection");
}
