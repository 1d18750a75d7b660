import { notFound } from "next/navigation";
import { Greeting } from "../../../lib/greeting.tsx";
import { signetHybrid } from "../../../lib/signet.ts";

export default async function Page() {
  const session = (await signetHybrid()) ?? notFound();
  return <Greeting person={session.data} />;
}
