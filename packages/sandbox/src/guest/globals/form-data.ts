import { showAs } from "./format/index.ts";

/** `FormData` with text fields. The sandbox has no files. */
export class FormData {
  #fields: [string, string][] = [];

  append(name: string, value: string): void {
    this.#fields.push([String(name), String(value)]);
  }

  delete(name: string): void {
    this.#fields = this.#fields.filter(([each]) => each !== name);
  }

  get(name: string): string | null {
    return this.#fields.find(([each]) => each === name)?.[1] ?? null;
  }

  getAll(name: string): string[] {
    return this.#fields.filter(([each]) => each === name).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.#fields.some(([each]) => each === name);
  }

  /** Replaces the first field of the name, and deletes the others. */
  set(name: string, value: string): void {
    const at = this.#fields.findIndex(([each]) => each === name);
    if (at === -1) {
      this.append(name, value);
      return;
    }
    this.#fields = this.#fields.filter(([each], index) => each !== name || index === at);
    this.#fields[at] = [String(name), String(value)];
  }

  forEach(visit: (value: string, name: string, form: FormData) => void): void {
    for (const [name, value] of this.#fields) visit(value, name, this);
  }

  *entries(): IterableIterator<[string, string]> {
    yield* this.#fields.map(([name, value]): [string, string] => [name, value]);
  }

  *keys(): IterableIterator<string> {
    yield* this.#fields.map(([name]) => name);
  }

  *values(): IterableIterator<string> {
    yield* this.#fields.map(([, value]) => value);
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return "FormData";
  }
}

showAs(FormData, (form) => Object.fromEntries(form));
