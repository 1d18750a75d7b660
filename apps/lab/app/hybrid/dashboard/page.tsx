import type { Metadata } from "next";
import { changeUnderHybrid } from "@/app/actions/change-data";
import { Dashboard } from "@/components/account/dashboard";

export const metadata: Metadata = { title: "Hybrid dashboard" };

export default function Page() {
  return <Dashboard strategy="hybrid" change={changeUnderHybrid} />;
}
