"use client";

import { useId, useRef, useState } from "react";
import type { Exercise } from "@/lib/practice/content/exercise";
import { shuffle } from "@/lib/practice/exercise/shuffle";
import { BlankInput } from "./blank-input";
import { BlankSelects } from "./blank-selects";
import { CodeWithBlanks } from "./code-with-blanks";
import { OptionChips } from "./option-chips";
import type { AnswerFieldProps } from "./parts";
import { useDrag } from "./use-drag";

/**
 * The program of `fill-in` with its blanks, and their options. An option reaches its blank by a click, by
 * dragging or by the keyboard, and any text can be typed.
 */
export function FillIn(
  props: AnswerFieldProps & { readonly exercise: Extract<Exercise, { kind: "fill-in" }> },
) {
  const { exercise, parts, answered, isOver } = props;
  const count = exercise.blanks.length;
  const given = answered?.answer.kind === "blanks" ? answered.answer.texts : [];
  const [texts, setTexts] = useState(() => exercise.blanks.map((_, place) => given[place] ?? ""));
  const [said, setSaid] = useState("");
  const help = useId();
  const root = useRef<HTMLDivElement>(null);
  const drag = useDrag((text, place) => fill(Number(place), text));

  const options = exercise.blanks.map((blank, place) =>
    shuffle(
      blank.options.map((option) => option.text),
      `${props.seed}/${place}`,
      (text) => text,
    ),
  );

  function fill(blank: number, text: string, isTyped = false): void {
    if (isOver) return;
    setTexts((before) => before.map((each, place) => (place === blank ? text : each)));
    // Screen readers read typed characters themselves.
    if (!isTyped) setSaid(`${blankName(blank, count)}: ${text === "" ? "empty" : text}`);
  }

  function goOn(): void {
    const empty = root.current?.querySelector<HTMLElement>("input:placeholder-shown");
    const submit = root.current?.closest("form")?.querySelector<HTMLElement>("[type=submit]");
    (empty ?? submit)?.focus();
  }

  return (
    <div ref={root} className="grid min-w-0 gap-4">
      <CodeWithBlanks
        lines={parts.code}
        renderBlank={(blank) => (
          <BlankInput
            blank={blank}
            count={count}
            value={texts[blank] ?? ""}
            options={options[blank] ?? []}
            isTarget={drag.over === String(blank)}
            isOver={isOver}
            describedBy={help}
            onChange={(text) => fill(blank, text, !options[blank]?.includes(text))}
            onDone={goOn}
          />
        )}
      />
      <div className="grid gap-3 noscript:hidden">
        {options.map((own, blank) => (
          <OptionChips
            // biome-ignore lint/suspicious/noArrayIndexKey: the blanks never change their order.
            key={blank}
            label={count > 1 ? `Options of blank ${blank + 1}` : "Options"}
            options={own}
            chosen={texts[blank]?.trim() ?? ""}
            disabled={isOver}
            drag={drag}
            onChoose={(text) => fill(blank, text)}
          />
        ))}
        <p id={help} className="text-xs text-soft">
          Drag an option to its blank, press it, or type any text. In a blank, the arrow keys choose
          an option and Escape takes a change back.
        </p>
      </div>
      <BlankSelects blanks={exercise.blanks} />
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

function blankName(blank: number, count: number): string {
  return count > 1 ? `Blank ${blank + 1}` : "The blank";
}
