import type { Exercise } from "@/lib/practice/content/exercise";

/** The options of the blanks for browsers that run no JavaScript. */
export function BlankSelects(props: {
  readonly blanks: Extract<Exercise, { kind: "fill-in" }>["blanks"];
}) {
  return (
    <noscript>
      <div className="grid gap-3">
        {props.blanks.map((blank, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blanks never change their order.
          <label key={place} className="grid gap-1.5 text-sm font-semibold">
            {props.blanks.length > 1 ? `Blank ${place + 1}` : "The blank"}
            <select
              name={`option-${place}`}
              required
              defaultValue=""
              className="min-h-11 rounded-lg border border-edge bg-card px-3 font-mono text-base font-normal"
            >
              <option value="">Choose an option</option>
              {blank.options.map((option, number) => (
                <option key={option.text} value={number}>
                  {option.text}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </noscript>
  );
}
