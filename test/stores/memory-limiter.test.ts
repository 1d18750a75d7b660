import { memoryLimiter } from "signet-auth/sign-in";
import { describe } from "vitest";
import { limiterCases } from "../harness/limiter-cases.ts";

describe("memoryLimiter", () => {
  limiterCases(async () => memoryLimiter());
});
