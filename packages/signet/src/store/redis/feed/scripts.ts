import { FEED_KEEPS } from "../../feed.ts";
import { ON_PRIMARY, type Script, script } from "../scripts.ts";

/**
 * The start of the stored epoch while `revokeEverything` runs. During that time each page has a different
 * epoch, so that servers accept no token without a store read. The sessions end without an event for each.
 */
export const ENDING = "ending:";

/** KEYS: events. ARGV: alternating ids and versions; the version is '' for a session that ends. */
export const PUBLISH: Script = script(`
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
 * KEYS: events, epoch. ARGV: id of the previous event, or '' to begin; maximum number of events; an epoch to
 * store if there is none; reach of a beginning in milliseconds. Returns the epoch, the time in seconds and
 * microseconds, the run id and the replication id of the server, the last id of the stream, and the events.
 *
 * A server after a restart or a failover may lack published events. A reader that begins then has no cursor
 * that would show the gap. So the epoch depends on the run id and the replication id.
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

/** KEYS: epoch, events. ARGV: the epoch during `revokeEverything`. */
export const BEGIN_EPOCH: Script = script(`
redis.call('SET', KEYS[1], ARGV[1])
redis.call('PUBLISH', KEYS[2], '')
return 1
`);

/**
 * KEYS: epoch, events. ARGV: the epoch during this `revokeEverything`, the epoch after it. Does nothing if
 * another `revokeEverything` has begun since.
 */
export const END_EPOCH: Script = script(`${ON_PRIMARY}
local epoch = get(KEYS[1])
if epoch and epoch ~= ARGV[1] and string.find(epoch, '^${ENDING}') then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('PUBLISH', KEYS[2], '')
return 1
`);
