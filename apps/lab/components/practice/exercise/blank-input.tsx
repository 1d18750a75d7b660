"use client";

import { type KeyboardEvent, useRef } from "react";

const NARROWEST = 5;
const WIDEST = 28;

/** A blank of a program: a text field with keys to choose from its options. */
export function BlankInput(props: {
  /** Counts from 0. */
  readonly blank: number;
  /** The number of blanks in the program. */
  readonly count: number;
  readonly value: string;
  readonly options: readonly string[];
  readonly isTarget: boolean;
  readonly isOver: boolean;
  readonly describedBy: string;
  readonly onChange: (text: string) => void;
  /** Called when the blank is filled and the focus may go on. */
  readonly onDone: () => void;
}) {
  const { blank, value, options } = props;
  const before = useRef(value);
  const longest = Math.max(...options.map((option) => option.length));

  function choose(step: number): void {
    const place = options.indexOf(value);
    const from = place === -1 && step < 0 ? options.length : place;
    props.onChange(options[(from + step + options.length) % options.length] ?? "");
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (props.isOver || event.nativeEvent.isComposing) return;
    switch (event.key) {
      case "ArrowDown":
        choose(1);
        break;
      case "ArrowUp":
        choose(-1);
        break;
      case "Enter":
        if (value.trim() === "") choose(1);
        else props.onDone();
        break;
      case "Escape":
        props.onChange(before.current);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  return (
    <input
      type="text"
      name={`text-${blank}`}
      data-drop={blank}
      data-target={props.isTarget || undefined}
      value={value}
      readOnly={props.isOver}
      size={Math.min(WIDEST, Math.max(NARROWEST, longest + 1))}
      placeholder={props.count > 1 ? `${blank + 1}` : "…"}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      enterKeyHint="next"
      aria-label={props.count > 1 ? `Blank ${blank + 1}` : "The blank"}
      aria-describedby={props.describedBy}
      onFocus={() => {
        before.current = value;
      }}
      onChange={(event) => props.onChange(event.target.value)}
      onKeyDown={onKeyDown}
      className="my-px max-w-full rounded-md border border-dashed border-edge bg-card px-1.5 py-0.5 font-mono leading-6 text-ink not-placeholder-shown:border-solid not-placeholder-shown:font-semibold read-only:border-line data-target:border-accent data-target:bg-tint data-target:outline-2 data-target:outline-accent noscript:hidden"
    />
  );
}
