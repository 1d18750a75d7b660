import type { Metadata } from "next";
import { renameUnderDatabase } from "@/app/actions/rename";
import { Dashboard } from "@/components/account/dashboard";

export const metadata: Metadata = { title: "Session dashboard" };

export default function Page() {
  return <Dashboard strategy="database" rename={renameUnderDatabase} />;
}
