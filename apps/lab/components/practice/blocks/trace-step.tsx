import { type Change, type Place, placeOf, type Step } from "@/lib/practice/read/trace-changes";

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
    <div className="grid gap-5 p-5 sm:p-6">
      <div className="grid gap-1.5">
        <p className="text-xs font-semibold text-soft">
          Step {number} of {total} · {frame.where}
        </p>
        <h3 className="text-lg font-semibold tracking-tight">{frame.title}</h3>
        <p className="max-w-3xl text-pretty">{frame.what}</p>
      </div>
      <div className="grid gap-3 md:grid-cols-[1fr_auto_1fr] md:items-center">
        <InOut label="Input" text={frame.input} />
        <Arrow />
        <InOut label="Output" text={frame.output} />
      </div>
      <div className="grid gap-3 lg:grid-cols-[1fr_1.3fr_1fr]">
        <PlaceBox place="browser" title="Browser" isActive={place === "browser"}>
          <Values caption="Cookies" values={cookies} empty="No cookie" />
        </PlaceBox>
        <PlaceBox place="server" title="Server" isActive={place === "server"}>
          <Values caption="Variables" values={variables} empty="No variable" />
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
            <Values caption="Records" values={store} empty="No record" />
          )}
        </PlaceBox>
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
    <svg viewBox="0 0 24 24" className="mx-auto size-5 rotate-90 md:rotate-0" aria-hidden="true">
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

const ICONS: Readonly<Record<Place, string>> = {
  browser: "M3 6a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2ZM3 9h18M6 6.5h.01",
  server: "M4 4h16v7H4ZM4 13h16v7H4ZM7.5 7.5h.01M7.5 16.5h.01M12 7.5h5M12 16.5h5",
  store: "M4 6c0-3 16-3 16 0v12c0 3-16 3-16 0ZM4 6c0 3 16 3 16 0M4 12c0 3 16 3 16 0",
};

function PlaceBox(props: {
  readonly place: Place;
  readonly title: string;
  readonly isActive: boolean;
  readonly isAbsent?: boolean;
  readonly children: React.ReactNode;
}) {
  const { place, title, isActive, isAbsent = false } = props;
  return (
    <section
      aria-label={title}
      data-active={isActive}
      className={`min-w-0 rounded-xl border-2 p-4 transition-colors duration-300 motion-reduce:transition-none ${
        isActive ? "border-accent bg-tint" : "border-line"
      } ${isAbsent ? "border-dashed" : ""}`}
    >
      <div className="flex items-center gap-2 text-sm font-semibold">
        <svg viewBox="0 0 24 24" className="size-5 shrink-0" aria-hidden="true">
          <path
            d={ICONS[place]}
            fill="none"
            strokeWidth="1.8"
            strokeLinecap="round"
            strokeLinejoin="round"
            className={isAbsent ? "stroke-edge" : "stroke-ink"}
          />
        </svg>
        <h4>{title}</h4>
        {isActive && (
          <span className="ml-auto rounded-full bg-accent px-2 py-0.5 text-xs text-on-accent">
            works now
          </span>
        )}
      </div>
      <div className="mt-3">{props.children}</div>
    </section>
  );
}

const STATES: Readonly<Record<Change["state"], string>> = {
  same: "",
  new: "new",
  changed: "changed",
  removed: "removed",
};

function Values(props: {
  readonly caption: string;
  readonly values: readonly Change[];
  readonly empty: string;
}) {
  if (props.values.length === 0) return <p className="text-sm text-soft">{props.empty}</p>;
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">{props.caption}</caption>
      <tbody>
        {props.values.map(({ name, value, state }) => (
          <tr
            // A changed value is a new element, so that its highlight is shown again.
            key={`${name} ${state} ${value}`}
            className={state === "same" ? "" : "trace-change"}
          >
            <th scope="row" className="py-1 pr-3 text-left align-top font-normal text-soft">
              <span className="font-mono text-xs wrap-anywhere">{name}</span>
              {state !== "same" && (
                <span className="block w-fit rounded-sm bg-ink px-1 text-xs font-semibold text-card">
                  {STATES[state]}
                </span>
              )}
            </th>
            <td
              className={`py-1 align-top font-mono text-xs wrap-anywhere ${
                state === "removed" ? "text-soft line-through" : ""
              }`}
            >
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
