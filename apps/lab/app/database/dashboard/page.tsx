import type { Metadata } from "next";
import { changeUnderDatabase } from "@/app/actions/change-data";
import { Dashboard } from "@/components/account/dashboard";
import { databaseAuth } from "@/lib/auth";

export const metadata: Metadata = { title: "Session dashboard" };

export default databaseAuth.page((session) => (
  <Dashboard strategy="database" session={session} change={changeUnderDatabase} />
));
