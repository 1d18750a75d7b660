/** Adds the parts of the web platform that come from packages. Import this module before all others. */
import { nativeFunctionText } from "./native.ts";
import "core-js/actual/atob";
import "core-js/actual/btoa";
import "core-js/actual/structured-clone";
import "core-js/actual/url";
import "core-js/actual/url-search-params";
import { TextDecoder, TextEncoder } from "@exodus/bytes/encoding-lite.js";
import { showAs } from "./format/index.ts";

// core-js replaces it, so that its own functions look native. The formatter needs the source of classes.
if (nativeFunctionText !== undefined) {
  Object.defineProperty(Function.prototype, "toString", nativeFunctionText);
}

export function installText(define: (name: string, value: unknown) => void): void {
  define("TextDecoder", TextDecoder);
  define("TextEncoder", TextEncoder);
}

const URL_PARTS = [
  ...["href", "origin", "protocol", "username", "password", "host", "hostname", "port"],
  ...["pathname", "search", "searchParams", "hash"],
];

/** Shows addresses and their parameters as Node does. */
export function showAddresses(): void {
  showAs(globalThis.URL, (url) =>
    Object.fromEntries(URL_PARTS.map((part) => [part, Reflect.get(url, part)])),
  );
  showAs(globalThis.URLSearchParams, (params) => Object.fromEntries(params));
}
