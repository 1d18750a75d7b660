import type { Place } from "./parts";

/** Returns the name under which the browser keeps what a visitor did of an exercise. */
export function visitName(place: Place, exercise: { readonly id: string }): string {
  return [place.topic, place.mode, place.round ?? "", exercise.id].join("/");
}
