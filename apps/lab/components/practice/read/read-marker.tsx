"use client";

import { useEffect, useRef, useState } from "react";
import { recordEvent } from "../progress/record";

/** The end of a text. When it comes into view, the mode counts as read. */
export function ReadMarker(props: {
  readonly topic: string;
  readonly mode: string;
  readonly wasRead: boolean;
}) {
  const { topic, mode, wasRead } = props;
  const end = useRef<HTMLDivElement>(null);
  const [isRead, setIsRead] = useState(wasRead);

  useEffect(() => {
    const element = end.current;
    if (element === null || isRead) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      setIsRead(true);
      void recordEvent({ topic, mode, item: mode, kind: "read", passed: true });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [topic, mode, isRead]);

  return (
    <div ref={end} className="flex min-h-11 items-center gap-3 text-sm noscript:hidden">
      <span
        aria-hidden="true"
        className={`grid size-7 place-items-center rounded-full border-2 text-xs font-semibold transition-colors duration-500 motion-reduce:transition-none ${
          isRead ? "border-hybrid bg-hybrid text-on-accent" : "border-line text-transparent"
        }`}
      >
        ✓
      </span>
      <p role="status" className="text-soft">
        {isRead ? "You have read this mode." : "The end of this mode"}
      </p>
    </div>
  );
}
