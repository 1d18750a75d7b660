import type { Metadata } from "next";
import { changeUnderHybrid } from "@/app/actions/change-data";
import { Dashboard } from "@/components/account/dashboard";
import { hybridAuth } from "@/lib/auth";

export const metadata: Metadata = { title: "Hybrid dashboard" };

export default hybridAuth.page((session) => (
  <Dashboard strategy="hybrid" session={session} change={changeUnderHybrid} />
));
