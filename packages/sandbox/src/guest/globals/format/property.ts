import { type Context, childText } from "./context.ts";
import { keyText } from "./text.ts";

/** Returns the keys of the properties that are shown. */
export function keysOf(value: object): (string | symbol)[] {
  return Reflect.ownKeys(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
}

/** Returns the text of a property: its key and its value, or the value alone for an item of a list. */
export function propertyText(
  object: object,
  key: string | symbol,
  level: number,
  context: Context,
  isItem = false,
): string {
  const property = Object.getOwnPropertyDescriptor(object, key);
  let text: string;
  if (property?.get !== undefined)
    text = property.set === undefined ? "[Getter]" : "[Getter/Setter]";
  else if (property?.set !== undefined) text = "[Setter]";
  else text = childText(property?.value, level, context);
  return isItem ? text : `${keyText(key)}: ${text}`;
}
