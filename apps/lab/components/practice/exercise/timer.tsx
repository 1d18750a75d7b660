"use client";

import { useEffect, useState } from "react";

/** Shows the time that is left. It can be paused and hidden, and its end stops nothing. */
export function Timer(props: { readonly seconds: number; readonly isRunning: boolean }) {
  const [left, setLeft] = useState(props.seconds);
  const [isPaused, setPaused] = useState(false);
  const [isHidden, setHidden] = useState(false);
  const isTicking = props.isRunning && !isPaused && left > 0;

  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setLeft((before) => before - 1), 1_000);
    return () => clearInterval(timer);
  }, [isTicking]);

  const button =
    "min-h-11 cursor-pointer rounded-md px-2 text-xs text-soft underline underline-offset-4 hover:text-ink";
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-2 text-sm noscript:hidden">
      {!isHidden && (
        <>
          {left > 0 ? (
            <p role="timer" aria-live="off" className="tabular-nums">
              <span className="sr-only">Time left: </span>
              {clock(left)}
            </p>
          ) : (
            <p>The time is over. Go on as long as you like.</p>
          )}
          {props.isRunning && left > 0 && (
            <button type="button" className={button} onClick={() => setPaused(!isPaused)}>
              {isPaused ? "Go on" : "Pause"}
            </button>
          )}
        </>
      )}
      {(left > 0 || isHidden) && (
        <button type="button" className={button} onClick={() => setHidden(!isHidden)}>
          {isHidden ? "Show the time" : "Hide the time"}
        </button>
      )}
      <p aria-live="polite" className="sr-only">
        {left === 0 && !isHidden && "The time is over. Go on as long as you like."}
      </p>
    </div>
  );
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
