"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { gradeCard } from "@/app/actions/grade-card";
import { LinkButton } from "@/components/ui/button";
import type { Place } from "../exercise/parts";
import { recordEvent } from "../progress/record";
import { GRADES, type Grade, GradeButtons } from "./grade-buttons";

export interface ShownCard {
  readonly id: string;
  readonly idea: string;
  readonly front: ReactNode;
  readonly back: ReactNode;
  /** The program that proves the answer. */
  readonly example: ReactNode;
  /** The time of the next review for each grade, in words. */
  readonly when: Readonly<Record<Grade, string>>;
}

/** Shows the cards of a queue one after the other. A card with the grade "again" comes back at its end. */
export function RecallSession(props: {
  readonly place: Place;
  readonly cards: readonly ShownCard[];
  /** The ids of the due cards and of those without a review, in their order. */
  readonly queue: readonly string[];
  /** The time of the next due card after this queue, in words. */
  readonly next: string | null;
}) {
  const router = useRouter();
  const [queue, setQueue] = useState(props.queue);
  const [isOpen, setOpen] = useState(false);
  const [graded, setGraded] = useState(0);
  const [said, setSaid] = useState("");
  const region = useRef<HTMLElement>(null);
  const card = props.cards.find(({ id }) => id === queue[0]);

  // The pressed button has gone, so the next card takes the focus, and the keys go on working.
  useEffect(() => {
    const isFree = document.activeElement === document.body;
    if (graded > 0 || isFree) region.current?.focus({ preventScroll: true });
  }, [graded]);

  function grade(chosen: Grade): void {
    if (!card) return;
    setQueue(([first = "", ...rest]) => (chosen === 1 ? [...rest, first] : rest));
    setOpen(false);
    setGraded((before) => before + 1);
    setSaid(`${GRADES[chosen]}. The card comes back ${card.when[chosen]}.`);
    void recordEvent({
      topic: props.place.topic,
      mode: props.place.mode,
      item: card.id,
      kind: "review",
      passed: chosen > 1,
      grade: chosen,
    }).then((outcome) => {
      // The next time of the card changes.
      if (outcome === "kept") router.refresh();
    });
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const { nativeEvent } = event;
    if (!(nativeEvent instanceof SubmitEvent)) return;
    const chosen = gradeOf(nativeEvent.submitter?.getAttribute("value"));
    if (chosen) grade(chosen);
  }

  // The keys also work after a navigation, which sets the focus to the heading.
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
      const element = event.target instanceof Element ? event.target : document.body;
      if (event.key === " " && element.closest(HAS_KEYS) === null) {
        event.preventDefault();
        setOpen(!isOpen);
      }
      const chosen = gradeOf(event.key);
      if (chosen && isOpen && element.closest(FIELDS) === null) grade(chosen);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });

  if (!card) return <Done graded={graded} next={props.next} region={region} />;
  return (
    <section
      ref={region}
      tabIndex={-1}
      aria-label={`Card, ${queue.length} to go`}
      className="grid w-full max-w-3xl gap-4 rounded-2xl outline-none"
    >
      <p className="text-sm text-soft">
        {queue.length === 1 ? "The last card" : `${queue.length} cards to go`}
      </p>
      <div className="min-h-96 rounded-2xl border border-line bg-card shadow-(--shadow)">
        <div className="grid gap-2 px-5 py-8 text-lg sm:px-8">{card.front}</div>
        <details
          open={isOpen}
          onToggle={(event) => setOpen(event.currentTarget.open)}
          className="group border-t border-line"
        >
          <summary className="min-h-11 cursor-pointer rounded-lg px-5 py-3 text-sm font-semibold sm:px-8">
            Answer <span className="font-normal text-soft noscript:hidden">(Space)</span>
          </summary>
          <div className="grid gap-6 px-5 pb-6 sm:px-8">
            <div>{card.back}</div>
            <form action={gradeCard} onSubmit={submit} className="grid gap-3">
              <input type="hidden" name="topic" value={props.place.topic} />
              <input type="hidden" name="mode" value={props.place.mode} />
              <input type="hidden" name="card" value={card.id} />
              <GradeButtons when={card.when} />
            </form>
            {/* Another card has another program, with an output of its own. */}
            <div key={card.id}>{card.example}</div>
          </div>
        </details>
      </div>
      <p role="status" className="min-h-6 text-sm text-soft">
        {said}
      </p>
    </section>
  );
}

const FIELDS = "input, select, textarea";
/** Elements for which Space has a meaning: a press, or a scroll. */
const HAS_KEYS = `a, button, summary, [tabindex="0"], ${FIELDS}`;

function Done(props: {
  readonly graded: number;
  readonly next: string | null;
  readonly region: RefObject<HTMLElement | null>;
}) {
  return (
    <section
      ref={props.region}
      tabIndex={-1}
      aria-label="The end of the cards"
      className="grid max-w-2xl gap-4 outline-none"
    >
      <h2 className="text-xl font-semibold tracking-tight">No card is due</h2>
      <p role="status">
        {props.graded > 0 &&
          `You graded ${props.graded} ${props.graded === 1 ? "card" : "cards"}. `}
        {props.next !== null && `The next card is due ${props.next}.`}
      </p>
      <LinkButton href="/practice" kind="primary">
        Back to the overview
      </LinkButton>
    </section>
  );
}

function gradeOf(text: string | null | undefined): Grade | null {
  switch (text) {
    case "1":
      return 1;
    case "2":
      return 2;
    case "3":
      return 3;
    case "4":
      return 4;
    default:
      return null;
  }
}
