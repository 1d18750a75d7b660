import type { Outcome, Program } from "../outcome.ts";
import type { Guest } from "../run/guest.ts";

/** What the page sends to the worker. */
export type ToWorker =
  | { readonly kind: "load"; readonly wasm: WebAssembly.Module; readonly guest: Guest }
  | { readonly kind: "run"; readonly run: number; readonly program: Program };

/** What the worker sends to the page. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "started"; readonly run: number }
  | { readonly kind: "done"; readonly run: number; readonly outcome: Outcome }
  /** The sandbox itself failed: a mistake of ours, or of the program's frame. */
  | { readonly kind: "failed"; readonly run: number | null; readonly message: string };
