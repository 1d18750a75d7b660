/** The module `node:crypto` in the sandbox: the part that programs and the library's drop-ins import. */
export * from "./node/named.ts";
export * as default from "./node/named.ts";
