import { notFound } from "next/navigation";
import { Greeting } from "../../../lib/greeting.tsx";
import { signetJwt } from "../../../lib/signet.ts";

export default async function Page() {
  const session = (await signetJwt()) ?? notFound();
  return <Greeting person={session.data} />;
}
