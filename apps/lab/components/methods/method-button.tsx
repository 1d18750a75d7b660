import type { ReactNode } from "react";
import { type ButtonKind, buttonClass } from "../ui/button";

/** The button of a plain form, which works without JavaScript. */
export function MethodButton(props: { readonly kind?: ButtonKind; readonly children: ReactNode }) {
  return (
    <button type="submit" className={`${buttonClass(props.kind ?? "secondary")} w-full`}>
      {props.children}
    </button>
  );
}
