import type { Change } from "@/lib/practice/read/trace-changes";

interface Props {
  /** The name of the values for screen readers. */
  readonly caption: string;
  readonly values: readonly Change[];
  /** The text without a value. */
  readonly empty: string;
}

/** Short values as a table. */
export function ValueTable({ caption, values, empty }: Props) {
  if (values.length === 0) return <p className="text-sm text-soft">{empty}</p>;
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">{caption}</caption>
      <tbody>
        {values.map((change) => (
          <tr key={keyOf(change)} className={rowClass(change)}>
            <th scope="row" className="w-2/5 p-1.5 text-left align-baseline font-normal">
              <Name change={change} />
            </th>
            <td className="p-1.5 align-baseline">
              <Value change={change} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Long values as a list, each one below its name. */
export function ValueList({ caption, values, empty }: Props) {
  if (values.length === 0) return <p className="text-sm text-soft">{empty}</p>;
  return (
    <dl aria-label={caption} className="grid gap-1">
      {values.map((change) => (
        <div key={keyOf(change)} className={`rounded-md p-1.5 ${rowClass(change)}`}>
          <dt>
            <Name change={change} />
          </dt>
          <dd>
            <Value change={change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A changed value has another key, so it is a new element and its highlight is shown again. */
function keyOf({ name, state, value }: Change): string {
  return `${name} ${state} ${value}`;
}

function rowClass({ state }: Change): string {
  return state === "same" ? "" : "trace-change";
}

function Name({ change: { name, state } }: { readonly change: Change }) {
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span className="font-mono text-xs wrap-anywhere text-soft">{name}</span>
      {state !== "same" && (
        <span className="rounded-sm bg-ink px-1 text-xs font-semibold text-card">{state}</span>
      )}
    </span>
  );
}

function Value({ change: { value, state } }: { readonly change: Change }) {
  return (
    <span
      className={`block font-mono text-xs wrap-anywhere ${
        state === "removed" ? "text-soft line-through" : ""
      }`}
    >
      {value}
    </span>
  );
}
