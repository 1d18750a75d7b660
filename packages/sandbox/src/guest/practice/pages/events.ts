type Listener = (...args: unknown[]) => void;

/** The part of Node's EventEmitter that code of API routes uses. */
export class Events {
  readonly #listeners = new Map<string, { listener: Listener; once: boolean }[]>();

  on(event: string, listener: Listener): this {
    return this.#add(event, listener, false);
  }

  addListener(event: string, listener: Listener): this {
    return this.#add(event, listener, false);
  }

  once(event: string, listener: Listener): this {
    return this.#add(event, listener, true);
  }

  off(event: string, listener: Listener): this {
    const list = this.#listeners.get(event) ?? [];
    const at = list.findLastIndex((each) => each.listener === listener);
    if (at !== -1) this.#listeners.set(event, list.toSpliced(at, 1));
    return this;
  }

  removeListener(event: string, listener: Listener): this {
    return this.off(event, listener);
  }

  emit(event: string, ...args: unknown[]): boolean {
    const list = this.#listeners.get(event) ?? [];
    for (const { listener, once } of list) {
      if (once) this.off(event, listener);
      Reflect.apply(listener, this, args);
    }
    return list.length > 0;
  }

  listenerCount(event: string): number {
    return this.#listeners.get(event)?.length ?? 0;
  }

  #add(event: string, listener: Listener, once: boolean): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), { listener, once }]);
    return this;
  }
}
