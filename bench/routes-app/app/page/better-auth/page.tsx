import { notFound } from "next/navigation";
import { readBetterAuth } from "../../../lib/better-auth.ts";
import { Greeting } from "../../../lib/greeting.tsx";

export default async function Page() {
  return <Greeting person={(await readBetterAuth()) ?? notFound()} />;
}
