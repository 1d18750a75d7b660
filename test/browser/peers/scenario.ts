import type { Router } from "../../harness/peer-app.ts";
import type { Actor } from "./actor.ts";

/** A visit of one app. Both libraries must show the same to the visitor. */
export interface Scenario {
  /** A whole sentence: the name of the test. */
  readonly name: string;
  readonly router: Router;
  readonly visit: (actor: Actor, another: () => Promise<Actor>) => Promise<void>;
}
