import { notFound } from "next/navigation";
import { Greeting } from "../../../lib/greeting.tsx";
import { readNextAuth5 } from "../../../lib/next-auth-5.ts";

export default async function Page() {
  return <Greeting person={(await readNextAuth5()) ?? notFound()} />;
}
