/** Installs the global objects that programs expect. Runs once, before a program. */

import { Buffer } from "./buffer.ts";
import { createConsole } from "./console.ts";
import { virtualDate } from "./date.ts";
import { FormData } from "./form-data.ts";
import { Headers } from "./headers.ts";
import { randomSource } from "./random.ts";
import { Request } from "./request.ts";
import { Response } from "./response.ts";
import { clock, host } from "./runtime.ts";
import { captureStackTrace } from "./stack.ts";
import { installText, showAddresses } from "./web.ts";

function define(name: string, value: unknown): void {
  // The bundler shortens the names of classes, which the console prints.
  if (typeof value === "function" && value.name !== name && isClass(value)) {
    Object.defineProperty(value, "name", { value: name, configurable: true });
  }
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}

function isClass(value: object): boolean {
  return Object.hasOwn(value, "prototype");
}

const VirtualDate = virtualDate(Date, clock.now);
Object.defineProperty(Date.prototype, "constructor", {
  value: VirtualDate,
  writable: true,
  configurable: true,
});

installText(define);
showAddresses();
define("Date", VirtualDate);
define("performance", { now: clock.elapsed, timeOrigin: host.startTime });
define("setTimeout", clock.setTimeout);
define("setInterval", clock.setInterval);
define("setImmediate", clock.setImmediate);
for (const name of ["clearTimeout", "clearInterval", "clearImmediate"]) define(name, clock.clear);
define("console", createConsole(host.print));
define("crypto", randomSource(host.randomBytes));
define("Buffer", Buffer);
define("Headers", Headers);
define("FormData", FormData);
define("Request", Request);
define("Response", Response);
define("process", { env: { NODE_ENV: "production" } });
define("global", globalThis);
Error.captureStackTrace ??= captureStackTrace;
if (typeof globalThis.queueMicrotask !== "function") {
  define("queueMicrotask", (run: () => void) => void Promise.resolve().then(run));
}
define("__runNextTimer", clock.runNextTimer);
define("__startAt", clock.startAt);
