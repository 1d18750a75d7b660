"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Returns a ref for a form. After each answer of the server, the first invalid field gets the focus. */
export function useFocusFirstError(answer: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal answer must set the focus again.
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  }, [answer]);
  return form;
}
