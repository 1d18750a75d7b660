"use client";

import { useActionState } from "react";
import {
  measureDatabase,
  measureHybrid,
  measureJwt,
  measureSealed,
} from "@/app/actions/measure-reads";
import type { Measurement } from "@/lib/form-states";
import type { StrategyName } from "@/lib/strategies";
import { SubmitButton } from "../ui/submit-button";

const ACTIONS = {
  jwt: measureJwt,
  sealed: measureSealed,
  database: measureDatabase,
  hybrid: measureHybrid,
};

/** Measures many session reads on the server and shows the range of their times. */
export function MeasureForm({ strategy }: { readonly strategy: StrategyName }) {
  const [state, submit] = useActionState(ACTIONS[strategy], null);
  return (
    <form action={submit} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SubmitButton kind="secondary" pending="Measuring…">
        Measure the time
      </SubmitButton>
      <p role="status" className="min-w-0 grow basis-52 text-sm">
        {state !== null && ("refused" in state ? state.refused : <Range measured={state} />)}
      </p>
    </form>
  );
}

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

function Range({ measured }: { readonly measured: Measurement }) {
  const { reads, storeReads, from, to } = measured;
  return (
    <>
      <strong className="font-semibold text-accent">
        {number.format(from)} to {number.format(to)} µs
      </strong>{" "}
      <span className="text-soft">
        for 8 of 10 calls of auth.read(). {number.format(reads)} calls read the store{" "}
        {storeReads === 1 ? "once" : `${number.format(storeReads)} times`}.
      </span>
    </>
  );
}
