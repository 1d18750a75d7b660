import { Headers as Polyfill } from "headers-polyfill";
import { showAs } from "./format/index.ts";

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Characters that no header value has (Fetch, 2.2.2). */
const FORBIDDEN = /[\0\r\n]|[^\0-\xff]/;

/** `Headers` with the errors and the conversions of the standard, which the package leaves out. */
export class Headers extends Polyfill {
  override get(name: string): string | null {
    const checked = checkedName(name);
    // The package keeps the values in an object, which inherits names such as "constructor".
    return super.has(checked) ? super.get(checked) : null;
  }

  override has(name: string): boolean {
    return super.has(checkedName(name));
  }

  override set(name: string, value: string): void {
    super.set(checkedName(name), checkedValue(value));
  }

  override append(name: string, value: string): void {
    const checked = checkedName(name);
    const added = checkedValue(value);
    // The method of the package calls the three methods above again, which takes three times as long.
    super.set(checked, super.has(checked) ? `${super.get(checked)}, ${added}` : added);
  }

  override delete(name: string): void {
    super.delete(checkedName(name));
  }
}

function checkedName(name: unknown): string {
  const text = String(name);
  if (!NAME.test(text)) throw new TypeError(`Headers: ${text} is an invalid header name.`);
  return text;
}

function checkedValue(value: unknown): string {
  const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  if (FORBIDDEN.test(text)) throw new TypeError(`Headers: ${text} is an invalid header value.`);
  return text;
}

/** As Node shows them: one property a header; cookies stand in one list. */
showAs(Headers, (headers) => {
  const shown: Record<string, string | string[]> = {};
  for (const name of headers.keys()) {
    const cookies = headers.getSetCookie();
    const value = name === "set-cookie" && cookies.length > 1 ? cookies : headers.get(name);
    shown[name] = value ?? "";
  }
  return shown;
});
