import type { Metadata } from "next";
import { changeUnderDatabase } from "@/app/actions/change-data";
import { Dashboard } from "@/components/account/dashboard";

export const metadata: Metadata = { title: "Session dashboard" };

export default function Page() {
  return <Dashboard strategy="database" change={changeUnderDatabase} />;
}
