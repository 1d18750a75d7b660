/** Objects of the platform whose state is not in properties, such as `Headers`. */

type View = (value: never) => object;

const views = new Map<object, View>();

/** Sets the properties that the formatter shows for the instances of a class. */
export function showAs<Shown>(
  shown: abstract new (...args: never) => Shown,
  view: (value: Shown) => object,
) {
  views.set(shown.prototype as object, view as View);
}

/** Returns the object with the properties to show, or `null` for an ordinary object. */
export function viewOf(value: object): object | null {
  for (let at: object | null = Object.getPrototypeOf(value); at !== null; ) {
    const view = views.get(at);
    if (view !== undefined) return view(value as never);
    at = Object.getPrototypeOf(at);
  }
  return null;
}
