import { notFound } from "next/navigation";
import { Greeting } from "../../../lib/greeting.tsx";
import { readIronSession } from "../../../lib/iron-session.ts";

export default async function Page() {
  return <Greeting person={(await readIronSession()) ?? notFound()} />;
}
