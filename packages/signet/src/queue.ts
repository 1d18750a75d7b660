/** Runs the tasks that are given for one object one after another, whatever became of those before. */
export function makeQueue(): <Result>(key: object, task: () => Promise<Result>) => Promise<Result> {
  const last = new WeakMap<object, Promise<unknown>>();
  return (key, task) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(task);
    last.set(
      key,
      turn.catch(() => null),
    );
    return turn;
  };
}
