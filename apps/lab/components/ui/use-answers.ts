import { useEffect, useState } from "react";

/** Milliseconds between two questions. */
const EVERY = 250;

export interface Heard<Answer> {
  readonly answer: Answer;
  /** Nobody asks any further. */
  readonly isLast: boolean;
}

/**
 * What a path of this server answers, asked over and over while somebody can see it; `null` before the
 * first answer.
 *
 * @param isLast whether it is enough, by the answer and how long it was asked for, in milliseconds;
 *   the same function each time.
 */
export function useAnswers<Answer>(
  path: string,
  isLast: (answer: Answer, asked: number) => boolean,
): Heard<Answer> | null {
  const [heard, setHeard] = useState<Heard<Answer> | null>(null);
  const isOver = heard?.isLast === true;

  useEffect(() => {
    if (isOver) return;
    const began = performance.now();
    const end = new AbortController();
    const ask = async () => {
      if (document.hidden) return;
      const response = await fetch(path, { signal: end.signal });
      const answer: Answer = await response.json();
      setHeard({ answer, isLast: isLast(answer, performance.now() - began) });
    };
    // A server that is gone for a moment is asked again.
    const timer = setInterval(() => ask().catch(() => {}), EVERY);
    return () => {
      clearInterval(timer);
      end.abort();
    };
  }, [path, isLast, isOver]);

  return heard;
}
