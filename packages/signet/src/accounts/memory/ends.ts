/** The end of a token; milliseconds since the Unix epoch. */
interface End {
  readonly id: string;
  readonly at: number;
}

/** The ends of tokens, the earliest one first. */
export interface Ends {
  add(end: End): void;
  /** Removes and returns an end at or before a time; `null` if there is none. */
  takeUntil(now: number): End | null;
}

/** Creates a binary heap, so that the next end is found without a look at all others. */
export function ends(): Ends {
  const heap: End[] = [];
  const at = (index: number) => heap[index]?.at ?? Number.POSITIVE_INFINITY;
  const swap = (one: number, other: number) => {
    const [first, second] = [heap[one], heap[other]];
    if (first !== undefined && second !== undefined) [heap[one], heap[other]] = [second, first];
  };
  return {
    add(end) {
      let index = heap.push(end) - 1;
      for (let up = (index - 1) >> 1; index > 0 && at(up) > at(index); up = (index - 1) >> 1) {
        swap(index, up);
        index = up;
      }
    },

    takeUntil(now) {
      const first = heap[0];
      if (first === undefined || first.at > now) return null;
      swap(0, heap.length - 1);
      heap.pop();
      for (let index = 0; ; ) {
        const left = 2 * index + 1;
        const down = at(left + 1) < at(left) ? left + 1 : left;
        if (at(down) >= at(index)) return first;
        swap(index, down);
        index = down;
      }
    },
  };
}
