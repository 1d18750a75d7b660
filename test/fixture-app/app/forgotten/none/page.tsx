import { setTimeout as delay } from "node:timers/promises";
import { Suspense, use } from "react";
import { auth } from "../../../lib/auth";
import { Shown } from "./shown";

const statusOf = async () => (await auth.read()).status;

async function Late() {
  const promise = auth();
  await delay(300);
  return <p>late {(await promise) === null ? "nobody" : "somebody"}</p>;
}

function Used() {
  return <p>used {use(auth()) === null ? "nobody" : "somebody"}</p>;
}

async function Together() {
  const [session, reading] = await Promise.all([auth(), auth.read()]);
  return (
    <p>
      together {session === null ? "nobody" : "somebody"} {reading.status}
    </p>
  );
}

/** Correct: each promise is awaited, at once or later, on the server or in the browser. */
export default function None() {
  return (
    <Suspense>
      <Late />
      <Used />
      <Together />
      <Shown status={statusOf()} />
    </Suspense>
  );
}
