import { FEED_KEEPS } from "../../feed.ts";
import { ON_PRIMARY, type Script, script } from "../scripts.ts";

/**
 * How an epoch begins while everybody's sessions are being ended. Until it is another, each page has
 * an epoch of its own, so that no server believes a token: they end without being told of one by one.
 */
export const ENDING = "ending:";

/** KEYS: events. ARGV: id and version in turn; a version of '' for a session that ends. */
export const ANNOUNCE: Script = script(`
local time = redis.call('TIME')
local oldest = (tonumber(time[1]) - ${FEED_KEEPS / 1_000}) * 1000
for at = 1, #ARGV, 2 do
  redis.call('XADD', KEYS[1], 'MINID', '~', string.format('%.0f', oldest), '*', 'i', ARGV[at], 'v', ARGV[at + 1])
end
redis.call('PEXPIRE', KEYS[1], ${2 * FEED_KEEPS})
redis.call('PUBLISH', KEYS[1], '')
return 1
`);

/**
 * KEYS: events, epoch. ARGV: id of the event before, or '' for a beginning, most events, an epoch if
 * there is none, and how far back a beginning goes in milliseconds. Returns the epoch, the time in
 * seconds and microseconds, what the server calls itself and its history, the last id that was ever
 * given, and the events.
 *
 * A server that was started again, or took over, may lack events that were announced, and whoever
 * begins to read only then has no cursor to tell by: so its epoch is another, too.
 */
export const PAGE: Script = script(`${ON_PRIMARY}
local epoch = get(KEYS[2])
if not epoch then
  epoch = ARGV[3]
  redis.call('SET', KEYS[2], epoch)
end
local time = redis.call('TIME')
if string.find(epoch, '^${ENDING}') then epoch = epoch .. '.' .. time[1] .. '.' .. time[2] end
local server = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local history = string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)')
epoch = redis.sha1hex(epoch .. server .. history)
local last = '0-0'
if redis.call('EXISTS', KEYS[1]) == 1 then
  local facts = redis.call('XINFO', 'STREAM', KEYS[1])
  for at = 1, #facts, 2 do
    if facts[at] == 'last-generated-id' then last = facts[at + 1] end
  end
end
local from = '(' .. ARGV[1]
if ARGV[1] == '' then
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  from = string.format('%.0f', math.max(0, now - ARGV[4]))
end
local events = redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', ARGV[2])
return { epoch, time[1], time[2], server, history, last, events }
`);

/** KEYS: epoch, events. ARGV: the epoch while everything ends. */
export const BEGIN_EPOCH: Script = script(`
redis.call('SET', KEYS[1], ARGV[1])
redis.call('PUBLISH', KEYS[2], '')
return 1
`);

/**
 * KEYS: epoch, events. ARGV: the epoch while everything ended, the epoch after. Whoever has begun to
 * end everything since goes on doing so.
 */
export const END_EPOCH: Script = script(`${ON_PRIMARY}
local epoch = get(KEYS[1])
if epoch and epoch ~= ARGV[1] and string.find(epoch, '^${ENDING}') then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('PUBLISH', KEYS[2], '')
return 1
`);
