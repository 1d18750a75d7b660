import type { Observation } from "@/lib/observe";
import { counted } from "@/lib/words";

/** What the server did to answer who this is, in three numbers. */
export function Meters({ observation }: { readonly observation: Observation }) {
  const { cost, cookie } = observation;
  return (
    <dl className="grid grid-cols-3 gap-2">
      <Meter label="store" value={counted(cost.storeReads, "read")} />
      <Meter label="time taken" value={`${cost.microseconds.toLocaleString("en")} µs`} />
      <Meter label="cookie" value={cookie === null ? "none" : counted(cookie.size, "byte")} />
    </dl>
  );
}

function Meter({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="flex flex-col-reverse rounded-lg bg-tint px-3 py-2.5">
      <dt className="text-xs text-soft">{label}</dt>
      <dd className="font-semibold text-accent tabular-nums sm:text-lg">{value}</dd>
    </div>
  );
}
