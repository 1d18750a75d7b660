/** The parts of a browser that the client uses. The other code of the library knows no types of the DOM. */
export interface PageWindow extends Listening<PageEvents> {
  readonly location: { href: string; reload(): void };
}

export interface PageDocument extends Listening<{ visibilitychange: object }> {
  readonly visibilityState: string;
}

export interface PageEvents {
  storage: { readonly key: string | null; readonly newValue: string | null };
  pageshow: { readonly persisted: boolean };
  online: object;
  offline: object;
}

interface Listening<Events> {
  addEventListener<Type extends keyof Events>(
    type: Type,
    listener: (event: Events[Type]) => void,
  ): void;
  removeEventListener<Type extends keyof Events>(
    type: Type,
    listener: (event: Events[Type]) => void,
  ): void;
}
