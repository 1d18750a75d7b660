import type { Observation } from "@/lib/observe";
import { READINGS } from "@/lib/reading-time";
import { storeInUse } from "@/lib/session-store";

const DEEDS = {
  jwt: "Checked the signature and the times on the cookie. Asked nobody.",
  sealed: "Opened the seal with its own key and checked the times inside. Asked nobody.",
  database: `Looked the id up in ${storeInUse.title}, ${storeInUse.distance}, and compared the secret with its hash.`,
  hybrid:
    "Checked the signature, and that the session is not on the list of what ended, which this server keeps up to date. Asked nobody.",
};

/** What the server did to answer who this is, in three numbers and a sentence. */
export function Meters({ observation }: { readonly observation: Observation }) {
  const { strategy, store, cookie, readingTime } = observation;
  return (
    <>
      <ul className="grid grid-cols-3 gap-2">
        <Meter label={store.reads === 1 ? "store read" : "store reads"} value={store.reads} />
        <Meter label="µs a reading" value={readingTime} />
        <Meter label="cookie bytes" value={cookie?.size ?? 0} />
      </ul>
      <p className="text-sm text-soft">
        {DEEDS[strategy]} Timed without Next.js, as the median of {READINGS} readings.
      </p>
    </>
  );
}

const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

function Meter({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <li className="rounded-lg bg-tint px-3 py-2.5 text-xs text-soft">
      <span className="block text-lg font-semibold text-accent tabular-nums">
        {number.format(value)}
      </span>{" "}
      {label}{" "}
    </li>
  );
}
