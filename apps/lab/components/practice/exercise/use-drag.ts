"use client";

import { type PointerEvent, useEffect, useRef, useState } from "react";

/** Pixels that a pointer moves before a press becomes a drag. */
const THRESHOLD = 6;

interface Drag {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  ghost: HTMLElement | null;
}

/**
 * Drags texts to places by mouse, pen or touch. A place is an element with the attribute `data-drop`.
 *
 * @param onDrop gets the text and the value of the place's attribute.
 */
export function useDrag(onDrop: (text: string, place: string) => void) {
  const drag = useRef<Drag | null>(null);
  const hasDragged = useRef(false);
  const [over, setOver] = useState<string | null>(null);

  useEffect(() => () => drag.current?.ghost?.remove(), []);

  function end(): void {
    drag.current?.ghost?.remove();
    drag.current = null;
    setOver(null);
  }

  /** Returns the handlers of an element that carries a text. */
  function handlers(text: string) {
    return {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        hasDragged.current = false;
        if (event.button !== 0 || !event.isPrimary) return;
        const { pointerId: pointer, clientX: x, clientY: y } = event;
        drag.current = { pointer, x, y, text, ghost: null };
        event.currentTarget.setPointerCapture(pointer);
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const current = drag.current;
        if (current?.pointer !== event.pointerId) return;
        const { clientX: x, clientY: y } = event;
        if (!current.ghost && Math.hypot(x - current.x, y - current.y) < THRESHOLD) return;
        current.ghost ??= createGhost(text);
        current.ghost.style.transform = `translate(${x}px, ${y}px) translate(-50%, -130%)`;
        setOver(placeAt(x, y));
      },
      onPointerUp(event: PointerEvent<HTMLElement>) {
        const current = drag.current;
        if (current?.pointer !== event.pointerId) return;
        hasDragged.current = current.ghost !== null;
        const place = current.ghost ? placeAt(event.clientX, event.clientY) : null;
        end();
        if (place !== null) onDrop(text, place);
      },
      onPointerCancel: end,
    };
  }

  return {
    handlers,
    /** The place below the dragged text. */
    over,
    /** Whether the last press was a drag, so that the click after it does not count. */
    wasDrag: () => hasDragged.current,
  };
}

function placeAt(x: number, y: number): string | null {
  const place = document.elementFromPoint(x, y)?.closest("[data-drop]");
  return place?.getAttribute("data-drop") ?? null;
}

function createGhost(text: string): HTMLElement {
  const ghost = document.createElement("div");
  ghost.textContent = text;
  ghost.setAttribute("aria-hidden", "true");
  ghost.className =
    "pointer-events-none fixed top-0 left-0 z-50 rounded-lg border border-accent bg-card px-3 py-1.5 font-mono text-sm text-ink shadow-(--shadow)";
  document.body.append(ghost);
  return ghost;
}
