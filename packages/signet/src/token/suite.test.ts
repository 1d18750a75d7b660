import { describe, test } from "vitest";
import { type TokenLibrary, tokenLibrary } from "../../../../test/tokens/library.ts";
import { tokenSuite } from "../../../../test/tokens/suite/index.ts";
import * as node from "./index.ts";
import * as web from "./web/index.ts";

const BUILDS: readonly (readonly [string, TokenLibrary])[] = [
  ["node", tokenLibrary(node)],
  ["web", tokenLibrary(web)],
];

describe.each(BUILDS)("%s", (_, library) => {
  tokenSuite((name, run) => test(name, run), library);
});
