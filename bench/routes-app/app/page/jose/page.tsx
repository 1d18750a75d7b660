import { notFound } from "next/navigation";
import { Greeting } from "../../../lib/greeting.tsx";
import { readJose } from "../../../lib/jose.ts";

export default async function Page() {
  return <Greeting person={(await readJose()) ?? notFound()} />;
}
