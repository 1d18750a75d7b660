import { ON_PRIMARY, type Script, SHARED, script } from "./scripts.ts";

const LONGER = `
local function longer(key, ttl)
  return string.format('%.0f', math.max(redis.call('PTTL', key), tonumber(ttl)))
end
`;

/** Checks a hash of bars. Its fields are excepted ids, or ''. Its values are the latest barred creation times. */
const BARRED = `
local function is_barred(bars, id, created)
  local found = redis.call('HGETALL', bars)
  for at = 1, #found, 2 do
    if found[at] ~= id and tonumber(created) <= tonumber(found[at + 1]) then return true end
  end
  return false
end
`;

/** The values of a mark: whether the secret of the session is settled. Either value bars a new adoption. */
const [SETTLED, OPEN] = ["s", "o"];

/**
 * Adopts a session, in the slot of its user.
 *
 * KEYS: record, index, mark, the user's bars. ARGV: value, id, createdAt, ttl, ttl of the mark, 1 if the
 * record may be added, the bar of everybody or '', the new secret hash or '' to keep the existing hash, the
 * hashes that may stay. Returns 0 if the session was refused, 1 if it was added, or the existing value.
 */
export const ADOPT: Script = script(`${SHARED}${BARRED}${LONGER}
local value = get(KEYS[1])
local mark = redis.call('GET', KEYS[3])
if not value then
  local is_late = ARGV[7] ~= '' and tonumber(ARGV[3]) <= tonumber(ARGV[7])
  if ARGV[6] ~= '1' or mark or is_late or is_barred(KEYS[4], ARGV[2], ARGV[3]) then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[4])
  redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
  keep_at_least(KEYS[2], ARGV[4])
  redis.call('SET', KEYS[3], ARGV[8] == '' and '${OPEN}' or '${SETTLED}', 'PX', ARGV[5])
  return 1
end
if ARGV[8] ~= '' and mark ~= '${SETTLED}' then
  mark = '${SETTLED}'
  local version, renewed, expires, user, rest = head(value)
  local before, hash, after = string.match(rest, '^({"h":")([%w_-]*)(".*)$')
  local fits = false
  for at = 9, #ARGV do fits = fits or ARGV[at] == hash end
  if not fits then
    value = '1 ' .. version .. ' ' .. renewed .. ' ' .. expires .. ' ' .. user .. '\\n' .. before .. ARGV[8] .. after
    redis.call('SET', KEYS[1], value, 'KEEPTTL')
  end
end
redis.call('SET', KEYS[3], mark or '${OPEN}', 'PX', longer(KEYS[3], ARGV[5]))
return value
`);

/**
 * KEYS: record, mark, the user's bars. ARGV: id, createdAt. Returns the existing value, 1 if the session
 * is barred, or 0.
 */
export const FIND_TO_ADOPT: Script = script(`${ON_PRIMARY}${BARRED}
local value = get(KEYS[1])
if value then return value end
if redis.call('EXISTS', KEYS[2]) == 1 or is_barred(KEYS[3], ARGV[1], ARGV[2]) then return 1 end
return 0
`);

/** KEYS: mark. ARGV: ttl. */
export const BAR_SESSION: Script = script(`${LONGER}
local mark = redis.call('GET', KEYS[1]) or '${OPEN}'
redis.call('SET', KEYS[1], mark, 'PX', longer(KEYS[1], ARGV[1]))
return 1
`);

/** KEYS: the user's bars. ARGV: excepted id or '', now, how long a bar is needed in milliseconds, ttl. */
export const BAR_USER: Script = script(`${LONGER}
local now = tonumber(ARGV[2])
local bars = redis.call('HGETALL', KEYS[1])
for at = 1, #bars, 2 do
  local created = tonumber(bars[at + 1])
  if created + tonumber(ARGV[3]) < now then redis.call('HDEL', KEYS[1], bars[at]) end
  if bars[at] == ARGV[1] then now = math.max(now, created) end
end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], longer(KEYS[1], ARGV[4]))
return 1
`);

/** KEYS: the bar of everybody. ARGV: now. */
export const BAR_EVERYBODY: Script = script(`
local before = tonumber(redis.call('GET', KEYS[1]) or '-inf')
redis.call('SET', KEYS[1], string.format('%.0f', math.max(before, tonumber(ARGV[1]))))
return 1
`);
