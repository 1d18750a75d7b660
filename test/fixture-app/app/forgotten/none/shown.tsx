"use client";

import { use } from "react";

export function Shown({ status }: { readonly status: Promise<string> }) {
  return <p>client {use(status)}</p>;
}
