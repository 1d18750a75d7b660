import { placeOf, type Step } from "@/lib/practice/read/trace-changes";
import { Marker, PlaceBox } from "./trace-places";
import { ValueList, ValueTable } from "./trace-values";

/** One step of a trace: what happens, the input and output, and the values in each place. */
export function TraceStep(props: {
  readonly step: Step;
  /** The number of the step, from 1. */
  readonly number: number;
  readonly total: number;
}) {
  const { step, number, total } = props;
  const { frame, variables, cookies, store } = step;
  const place = placeOf(frame);
  return (
    <div className="@container p-5 sm:p-6">
      <div className="grid gap-5">
        <div className="grid gap-1.5">
          <p className="text-xs font-semibold text-soft">
            Step {number} of {total} · {frame.where}
          </p>
          <h3 className="text-lg font-semibold tracking-tight">{frame.title}</h3>
          <p className="max-w-3xl text-pretty">{frame.what}</p>
        </div>
        <div className="grid gap-3 @xl:grid-cols-[1fr_auto_1fr] @xl:items-center">
          <InOut label="Input" text={frame.input} />
          <Arrow />
          <InOut label="Output" text={frame.output} />
        </div>
        <div className="grid gap-3 @2xl:grid-cols-[1fr_1.3fr_1fr]">
          <Marker place={place} />
          <PlaceBox place="browser" title="Browser" isActive={place === "browser"}>
            <ValueList caption="Cookies" values={cookies} empty="No cookie" />
          </PlaceBox>
          <PlaceBox place="server" title="Server" isActive={place === "server"}>
            <ValueTable caption="Variables" values={variables} empty="No variable" />
          </PlaceBox>
          <PlaceBox
            place="store"
            title="Store"
            isActive={place === "store"}
            isAbsent={store === null}
          >
            {store === null ? (
              <p className="text-sm text-soft">This strategy has no store.</p>
            ) : (
              <ValueList caption="Records" values={store} empty="No record" />
            )}
          </PlaceBox>
        </div>
      </div>
    </div>
  );
}

function InOut(props: { readonly label: string; readonly text: string }) {
  return (
    <div className="min-w-0 self-stretch rounded-xl bg-well px-4 py-2.5">
      <p className="text-xs text-soft">{props.label}</p>
      <p className="mt-0.5 font-mono text-sm whitespace-pre-wrap wrap-anywhere">
        {props.text === "" ? "–" : props.text}
      </p>
    </div>
  );
}

function Arrow() {
  return (
    <svg viewBox="0 0 24 24" className="mx-auto size-5 rotate-90 @xl:rotate-0" aria-hidden="true">
      <path
        d="M2 12h18m-7-7 7 7-7 7"
        fill="none"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-soft"
      />
    </svg>
  );
}
