import type { User } from "../../accounts/contract.ts";
import type { RefusalReason } from "../contract/outcome.ts";
import type { SignInEvent } from "../events.ts";

/** The user of a proof, or the reason why there is none. */
export type Resolved<U extends User> =
  | {
      readonly user: U;
      /** Whether the proof has made the user. */
      readonly isNew: boolean;
      readonly events: readonly SignInEvent[];
    }
  | { readonly refused: RefusalReason; readonly detail?: string };

/** How often a lost race is begun anew. Each time another request has made progress. */
export const MOST_TRIES = 4;
