import { connection } from "next/server";
import { Greeting } from "../../../lib/greeting.tsx";
import { ADA } from "../../../lib/person.ts";

export default async function Page() {
  await connection();
  return <Greeting person={ADA} />;
}
