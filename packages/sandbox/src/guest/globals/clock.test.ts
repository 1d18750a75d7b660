import { expect, test } from "vitest";
import { createClock } from "./clock.ts";
import { virtualDate } from "./date.ts";

/** Runs timers until none is left that a program waits for. */
async function runAll(clock: ReturnType<typeof createClock>): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (clock.runNextTimer());
}

test("timers run in the order of their times, and the clock shows the time of each", async () => {
  const clock = createClock(1000);
  const seen: unknown[] = [];
  const note = (name: string) => () => seen.push([name, clock.now()]);
  clock.setTimeout(note("late"), 50);
  clock.setTimeout(note("early"), 10);
  clock.setTimeout(note("same"), 10);
  clock.setImmediate(note("now"));
  clock.clear(clock.setTimeout(note("never"), 5));
  await runAll(clock);
  expect(seen).toEqual([
    ["now", 1000],
    ["early", 1010],
    ["same", 1010],
    ["late", 1050],
  ]);
});

test("an advance runs the timers on the way, and promises between them", async () => {
  const clock = createClock(0);
  const seen: unknown[] = [];
  const tick = async () => {
    await Promise.resolve();
    seen.push(clock.elapsed());
    if (clock.elapsed() < 100) clock.setTimeout(tick, 20);
  };
  clock.setTimeout(tick, 20);
  const advanced = clock.advance(60).then(() => seen.push(`advanced to ${clock.elapsed()}`));
  clock.setTimeout(() => seen.push("due at the end"), 60);
  await runAll(clock);
  await advanced;
  expect(seen).toEqual([20, 40, "due at the end", 60, "advanced to 60", 80, 100]);
});

test("a timer after unref() runs on the way, but no program waits for it", () => {
  const clock = createClock(0);
  let runs = 0;
  const background = clock.setInterval(() => runs++, 10);
  expect(background.unref().hasRef()).toBe(false);
  expect(clock.runNextTimer()).toBe(false);
  clock.setTimeout(() => {}, 35);
  while (clock.runNextTimer());
  expect(runs).toBe(3);
  clock.clear(Number(background));
  expect(clock.elapsed()).toBe(35);
});

test("a delay that is missing, negative or too long counts as one millisecond", () => {
  for (const delay of [undefined, -5, 0, Number.NaN, 2 ** 31]) {
    const clock = createClock(0);
    clock.setTimeout(() => {}, delay);
    clock.runNextTimer();
    expect(clock.elapsed()).toBe(1);
  }
  expect(() => createClock(0).setTimeout("text" as never)).toThrow(TypeError);
});

test("the virtual Date reads its clock and stays a Date in every other way", () => {
  const clock = createClock(Date.UTC(2026, 0, 1));
  const Virtual = virtualDate(Date, clock.now);
  expect(new Virtual().toISOString()).toBe("2026-01-01T00:00:00.000Z");
  expect(Virtual.now()).toBe(clock.now());
  expect(new Virtual() instanceof Date && new Date() instanceof Virtual).toBe(true);
  expect(new Virtual(2020, 1, 2, 3)).toEqual(new Date(2020, 1, 2, 3));
  expect(new Virtual("2020-01-01").getTime()).toBe(Date.UTC(2020, 0, 1));
  expect([Virtual.UTC(2020, 1), Virtual.parse("2020-01-01"), Virtual.name, Virtual.length]).toEqual(
    [Date.UTC(2020, 1), Date.parse("2020-01-01"), "Date", 7],
  );
  expect((Virtual as () => string)()).toBe(String(new Date(clock.now())));
  class Own extends Virtual {}
  expect(new Own() instanceof Own && new Own().getTime() === clock.now()).toBe(true);
});
