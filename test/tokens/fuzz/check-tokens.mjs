import { PAYLOAD } from "./consumers.mjs";
import { NOW, RING, SECRET, segment } from "./keys.mjs";
import { claimsOf, sameClaims, shouldAccept } from "./model.mjs";
import { isOwn, leaks, outcomeOf } from "./outcome.mjs";
import { tokenFor } from "./targets.mjs";

const CODES = /^(?:token-(?:malformed|bad-signature|expired|not-active|claim)|key-unknown)$/;
const SECRETS = [...RING, segment(SECRET).slice(0, 40), String(NOW)];
/** The longest token that a verifier with default options parses. Characters. */
const MAX_LENGTH = 16_384;

/**
 * Creates the check for inputs of the targets "token", "header" and "payload". It returns the
 * problems of an input and its outcome at each consumer.
 */
export function createTokenCheck(builds, consumers) {
  const byName = new Map(consumers.map((consumer) => [consumer.name, consumer]));

  return async (input) => {
    const problems = [];
    const outcomes = [];
    if (input.target === "token") {
      const original = consumers.find(({ validToken }) => validToken === input.text);
      for (const consumer of consumers) {
        const isValid =
          consumer.alsoAccepts?.includes(original?.name) ||
          (original?.key === consumer.key && shouldAccept(consumer, ...original.parts));
        await verify(consumer, input.text, isValid, PAYLOAD, problems, outcomes);
      }
      await decode(input.text, problems, outcomes);
      return { problems, outcomes };
    }
    const consumer = byName.get(input.consumer);
    const { header, payload, token } = tokenFor(consumer, input);
    const isValid = token.length <= MAX_LENGTH && shouldAccept(consumer, header, payload);
    await verify(consumer, token, isValid, claimsOf(payload), problems, outcomes);
    return { problems, outcomes };
  };

  async function verify(consumer, token, isValid, claims, problems, outcomes) {
    const { node, web } = consumer.verifiers;
    const [byNode, byWeb] = [await outcomeOf(() => node(token)), await outcomeOf(() => web(token))];
    const [nodeDetail, webDetail] = [byNode, byWeb].map(({ detail, summary }) => detail ?? summary);
    outcomes.push(`${consumer.name}: ${nodeDetail}`);
    const report = (problem) => problems.push(`${consumer.name}: ${problem}`);
    if (nodeDetail !== webDetail) {
      report(`the builds differ: node: ${nodeDetail}, web: ${webDetail}`);
    }
    for (const { error, value } of [byNode, byWeb]) {
      if (value !== undefined) {
        if (!isValid) report("accepted an invalid token");
        else if (claims !== null && !sameClaims(value, claims))
          report("the claims differ from the signed claims");
        continue;
      }
      if (isValid) report(`refused a valid token: ${error?.message}`);
      if (!isOwn(error, builds.node, CODES)) report(`threw ${error?.stack}`);
      else if (leaks(error, [...SECRETS, ...secretTextsOf(token)]))
        report("an error message contains a part of the token or of a key");
    }
  }

  async function decode(token, problems, outcomes) {
    const { value, error, detail } = await outcomeOf(() => builds.node.decodeUnverified(token));
    outcomes.push(`decodeUnverified: ${detail ?? "shown"}`);
    if (value === undefined && !isOwn(error, builds.node, CODES)) {
      problems.push(`decodeUnverified threw ${error?.stack}`);
    }
    if (error && leaks(error, secretTextsOf(token))) {
      problems.push("an error message of decodeUnverified contains a part of the token");
    }
  }
}

/** Returns the start of each long segment: text that no error message contains by chance. */
function secretTextsOf(token) {
  return token
    .split(".")
    .filter((part) => part.length >= 16)
    .map((part) => part.slice(0, 40));
}
