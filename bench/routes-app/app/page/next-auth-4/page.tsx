import { notFound } from "next/navigation";
import { Greeting } from "../../../lib/greeting.tsx";
import { readNextAuth4 } from "../../../lib/next-auth-4.ts";

export default async function Page() {
  return <Greeting person={(await readNextAuth4()) ?? notFound()} />;
}
