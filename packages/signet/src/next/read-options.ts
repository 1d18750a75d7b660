import type { ReadOptions } from "../engine/api.ts";
import type { StatelessStrategy, Strategy } from "../strategy/contract.ts";
import type { PagesContext } from "./pages-router/context.ts";

/** The options of a read in the Pages Router: the request and the response, and the options of a read. */
export type PagesReadOptionsOf<S extends Strategy> = S extends StatelessStrategy
  ? PagesContext
  : PagesContext & ReadOptions;
