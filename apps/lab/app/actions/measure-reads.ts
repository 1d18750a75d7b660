"use server";

import { databaseAuth, hybridAuth, jwtAuth, sealedAuth } from "@/lib/auth";
import type { MeasureState } from "@/lib/form-states";
import { limits } from "@/lib/rate-limit/limits";
import { measureReads } from "@/lib/session/measure-reads";
import { waitText } from "@/lib/sign-in/error-text";
import type { StrategyName } from "@/lib/strategies";

export const measureJwt = jwtAuth.action(({ userId }) => measureWithinLimit("jwt", userId), {
  refused,
});
export const measureSealed = sealedAuth.action(
  ({ userId }) => measureWithinLimit("sealed", userId),
  {
    refused,
  },
);
export const measureDatabase = databaseAuth.action(
  ({ userId }) => measureWithinLimit("database", userId),
  {
    refused,
  },
);
export const measureHybrid = hybridAuth.action(
  ({ userId }) => measureWithinLimit("hybrid", userId),
  {
    refused,
  },
);

async function measureWithinLimit(strategy: StrategyName, userId: string): Promise<MeasureState> {
  const { wait } = await limits().measure.take(userId);
  return wait === null ? measureReads(strategy) : { refused: waitText(wait) };
}

function refused(): MeasureState {
  return { refused: "You are no longer signed in, so nothing was measured." };
}
