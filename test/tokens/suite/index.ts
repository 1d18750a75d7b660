import type { Define, Part, TokenLibrary } from "../library.ts";
import { algorithms } from "./algorithms.ts";
import { cache } from "./cache.ts";
import { cbc } from "./cbc.ts";
import { claims } from "./claims.ts";
import { confusion } from "./confusion.ts";
import { decode } from "./decode.ts";
import { disguise } from "./disguise.ts";
import { durations } from "./durations.ts";
import { errors } from "./errors.ts";
import { form } from "./form.ts";
import { header } from "./header.ts";
import { jwks } from "./jwks.ts";
import { options } from "./options.ts";
import { patterns } from "./patterns.ts";
import { rings } from "./rings.ts";
import { schema } from "./schema.ts";
import { sealing } from "./sealing.ts";
import { signing } from "./signing.ts";
import { times } from "./times.ts";

const PARTS: readonly Part[] = [
  ...[signing, form, header, claims, times, patterns, durations, options],
  ...[algorithms, confusion, disguise, rings, jwks, sealing, cbc, cache, schema, errors, decode],
];

/** The tests that every build of the token layer must pass on every runtime. */
export function tokenSuite(define: Define, lib: TokenLibrary): void {
  for (const part of PARTS) part(define, lib);
}
