import { PAYLOAD } from "./consumers.mjs";
import { NOW, RING, SECRET, segment } from "./keys.mjs";
import { claimsOf, sameClaims, shouldAccept } from "./model.mjs";
import { isOwn, leaks, outcomeOf } from "./outcome.mjs";
import { tokenFor } from "./targets.mjs";

const CODES = /^(?:token-(?:malformed|bad-signature|expired|not-active|claim)|key-unknown)$/;
const SECRETS = [...RING, segment(SECRET).slice(0, 40), String(NOW)];

/** Judges an input of the targets that end as a token: what is wrong, and where it led. */
export function tokenJudge(builds, consumers) {
  const byName = new Map(consumers.map((consumer) => [consumer.name, consumer]));

  return async (input) => {
    const problems = [];
    const shapes = [];
    if (input.target === "token") {
      const original = consumers.find(({ good }) => good === input.text);
      for (const consumer of consumers) {
        const isGood =
          consumer.also?.includes(original?.name) ||
          (original?.key === consumer.key && shouldAccept(consumer, ...original.parts));
        await ask(consumer, input.text, isGood, PAYLOAD, problems, shapes);
      }
      await decode(input.text, problems, shapes);
      return { problems, shapes };
    }
    const consumer = byName.get(input.consumer);
    const { header, payload, token } = tokenFor(consumer, input);
    const isGood = token.length <= 16_384 && shouldAccept(consumer, header, payload);
    await ask(consumer, token, isGood, claimsOf(payload), problems, shapes);
    return { problems, shapes };
  };

  async function ask(consumer, token, isGood, claims, problems, shapes) {
    const { node, web } = consumer.uses;
    const [byNode, byWeb] = [await outcomeOf(() => node(token)), await outcomeOf(() => web(token))];
    shapes.push(`${consumer.name}: ${byNode.words ?? byNode.shape}`);
    const say = (problem) => problems.push(`${consumer.name}: ${problem}`);
    if ((byNode.words ?? byNode.shape) !== (byWeb.words ?? byWeb.shape)) {
      say(`node says ${byNode.words ?? byNode.shape}, web says ${byWeb.words ?? byWeb.shape}`);
    }
    for (const { error, value } of [byNode, byWeb]) {
      if (value !== undefined) {
        if (!isGood) say("accepted what should be refused");
        else if (claims !== null && !sameClaims(value, claims))
          say("other claims than were signed");
        continue;
      }
      if (isGood) say(`refused what should be accepted: ${error?.message}`);
      if (!isOwn(error, builds.node, CODES)) say(`threw ${error?.stack}`);
      else if (leaks(error, [...SECRETS, ...needlesOf(token)])) say("a message shows the token");
    }
  }

  async function decode(token, problems, shapes) {
    const { value, error, words } = await outcomeOf(() => builds.node.decodeUnverified(token));
    shapes.push(`decodeUnverified: ${words ?? "shown"}`);
    if (value === undefined && !isOwn(error, builds.node, CODES)) {
      problems.push(`decodeUnverified threw ${error?.stack}`);
    }
    if (error && leaks(error, needlesOf(token))) problems.push("decodeUnverified shows the token");
  }
}

/** Pieces that no message would hold by chance. */
function needlesOf(token) {
  return token
    .split(".")
    .filter((part) => part.length >= 16)
    .map((part) => part.slice(0, 40));
}
