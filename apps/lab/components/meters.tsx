import type { DecidedBy } from "signet-auth/next";
import type { Observation } from "@/lib/observe";
import { storeInUse } from "@/lib/session-store";
import type { StrategyName } from "@/lib/strategies";
import { MeasureForm } from "./measure-form";

const DEEDS: Readonly<Record<StrategyName, string>> = {
  jwt: "It checked the signature and the times in the cookie. It asked nobody.",
  sealed: "It decrypted the cookie with its own key and checked the times inside. It asked nobody.",
  database: `It looked the session up in ${storeInUse.title}, ${storeInUse.distance}, and compared the cookie's secret with the hash there.`,
  hybrid:
    "It checked the signature, and that the session is not on its list of sessions that ended. It asked nobody.",
};

/** Where a hybrid token was not decided by the list. */
const ASKED = `It checked the signature and asked ${storeInUse.title} whether the session goes on.`;
const TRUSTED = "It checked the signature, and could not ask the store.";

/** What the server did to know who this is: what stays the same in each reading. */
export function Meters({ observation }: { readonly observation: Observation }) {
  const { strategy, reading, cookie } = observation;
  if (reading.status !== "active") return null;
  const reads = reading.decidedBy === "store" ? 1 : 0;
  return (
    <>
      <ul className="grid grid-cols-2 gap-2">
        <Meter label={reads === 1 ? "store read" : "store reads"} value={reads} />
        <Meter label="bytes of cookie" value={cookie?.size ?? 0} />
      </ul>
      <p className="text-sm text-soft">{deedOf(strategy, reading.decidedBy)}</p>
      <MeasureForm strategy={strategy} />
    </>
  );
}

function deedOf(strategy: StrategyName, decidedBy: DecidedBy): string {
  if (strategy !== "hybrid" || decidedBy === "view") return DEEDS[strategy];
  return decidedBy === "store" ? ASKED : TRUSTED;
}

const number = new Intl.NumberFormat("en");

function Meter({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <li className="rounded-lg bg-tint px-4 py-3 text-sm text-soft">
      <span className="block text-2xl font-semibold text-accent tabular-nums">
        {number.format(value)}
      </span>{" "}
      {label}{" "}
    </li>
  );
}
