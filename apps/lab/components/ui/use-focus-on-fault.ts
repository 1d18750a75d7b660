"use client";

import { type RefObject, useEffect, useRef } from "react";

/** A form's ref. Whenever the server has answered, the first field marked as wrong gets the focus. */
export function useFocusOnFault(answer: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every answer counts, also the same again.
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  }, [answer]);
  return form;
}
