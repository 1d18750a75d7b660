"use client";

import type { useDrag } from "./use-drag";

/** The options of a blank as buttons. Each can be pressed, or dragged to a blank. */
export function OptionChips(props: {
  readonly label: string;
  readonly options: readonly string[];
  readonly chosen: string;
  readonly disabled: boolean;
  readonly drag: ReturnType<typeof useDrag>;
  readonly onChoose: (text: string) => void;
}) {
  return (
    <fieldset disabled={props.disabled} className="min-w-0">
      <legend className="pb-1.5 text-xs font-semibold text-soft">{props.label}</legend>
      <div className="flex flex-wrap gap-2">
        {props.options.map((text) => (
          <button
            key={text}
            type="button"
            aria-pressed={text === props.chosen}
            {...props.drag.handlers(text)}
            onClick={() => {
              if (!props.drag.wasDrag()) props.onChoose(text);
            }}
            className="min-h-11 cursor-grab touch-none rounded-lg border border-edge bg-card px-3 py-1.5 font-mono text-sm wrap-anywhere select-none hover:bg-tint active:cursor-grabbing disabled:cursor-default disabled:border-line disabled:text-soft aria-pressed:border-accent aria-pressed:bg-tint aria-pressed:font-semibold"
          >
            {text}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
