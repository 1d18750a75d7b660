/** Returns a record with bytes as lists, because stores return different kinds of byte arrays. */
export function plain(record: object | null): object | null {
  return record === null
    ? null
    : Object.fromEntries(
        Object.entries(record).map(([name, value]) => [
          name,
          value instanceof Uint8Array ? Array.from(value) : value,
        ]),
      );
}

/** Returns the ids of records, in the same order. */
export function ids(records: readonly { readonly id: string }[]): string[] {
  return records.map((record) => record.id);
}

/** Counts the operations that succeeded. */
export function count(outcomes: readonly boolean[]): number {
  return outcomes.filter(Boolean).length;
}
