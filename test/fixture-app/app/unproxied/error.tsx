"use client";

import { isStoreUnavailable } from "signet-auth/react";

export default function Failed({ error }: { readonly error: Error }) {
  return <p>{isStoreUnavailable(error) ? "Try again soon" : "Something is broken"}</p>;
}
